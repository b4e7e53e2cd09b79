// The weighted product on golden weighted_product.json (all three cases), and its policy for zeros.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { columnsOf, denseRanks, expectNear, valuedOf } from '../testing/tables.ts';
import type { Table } from '../testing/tables.ts';
import { normalise } from '../weights.ts';
import { weightedProduct, weightedProductScores } from './weightedProduct.ts';

interface Expected {
  log10_score?: number[];
  score?: number[];
  rank?: number[];
  error?: string;
}
const cases = new Map(goldenCases<Table, Expected>('weighted_product').map((one) => [one.id, one]));

test('golden: enwiki-1015567716, columns and weights divided by their sums', () => {
  const { input, expected, tolerance } = cases.get('enwiki-1015567716')!;
  const scores = weightedProductScores(
    columnsOf(input.matrix).map(normalise),
    input.objectives,
    normalise(input.weights),
  );
  expectNear(scores, expected.score!, tolerance);
  expectNear(scores.map(Math.log10), expected.log10_score!, tolerance);
  expect(denseRanks(scores)).toEqual(expected.rank);
});

test('golden: wpm-5x6-ratio, each product divided by that of the best of every column', () => {
  const { input, expected, tolerance } = cases.get('wpm-5x6-ratio')!;
  const columns = columnsOf(input.matrix);
  const best = columns.map((column, j) => (input.objectives[j] === 1 ? Math.max(...column) : Math.min(...column)));
  const withBest = columns.map((column, j) => Float64Array.of(...column, best[j]!));
  const scores = weightedProductScores(withBest, input.objectives, input.weights);
  const ratios = scores.map((score) => score / scores.at(-1)!).subarray(0, -1);
  expectNear(ratios, expected.score!, tolerance);
  expect(denseRanks(ratios)).toEqual(expected.rank);
});

test('golden: wpm-zero-must-refuse', () => {
  const { input } = cases.get('wpm-zero-must-refuse')!;
  expect(() => weightedProductScores(columnsOf(input.matrix), input.objectives, input.weights)).toThrow(
    'row 2 has 0 in column 2',
  );
  expect(cases.size).toBe(3);
});

test('the worst anchor of what counts makes a candidate worthless; under a weight of 0 it does not matter', () => {
  const rows = [[0, 1], [1, 0], [0.5, 0.5], [NaN, 1]]; // prettier-ignore
  const both = weightedProduct.rank(valuedOf(rows), Float64Array.of(0.5, 0.5), null);
  expectNear(both.scores, [0, 0, 0.5, 'NaN'], 1e-12);
  expect([...both.ranks]).toEqual([2, 2, 1, 0]);
  expect(both.parts.worthless).toEqual([0, 1]);
  const second = weightedProduct.rank(valuedOf(rows), Float64Array.of(0, 1), null);
  expectNear(second.scores, [1, 0, 0.5, 'NaN'], 1e-12);
  expect(second.parts.worthless).toEqual([1]);
  expect([...weightedProduct.rank(valuedOf([[0], [0]]), Float64Array.of(1), null).ranks]).toEqual([1, 1]); // prettier-ignore
});

test('other units change every product by the same factor', () => {
  const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(positive, positive), { minLength: 1 }), positive, (rows, factor) => {
      const scores = weightedProductScores(columnsOf(rows), [1, -1], [0.3, 0.7]);
      const other = weightedProductScores(columnsOf(rows.map(([x, y]) => [x * factor, y])), [1, -1], [0.3, 0.7]);
      other.forEach((score, i) => expect(score / scores[i]! / factor ** 0.3).toBeCloseTo(1, 9));
    }),
  );
});
