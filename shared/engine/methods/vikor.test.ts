// VIKOR on golden vikor.json (all nine cases), and what has to hold on fixed anchors.
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { columnsOf, denseRanks, expectNear, valuedOf } from '../testing/tables.ts';
import type { Table } from '../testing/tables.ts';
import { normalise } from '../weights.ts';
import { vikor, vikorScores } from './vikor.ts';

interface Expected {
  S: number[];
  R: number[];
  Q: number[];
  acceptable_advantage: boolean;
  acceptable_stability: boolean;
  compromise_set: number[];
  rank: number[];
}

test.each(goldenCases<Table, Expected>('vikor'))('golden: $id', ({ input, options, expected, tolerance }) => {
  const weights = options['weights_normalised'] ? normalise(input.weights) : input.weights;
  const result = vikorScores(columnsOf(input.matrix), input.objectives, weights, { v: options['v'] as number });
  expectNear(result.s, expected.S, tolerance);
  expectNear(result.r, expected.R, tolerance);
  expectNear(result.q, expected.Q, tolerance);
  expect(result.compromise).toEqual(expected.compromise_set);
  expect(result.acceptableAdvantage).toBe(expected.acceptable_advantage);
  expect(result.acceptableStability).toBe(expected.acceptable_stability);
  // Golden ranks follow Q, or give the whole compromise set rank 1.
  const byQ = denseRanks(result.q.map((q) => -q));
  const withSet = denseRanks(result.q.map((q, i) => (result.compromise.includes(i) ? 1 : -q)));
  expect([byQ, withSet]).toContainEqual(expected.rank);
});

const weights = Float64Array.of(0.5, 0.5);

test('on anchors S is 1 − the additive value, and parts are in the order of the catalogue', () => {
  const rows = [[1, 0], [NaN, 1], [0.6, 0.6], [0.2, 0.4], [0.7, 0.5]]; // prettier-ignore
  const result = vikor.rank(valuedOf(rows), weights, Uint8Array.of(1, 1, 1, 1, 0));
  expectNear(result.parts.s, [0.5, 'NaN', 0.4, 0.7, 'NaN'], 1e-12);
  expectNear(result.parts.r, [0.5, 'NaN', 0.2, 0.4, 'NaN'], 1e-12);
  expect(result.parts.compromise).toEqual([2]);
  expect([...result.ranks]).toEqual([2, 0, 1, 3, 0]);
  expect(result.winners).toEqual([2]);
});

test('one candidate, identical ones, nobody', () => {
  const alone = vikor.rank(valuedOf([[0.3, 0.4]]), weights, null);
  expect([alone.ranks[0], alone.scores[0], alone.parts.compromise]).toEqual([1, 0, [0]]);
  const same = vikor.rank(valuedOf([[0.3, 0.4], [0.3, 0.4]]), weights, null); // prettier-ignore
  expect([...same.ranks]).toEqual([1, 1]);
  expect(same.parts.compromise).toEqual([0, 1]);
  const nobody = vikor.rank(valuedOf([[0.3, 0.4]]), weights, Uint8Array.of(0));
  expect([...nobody.ranks, nobody.winners, nobody.parts.compromise]).toEqual([0, [], []]);
});

test('whoever ties with the runner-up belongs to the set when stability is missing', () => {
  const { input } = goldenCases<Table, Expected>('vikor').find(({ id }) => id === 'advantage-but-not-stability-set')!;
  const twice = [...input.matrix, input.matrix[4]!];
  expect(vikorScores(columnsOf(twice), input.objectives, input.weights)).toMatchObject({
    acceptableAdvantage: true,
    acceptableStability: false,
    compromise: [3, 4, 5],
  });
});
