// Logs of every kind from the text of a table to what is measured: golden numbers, slices, pairs, groups, and what is undefined.
import type { LogRoles } from '../../domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import { NOTHING_VARIES } from '../bootstrap/interval.ts';
import { finish } from '../../engine/certainty/run.ts';
import { intersection } from '../fairness/groups.ts';
import { multiclassLog } from '../log/multiclassLog.ts';
import { rankingLog } from '../log/rankingLog.ts';
import { regressionLog } from '../log/regressionLog.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import type { Finding } from './study.ts';
import { multiclassStudy } from './kinds/multiclass.ts';
import { rankingStudy } from './kinds/ranking.ts';
import { regressionStudy } from './kinds/regression.ts';

const options = { replicates: 200, seed: 1, method: 'BCa', smallest: 5, tolerance: 0.05 } as const;
const none: LogRoles = {
  label: null,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [],
  groups: [],
  features: [],
};
/** Between 0 and 1, the same in every run. */
const noise = (i: number, k: number) => ((i * 7919 + k * 104_729) % 1009) / 1009;
const table = (header: string, rows: number, cells: (i: number) => (string | number)[]) =>
  csvColumns([header, ...Array.from({ length: rows }, (_, i) => cells(i).join())].join('\n'));
function inside({ measure, interval }: Finding, what: string) {
  if (interval?.reason !== null || measure.value === null) throw new Error(`${what} has no interval`);
  expect(interval.lo <= measure.value && measure.value <= interval.hi && interval.lo < interval.hi, what).toBe(true);
}

describe('predicted numbers', () => {
  const columns = table('y,pred_a,pred_b,pred_flat,sex,age', 60, (i) => [
    i,
    i + 4 * noise(i, 1) - 2,
    i + 20 * noise(i, 2) - 5,
    7,
    i % 3 ? 'f' : 'm',
    i === 5 ? 'one' : i % 2 ? 'old' : 'young',
  ]);
  const roles: LogRoles = {
    ...none,
    label: 0,
    groups: [
      { place: 4, reference: null },
      { place: 5, reference: null },
    ],
    candidates: ['a', 'b', 'flat'].map((name, k) => ({ name, score: null, prediction: 1 + k })),
  };
  const log = regressionLog(columns, roles);
  const groups = [...log.groups, intersection(log.groups[0]!, log.groups[1]!)];
  const study = finish(regressionStudy(log, groups, options), 64)!;
  it('have intervals about them, and none where nothing follows from sums', () => {
    const { measures } = study.candidates[0]!;
    for (const id of ['mae', 'rmse', 'bias', 'r2', 'pearson', 'medianAbsoluteError', 'pinball90'] as const)
      inside(measures[id], id);
    inside(study.candidates[1]!.measures.spearman, 'spearman');
    expect([measures.maxError.interval, measures.kendall.interval]).toEqual([null, null]);
    expect(measures.mape).toEqual({
      measure: { value: null, reason: 'Some labels are 0, so an error has no share of them.' },
      interval: null,
    });
    expect(study.candidates[2]!.measures.pearson.measure.reason).toBe('All predictions are the same.');
  });
  it('are told apart by the paired difference of their mean errors', () => {
    expect(study.pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    const [pair] = study.pairs;
    const mae = (c: number) => study.candidates[c]!.measures.mae.measure.value!;
    expect(pair!.difference).toBeCloseTo(mae(0) - mae(1), 12);
    expect(pair).toMatchObject({ verdict: 'lower', test: 'paired t', pairs: 3 });
    expect(pair!.hi).toBeLessThan(0);
  });
  it('are measured by group: gaps, the worst group, small ones, one that a bootstrap says nothing of', () => {
    const [bySex, byAge, both] = study.candidates[0]!.columns;
    expect(study.columns[2]!.name).toBe('sex x age');
    const maes = bySex!.groups.map(({ measures }) => measures.mae.measure.value!);
    expect(bySex!.gaps.mae.measure.value).toBeCloseTo(Math.max(...maes) - Math.min(...maes), 12);
    expect(bySex!.gaps.worst.measure.value).toBeCloseTo(Math.max(...maes), 12);
    inside(bySex!.gaps.worst, 'worst group');
    const one = byAge!.groups.find(({ group }) => group === 'one')!;
    expect([one.n, one.small]).toEqual([1, true]);
    expect(one.measures.mae.interval!.reason).toMatch(/undefined in \d+ % of the bootstrap samples/);
    expect(both!.groups.reduce((sum, { n }) => sum + n, 0)).toBe(60);
    expect(study.candidates[2]!.columns[0]!.gaps.meanPrediction.measure.value).toBe(0);
    const whole = finish(
      regressionStudy(
        log,
        [log.groups[0]!].map((g) => ({ ...g, codes: g.codes.map(() => 0) })),
        options,
      ),
    )!;
    expect(whole.candidates[0]!.columns[0]!.gaps.mae.measure.reason).toBe('Fewer than two groups have the measure.');
  });
  it('do not depend on the slices, and count their progress to the end', () => {
    const run = regressionStudy(log, groups, options);
    for (let before = 0; run.done < run.total; before = run.done) {
      run.advance(7);
      expect(run.done).toBeGreaterThanOrEqual(before);
    }
    expect(run.result()).toEqual(study);
  });
  it('follow the weights: a row of weight 2 is one that is there twice', () => {
    const weights = log.labels.map((_, i) => (i % 4 === 0 ? 2 : 1));
    const twice = Array.from(log.labels.keys()).flatMap((i) => (i % 4 === 0 ? [i, i] : [i]));
    const of = (values: Float64Array) => Float64Array.from(twice, (i) => values[i]!);
    const doubled = {
      ...log,
      rows: twice.length,
      labels: of(log.labels),
      groups: [],
      candidates: log.candidates.map(({ name, predicted }) => ({ name, predicted: of(predicted) })),
    };
    const long = finish(regressionStudy(doubled, [], options))!;
    const weighed = finish(regressionStudy({ ...log, weights }, [], options))!;
    for (const id of ['mae', 'rmse', 'bias', 'r2', 'explainedVariance', 'pinball90', 'meanPrediction'] as const) {
      const [one, two] = [weighed, long].map(({ candidates }) => candidates[0]!.measures[id].measure.value!);
      expect(one! / two!).toBeCloseTo(1, 12);
    }
    expect(weighed.weighted).toBe(true);
    expect(weighed.candidates[0]!.measures.medianAbsoluteError.measure.reason).toMatch('without weights');
  });
  it('are drawn in random groups where rows are many, with errors of the same size', () => {
    const rows = 20_000;
    const labels = Float64Array.from({ length: rows }, (_, i) => noise(i, 3));
    const predicted = labels.map((label, i) => label + noise(i * 31 + 7, 5) - 0.5);
    const many = { ...log, rows, labels, candidates: [{ name: 'a', predicted }], groups: [] };
    const errors = predicted.map((p, i) => Math.abs(p - labels[i]!));
    const mean = errors.reduce((sum, e) => sum + e, 0) / rows;
    const exact = Math.sqrt(errors.reduce((sum, e) => sum + (e - mean) ** 2, 0)) / rows;
    const { interval } = finish(regressionStudy(many, [], { ...options, replicates: 1000 }))!.candidates[0]!.measures
      .mae;
    if (interval?.reason !== null) throw new Error('no interval');
    expect(Math.abs(interval.standardError / exact - 1)).toBeLessThan(0.08);
  });
});

describe('ordered lists', () => {
  const columns = table('q,rel,score_a,score_b,market', 300, (i) => {
    const relevance = i < 10 ? 0 : Math.floor(3 * noise(i, 1));
    return [Math.floor(i / 10), relevance, relevance + 2 * noise(i, 2), 3 * noise(i, 3), i < 150 ? 'de' : 'fr'];
  });
  const roles: LogRoles = {
    ...none,
    label: 1,
    query: 0,
    groups: [{ place: 4, reference: null }],
    candidates: ['a', 'b'].map((name, k) => ({ name, score: 2 + k, prediction: null })),
  };
  const log = rankingLog(columns, roles, new Set());
  const study = finish(rankingStudy(log, log.groups, options))!;
  it('are drawn whole, counted, and told apart in pairs', () => {
    expect(study).toMatchObject({
      rows: 30,
      counts: { items: 300, queries: 29, withoutRelevant: 1, withTies: 0 },
    });
    for (const id of ['ndcg@5', 'ndcg@10', 'precision@3', 'mrr', 'map'] as const)
      inside(study.candidates[1]!.measures[id], id);
    const [pair] = study.pairs;
    expect(pair!.verdict).toBe('higher');
    expect(pair!.lo).toBeGreaterThan(0);
  });
  it('are measured by the group of the query', () => {
    const [byMarket] = study.candidates[0]!.columns;
    expect(byMarket!.groups.map(({ group, n }) => [group, n])).toEqual([
      ['de', 15],
      ['fr', 15],
    ]);
    const [de, fr] = byMarket!.groups.map(({ measures }) => measures['ndcg@10'].measure.value!);
    expect(byMarket!.gaps['ndcg@10'].measure.value).toBeCloseTo(Math.abs(de! - fr!), 12);
    expect(byMarket!.gaps.worst.measure.value).toBeCloseTo(Math.min(de!, fr!), 12);
  });
});

describe('several answers', () => {
  const answers = ['cat', 'dog', 'fox'];
  const columns = table('y,pred_a,pred_b,sex', 90, (i) => [
    answers[i % 3]!,
    answers[noise(i, 1) < 0.8 ? i % 3 : (i + 1) % 3]!,
    answers[noise(i, 2) < 0.4 ? i % 3 : 0]!,
    i % 2 ? 'f' : 'm',
  ]);
  const roles: LogRoles = {
    ...none,
    label: 0,
    groups: [{ place: 3, reference: null }],
    candidates: ['a', 'b'].map((name, k) => ({ name, score: null, prediction: 1 + k })),
  };
  const log = multiclassLog(columns, roles);
  const study = finish(multiclassStudy(log, log.groups, options))!;
  it('have their measures with intervals, their confusions, and McNemar’s test', () => {
    const [a, b] = study.candidates;
    for (const id of ['accuracy', 'balancedAccuracy', 'macroF1', 'mcc'] as const) inside(a!.measures[id], id);
    expect(a!.confusions!.table.reduce((sum, count) => sum + count, 0)).toBe(90);
    expect(a!.confusions!.ofClasses.map((each) => each!.support)).toEqual([30, 30, 30]);
    expect(b!.confusions!.table[1]).toBe(0);
    const [pair] = study.pairs;
    expect(pair!.difference).toBeCloseTo((pair!.onlyA! - pair!.onlyB!) / 90, 12);
    expect(pair!.p).toBeLessThan(0.001);
  });
  it('have the losses of their probabilities by group, and none where nobody gives any', () => {
    const given = table('y,pred_a,x,y2,pred_b,sex', 60, (i) => [
      'xy'[i % 2]!,
      'xy'[i % 2]!,
      0.5 + noise(i, 3) / 2,
      0.5 - noise(i, 3) / 2,
      'xy'[(i >> 1) % 2]!,
      i % 3 ? 'f' : 'm',
    ]);
    const withLosses = multiclassLog(given, {
      ...none,
      label: 0,
      groups: [{ place: 5, reference: null }],
      candidates: [
        {
          name: 'a',
          score: null,
          prediction: 1,
          classProbabilities: [
            { place: 2, answer: 'x' },
            { place: 3, answer: 'y' },
          ],
        },
        { name: 'b', score: null, prediction: 4 },
      ],
    });
    const found = finish(multiclassStudy(withLosses, withLosses.groups, options))!;
    const [ofA] = found.candidates[0]!.columns;
    ofA!.groups.forEach(({ measures, group }) => {
      let [n, loss, brier] = [0, 0, 0];
      for (let i = 0; i < 60; i++) {
        if ((i % 3 ? 'f' : 'm') !== group) continue;
        const own = i % 2 === 0 ? 0.5 + noise(i, 3) / 2 : 0.5 - noise(i, 3) / 2;
        n++;
        loss -= Math.log(own);
        brier += 2 * (1 - own) ** 2;
      }
      expect(measures.logLoss.measure.value).toBeCloseTo(loss / n, 10);
      expect(measures.brier.measure.value).toBeCloseTo(brier / n, 10);
      inside(measures.logLoss, 'log loss');
    });
    expect(ofA!.gaps.logLoss.verdict!.tolerance).toBeNull();
    expect(ofA!.gaps.accuracy.verdict!.tolerance).toBe(0.05);
    const [ofB] = found.candidates[1]!.columns;
    expect(ofB!.groups[0]!.measures.brier.measure).toEqual({ value: null, reason: 'b gives no probabilities.' });
    expect(Object.keys(study.candidates[0]!.columns[0]!.gaps)).toEqual(['accuracy', 'macroRecall', 'worst']);
  });
  it('of a flawless log claim no certainty: no interval without width', () => {
    const flawless = csvColumns(
      ['y,pred_a', ...Array.from({ length: 30 }, (_, i) => `${'xyz'[i % 3]},${'xyz'[i % 3]}`)].join('\n'),
    );
    const right = multiclassLog(flawless, {
      ...none,
      label: 0,
      candidates: [{ name: 'a', score: null, prediction: 1 }],
    });
    const { measures } = finish(multiclassStudy(right, [], options))!.candidates[0]!;
    expect(measures.balancedAccuracy).toEqual({
      measure: { value: 1, reason: null },
      interval: { reason: NOTHING_VARIES },
    });
    // A share of rows has Wilson's.
    inside(measures.accuracy, 'accuracy');
  });
  it('are measured by group', () => {
    const [bySex] = study.candidates[0]!.columns;
    const [f, m] = bySex!.groups;
    const rows = log.labels.reduce((sum, _, i) => sum + (log.groups[0]!.codes[i] === 0 ? 1 : 0), 0);
    const right = log.labels.reduce(
      (sum, label, i) => sum + (log.groups[0]!.codes[i] === 0 && log.candidates[0]!.predicted[i] === label ? 1 : 0),
      0,
    );
    expect([f!.n, f!.measures.accuracy.measure.value]).toEqual([rows, right / rows]);
    expect(bySex!.gaps.macroRecall.measure.value).toBeCloseTo(
      Math.abs(f!.measures.macroRecall.measure.value! - m!.measures.macroRecall.measure.value!),
      12,
    );
    inside(m!.measures.macroRecall, 'macro recall');
  });
});
