// With weights, a rate is as sure as its effective number of rows says, and no surer.
import { describe, expect, it } from 'vitest';
import type { Interval } from '../bootstrap/interval.ts';
import type { SharedRateId } from './groupMeasures.ts';
import { groupMeasures } from './groupMeasures.ts';
import { wilsonInterval } from './wilson.ts';

/** Ten rows of one group: six of label 1, predicted right in four. */
const labels = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
const predicted = Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 0, 0, 0);
const weights = Float64Array.of(9, 1, 1, 1, 1, 1, 5, 1, 1, 1);
const column = { groups: ['all'], codes: new Int32Array(10) };
/** The interval of a rate that is defined. */
const intervalIn = (found: ReturnType<typeof measuresOf>['intervals'], id: SharedRateId) => found[id] as Interval;
const measuresOf = (w: Float64Array | null) =>
  groupMeasures({ labels, predicted, scores: null, weights: w } as never, column as never, 1)[0]!;

describe('the interval of a weighted rate', () => {
  it('rests on (Σw)² / Σw² of the rows the rate is about: Kish (1965)', () => {
    const { intervals, rates } = measuresOf(weights);
    // Recall: weights 9, 1, 1, 1, 1, 1.
    expect(rates.recall.value).toBeCloseTo(12 / 14, 14);
    expect(intervals.recall).toEqual(wilsonInterval(rates.recall.value!, 14 ** 2 / (81 + 5)));
    // False positives: weights 5, 1, 1, 1.
    expect(intervals.fpr).toEqual(wilsonInterval(5 / 8, 8 ** 2 / (25 + 3)));
  });

  it('is wider than that of as many whole rows', () => {
    const weighted = intervalIn(measuresOf(weights).intervals, 'recall');
    const whole = wilsonInterval(12 / 14, 14);
    expect(weighted.lo).toBeLessThan(whole.lo);
    expect(weighted.hi).toBeGreaterThan(whole.hi);
  });

  it('is that of the rows when all weigh alike, however much', () => {
    const plain = measuresOf(null).intervals;
    const heavy = measuresOf(new Float64Array(10).fill(1000)).intervals;
    for (const id of ['recall', 'fpr', 'accuracy', 'selectionRate'] as const) {
      expect(intervalIn(heavy, id).lo, id).toBeCloseTo(intervalIn(plain, id).lo, 12);
      expect(intervalIn(heavy, id).hi, id).toBeCloseTo(intervalIn(plain, id).hi, 12);
    }
  });
});
