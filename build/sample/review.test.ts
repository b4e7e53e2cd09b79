// The shipped review file: made through the app, opened through the app, and what stands in it.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headerAt } from '../../shared/domain/predictionLog.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../../electron/core/testing/host.ts';
import type { Catalog } from '../../shared/domain/catalog.ts';
import type { Settings } from '../../shared/domain/review.ts';
import { evaluate } from '../../shared/engine/evaluate.ts';
import { NOTE, ROLES, TITLE } from './ballots.ts';
import { buildSample } from './review.ts';
import { sampleSnapshot } from './snapshot.ts';
import { CSV_FILE, METRICS } from './table.ts';
import { GROUPS, LOGGED_FEATURES, scoreHeader, VISITS_FILE } from './visits.ts';

const today = new Date('2026-11-23T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'parley-sample-test-'));
const file = join(folder, 'dist', 'sample', 'restaurant-recommender.parley');

let app: TestApp;
let review: string;
let settings: Settings;
let catalog: Catalog;

beforeAll(async () => {
  await buildSample(file, today);
  app = testApp(join(folder, 'app'), { sampleFile: file });
  const opened = await app.call('library.openSample', { fresh: false });
  expect(opened).toMatchObject({ title: TITLE, readOnly: null, notices: [] });
  ({ review } = opened);
  ({ settings } = await app.call('review.get', { review }));
  catalog = await app.call('review.catalog', { review });
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the sample review file', () => {
  it('says what is simulated and what is measured', () => {
    expect(settings.note).toBe(NOTE);
    expect(settings.note).toContain('The diners are simulated, the metrics are measured.');
    expect(settings.note).toContain('It is not wall-clock time.');
  });

  it('holds the same candidates and values as the table', () => {
    const expected = sampleSnapshot(today).catalog;
    expect(catalog.names).toEqual(expected.names);
    const names = settings.metrics.map(({ name }) => name);
    expect(names).toEqual(Object.values(METRICS).map(({ header }) => header));
    expect(catalog.columns.map(({ measured }) => [...measured])).toEqual(
      expected.columns.map(({ measured }) => [...measured]),
    );
    expect(catalog.columns.map(({ standardErrors }) => standardErrors)).toEqual(
      expected.columns.map(({ standardErrors }) => standardErrors),
    );
    expect(catalog.columns.filter(({ standardErrors }) => standardErrors !== null)).toHaveLength(1);
    expect(catalog.attributes.map(({ name }) => name)).toEqual(['Family', 'How it decides']);
    const held = catalog.tags.find(({ tag }) => tag === 'two-stage serving')!;
    expect(held.candidateIds.map((id) => catalog.names[catalog.candidateIds.indexOf(id)])).toEqual([
      'Two-stage',
      'Ensemble',
    ]);
  });

  it('knows the file, its checksum and the row of every value', async () => {
    const sha256 = createHash('sha256').update(readFileSync(CSV_FILE)).digest('hex');
    const metric = settings.metrics.find(({ name }) => name === METRICS.ndcg.header)!;
    const provenance = await app.call('candidates.provenance', {
      review,
      candidateId: catalog.candidateIds[0]!,
      metricId: metric.id,
    });
    expect(provenance).toMatchObject({
      measured: catalog.columns[0]!.measured[0],
      row: 2,
      column: METRICS.ndcg.header,
      source: { kind: 'file', name: 'candidates.csv', sha256, at: today.toISOString() },
    });
  });

  it('keeps the prediction log: every candidate in it, what is good for whom, and whom to compare with', () => {
    const [log, ...more] = settings.logs;
    expect(more).toEqual([]);
    const sha256 = createHash('sha256').update(readFileSync(VISITS_FILE)).digest('hex');
    expect(log).toMatchObject({
      name: 'Visits',
      kind: 'binary',
      cases: 3500,
      positive: '1',
      favourable: 'positive',
      source: { kind: 'file', name: 'visits.csv', sha256, at: today.toISOString() },
    });
    expect(log!.candidates.map(({ candidateId }) => candidateId)).toEqual([...catalog.candidateIds]);
    const { label, weight, features, groups } = log!.roles;
    expect(headerAt(log!, label)).toBe('label');
    expect(headerAt(log!, weight)).toBe('weight');
    expect(features.map((place) => headerAt(log!, place))).toEqual([...LOGGED_FEATURES]);
    expect(groups.map(({ place, reference }) => [headerAt(log!, place), reference])).toEqual(
      [...GROUPS].map((header, i) => [header, ['chain', 'middle', 'dinner', 'well known'][i]]),
    );
    const decisionsOnly = log!.candidates.filter(({ score }) => score === null);
    expect(decisionsOnly.map(({ candidateId }) => catalog.names[catalog.candidateIds.indexOf(candidateId)])).toEqual([
      'Paid placement',
    ]);
  });

  it('keeps every chance and decision as it is in the file', async () => {
    const log = settings.logs[0]!;
    const values = await app.call('predictions.values', { review, log: log.id });
    const [header, ...lines] = readFileSync(VISITS_FILE, 'utf8').trimEnd().split('\n');
    const at = header!.split(',').indexOf(scoreHeader('Two-tower'));
    const two = log.candidates[catalog.names.indexOf('Two-tower')]!;
    expect([...values[two.score!]!.numbers!]).toEqual(lines.map((line) => Number(line.split(',')[at])));
    const { codes, names } = values[two.prediction!]!.words!;
    expect([...codes].map((code) => names[code])).toEqual(lines.map((line) => line.split(',')[at + 1]));
  });

  it('has what drives the linear candidates attached, with its file', async () => {
    const attached = await app.call('explanations.list', { review });
    const nameOf = (id: number) => catalog.names[catalog.candidateIds.indexOf(id)];
    expect(attached.map(({ candidateId, kind, features }) => [nameOf(candidateId), kind, features.length])).toEqual([
      ['Logistic regression', 'attribution', 10],
      ['Fee auction', 'attribution', 11],
    ]);
    expect(attached[1]!.features.at(-1)).toMatchObject({ feature: 'fee €' });
    expect(attached[0]!.source).toMatchObject({ kind: 'file', name: 'contributions.csv' });
  });

  it('is small enough to open at once', () => expect(statSync(file).size).toBeLessThan(1.2e6));

  it('ranks as the table and the ballots do', () => {
    const named = ({ settings, catalog }: { settings: Settings; catalog: Catalog }) => {
      const result = evaluate({ settings, catalog }, { role: null });
      const name = (i: number) => catalog.names[i];
      return {
        recommended: name(result.recommended),
        favourites: result.roles.map((role) => role.favourites.map(name)),
        regrets: result.roles.map((role) => role.regrets[result.recommended]!.toFixed(9)),
        fronts: [...result.fronts],
        feasible: [...result.screening.feasible],
      };
    };
    expect(named({ settings, catalog })).toEqual(named(sampleSnapshot(today)));
  });

  it('carries every ballot: rationale, requirements and the hold with its date and condition', () => {
    expect(settings.roles.map(({ name, colour, rationale }) => ({ name, colour, rationale }))).toEqual(
      ROLES.map(({ name, colour, rationale }) => ({ name, colour, rationale })),
    );
    for (const role of settings.roles) expect(role.requirements.length).toBeGreaterThan(0);
    expect(settings.roles[3]!.holds).toMatchObject([
      { scope: { kind: 'tag', tag: 'two-stage serving' }, until: '2027-03-31', effect: 'blocks', cleared: false },
    ]);
    expect(settings.roles[3]!.holds[0]!.condition).not.toBe('');
  });

  it('opens with results that are up to date and nothing to undo', async () => {
    const { history, resultsRevision } = await app.call('review.get', { review });
    expect(history).toEqual({ undo: null, redo: null, elsewhere: null });
    expect(resultsRevision).toBe(settings.revision);
  });
});
