// Columns of a log as the page gets them, and measured metrics written whole or not at all.
import { afterAll, describe, expect, it } from 'vitest';
import { csv, importTable, removeFolders, smallTable, testApp } from '../testing/host.ts';

afterAll(removeFolders);

const text = `id,y,race,score_Alpha,pred_Alpha
r1,1,x,0.9,1.0
r2,0,y,0.25,0
r3,,y,n/a,1
`;
async function opened() {
  const { call } = testApp();
  const { review } = await call('library.create', { title: 'Which one?' });
  const read = () =>
    call('imports.read', {
      ...{ task: 'read', fileName: 'log.csv', kind: 'file', bytes: csv(text) },
      options: { delimiter: null, decimal: null, header: null },
    });
  return { call, review, read };
}
const metric = {
  ...{ name: 'Selection gap by race', unit: '', direction: 'min' as const, how: 'Largest minus smallest rate' },
  values: [
    { candidate: 'Alpha', value: 0.2, standardError: 0.05 },
    { candidate: 'New one', value: 0.1, standardError: null },
  ],
  ...{ objective: false, requirement: null },
};

describe('columns of a log', () => {
  it('come as numbers and words; 1.0 is 1; blank is no word', async () => {
    const { call, read } = await opened();
    const { table } = await read();
    const columns = await call('predictions.columns', {
      table,
      columns: [
        { index: 1, words: 'few' },
        { index: 3, words: 'none' },
        { index: 4, words: 'few' },
        { index: 0, words: 'all' },
      ],
    });
    expect(columns[0]).toEqual({
      header: 'y',
      numbers: Float64Array.of(1, 0, NaN),
      words: { codes: Int32Array.of(0, 1, -1), names: ['1', '0'] },
    });
    expect(columns[1]).toMatchObject({ numbers: Float64Array.of(0.9, 0.25, NaN), words: null });
    expect(columns[2]!.words).toEqual({ codes: Int32Array.of(0, 1, 0), names: ['1', '0'] });
    expect(columns[3]!.words!.names).toEqual(['r1', 'r2', 'r3']);
    await expect(call('predictions.columns', { table, columns: [{ index: 9, words: 'few' }] })).rejects.toMatchObject({
      code: 'badInput',
    });
  });
});

describe('measured metrics', () => {
  it('become metrics of the candidates of these names, with error, source, objective and requirement, in one step', async () => {
    const { call, review, read } = await opened();
    await importTable(call, review, smallTable);
    const { table } = await read();
    const before = await call('review.get', { review });
    const roleId = before.settings.roles[0]!.id;
    const requirement = { comparator: '<=' as const, bound: 0.15, strength: 'must' as const, roleId };
    const done = await call('predictions.accept', {
      review,
      table,
      metrics: [{ ...metric, objective: true, requirement }],
    });
    expect(done).toEqual({ candidates: 2, metrics: 1, cells: 2, objectives: 1, requirements: 1 });
    const { settings } = await call('review.get', { review });
    const { id } = settings.metrics.find(({ name }) => name === metric.name)!;
    expect(settings.objectives.at(-1)).toMatchObject({ metricId: id, direction: 'min' });
    expect(settings.roles[0]!.requirements).toMatchObject([
      { metricId: id, bound: 0.15, reason: 'Measured on log.csv.' },
    ]);
    const catalog = await call('review.catalog', { review });
    expect(catalog.names).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta', 'New one']);
    const column = catalog.columns.find(({ metricId }) => metricId === id)!;
    expect(column.values).toEqual(Float64Array.of(0.2, NaN, NaN, NaN, 0.1));
    expect(column.standardErrors).toEqual(Float64Array.of(0.05, NaN, NaN, NaN, NaN));
    const origin = await call('candidates.provenance', { review, candidateId: catalog.candidateIds[0]!, metricId: id });
    expect(origin).toMatchObject({ row: null, column: metric.how, source: { kind: 'file', name: 'log.csv' } });
    expect(origin.source!.sha256).toMatch(/^[0-9a-f]{64}$/);
    await call('review.undo', { review });
    const after = await call('review.get', { review });
    expect(after.settings.metrics).toEqual(before.settings.metrics);
    expect(after.settings.roles).toEqual(before.settings.roles);
  });
  it('are refused whole: two of a name, a formula of that name, a role that is gone', async () => {
    const { call, review, read } = await opened();
    await importTable(call, review, smallTable);
    await call('metrics.createDerived', {
      ...{ review, name: 'Twice', unit: '', direction: 'max', formula: 'accuracy * 2' },
    });
    const { table } = await read();
    const { revision } = await call('review.catalog', { review });
    const accept = (metrics: (typeof metric)[]) => call('predictions.accept', { review, table, metrics });
    await expect(accept([metric, metric])).rejects.toMatchObject({ code: 'badInput' });
    await expect(accept([metric, { ...metric, name: 'Twice' }])).rejects.toMatchObject({
      code: 'refused',
      message: '“Twice” is worked out by a formula, so it cannot be measured. Give the measure another name.',
    });
    const requirement = { comparator: '<=' as const, bound: 1, strength: 'must' as const, roleId: 99 };
    await expect(
      call('predictions.accept', { review, table, metrics: [{ ...metric, requirement }] }),
    ).rejects.toMatchObject({ code: 'notFound' });
    const twice = [metric.values[0]!, metric.values[0]!];
    await expect(accept([{ ...metric, values: twice }])).rejects.toMatchObject({ code: 'badInput' });
    expect((await call('review.catalog', { review })).revision).toBe(revision);
    expect((await accept([metric])).cells).toBe(2);
  });
});
