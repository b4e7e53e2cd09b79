// Intervals that do not follow from sums, against naive resampling of rows: Spearman's ρ and the median.
import { describe, expect, it } from 'vitest';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom } from '../../engine/certainty/random.ts';
import { correlations } from '../regression/correlation.ts';
import type { IntervalOrReason } from './interval.ts';
import { medianInterval } from './median.ts';
import { spearmanInterval } from './rankCorrelation.ts';

const options = { replicates: 2000, seed: 1, method: 'percentile' } as const;
const errorOf = (found: IntervalOrReason) => {
  if (found.reason !== null) throw new Error(found.reason);
  return found.standardError;
};
function naive(n: number, statistic: (rows: Int32Array) => number): number {
  const random = randomFrom(7, 9);
  const values = Array.from({ length: 2000 }, () =>
    statistic(Int32Array.from({ length: n }, () => Math.floor((random() / 4294967296) * n))),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
function pairs(n: number, common: number) {
  const random = randomFrom(3, 4);
  const labels = Float64Array.from({ length: n }, () => Math.round(4 * normal(random)));
  return { labels, predicted: labels.map((label) => common * label + 4 * normal(random)) };
}

describe('Spearman’s ρ', () => {
  it('has the standard error of naive resampling, with ties', () => {
    const { labels, predicted } = pairs(60, 1);
    const rho = (rows: Int32Array) =>
      correlations(
        Float64Array.from(rows, (i) => labels[i]!),
        Float64Array.from(rows, (i) => predicted[i]!),
      ).spearman.value!;
    const found = spearmanInterval(labels, predicted, correlations(labels, predicted).spearman.value!, options);
    expect(Math.abs(errorOf(found) / naive(60, rho) - 1)).toBeLessThan(0.08);
  });
  it('has that of unrelated numbers where rows are drawn in quantiles', () => {
    const { labels, predicted } = pairs(9000, 0);
    const rho = correlations(labels, predicted).spearman.value!;
    const found = spearmanInterval(labels, predicted, rho, { ...options, method: 'BCa' });
    expect(Math.abs(errorOf(found) * Math.sqrt(9000) - 1)).toBeLessThan(0.08);
    if (found.reason !== null) throw new Error(found.reason);
    expect(found.lo < rho && rho < found.hi).toBe(true);
  });
});

describe('a median', () => {
  it.each([41, 60])('of %i values has the standard error of naive resampling', (n) => {
    const random = randomFrom(5, 6);
    const values = Float64Array.from({ length: n }, () => Math.abs(normal(random)));
    const middle = (rows: Int32Array) => {
      const own = Float64Array.from(rows, (i) => values[i]!).sort();
      return n % 2 === 1 ? own[n >> 1]! : (own[n / 2 - 1]! + own[n / 2]!) / 2;
    };
    const expected = naive(n, middle);
    expect(Math.abs(errorOf(medianInterval(values.toSorted(), options)) / expected - 1)).toBeLessThan(0.08);
  });
});
