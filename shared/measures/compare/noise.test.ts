// Paired differences: the golden pairs, how often intervals hold the truth, and what one row's weight does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { expectClose, readFixture } from '../testing/golden.ts';
import { comparePredictions } from './mcnemar.ts';
import { accuracyDifference, accuracyPair, meanDifference, NOISE_LEVEL, rightRows, withinNoise } from './noise.ts';

const fixture = readFixture<{
  columns: Record<string, never[]>;
  pair: { onlyARight: number; onlyBRight: number; exactP: number };
}>('compas_subset');
const log = {
  labels: Uint8Array.from(fixture.columns['y_true']!),
  candidates: ['logreg', 'compas'].map((name) => ({ predicted: Uint8Array.from(fixture.columns[`pred_${name}`]!) })),
  weights: null,
};

describe('accuracies of two candidates', () => {
  it('are those of the golden pair', () => {
    const found = withinNoise(log, 1);
    expect(found[1]).toBeNull();
    const { onlyARight, onlyBRight, exactP } = fixture.pair;
    expectClose(found[0]!.p, exactP, 'McNemar');
    expectClose(found[0]!.difference, (onlyARight - onlyBRight) / log.labels.length, 'difference');
    expect(found[0]!.verdict).toBe(exactP >= NOISE_LEVEL ? 'noise' : onlyARight > onlyBRight ? 'higher' : 'lower');
    expect(found[0]!.test).toBe('McNemar');
  });
  it('are told from noise by p alone, and turn round with the pair', () => {
    const outcome = fc.record({ y: fc.nat(1), a: fc.nat(1), b: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 60 }), (rows) => {
        const labels = Uint8Array.from(rows, ({ y }) => y);
        const [a, b] = [Uint8Array.from(rows, (row) => row.a), Uint8Array.from(rows, (row) => row.b)];
        const one = accuracyDifference(labels, a, b);
        const other = accuracyDifference(labels, b, a);
        const { exactP } = comparePredictions(labels, a, b);
        expect(one.p).toEqual(exactP);
        expect(one.verdict === 'same').toBe(Number.isNaN(exactP));
        if (!Number.isNaN(exactP)) expect(one.verdict === 'noise').toBe(exactP >= 0.05);
        expect(other.difference + one.difference).toBeCloseTo(0, 14);
        expect(other.lo + one.hi).toBeCloseTo(0, 14);
        expect(one.lo).toBeLessThanOrEqual(one.hi);
      }),
    );
  });
  it('have the published adjusted interval', () => {
    // Bonett & Price (2012): f12 = 10, f21 = 3 of n = 50: (11 − 4)/52 ± 1.96 √(((11 + 4)/52 − (7/52)²)/52).
    const labels = new Uint8Array(50).fill(1);
    const a = labels.map((_, i) => (i < 3 ? 0 : 1));
    const b = labels.map((_, i) => (i >= 3 && i < 13 ? 0 : 1));
    const { lo, hi } = accuracyDifference(labels, a, b);
    const half = 1.959963984540054 * Math.sqrt((15 / 52 - (7 / 52) ** 2) / 52);
    expect(lo).toBeCloseTo(7 / 52 - half, 14);
    expect(hi).toBeCloseTo(7 / 52 + half, 14);
  });
});

describe('means of two candidates', () => {
  it('with weights of 1 is the plain paired difference', () => {
    const [a, b] = log.candidates.map(({ predicted }) => rightRows(log.labels, predicted));
    const plain = meanDifference(a!, b!, null);
    const weighed = accuracyPair({ ...log, weights: new Float64Array(log.labels.length).fill(1) }, 0, 1);
    expect(weighed).toEqual(plain);
    expectClose(
      plain.difference,
      accuracyDifference(log.labels, log.candidates[0]!.predicted, log.candidates[1]!.predicted).difference,
      'mean',
    );
    expectClose(
      plain.standardError * Math.sqrt((log.labels.length - 1) / log.labels.length),
      comparePredictions(log.labels, log.candidates[0]!.predicted, log.candidates[1]!.predicted)
        .accuracyDifferenceError,
      'standard error',
    );
  });
  it('are the same where no weighed row tells them apart, and undefined without rows', () => {
    expect(meanDifference([1, 2], [1, 3], Float64Array.of(1, 0))).toMatchObject({ difference: 0, verdict: 'same' });
    expect(meanDifference([], [], null).difference).toBeNaN();
  });
  it('differ for sure where every row differs by the same', () => {
    expect(meanDifference([2, 3, 4], [1, 2, 3], null)).toMatchObject({ difference: 1, p: 0, verdict: 'higher' });
    expect(meanDifference([1, 2, 3], [2, 3, 4], null).verdict).toBe('lower');
  });
  it('have intervals that hold the truth in 95 of 100 cases', () => {
    const random = randomFrom(4);
    let held = 0;
    let called = 0;
    for (let run = 0; run < 2000; run++) {
      const draw = () => Float64Array.from({ length: 200 }, () => uniform(random));
      const { lo, hi, verdict } = meanDifference(draw(), draw(), draw());
      if (lo <= 0 && hi >= 0) held++;
      if (verdict !== 'noise') called++;
    }
    // 2,000 draws of a chance of 0.95 have a standard error of 0.5 pt; small samples undercover by less than one more.
    expect(held / 2000).toBeGreaterThan(0.93);
    expect(held / 2000).toBeLessThan(0.965);
    expect(called).toBe(2000 - held);
  });
});
