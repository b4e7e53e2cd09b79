// Prediction logs on the host's side: columns as the page gets them, a log kept whole or not at all, and what is made of it.
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import type { MeasuredMetric } from '../../../shared/contract/predictions.ts';
import { csv, importTable, removeFolders, smallTable, testApp } from '../testing/host.ts';

const hosts: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(removeFolders);

const wideText = `id,y,race,age,score_Alpha,pred_Alpha,pred_New
r1,1,x,30,0.9,1.0,1
r2,0,y,,0.25,0,1
r3,,y,50,n/a,1,0
`;
const longText = `case,model,y,race,score
a,Alpha,1,x,0.9
a,New,1,x,0.4
b,New,0,y,0.6
b,Alpha,0,y,0.1
c,Alpha,1,x,0.3
`;
const description = {
  name: 'log.csv',
  positive: '1',
  favourable: 'positive' as const,
  threshold: 0.5,
  smallest: 30,
  replicates: 500,
};
const wideRoles = {
  label: 1,
  weight: null,
  row: null,
  model: null,
  query: null,
  features: [3],
  candidates: [
    { name: 'Alpha', score: 4, prediction: 5 },
    { name: 'New', score: null, prediction: 6 },
  ],
  groups: [{ place: 2, reference: 'x' }],
};
const longRoles = {
  label: 2,
  weight: null,
  row: 0,
  model: 1,
  query: null,
  features: [],
  candidates: [{ name: '', score: 4, prediction: null }],
  groups: [{ place: 3, reference: null }],
};

async function opened(text = wideText) {
  const app = testApp();
  hosts.push(app);
  const { call } = app;
  const { review } = await call('library.create', { title: 'Which one?' });
  await importTable(call, review, smallTable);
  const read = () =>
    call('imports.read', {
      task: 'read',
      fileName: 'log.csv',
      kind: 'file',
      bytes: csv(text),
      options: { delimiter: null, decimal: null, header: null },
    });
  const keep = async (change: Partial<In<'predictions.keep'>> = {}) => {
    const { table } = await read();
    const given = {
      task: 'keep',
      review,
      table,
      kind: 'binary' as const,
      roles: wideRoles,
      inverted: [],
      description,
    };
    return call('predictions.keep', { ...given, ...change });
  };
  const settings = async () => (await call('review.get', { review })).settings;
  return { call, review, read, keep, settings };
}

describe('columns of a table', () => {
  it('come as numbers and words; 1.0 is 1; blank is no word', async () => {
    const { call, read } = await opened();
    const { table } = await read();
    const columns = await call('predictions.columns', {
      table,
      columns: [
        { index: 1, words: 'few' },
        { index: 4, words: 'none' },
        { index: 5, words: 'few' },
        { index: 0, words: 'all' },
      ],
    });
    expect(columns[0]).toEqual({
      header: 'y',
      numbers: Float64Array.of(1, 0, NaN),
      words: { codes: Int32Array.of(0, 1, -1), names: ['1', '0'] },
      counts: null,
    });
    expect(columns[1]).toMatchObject({ numbers: Float64Array.of(0.9, 0.25, NaN), words: null });
    expect(columns[2]!.words).toEqual({ codes: Int32Array.of(0, 1, 0), names: ['1', '0'] });
    expect(columns[3]!.words!.names).toEqual(['r1', 'r2', 'r3']);
    await expect(call('predictions.columns', { table, columns: [{ index: 9, words: 'few' }] })).rejects.toMatchObject({
      code: 'badInput',
    });
  });
});

describe('a log that is kept', () => {
  it('has its columns, its candidates by name, its source, and is one step of undo', async () => {
    const { call, review, keep, settings } = await opened();
    const before = await settings();
    const kept = await keep({ inverted: ['Alpha'] });
    expect(kept).toEqual({ log: kept.log, cases: 3, candidates: 2, newCandidates: 1 });
    const after = await settings();
    const catalog = await call('review.catalog', { review });
    expect(catalog.names).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta', 'New']);
    expect(catalog.columns[0]!.measured[4]).toBeNaN();
    const [log] = after.logs;
    expect(log).toMatchObject({ ...description, id: kept.log, kind: 'binary', cases: 3 });
    expect(log!.source).toMatchObject({ kind: 'file', name: 'log.csv' });
    expect(log!.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(log!.headers).toEqual(['y', 'race', 'age', 'score_Alpha', 'pred_Alpha', 'pred_New']);
    expect(log!.roles).toEqual({
      label: 0,
      weight: null,
      query: null,
      unit: null,
      groups: [{ place: 1, reference: 'x' }],
      features: [2],
    });
    expect(log!.candidates).toEqual([
      { candidateId: catalog.candidateIds[0], score: 3, prediction: 4, threshold: null, inverted: true },
      { candidateId: catalog.candidateIds[4], score: null, prediction: 5, threshold: null, inverted: false },
    ]);
    const values = await call('predictions.values', { review, log: kept.log });
    expect(values[0]).toEqual({ numbers: null, words: { codes: Int32Array.of(0, 1, -1), names: ['1', '0'] } });
    expect(values[2]).toEqual({ numbers: Float64Array.of(30, NaN, 50), words: null });
    expect(values[3]).toEqual({ numbers: Float64Array.of(0.9, 0.25, NaN), words: null });
    expect(await call('review.undo', { review })).toEqual({ label: 'prediction log' });
    expect({ ...(await settings()), revision: 0, catalogRevision: 0 }).toEqual({
      ...before,
      revision: 0,
      catalogRevision: 0,
    });
    await call('review.redo', { review });
    expect((await settings()).logs).toEqual(after.logs);
    expect(await call('predictions.values', { review, log: kept.log })).toEqual(values);
  });

  it('is put side by side when it came long, cases matched by their id', async () => {
    const { call, review, keep, settings } = await opened(longText);
    const { log } = await keep({ roles: longRoles });
    const [kept] = (await settings()).logs;
    expect(kept!.headers).toEqual(['y', 'race', 'score Alpha', 'score New']);
    const values = await call('predictions.values', { review, log });
    expect(values[2]!.numbers).toEqual(Float64Array.of(0.9, 0.1, 0.3));
    expect(values[3]!.numbers).toEqual(Float64Array.of(0.4, 0.6, NaN));
  });

  it('is refused whole where rows do not belong together, a name is taken, or a group is no group', async () => {
    const torn = longText.replace('b,Alpha,0', 'b,Alpha,1');
    const one = await opened(torn);
    await expect(one.keep({ roles: longRoles })).rejects.toMatchObject({
      code: 'badInput',
      message: expect.stringContaining('another label') as string,
    });
    expect((await one.call('review.catalog', { review: one.review })).names).not.toContain('New');
    const two = await opened();
    await two.keep();
    await expect(two.keep()).rejects.toMatchObject({ code: 'refused' });
    const many = ['id,y,who,pred_Alpha', ...Array.from({ length: 1200 }, (_, i) => `${i},1,w${i},1`)].join('\n');
    const three = await opened(many);
    const roles = { ...wideRoles, features: [], candidates: [{ name: 'Alpha', score: null, prediction: 3 }] };
    await expect(three.keep({ roles })).rejects.toMatchObject({
      message: '“who” has 1,200 different texts, too many to tell apart. Leave it out.',
    });
    expect((await three.settings()).logs).toEqual([]);
  });

  it('keeps whose cases belong together apart from its features, in words however many there are', async () => {
    const cells = Array.from({ length: 1200 }, (_, i) => `${1 + i},${i % 2},x,30,0.9,1,1`);
    const { call, review, keep, settings } = await opened(
      `who,y,race,age,score_Alpha,pred_Alpha,pred_New\n${cells.join('\n')}\n`,
    );
    await keep({ roles: { ...wideRoles, unit: 0 } });
    const [log] = (await settings()).logs;
    expect(log!.roles).toMatchObject({ unit: 1, features: [3] });
    const [who] = await call('predictions.values', { review, log: log!.id, places: [1] });
    expect(who!.words!.names).toHaveLength(1200);
    await call('predictions.remove', { review, log: log!.id });
    await call('review.undo', { review });
    expect((await settings()).logs).toEqual([log]);
  });

  it('has thresholds of candidates that can be changed and taken back', async () => {
    const { call, review, keep, settings } = await opened(longText);
    const { log } = await keep({ roles: longRoles });
    const [alpha, other] = (await settings()).logs[0]!.candidates;
    const say = (threshold: number | null) =>
      call('predictions.describe', {
        review,
        log,
        description,
        inverted: [],
        references: [],
        thresholds: [{ candidateId: alpha!.candidateId, threshold }],
      });
    const now = async () => (await settings()).logs[0]!.candidates.map(({ threshold }) => threshold);
    await say(50);
    expect(await now()).toEqual([50, other!.threshold]);
    await call('review.undo', { review });
    expect(await now()).toEqual([null, null]);
    await call('review.redo', { review });
    await say(null);
    expect(await now()).toEqual([null, null]);
  });

  it('is described anew without moving its columns, and goes without its metrics', async () => {
    const { call, review, keep, settings } = await opened();
    const { log } = await keep();
    const [alpha] = (await settings()).logs[0]!.candidates;
    const change = { ...description, name: 'Renamed', favourable: 'negative' as const, threshold: 0.3, tolerance: 0.1 };
    await call('predictions.describe', {
      review,
      log,
      description: change,
      inverted: [alpha!.candidateId],
      references: [{ place: 1, reference: 'y' }],
    });
    const [kept] = (await settings()).logs;
    expect(kept).toMatchObject(change);
    expect(kept!.roles.groups).toEqual([{ place: 1, reference: 'y' }]);
    expect(kept!.candidates.map(({ inverted }) => inverted)).toEqual([true, false]);
    await call('review.undo', { review });
    expect((await settings()).logs[0]).not.toHaveProperty('tolerance');
    await call('review.redo', { review });
    expect((await settings()).logs).toEqual([kept]);
    await expect(
      call('predictions.describe', {
        review,
        log,
        description: change,
        inverted: [],
        references: [{ place: 0, reference: 'y' }],
      }),
    ).rejects.toMatchObject({ code: 'badInput' });
    // Alpha has decisions of its own, so no threshold says what it decides.
    const thresholds = [{ candidateId: alpha!.candidateId, threshold: 0.7 }];
    await expect(
      call('predictions.describe', { review, log, description: change, inverted: [], references: [], thresholds }),
    ).rejects.toMatchObject({ code: 'badInput' });
    await call('predictions.take', { review, log, metrics: [metric] });
    await call('predictions.remove', { review, log });
    expect((await settings()).logs).toEqual([]);
    expect((await settings()).metrics.map(({ name }) => name)).toContain(metric.name);
    await expect(call('predictions.values', { review, log })).rejects.toMatchObject({ code: 'notFound' });
    await call('review.undo', { review });
    expect((await settings()).logs).toEqual([kept]);
  });

  it('forgets a candidate that is removed, until that is undone', async () => {
    const { call, review, keep, settings } = await opened();
    await keep();
    const before = (await settings()).logs;
    await call('candidates.remove', { review, ids: [before[0]!.candidates[0]!.candidateId] });
    expect((await settings()).logs[0]!.candidates).toEqual(before[0]!.candidates.slice(1));
    await call('review.undo', { review });
    expect((await settings()).logs).toEqual(before);
  });

  it('follows a candidate to its new name, and goes on without any', async () => {
    const { call, review, keep, settings } = await opened();
    const { log } = await keep();
    const before = (await settings()).logs;
    const ids = before[0]!.candidates.map(({ candidateId }) => candidateId);
    await call('candidates.rename', { review, id: ids[0]!, name: 'Alpha, retrained' });
    expect((await settings()).logs).toEqual(before);
    const values = await call('predictions.values', { review, log });
    await call('candidates.remove', { review, ids });
    expect((await settings()).logs).toMatchObject([{ id: log, cases: 3, candidates: [] }]);
    expect(await call('predictions.values', { review, log })).toEqual(values);
    await call('predictions.remove', { review, log });
    for (let steps = 0; steps < 3; steps++) await call('review.undo', { review });
    expect((await settings()).logs).toEqual(before);
    expect((await call('review.catalog', { review })).names).toContain('Alpha');
  });

  it('holds no text that could not be opened again: what cannot be seen is left out, as in a table of metrics', async () => {
    const text = 'y,race,score_New\u202e\n1,x\u0007y,0.9\n0, x y ,0.2\n0,\u202e,0.1\n';
    const { call, review, keep, settings } = await opened(text);
    const { log } = await keep({
      roles: {
        label: 0,
        weight: null,
        row: null,
        model: null,
        query: null,
        features: [],
        groups: [{ place: 1, reference: null }],
        candidates: [{ name: 'New\u202e', score: 2, prediction: null }],
      },
    });
    expect((await call('review.catalog', { review })).names).toContain('New');
    expect((await settings()).logs[0]!.headers).toEqual(['y', 'race', 'score_New']);
    const [, race] = await call('predictions.values', { review, log });
    expect(race!.words).toEqual({ codes: Int32Array.of(0, 0, -1), names: ['x y'] });
    const { bytes } = await call('library.copy', { review });
    await expect(call('library.receive', { fileName: 'again.parley', bytes })).resolves.toMatchObject({
      readOnly: null,
    });
  });
});

const metric: MeasuredMetric = {
  name: 'Selection gap by race',
  unit: '',
  direction: 'min' as const,
  how: 'Largest minus smallest rate',
  measurements: [
    { candidate: 'Alpha', measured: 0.2, standardError: 0.05 },
    { candidate: 'New', measured: 0.1, standardError: null },
  ],
  objective: false,
  requirement: null,
};

describe('answers in other words than the labels', () => {
  const text = (decisions: readonly string[]) =>
    ['y,sex,pred_New', ...decisions.map((word, i) => `${i % 2},${['m', 'f', 'M', 'F'][i % 4]!},${word}`)].join('\n');
  const roles = {
    ...wideRoles,
    label: 0,
    features: [],
    candidates: [{ name: 'New', score: null, prediction: 2 }],
    groups: [{ place: 1, reference: null }],
  };
  it('are kept where they mean the same, in one spelling', async () => {
    const { call, review, keep, settings } = await opened(text(['FALSE', ' true', 'false', 'TRUE ', 'False', 'True']));
    const { log } = await keep({ roles });
    const [, groups, decisions] = await call('predictions.values', { review, log });
    expect(groups!.words!.names).toEqual(['m', 'f']);
    expect(decisions!.words).toEqual({ codes: Int32Array.of(0, 1, 0, 1, 0, 1), names: ['FALSE', 'true'] });
    expect((await settings()).logs).toHaveLength(1);
  });
  it('are refused with both lists where they may mean anything', async () => {
    const { keep, settings } = await opened(text(['reject', 'approve', 'reject', 'approve']));
    await expect(keep({ roles })).rejects.toMatchObject({
      code: 'badInput',
      message: expect.stringContaining(
        'are written “reject” and “approve”; the labels are written “0” and “1”',
      ) as string,
    });
    expect((await settings()).logs).toEqual([]);
  });
});

describe('measured metrics', () => {
  it('become metrics of the candidates of these names, with error, source, objective and requirement, in one step', async () => {
    const { call, review, keep, settings } = await opened();
    const { log } = await keep();
    const before = await settings();
    const roleId = before.roles[0]!.id;
    const requirement = { comparator: '<=' as const, bound: 0.15, strength: 'must' as const, roleId };
    const taken = await call('predictions.take', {
      review,
      log,
      metrics: [{ ...metric, objective: true, requirement }],
    });
    expect(taken).toEqual({ candidates: 2, metrics: 1, cells: 2, objectives: 1, requirements: 1 });
    const after = await settings();
    const { id } = after.metrics.find(({ name }) => name === metric.name)!;
    expect(after.objectives.at(-1)).toMatchObject({ metricId: id, direction: 'min' });
    expect(after.roles[0]!.requirements).toMatchObject([{ metricId: id, bound: 0.15, reason: 'Measured on log.csv.' }]);
    const catalog = await call('review.catalog', { review });
    const column = catalog.columns.find(({ metricId }) => metricId === id)!;
    expect(column.measured).toEqual(Float64Array.of(0.2, NaN, NaN, NaN, 0.1));
    expect(column.standardErrors).toEqual(Float64Array.of(0.05, NaN, NaN, NaN, NaN));
    const origin = await call('candidates.provenance', { review, candidateId: catalog.candidateIds[0]!, metricId: id });
    expect(origin).toMatchObject({ row: null, column: metric.how, source: { kind: 'file', name: 'log.csv' } });
    await call('review.undo', { review });
    expect((await settings()).metrics).toEqual(before.metrics);
    expect((await settings()).roles).toEqual(before.roles);
  });
  it('keep the interval that a requirement goes by, as long as the value is the one it belongs to', async () => {
    const { call, review, keep } = await opened();
    const { log } = await keep();
    const [alpha, fresh] = metric.measurements;
    const measurements = [
      { ...alpha!, interval: { low: 0.01, high: 0.3 } },
      { ...fresh!, interval: { low: 0, high: null } },
    ];
    const take = (of: MeasuredMetric['measurements']) =>
      call('predictions.take', { review, log, metrics: [{ ...metric, measurements: of }] });
    await take(measurements);
    const column = async () => {
      const { columns } = await call('review.catalog', { review });
      return columns.at(-1)!;
    };
    const first = await column();
    expect(first.intervals).toEqual({
      lows: Float64Array.of(0.01, NaN, NaN, NaN, 0),
      highs: Float64Array.of(0.3, NaN, NaN, NaN, Infinity),
    });
    const candidateIds = (await call('review.catalog', { review })).candidateIds;
    const cell = { candidateId: candidateIds[0]!, metricId: first.metricId };
    expect(await call('candidates.provenance', { review, ...cell })).toMatchObject({
      interval: { low: 0.01, high: 0.3 },
    });
    await call('candidates.setMeasured', { review, ...cell, measured: 0.22, standardError: null });
    expect([...(await column()).intervals!.lows]).toEqual([NaN, NaN, NaN, NaN, 0]);
    await call('review.undo', { review });
    expect(await column()).toEqual(first);
    // Measured again without one: it is forgotten.
    await take([alpha!]);
    expect([...(await column()).intervals!.lows]).toEqual([NaN, NaN, NaN, NaN, 0]);
    await call('review.undo', { review });
    expect(await column()).toEqual(first);
    const beside = [{ ...alpha!, interval: { low: 0.25, high: 0.3 } }];
    await expect(take(beside)).rejects.toMatchObject({ code: 'badInput' });
    await call('candidates.remove', { review, ids: [candidateIds[4]!] });
    expect([...(await column()).intervals!.lows]).toEqual([0.01, NaN, NaN, NaN]);
    const { bytes } = await call('library.copy', { review });
    await expect(call('library.receive', { fileName: 'again.parley', bytes })).resolves.toMatchObject({
      readOnly: null,
    });
    await call('metrics.remove', { review, id: first.metricId });
    await call('review.undo', { review });
    expect([...(await column()).intervals!.highs]).toEqual([0.3, NaN, NaN, NaN]);
  });
  it('are refused whole: two of a name, a formula of that name, a role that is gone', async () => {
    const { call, review, keep } = await opened();
    await call('metrics.createDerived', {
      review,
      name: 'Twice',
      unit: '',
      direction: 'max',
      formula: 'accuracy * 2',
    });
    const { log } = await keep();
    const { revision } = await call('review.catalog', { review });
    const take = (metrics: MeasuredMetric[]) => call('predictions.take', { review, log, metrics });
    await expect(take([metric, metric])).rejects.toMatchObject({ code: 'badInput' });
    await expect(take([metric, { ...metric, name: 'Twice' }])).rejects.toMatchObject({
      code: 'refused',
      message: '“Twice” is worked out by a formula, so it cannot be measured. Give the measure another name.',
    });
    const requirement = { comparator: '<=' as const, bound: 1, strength: 'must' as const, roleId: 99 };
    await expect(take([{ ...metric, requirement }])).rejects.toMatchObject({ code: 'notFound' });
    const twice = [metric.measurements[0]!, metric.measurements[0]!];
    await expect(take([{ ...metric, measurements: twice }])).rejects.toMatchObject({ code: 'badInput' });
    expect((await call('review.catalog', { review })).revision).toBe(revision);
    expect((await take([metric])).cells).toBe(2);
    expect((await take([metric])).cells).toBe(2);
  });
});

describe('candidates that nobody listed', () => {
  const accuracy = { name: 'accuracy', unit: '', direction: 'max' as const, how: 'Share decided rightly' };
  it('join the review and the log with what was measured, as one step', async () => {
    const { call, review, keep, settings } = await opened();
    const { log } = await keep();
    const before = await settings();
    const scoresOf = before.logs[0]!.candidates[0]!.candidateId;
    const { ids } = await call('predictions.addCandidates', {
      review,
      log,
      candidates: [
        {
          name: 'Alpha at 0.3',
          family: 'Alpha',
          how: 'Threshold chosen on one half.',
          tags: ['operating point'],
          decides: { scoresOf, threshold: 0.3 },
          metrics: [{ ...accuracy, measured: 0.9, standardError: 0.01 }],
        },
        {
          name: 'Cascade',
          family: '',
          how: '',
          tags: [],
          decides: { codes: Int32Array.of(0, 1, -1) },
          metrics: [{ ...accuracy, measured: 0.95, standardError: null }],
        },
      ],
    });
    const after = await settings();
    expect(after.logs[0]!.candidates.slice(2)).toEqual([
      { candidateId: ids[0], score: 3, prediction: null, threshold: 0.3, inverted: false },
      { candidateId: ids[1], score: null, prediction: 6, threshold: null, inverted: false },
    ]);
    const values = await call('predictions.values', { review, log });
    expect(values[6]).toEqual({ numbers: null, words: { codes: Int32Array.of(0, 1, -1), names: ['1', '0'] } });
    const catalog = await call('review.catalog', { review });
    expect(catalog.names.slice(-2)).toEqual(['Alpha at 0.3', 'Cascade']);
    expect(catalog.columns[0]!.measured.slice(-2)).toEqual(Float64Array.of(0.9, 0.95));
    expect(catalog.attributes.find(({ name }) => name === 'family')!.values.at(-2)).toBe('Alpha');
    expect(catalog.tags).toEqual([{ tag: 'operating point', candidateIds: [ids[0]] }]);
    expect(await call('candidates.notes', { review, candidateId: ids[0]! })).toMatchObject({
      note: 'Threshold chosen on one half.',
    });
    await call('review.undo', { review });
    expect((await settings()).logs).toEqual(before.logs);
    expect((await call('review.catalog', { review })).names).not.toContain('Cascade');
  });
  it('are refused whole where a name is taken, scores are missing or decisions do not fit', async () => {
    const { call, review, keep, settings } = await opened();
    const { log } = await keep();
    const [alpha, fresh] = (await settings()).logs[0]!.candidates.map(({ candidateId }) => candidateId);
    const plain = { name: 'X', family: '', how: '', tags: [], metrics: [] };
    const add = (candidate: Partial<In<'predictions.addCandidates'>['candidates'][number]>) => {
      const made = { ...plain, decides: { scoresOf: alpha!, threshold: 0.3 }, ...candidate };
      return call('predictions.addCandidates', { review, log, candidates: [made] });
    };
    await expect(add({ name: 'Beta' })).rejects.toMatchObject({ code: 'refused' });
    await expect(add({ decides: { scoresOf: fresh!, threshold: 0.3 } })).rejects.toMatchObject({ code: 'badInput' });
    await expect(add({ decides: { codes: Int32Array.of(0, 1) } })).rejects.toMatchObject({ code: 'badInput' });
    await expect(add({ decides: { codes: Int32Array.of(0, 1, 2) } })).rejects.toMatchObject({ code: 'badInput' });
    expect((await call('review.catalog', { review })).names).not.toContain('X');
  });
});
