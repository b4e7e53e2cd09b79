// The result tables, read as any SQLite tool would, and the plans of the statements that run often.
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import path from 'node:path';
import type { Evaluation } from '../../../shared/engine/evaluation.ts';
import { importTable, smallTable, testApp, removeFolders } from '../testing/host.ts';
import { findCandidate, placeOfCandidate, setAttribute, setTag } from './catalog.ts';
import { getColumn } from './columns.ts';
import { writableHandle } from './handle.ts';
import type { ReadStatement, WritableDb, WriteStatement } from './handle.ts';
import { migrate } from './migrate.ts';
import { removeMetric } from './metrics.ts';
import { putResults } from './results.ts';
import { removeHoldsOn, removeRole, setWeight } from './roles.ts';
import { getHeader, getSource } from './sources.ts';

afterAll(removeFolders);

it('answers in plain SQL who is on the front and how each role ranks', async () => {
  const app = testApp();
  const { review, fileName } = await app.call('library.create', { title: 'Results' });
  await importTable(app.call, review, smallTable);
  const { settings } = await app.call('review.get', { review });
  await app.call('requirements.create', {
    review,
    definition: {
      roleId: settings.roles[2]!.id,
      metricId: settings.metrics[1]!.id,
      comparator: '<=',
      bound: 200,
      strength: 'must',
      reason: '',
    },
  });
  await app.close();
  const database = new Database(path.join(app.libraryFolder, fileName), { readonly: true });
  expect(
    database
      .prepare(
        'SELECT name, feasible, complete, front FROM result_candidate JOIN candidate ON id = candidate_id ORDER BY id',
      )
      .raw()
      .all(),
  ).toEqual([
    ['Alpha', 1, 1, 1],
    ['Beta', 1, 1, 1],
    ['Gamma', 0, 1, 0],
    ['Delta', 1, 0, 0],
  ]);
  const ranks = database
    .prepare(
      `SELECT c.name, r.rank, r.score IS NULL AS unscored FROM result_role r JOIN candidate c ON c.id = r.candidate_id
       JOIN role o ON o.id = r.role_id WHERE o.name = 'Sales' ORDER BY c.id`,
    )
    .raw()
    .all() as [string, number, number][];
  expect(ranks.map(([name, rank, unscored]) => [name, rank > 0, unscored])).toEqual([
    ['Alpha', true, 0],
    ['Beta', true, 0],
    ['Gamma', false, 0],
    ['Delta', false, 1],
  ]);
  const run = database.prepare('SELECT revision, engine_version, recommended_candidate_id FROM result_run').raw().get();
  const winner = database
    .prepare("SELECT candidate_id FROM result_group WHERE rule = 'leastRegret' AND rank = 1")
    .pluck();
  expect(run).toEqual([settings.revision + 1, expect.stringMatching(/^\d+\.\d+/), winner.get()]);
  database.close();
});

it.each([1, 99, 100, 101, 250])('writes %d candidates row by row, whole batches and the rest', (n) => {
  const database = new Database(':memory:');
  migrate(database);
  const random = (salt: number) => Array.from({ length: n }, (_, i) => ((i + 1) * 7919 * salt) % 101);
  const measured = { scores: random(1), regrets: random(2), ranks: random(3), fronts: random(4), layers: random(5) };
  const scores = Float64Array.from(measured.scores, (score) => (score % 7 === 0 ? NaN : score / 7));
  const regrets = Float64Array.from(measured.regrets, (regret) => (regret % 5 === 0 ? Infinity : regret / 3));
  const ranks = Int32Array.from(measured.ranks);
  const ofRole = (roleId: number) => ({ roleId, scores, ranks, regrets });
  const ofRule = (rule: string) => ({ rule, scores, ranks });
  const evaluation = {
    recommended: -1,
    matrix: { complete: new Uint8Array(n).fill(1) },
    screening: { feasible: Uint8Array.from(random(6), (k) => k % 2), unmetWants: Uint8Array.from(random(7)) },
    fronts: Int32Array.from(measured.fronts),
    frontsOfAll: Int32Array.from(measured.layers),
    roles: [ofRole(2), ofRole(1)],
    groups: { leastRegret: ofRule('leastRegret'), weightedMean: ofRule('weightedMean') },
  } as unknown as Evaluation;
  const run = {
    revision: 1,
    engineVersion: '1',
    computedAt: '2026-01-01T00:00:00Z',
    groupRule: 'leastRegret',
  } as const;
  const ids = Int32Array.from({ length: n }, (_, i) => 3 * i + 5);
  const orNull = (value: number) => (Number.isFinite(value) ? value : null);
  const { screening, fronts, frontsOfAll } = evaluation;
  // The second time replaces what the first has written.
  for (let time = 0; time < 2; time += 1) putResults(writableHandle(database), run, ids, evaluation);
  const all = (table: string) => database.prepare(`SELECT * FROM ${table}`).raw().all();
  const each = <T>(row: (i: number) => T) => Array.from({ length: n }, (_, i) => row(i));
  expect(all('result_candidate')).toEqual(
    each((i) => [ids[i], screening.feasible[i], 1, fronts[i], frontsOfAll[i], screening.unmetWants[i]]),
  );
  const scored = (i: number) => [ids[i], orNull(scores[i]!), ranks[i]];
  expect(all('result_role')).toEqual([1, 2].flatMap((id) => each((i) => [id, ...scored(i), orNull(regrets[i]!)])));
  expect(all('result_group')).toEqual(
    ['leastRegret', 'weightedMean'].flatMap((rule) => each((i) => [rule, ...scored(i)])),
  );
  database.close();
});

it('finds single rows without looking at all of them', () => {
  const statements: string[] = [];
  // Remembers what it is asked; every answer is empty.
  const note = (sql: string) => void statements.push(sql);
  const spy = {
    read: (sql: string) => (note(sql), { get: () => undefined, all: () => [] } satisfies ReadStatement<[], unknown>),
    write: (sql: string) => (note(sql), { run: () => ({ changes: 0, id: 0 }) } satisfies WriteStatement<[]>),
  } as unknown as WritableDb;
  findCandidate(spy, 'x');
  placeOfCandidate(spy, 1);
  setTag(spy, 1, 'x', false);
  setAttribute(spy, 1, 1, 'x');
  getColumn(spy, 1);
  getSource(spy, 1);
  getHeader(spy, 1, 1);
  setWeight(spy, 1, { objectiveId: 1, weight: 1, locked: false });
  removeHoldsOn(spy, 1);
  removeRole(spy, 1);
  removeMetric(spy, 1);
  expect(statements.length).toBeGreaterThan(15);
  const database = new Database(':memory:');
  migrate(database);
  for (const sql of statements) {
    const plan = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    const named = Object.fromEntries(Array.from(sql.matchAll(/@(\w+)/g), ([, name]) => [name, 1]));
    const places = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    for (const { detail } of plan.all(...(sql.includes('@') ? [named] : places)))
      expect(`${sql}\n${detail}`).not.toMatch(/SCAN (?!CONSTANT)/);
  }
});
