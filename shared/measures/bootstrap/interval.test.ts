// From replicates to an interval: what the corrections do, and what is undefined is not passed over.
import { expect, test } from 'vitest';
import { interval } from './interval.ts';
import { normalCumulative, normalQuantile } from './normal.ts';

const replicates = (lo: number, hi: number, n = 200) =>
  Float64Array.from({ length: n }, (_, k) => lo + ((hi - lo) * k) / (n - 1));
const ends = (found: ReturnType<typeof interval>) => {
  if (found.reason !== null) throw new Error(found.reason);
  return found;
};

test('replicates that equal the estimate count half in the bias', () => {
  // 50 below, 100 equal, 50 above: no bias at all, so BC is the percentile interval.
  const list = [...replicates(0, 0.4, 50), ...new Array<number>(100).fill(0.5), ...replicates(0.6, 1, 50)];
  const corrected = ends(interval(Float64Array.from(list), 0.5, null, 'BCa'));
  const plain = ends(interval(Float64Array.from(list), 0.5, null, 'percentile'));
  expect([corrected.lo, corrected.hi]).toEqual([
    expect.closeTo(plain.lo, 12) as number,
    expect.closeTo(plain.hi, 12) as number,
  ]);
});

test('a bias moves both ends by twice itself: Efron (1987) without acceleration', () => {
  // A uniform grid of replicates has the quantile function itself; 30 % lie below the estimate.
  const list = replicates(0, 1, 1001);
  const shift = normalQuantile(0.3);
  const { lo, hi, method } = ends(interval(list, 0.3 - 1e-9, null, 'BCa'));
  expect(method).toBe('BC');
  expect(lo).toBeCloseTo(normalCumulative(2 * shift + normalQuantile(0.025)), 2);
  expect(hi).toBeCloseTo(normalCumulative(2 * shift + normalQuantile(0.975)), 2);
});

test('a measure that is undefined in more than one sample of twenty has no interval', () => {
  const list = replicates(0, 1, 100);
  for (let k = 0; k < 5; k++) list[k] = NaN;
  expect(interval(list.slice(), 0.5, null, 'percentile').reason).toBeNull();
  list[5] = NaN;
  expect(interval(list, 0.5, null, 'percentile').reason).toMatch(/undefined in 6 %/);
});

test('an interval that would leave out the measure itself is none', () => {
  // 3 of 1,000 samples are smaller: corrected, both ends would lie among the smallest.
  const larger = Float64Array.from({ length: 1000 }, (_, i) => (i < 3 ? 0.04 + 0.001 * i : 0.1 + 0.0001 * i));
  expect(interval(larger, 0.054, null, 'BCa').reason).toMatch(/nearly all, lie on one side/);
  expect(interval(larger, 0.13, null, 'BCa').reason).toBeNull();
});
