// AHP on golden ahp.json, by the principal eigenvector and Saaty's random index.
// Not applicable: weights by geometric or column mean (other prioritisations; of jmcdm-8x8-column-mean only the random index
// is ours), the ratios by the tables of Tummala & Ling, of Donegan & Dodd and of the peer with 0.882, and the measures
// congruence, dissonance and Koczkodaj of cran-consistency-4x4.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { expectNear } from '../testing/tables.ts';
import { weightedColumns } from '../weightedColumns.ts';
import { normalise } from '../weights.ts';
import { SAATY_RANDOM_INDEX, ahp } from './ahp.ts';

interface Input {
  pairwise: number[][];
  criteria_pairwise: number[][];
  alternative_pairwise: Record<string, number[][]>;
}
interface Expected {
  weights_eigen?: number[];
  lambda_max: number;
  CI: number;
  CR_saaty_RI_pydecision_table?: number;
  'CR_with_RI_0.90'?: number;
  criteria_weights: number[];
  local_priorities?: number[][];
  global_priorities: number[];
}
const cases = new Map(goldenCases<Input, Expected>('ahp').map((one) => [one.id, one]));

test.each(['saaty-2008-drinks-7x7', 'perfectly-consistent-3x3'])('golden: %s', (id) => {
  const { input, expected, tolerance } = cases.get(id)!;
  const result = ahp(input.pairwise);
  expectNear(result.weights, expected.weights_eigen!, tolerance);
  expect(Math.abs(result.lambdaMax - expected.lambda_max)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(result.consistencyIndex - expected.CI)).toBeLessThanOrEqual(tolerance);
  expect(Math.abs(result.consistencyRatio! - expected.CR_saaty_RI_pydecision_table!)).toBeLessThanOrEqual(tolerance);
});

test('golden: cran-consistency-4x4, with Saaty’s 0.90', () => {
  const { input, expected } = cases.get('cran-consistency-4x4')!;
  const result = ahp(input.pairwise);
  expect(Math.abs(result.lambdaMax - expected.lambda_max)).toBeLessThanOrEqual(1e-9);
  expect(Math.abs(result.consistencyRatio! - expected['CR_with_RI_0.90']!)).toBeLessThanOrEqual(1e-9);
});

test.each(['saaty-2005-cities-hierarchy', 'haas-meixner-cars'])('golden: %s, each level and their synthesis', (id) => {
  const { input, expected, tolerance } = cases.get(id)!;
  const criteria = ahp(input.criteria_pairwise).weights;
  expectNear(criteria, expected.criteria_weights, tolerance);
  const local = Object.values(input.alternative_pairwise).map((pairwise) => ahp(pairwise).weights);
  expected.local_priorities?.forEach((golden, j) => expectNear(local[j]!, golden, tolerance));
  expectNear(weightedColumns(local, criteria, local[0]!.length), expected.global_priorities, tolerance);
});

test('golden: jmcdm-8x8-column-mean uses the same random index', () => {
  const { options, input } = cases.get('jmcdm-8x8-column-mean')!;
  expect(SAATY_RANDOM_INDEX[input.pairwise.length - 1]).toBe(options['random_index']);
  expect(cases.size).toBe(6);
});

test('one and two objectives are always consistent; beyond 15 there is no random index', () => {
  expect(ahp([[1]])).toMatchObject({ consistencyRatio: 0, consistencyIndex: 0, mostInconsistent: null });
  expect([...ahp([[1]]).weights]).toEqual([1]);
  const two = ahp([[1, 3], [1 / 3, 1]]); // prettier-ignore
  expectNear(two.weights, [0.75, 0.25], 1e-12);
  expect(two).toMatchObject({ consistencyRatio: 0, mostInconsistent: null });
  const many = Array.from({ length: 16 }, () => new Array<number>(16).fill(1));
  expect(ahp(many).consistencyRatio).toBeNull();
});

test('names the judgement that fits least', () => {
  const pairwise = [[1, 2, 4, 1 / 9], [1 / 2, 1, 2, 4], [1 / 4, 1 / 2, 1, 2], [9, 1 / 4, 1 / 2, 1]]; // prettier-ignore
  const { mostInconsistent, consistencyRatio } = ahp(pairwise);
  expect(mostInconsistent).toMatchObject({ row: 0, column: 3, given: 1 / 9 });
  expect(mostInconsistent!.fitting).toBeGreaterThan(0.5);
  expect(consistencyRatio).toBeGreaterThan(0.1);
});

test('refuses what is not reciprocal, not positive or not square', () => {
  expect(() => ahp([[1, 3], [3, 1]])).toThrow('Objectives 1 and 2 are compared as 3 and as 3'); // prettier-ignore
  expect(() => ahp([[1, -2], [-0.5, 1]])).toThrow('one has to be 1 over the other'); // prettier-ignore
  expect(() => ahp([[1, 2]])).toThrow('every objective with every other');
});

test('judgements made from weights give those weights back, in any order', () => {
  const weight = fc.double({ min: 0.05, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 8 }), (points) => {
      const wanted = normalise(points);
      const result = ahp(points.map((a) => points.map((b) => a / b)));
      expectNear(result.weights, [...wanted], 1e-9);
      expect(result.consistencyRatio).toBeLessThan(1e-9);
      const turned = points.toReversed();
      const again = ahp(turned.map((a) => turned.map((b) => a / b)));
      expectNear(again.weights.toReversed(), [...result.weights], 1e-9);
    }),
  );
});
