// Means, percentiles and totals of what a case took: by hand, by other means, and how often their intervals hold the truth.
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../engine/certainty/random.ts';
import { normal } from '../../engine/certainty/distributions.ts';
import { casesForPercentile, spentOn } from './spent.ts';

const ends = (finding: ReturnType<typeof spentOn>['measures']['mean']) =>
  finding.interval?.reason === null ? [finding.interval.lo, finding.interval.hi] : finding.interval?.reason;

describe('what a case took', () => {
  const hundred = Float64Array.from({ length: 100 }, (_, i) => i + 1);
  it('mean, percentiles and total', () => {
    const { cases, measures } = spentOn(Float64Array.from([4, NaN, 1, 3, 2]), null);
    expect([cases, measures.mean.measure.value, measures.p50.measure.value, measures.total.measure.value]).toEqual([
      4, 2.5, 2.5, 10,
    ]);
    expect(spentOn(hundred, null).measures.p95.measure.value).toBeCloseTo(95.05, 12);
  });
  it('the interval of the median of 100 runs from the 40th to the 61st', () => {
    // The table of Hollander & Wolfe and every textbook: P(B ≤ 39) = 0.0176 for B(100, ½).
    expect(ends(spentOn(hundred, null).measures.p50)).toEqual([40, 61]);
  });
  it('the interval of the mean is Student’s', () => {
    // R: t.test(1:10)$conf.int
    const [lo, hi] = ends(
      spentOn(
        Float64Array.from({ length: 10 }, (_, i) => i + 1),
        null,
      ).measures.mean,
    ) as number[];
    expect(lo).toBeCloseTo(3.33415, 5);
    expect(hi).toBeCloseTo(7.66585, 5);
  });
  it('a percentile that the cases do not reach beyond has no interval, and says how many would do', () => {
    expect([0.5, 0.95, 0.99].map(casesForPercentile)).toEqual([6, 72, 368]);
    expect(ends(spentOn(hundred, null).measures.p99)).toBe('An interval takes 368 cases at least, and there are 100.');
    for (const [share, id] of [
      [0.5, 'p50'],
      [0.95, 'p95'],
      [0.99, 'p99'],
    ] as const) {
      const n = casesForPercentile(share);
      const of = (count: number) =>
        spentOn(
          Float64Array.from({ length: count }, (_, i) => i),
          null,
        ).measures[id].interval;
      expect(of(n)?.reason).toBeNull();
      expect(of(n - 1)?.reason).toMatch(/takes \d+ cases/);
    }
  });
  it('nothing is undefined, not 0; a total has no interval', () => {
    const { measures } = spentOn(Float64Array.from([NaN, NaN]), null);
    for (const { measure, interval } of Object.values(measures)) {
      expect([measure.value, interval]).toEqual([null, null]);
    }
    expect(spentOn(hundred, null).measures.total.interval).toBeNull();
    expect(ends(spentOn(Float64Array.from([3]), null).measures.mean)).toMatch(/One case/);
  });
  it('one unit tells nothing of how sure it is', () => {
    const { measures } = spentOn(hundred, new Int32Array(100));
    expect([ends(measures.mean), ends(measures.p95)].every((reason) => /unit/.test(String(reason)))).toBe(true);
  });
});

describe('of a hundred logs in each, the intervals hold the truth', () => {
  const random = randomFrom(7, 1);
  const skewed = () => Math.exp(normal(random));
  const held = { mean: 0, p50: 0, p95: 0 };
  const truth = { mean: Math.exp(0.5), p50: 1, p95: Math.exp(1.6448536269514722) };
  function count(draw: () => ReturnType<typeof spentOn>, true_: Record<keyof typeof held, number>) {
    const found = { ...held };
    for (let k = 0; k < 400; k++) {
      const { measures } = draw();
      for (const id of ['mean', 'p50', 'p95'] as const) {
        const { interval } = measures[id];
        if (interval?.reason === null && interval.lo <= true_[id] && true_[id] <= interval.hi) found[id] += 1 / 400;
      }
    }
    return found;
  }
  it('of independent cases, however skewed', () => {
    const found = count(() => spentOn(Float64Array.from({ length: 400 }, skewed), null), truth);
    expect(found.p50).toBeGreaterThan(0.92);
    expect(found.p95).toBeGreaterThan(0.92);
    expect(found.mean).toBeGreaterThan(0.88);
  });
  it('of ten cases per user, who differ; as many single cases hold it far less often', () => {
    const users = Int32Array.from({ length: 600 }, (_, i) => Math.floor(i / 10));
    const draw = () => {
      const own = Float64Array.from({ length: 60 }, () => normal(random));
      return Float64Array.from(users, (user) => own[user]! + 0.5 * normal(random));
    };
    const spread = Math.sqrt(1.25);
    const gaussian = { mean: 0, p50: 0, p95: 1.6448536269514722 * spread };
    const inUnits = count(() => spentOn(draw(), users), gaussian);
    expect(Math.min(inUnits.mean, inUnits.p50)).toBeGreaterThan(0.92);
    expect(inUnits.p95).toBeGreaterThan(0.88);
    expect(count(() => spentOn(draw(), null), gaussian).mean).toBeLessThan(0.7);
  });
});
