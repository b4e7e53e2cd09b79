// Derived metrics in a review: worked out at once, current after every change, safe from circles, renamed and undone.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { In } from '../../../shared/contract/contract.ts';
import { importTable, removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);
afterEach(() => app.close());

let app: TestApp;
let review: string;

beforeEach(async () => {
  app = testApp();
  ({ review } = await app.call('library.create', { title: 'Costs' }));
  await importTable(app.call, review, 'model,qps,p95 latency,price\nA,10,50,2\nB,20,100,0\nC,30,,4\n');
});

const metrics = async () => (await app.call('review.get', { review })).settings.metrics;
const idOf = async (name: string) => (await metrics()).find((metric) => metric.name === name)!.id;
const valuesOf = async (name: string) => {
  const id = await idOf(name);
  const { columns } = await app.call('review.catalog', { review });
  return [...columns.find(({ metricId }) => metricId === id)!.measured];
};
const derive = (name: string, formula: string) =>
  app.call('metrics.createDerived', { review, name, unit: '€', direction: 'min', formula });
const attempt = (formula: string, id: number | null = null) => app.call('metrics.tryFormula', { review, id, formula });
const set = async (candidate: number, name: string, measured: number | null) => {
  const { candidateIds } = await app.call('review.catalog', { review });
  const cell = { candidateId: candidateIds[candidate]!, metricId: await idOf(name) };
  await app.call('candidates.setMeasured', { review, ...cell, measured, standardError: null });
};

describe('a derived metric', () => {
  it('has its values at once, and none where something is missing', async () => {
    await derive('load', 'qps * [p95 latency] / 1000');
    expect(await valuesOf('load')).toEqual([0.5, 2, NaN]);
    expect((await metrics()).at(-1)).toMatchObject({
      name: 'load',
      unit: '€',
      direction: 'min',
      formula: 'qps * [p95 latency] / 1000',
    });
  });

  it('follows its inputs through edits, imports and other formulas, in one step of undo each', async () => {
    await derive('load', 'qps * [p95 latency] / 1000');
    await derive('cost', 'load * price');
    expect(await valuesOf('cost')).toEqual([1, 0, NaN]);
    await set(2, 'p95 latency', 10);
    expect(await valuesOf('load')).toEqual([0.5, 2, 0.3]);
    expect(await valuesOf('cost')).toEqual([1, 0, 1.2]);
    await importTable(app.call, review, 'model,price\nB,3\nD,1\n');
    expect(await valuesOf('cost')).toEqual([1, 6, 1.2, NaN]);
    await app.call('review.undo', { review });
    expect(await valuesOf('cost')).toEqual([1, 0, 1.2]);
    await app.call('review.undo', { review });
    expect(await valuesOf('cost')).toEqual([1, 0, NaN]);
    await app.call('review.redo', { review });
    expect(await valuesOf('cost')).toEqual([1, 0, 1.2]);
  });

  it('keeps to its candidates when some come and go', async () => {
    await derive('double', 'qps * 2');
    await derive('flat', '7');
    await app.call('candidates.add', { review, name: 'D' });
    expect(await valuesOf('double')).toEqual([20, 40, 60, NaN]);
    expect(await valuesOf('flat')).toEqual([7, 7, 7, 7]);
    const { candidateIds } = await app.call('review.catalog', { review });
    await app.call('candidates.remove', { review, ids: [candidateIds[0]!] });
    expect(await valuesOf('double')).toEqual([40, 60, NaN]);
  });

  it('tells how a value came about, and why there is none', async () => {
    await derive('per unit', 'qps / price');
    const { candidateIds } = await app.call('review.catalog', { review });
    const cell = async (row: number) =>
      app.call('candidates.provenance', { review, candidateId: candidateIds[row]!, metricId: await idOf('per unit') });
    expect(await cell(0)).toMatchObject({
      measured: 5,
      source: null,
      formula: {
        text: 'qps / price',
        inputs: [
          { metricId: await idOf('qps'), measured: 10 },
          { metricId: await idOf('price'), measured: 2 },
        ],
        problem: null,
      },
    });
    expect(await cell(1)).toMatchObject({
      measured: null,
      formula: { problem: expect.stringContaining('divide by 0') },
    });
    const measured = { review, candidateId: candidateIds[0]!, metricId: await idOf('qps') };
    expect((await app.call('candidates.provenance', measured)).formula).toBeNull();
  });

  it('can be tried before it is made', async () => {
    const tried = await attempt('[p95 latency] / price');
    expect(tried).toMatchObject({ problem: null, failureCount: 2 });
    expect([...tried.measured]).toEqual([25, NaN, NaN]);
    expect(tried.failures.map(({ message }) => message)).toEqual([
      expect.stringContaining('divide by 0'),
      '“p95 latency” has no value here.',
    ]);
    for (const [formula, words] of [
      ['qps *', 'still to come'],
      ['qqps * 2', 'Did you mean “qps”?'],
      ['QPS * 2', 'Did you mean “qps”?'],
      ['throughput', 'There is no metric “throughput”.'],
    ] as const) {
      expect(await attempt(formula)).toMatchObject({ problem: expect.stringContaining(words), failureCount: 0 });
    }
    expect(await metrics()).toHaveLength(3);
  });

  it('changes with its formula', async () => {
    const { id } = await derive('load', 'qps * 2');
    await derive('more', 'load + 1');
    await app.call('metrics.setFormula', { review, id, formula: 'qps * 3' });
    expect(await valuesOf('more')).toEqual([31, 61, 91]);
    await app.call('review.undo', { review });
    expect(await valuesOf('more')).toEqual([21, 41, 61]);
  });

  it('is never worked out from itself', async () => {
    const { id } = await derive('a', 'qps');
    await derive('b', 'a + 1');
    await derive('c', 'b + 1');
    for (const formula of ['a', 'b', 'qps + c']) {
      const change = app.call('metrics.setFormula', { review, id, formula });
      await expect(change).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('from itself') });
      expect((await attempt(formula, id)).problem).toContain('from itself');
    }
    await expect(derive('d', 'd + 1')).rejects.toMatchObject({ code: 'badInput' });
    expect(await valuesOf('c')).toEqual([12, 22, 32]);
  });

  it('is not made of a formula that cannot be read, and is not typed over or imported over', async () => {
    await expect(derive('x', 'qps +')).rejects.toMatchObject({ code: 'badInput' });
    await expect(derive('qps', 'price')).rejects.toMatchObject({ code: 'refused' });
    const measured = app.call('metrics.setFormula', { review, id: await idOf('qps'), formula: 'price' });
    await expect(measured).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('measured') });
    await derive('load', 'qps * 2');
    await expect(set(0, 'load', 3)).rejects.toMatchObject({ code: 'refused' });
    const over = importTable(app.call, review, 'model,load\nA,3\n');
    await expect(over).rejects.toMatchObject({ code: 'badInput' });
    expect(await valuesOf('load')).toEqual([20, 40, 60]);
  });

  it('follows a metric to its new name, and holds on to it', async () => {
    await derive('load', 'qps * [p95 latency]');
    await derive('twice', '2 * load');
    const rename = async (name: string, to: string, change: Partial<In<'metrics.update'>> = {}) =>
      app.call('metrics.update', { review, id: await idOf(name), name: to, unit: '', direction: 'min', ...change });
    await rename('qps', 'peak qps');
    await rename('p95 latency', 'p95');
    await rename('load', 'Load');
    expect((await metrics()).map(({ formula }) => formula).filter(Boolean)).toEqual(['[peak qps] * p95', '2 * Load']);
    expect(await valuesOf('twice')).toEqual([1000, 4000, NaN]);
    await set(0, 'peak qps', 1);
    expect(await valuesOf('twice')).toEqual([100, 4000, NaN]);
    const used = app.call('metrics.remove', { review, id: await idOf('Load') });
    await expect(used).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('“twice”') });
    await app.call('metrics.remove', { review, id: await idOf('twice') });
    await app.call('metrics.remove', { review, id: await idOf('Load') });
    expect(await metrics()).toHaveLength(3);
  });
});
