// From a study to what is said, and to what is written when a measure is taken.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import { howMeasured, measureRows, parityRows, takeableOf } from './measureRows.ts';
import { sayFairness, sayFourFifths, sayMeasures } from './say.ts';
import { metricOf, startingBound, takenState } from './takeable.ts';
import { listedMeasures } from './measureWords.ts';

describe('what is written', () => {
  const finding = (value: number): Finding => ({
    measure: { value, reason: null },
    interval: { lo: 0, hi: 1, standardError: 0.02, method: 'BCa', defined: 1, reason: null },
  });
  const nothing: Finding = { measure: { value: null, reason: 'Nobody is selected.' }, interval: null };
  const study = {
    ...{ rows: 9, positives: 4, pairs: [], columns: [{ name: 'sex', groups: ['f', 'm'] }] },
    candidates: ['a', 'b'].map((name, c) => ({
      name,
      measures: Object.fromEntries(listedMeasures.map((id) => [id, finding(c)])),
      columns: [
        { groups: [], against: null, parity: new Proxy({}, { get: () => (c === 0 ? finding(0.3) : nothing) }) },
      ],
    })),
  } as unknown as Study;
  const log = {
    ...{ positive: '1', favourable: 'negative', threshold: 0.5, replicates: 1000 },
    headers: ['y'],
    roles: { label: 0, weight: null, query: null, groups: [], features: [] },
  } as unknown as KeptLog;
  const how = howMeasured(log, 9);

  it('is a row with its errors, without values where it is undefined', () => {
    const [accuracy] = measureRows(study);
    const gap = parityRows(study, 0)[0]!;
    expect(takeableOf(accuracy!, ['a', 'b'], how).measurements).toEqual([
      { candidate: 'a', measured: 0, standardError: 0.02 },
      { candidate: 'b', measured: 1, standardError: 0.02 },
    ]);
    const takeable = takeableOf(gap, ['a', 'b'], how);
    expect(takeable).toMatchObject({ name: 'Demographic parity difference by sex', direction: 'min', unit: '' });
    expect(takeable.measurements).toEqual([{ candidate: 'a', measured: 0.3, standardError: 0.02 }]);
    expect(takeable.how).toContain('favourable: the negative one');
    expect(metricOf(takeable, { objective: true })).toMatchObject({ objective: true, requirement: null });
    expect(startingBound(takeable)).toBe(0.3);
    expect(startingBound({ ...takeable, direction: 'max', measurements: [] })).toBe(0);
  });
  it('knows what the review already holds of it', () => {
    const [accuracy] = measureRows(study);
    const takeable = takeableOf(accuracy!, ['a', 'b'], how);
    const review = (values: number[]) =>
      ({
        saved: {
          metrics: [{ id: 7, name: 'Accuracy' }],
          objectives: [{ metricId: 7 }],
          roles: [{ requirements: [{ metricId: 7 }, { metricId: 8 }] }],
        },
        catalog: { names: ['b', 'a'] },
        columnByMetric: new Map([[7, Float64Array.from(values)]]),
      }) as unknown as Parameters<typeof takenState>[0];
    expect(takenState(review([1, 0]), takeable)).toEqual({ metric: 'same', objective: true, requirements: 1 });
    expect(takenState(review([1, 0.5]), takeable).metric).toBe('other values');
    expect(takenState(review([1, 0]), { ...takeable, name: 'F1' })).toMatchObject({ metric: 'none', objective: false });
  });
  it('can be any row that is shown', () => {
    expect(measureRows(study)).toHaveLength(listedMeasures.length);
    const keys = [...measureRows(study), ...parityRows(study, 0)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('is said aloud: who is ahead, by more than noise or not, and who is most even', () => {
    const pair = (exactP: number) => ({ a: 0, b: 1, exactP }) as unknown as Study['pairs'][number];
    expect(sayMeasures(study)).toBe('b decides 100.0 % of 9 cases rightly, the most of 2 candidates.');
    expect(sayMeasures({ ...study, pairs: [pair(0.3)] })).toContain('; a is within noise of it.');
    expect(sayMeasures({ ...study, pairs: [pair(0.01)] })).toContain('more than noise ahead of a.');
    // The test counts every row alike; where rows are weighed the interval decides.
    const weighed = (lo: number) => ({ ...pair(0.3), interval: { ...pair(0.3).interval, reason: null, lo, hi: 0.2 } });
    const said = (lo: number) =>
      sayMeasures({ ...study, weighted: true, pairs: [weighed(lo) as Study['pairs'][number]] });
    expect(said(-0.1)).toContain('; a is within noise of it.');
    expect(said(0.1)).toContain('more than noise ahead of a.');
    expect(sayMeasures({ ...study, candidates: [study.candidates[0]!] })).toBe('a decides 0.0 % of 9 cases rightly.');
    expect(sayFourFifths(study, 0)).toBe(
      'The rule of four fifths, a ratio of selection rates of at least 0.8, is kept by no candidate. It is undefined for b.',
    );
    expect(sayFairness(study, 0)).toBe('The selection rates of a differ by 0.300 between the groups of sex.');
  });
});
