// Undo and redo: whatever was done, in whatever order, undoing all of it gives back exactly what was there, and redoing
// gives back exactly what was undone.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Call, OpName } from '../../../shared/contract/contract.ts';
import { importTable, smallTable, testApp, type TestApp, removeFolders } from '../testing/host.ts';
import { attachImportances, keepLog } from '../testing/keptLog.ts';
import { History } from './history.ts';

afterAll(removeFolders);

/** Everything but the revisions, which only ever grow. */
async function stateOf(call: Call, review: string) {
  const { settings } = await call('review.get', { review });
  const catalog = await call('review.catalog', { review });
  const cells = [];
  const notes = [];
  for (const candidateId of catalog.candidateIds) {
    cells.push(await call('candidates.history', { review, candidateId }));
    notes.push(await call('candidates.notes', { review, candidateId }));
  }
  const values = [];
  for (const { id } of settings.logs) values.push(await call('predictions.values', { review, log: id }));
  const explanations = await call('explanations.list', { review });
  return {
    explanations,
    settings: { ...settings, revision: 0, catalogRevision: 0 },
    catalog: { ...catalog, revision: 0 },
    cells,
    notes,
    values,
  };
}

const small = fc.nat({ max: 12 });
const word = fc.constantFrom('Alpha', 'Beta', 'Eta', 'Theta', 'Iota', 'Kappa', 'Lambda');
const share = fc.double({ min: 0.01, max: 1, noNaN: true });

/** A command with numbers that pick among what the review happens to have. */
const step = fc.record({
  name: fc.constantFrom(
    'import',
    'candidates.add',
    'candidates.rename',
    'candidates.remove',
    'candidates.tag',
    'candidates.setIncumbent',
    'candidates.setMeasured',
    'candidates.setNote',
    'candidates.addLink',
    'candidates.removeLink',
    'metrics.create',
    'metrics.createDerived',
    'metrics.setFormula',
    'metrics.update',
    'metrics.remove',
    'objectives.createFromMetrics',
    'objectives.update',
    'objectives.remove',
    'objectives.reorder',
    'roles.create',
    'roles.update',
    'roles.remove',
    'ballots.setRationale',
    'ballots.setWeights',
    'ballots.setLocks',
    'requirements.create',
    'requirements.update',
    'requirements.remove',
    'holds.create',
    'holds.update',
    'holds.remove',
    'scenarios.create',
    'scenarios.update',
    'scenarios.remove',
    'predictions.keep',
    'predictions.describe',
    'predictions.remove',
    'predictions.take',
    'predictions.addCandidates',
    'explanations.attach',
    'explanations.remove',
    'review.describe',
    'review.setGroupRule',
    'review.commitResults',
    'review.undo',
    'review.redo',
  ),
  a: small,
  b: small,
  word,
  share,
  flag: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Does a step; false where the review refused it. */
async function apply({ call }: TestApp, review: string, { name, a, b, word: text, share: x, flag }: Step) {
  const { settings } = await call('review.get', { review });
  const { candidateIds } = await call('review.catalog', { review });
  const pick = <T>(list: ArrayLike<T>, at: number): T | undefined => list[at % Math.max(1, list.length)];
  const id = pick(candidateIds, a) ?? 1;
  const metricId = pick(settings.metrics, b)?.id ?? 1;
  const objective = pick(settings.objectives, a)?.id ?? 1;
  const role = pick(settings.roles, b)?.id ?? 1;
  const corners = [...new Set([0, 1 + b, 20 + a])].map((at, i, all) => ({ at, value: i / (all.length - 1) }));
  const value = flag
    ? { shape: 'linear' as const, worst: 0, best: 1 + a }
    : { shape: 'piecewise' as const, points: corners };
  const definition = {
    metricId,
    name: text,
    direction: 'max' as const,
    valueFunction: value,
    missing: 'worst' as const,
  };
  const bound = {
    roleId: role,
    metricId,
    comparator: '<=' as const,
    bound: x,
    strength: 'must' as const,
    reason: text,
  };
  const scope = flag ? { kind: 'candidate' as const, candidateId: id } : { kind: 'tag' as const, tag: text };
  const hold = {
    roleId: role,
    scope,
    until: null,
    condition: text,
    effect: 'warns' as const,
    reason: '',
    cleared: flag,
  };
  const requirement =
    pick(
      settings.roles.flatMap((each) => each.requirements),
      a,
    )?.id ?? 1;
  const held =
    pick(
      settings.roles.flatMap((each) => each.holds),
      a,
    )?.id ?? 1;
  const written = `[${pick(settings.metrics, b)?.name ?? ''}]`;
  const formula = flag ? `${written} / ${a}` : `2 * ${written} + ${a}`;
  const derived =
    pick(
      settings.metrics.filter((each) => each.formula !== null),
      a,
    )?.id ?? 1;
  const scenario = pick(settings.scenarios, a)?.id ?? 1;
  const raw = settings.objectives.map((each, i) => ({ objectiveId: each.id, weight: i === a ? x : 0.5, locked: flag }));
  const sum = raw.reduce((total, { weight }) => total + weight, 0);
  const weights = raw.map((each) => ({ ...each, weight: each.weight / sum }));
  const whatIf = {
    name: `${text} ${a}`,
    ballots: [{ roleId: role, weights }],
    bounds: settings.roles
      .flatMap((each) => each.requirements)
      .map(({ id: requirementId }, i) => ({ requirementId, bound: i % 2 === b % 2 ? null : x })),
  };
  const person = { name: `${text} ${a}`, colour: 'rose' as const, influence: x };
  const kept = pick(settings.logs, a);
  const log = kept?.id ?? 1;
  const said = kept && {
    name: `${text} ${b}`,
    positive: flag ? '1' : '0',
    favourable: flag ? ('positive' as const) : null,
    threshold: x,
    smallest: 1 + a,
    ...(flag ? { tolerance: 0.25 } : {}),
    replicates: 100 + b,
  };
  const measured = { name: `${text} rate`, unit: '', direction: 'max' as const, how: 'Counted', measured: x };
  const taken = {
    name: measured.name,
    unit: '',
    direction: measured.direction,
    how: measured.how,
    measurements: [{ candidate: text, measured: x, standardError: flag ? x / 8 : null }],
    objective: flag,
    requirement: a % 2 === 0 ? { roleId: role, comparator: '>=', bound: x, strength: 'want' } : null,
  };
  const made = {
    name: `${text} made ${a}`,
    family: flag ? text : '',
    how: 'Counted',
    tags: flag ? [text] : [],
    decides: flag
      ? { scoresOf: kept?.candidates[0]?.candidateId ?? 1, threshold: x }
      : { codes: Int32Array.from({ length: kept?.cases ?? 1 }, (_, i) => (i + a) % 2) },
    metrics: a % 2 === 0 ? [{ ...measured, standardError: null }] : [],
  };
  const input: Record<Exclude<Step['name'], 'import' | 'predictions.keep' | 'explanations.attach'>, object> = {
    'candidates.add': { name: text },
    'candidates.rename': { id, name: text },
    'candidates.remove': { ids: [id, pick(candidateIds, b) ?? 1] },
    'candidates.tag': { ids: [id], tag: text, on: flag },
    'candidates.setIncumbent': { id: flag ? id : null },
    'candidates.setMeasured': {
      candidateId: id,
      metricId,
      measured: flag ? x : null,
      standardError: flag && a % 2 === 0 ? x / 8 : null,
    },
    'candidates.setNote': { candidateId: id, note: flag ? text : '' },
    'candidates.addLink': { candidateId: id, title: text, url: `https://example.org/${b}` },
    'candidates.removeLink': { id: 1 + (b % 3) },
    'metrics.create': { name: text, unit: 'ms', direction: 'min' },
    'metrics.createDerived': { name: `${text} ${a}`, unit: '', direction: 'min', formula },
    'metrics.setFormula': { id: derived, formula },
    'metrics.update': { id: metricId, name: text, unit: '', direction: 'max' },
    'metrics.remove': { id: metricId },
    'objectives.createFromMetrics': { metricIds: [metricId] },
    'objectives.update': { id: objective, definition },
    'objectives.remove': { id: objective },
    'objectives.reorder': { ids: settings.objectives.map((each) => each.id).reverse() },
    'roles.create': person,
    'roles.update': { id: role, ...person },
    'roles.remove': { id: role },
    'ballots.setRationale': { roleId: role, rationale: text },
    'ballots.setWeights': { roleId: role, weights },
    'ballots.setLocks': { roleId: role, weights: weights.map((each) => ({ ...each, locked: true })) },
    'requirements.create': { definition: bound },
    'requirements.update': { id: requirement, definition: bound },
    'requirements.remove': { id: requirement },
    'holds.create': { definition: hold },
    'holds.update': { id: held, definition: hold },
    'holds.remove': { id: held },
    'scenarios.create': { definition: whatIf },
    'scenarios.update': { id: scenario, definition: whatIf },
    'scenarios.remove': { id: scenario },
    'predictions.describe': {
      log,
      description: said ?? { name: text, positive: null, favourable: null, threshold: 0, smallest: 1, replicates: 100 },
      references: flag ? [{ place: 2, reference: 'y' }] : [],
      inverted: flag ? [kept?.candidates[0]?.candidateId ?? 1] : [],
      thresholds: (kept?.candidates ?? [])
        .filter(({ score, prediction }) => score !== null && prediction === null)
        .map(({ candidateId }) => ({ candidateId, threshold: flag ? 0.25 : null })),
    },
    'predictions.remove': { log },
    'predictions.take': { log, metrics: [taken] },
    'predictions.addCandidates': { log, candidates: [made] },
    'explanations.remove': { id: 1 + (b % 3) },
    'review.describe': { title: text, note: text },
    'review.setGroupRule': { groupRule: flag ? 'leastRegret' : 'weightedMean' },
    'review.commitResults': {},
    'review.undo': {},
    'review.redo': {},
  };
  if (name === 'import') {
    const table = `model,accuracy,${text}_ms,family\nAlpha,${x},${a},tree\n${text} ${b},${flag ? '' : x},${b},\n`;
    await importTable(call, review, table, flag);
    return;
  }
  if (name === 'predictions.keep') {
    await keepLog(call, review, text);
    return;
  }
  if (name === 'explanations.attach') {
    await attachImportances(call, review, id);
    return;
  }
  await call(name as OpName, { review, ...input[name] } as never);
}

describe('undo', () => {
  it('gives back every earlier state exactly, and redo every later one', async () => {
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const app = testApp();
        try {
          const { review } = await app.call('library.create', { title: 'Undo' });
          await importTable(app.call, review, smallTable);
          await keepLog(app.call, review);
          for (const each of steps) {
            try {
              await apply(app, review, each);
              done.add(each.name);
            } catch (error) {
              // What was refused must not have changed anything; the comparison below would see it.
              expect(error).toMatchObject({ code: expect.stringMatching(/^(refused|notFound|badInput)$/) as string });
            }
          }
          while ((await app.call('review.get', { review })).history.redo !== null)
            await app.call('review.redo', { review });
          const states = [await stateOf(app.call, review)];
          let revision = (await app.call('review.get', { review })).settings.revision;
          const grow = async () => {
            const { settings } = await app.call('review.get', { review });
            expect(settings.revision).toBe(revision + 1);
            revision = settings.revision;
          };
          const { undo } = (await app.call('review.get', { review })).history;
          expect(undo).not.toBe('');
          while ((await app.call('review.get', { review })).history.undo !== null) {
            await app.call('review.undo', { review });
            await grow();
            states.push(await stateOf(app.call, review));
          }
          expect(states.at(-1)).toMatchObject({
            settings: { title: 'Undo', metrics: [], objectives: [], logs: [] },
            catalog: { names: [] },
          });
          for (const state of states.slice(0, -1).reverse()) {
            await app.call('review.redo', { review });
            await grow();
            expect(await stateOf(app.call, review)).toEqual(state);
          }
          expect((await app.call('review.get', { review })).history.redo).toBe(null);
        } finally {
          await app.close();
          fs.rmSync(app.folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 60 },
    );
    // Every kind of step got through at least once, or the property would say little.
    expect(done.size).toBeGreaterThan(30);
    expect([...done].filter((name) => name.startsWith('predictions.'))).toHaveLength(5);
  });

  it('keeps two hundred steps', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Many' });
    for (let i = 0; i < 205; i++) await app.call('review.describe', { review, title: `Title ${i}`, note: '' });
    let undone = 0;
    while ((await app.call('review.get', { review })).history.undo !== null) {
      await app.call('review.undo', { review });
      undone++;
    }
    expect(undone).toBe(200);
    expect((await app.call('review.get', { review })).settings.title).toBe('Title 4');
    await app.close();
  });

  it('forgets what could be redone once something new is done', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'First' });
    await app.call('review.describe', { review, title: 'Second', note: '' });
    await app.call('review.undo', { review });
    await app.call('review.describe', { review, title: 'Third', note: '' });
    expect((await app.call('review.get', { review })).history).toMatchObject({ undo: 'description', redo: null });
    await app.call('review.undo', { review });
    expect((await app.call('review.get', { review })).settings.title).toBe('First');
    await app.close();
  });

  it('takes a change that changes nothing for none', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Same' });
    await app.call('review.describe', { review, title: 'Same', note: '' });
    const { settings, history } = await app.call('review.get', { review });
    expect([settings.revision, history.undo]).toEqual([0, null]);
    await app.close();
  });

  it('takes back candidates that were brought in by the thousand, and brings them in again', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Many' });
    const rows = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => `model ${from + i},${from + i}`).join('\n');
    await importTable(app.call, review, `model,acc\n${rows(0, 3)}\n`);
    const before = await stateOf(app.call, review);
    await importTable(app.call, review, `model,acc\n${rows(2, 4000)}\n`);
    const { names, candidateIds } = await app.call('review.catalog', { review });
    expect(names.slice(0, 5)).toEqual(['model 0', 'model 1', 'model 2', 'model 3', 'model 4']);
    expect(names).toHaveLength(4002);
    expect(candidateIds.every((id, i) => i === 0 || id === candidateIds[i - 1]! + 1)).toBe(true);
    await app.call('review.undo', { review });
    expect(await stateOf(app.call, review)).toEqual(before);
    await app.call('review.redo', { review });
    expect((await app.call('review.catalog', { review })).names).toEqual(names);
    await app.call('review.undo', { review });
    expect(await stateOf(app.call, review)).toEqual(before);
    await app.close();
  });
});

it('forgets the oldest steps where the logs they keep are more than it may keep', async () => {
  const app = testApp();
  const { review, fileName } = await app.call('library.create', { title: 'Logs' });
  await importTable(app.call, review, smallTable);
  for (const name of ['one', 'two', 'three']) await keepLog(app.call, review, name, 500);
  await app.close();
  const database = new Database(path.join(app.libraryFolder, fileName));
  const history = new History(database, 20_000);
  // Whatever they are of: here the values of a log, two hundred thousand bytes each time.
  for (const place of [1, 2, 3]) {
    history.begin();
    database.prepare('UPDATE log_values SET numbers = zeroblob(200000)').run();
    database.prepare('UPDATE log_values SET codes = zeroblob(?)').run(place);
    history.committed('change', `Change ${place}`, '');
  }
  expect(history.labels.undo).toBe('Change 3');
  history.begin();
  history.replay('undo');
  history.committed('undo', '', '');
  expect(history.labels.undo).toBeNull();
  database.close();
});
