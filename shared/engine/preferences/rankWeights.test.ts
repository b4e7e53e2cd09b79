// Surrogate weights on golden weights_rank.json. Not applicable: srf-revised-simos-ties (cards and a ratio z are another way of
// asking, which nobody here is asked in). The two "ties-peer-unnormalised" cases say themselves not to be copied: their weights
// sum to 1.669 and 1.651; ours keep the order, share within ties and sum to 1.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { expectNear } from '../testing/tables.ts';
import { rankOrderCentroid, rankReciprocal, rankSum } from './rankWeights.ts';
import { swingStart, swingWeights } from './swing.ts';

const schemes: Record<string, (ranks: ArrayLike<number>) => Float64Array> = {
  ROC: rankOrderCentroid,
  RS: rankSum,
  RR: rankReciprocal,
};
const all = goldenCases<{ ranks: number[] }, { weights: number[] }>('weights_rank');
const notCopied = all.filter(({ id }) => id.startsWith('ties-peer-unnormalised'));
const used = all.filter((one) => !notCopied.includes(one) && one.id !== 'srf-revised-simos-ties');

test.each(used)('golden: $id', ({ input, options, expected, tolerance }) => {
  expectNear(schemes[options['method'] as string]!(input.ranks), expected.weights, tolerance);
});

test.each(notCopied)('$id: ours sum to 1, and ties share the mean of their places', ({ input, options }) => {
  const scheme = schemes[options['method'] as string]!;
  const weights = scheme(input.ranks);
  const places = scheme(input.ranks.map((_, k) => k + 1));
  const sorted = input.ranks.toSorted((a, b) => a - b);
  input.ranks.forEach((rank, j) => {
    const shared = places.filter((_, k) => sorted[k] === rank);
    expect(weights[j]).toBeCloseTo(shared.reduce((a, b) => a + b, 0) / shared.length, 12);
  });
  expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
});

test('every golden case is used or listed', () => {
  expect([used.length, notCopied.length, all.length]).toEqual([6, 2, 9]);
});

test('none, a missing rank, ranks with gaps', () => {
  expect([...rankOrderCentroid([])]).toEqual([]);
  expect(() => rankOrderCentroid([1, NaN])).toThrow('Give every objective a rank.');
  expect([...rankSum([1, 1, 3])]).toEqual([...rankSum([1, 1, 2])]);
});

test('whatever the ranks: weights sum to 1 and keep the order', () => {
  const ranks = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(ranks, fc.constantFrom(...Object.values(schemes)), (given, scheme) => {
      const weights = scheme(given);
      expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      given.forEach((a, i) => given.forEach((b, j) => a < b && expect(weights[i]).toBeGreaterThan(weights[j]!)));
      given.forEach((a, i) => given.forEach((b, j) => a === b && expect(weights[i]).toBe(weights[j])));
    }),
  );
});

test('swing: points in proportion, a start from the order', () => {
  expectNear(swingWeights([100, 50, 50, 0]), [0.5, 0.25, 0.25, 0], 1e-12);
  expect([...swingWeights([40])]).toEqual([1]);
  expect(() => swingWeights([0, 0])).toThrow('Every weight is 0');
  expect(() => swingWeights([101, 2])).toThrow('from 0 to 100');
  expect(() => swingWeights([NaN])).toThrow('from 0 to 100');
  expect([...swingStart([2, 1, 3])]).toEqual([45, 100, 18]);
  expect([...swingStart([1, 1])]).toEqual([100, 100]);
  expect([...swingStart([])]).toEqual([]);
});
