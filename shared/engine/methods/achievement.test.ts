// The achievement method on golden pareto_choice.json (its scalarised distances), and what Wierzbicki promises.
// Not applicable there: pseudo-weights and the choice by them, which are no ranking method of ours.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominates } from '../dominance.ts';
import { goldenCases } from '../testing/fixture.ts';
import { columnsOf, expectNear, valuedOf } from '../testing/tables.ts';
import { normalise } from '../weights.ts';
import { achievement, achievementScores } from './achievement.ts';
import { additive } from './additive.ts';

interface Input {
  points: number[][];
  weights: number[];
}
interface Expected {
  asf_normalised: number[];
  asf_choice: number;
  tchebycheff_normalised: number[];
}

test.each(goldenCases<Input, Expected>('pareto_choice'))('golden: $id', ({ input, expected, tolerance }) => {
  const scaled = columnsOf(input.points).map((column) => {
    const [low, high] = [Math.min(...column), Math.max(...column)];
    return column.map((x) => (x - low) / (high - low));
  });
  const { scores } = achievementScores(scaled, [-1, -1], input.weights, [0, 0], 0);
  expectNear(scores, expected.asf_normalised, tolerance);
  expectNear(scores, expected.tchebycheff_normalised, tolerance);
  const augmented = achievementScores(scaled, [-1, -1], input.weights, [0, 0]).scores;
  expect(augmented.indexOf(Math.min(...augmented))).toBe(expected.asf_choice);
});

test('reaches the unsupported compromise that no weighted sum chooses', () => {
  const rows = [[1, 0], [0, 1], [0.45, 0.45]]; // prettier-ignore
  const even = Float64Array.of(0.5, 0.5);
  expect(achievement.rank(valuedOf(rows), even, null).winners).toEqual([2]);
  for (let w = 0; w <= 1; w += 0.05) {
    expect(additive.rank(valuedOf(rows), Float64Array.of(w, 1 - w), null).winners).not.toContain(2);
  }
});

test('names the objective that holds a candidate back; leaves out the incomplete and the masked', () => {
  const rows = [[0.9, 0.2], [0.3, 0.9], [NaN, 1], [1, 1]]; // prettier-ignore
  const result = achievement.rank(valuedOf(rows), Float64Array.of(0.5, 0.5), Uint8Array.of(1, 1, 1, 0));
  expect([...result.parts.binding]).toEqual([1, 0, -1, -1]);
  expectNear(result.scores, [0.4 + 1e-4 * 0.45, 0.35 + 1e-4 * 0.4, 'NaN', 'NaN'], 1e-12);
  expect([...result.ranks]).toEqual([2, 1, 0, 0]);
});

test('a weight of 0 leaves an objective out', () => {
  const result = achievement.rank(valuedOf([[0.5, 0], [0.5, 1]]), Float64Array.of(1, 0), null); // prettier-ignore
  expect([...result.ranks]).toEqual([1, 1]);
});

const value = fc.integer({ min: 0, max: 5 }).map((x) => x / 5);

test('a winner is never dominated, and worse shortfalls than before never help', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 12 }),
      fc.tuple(value, value, value).map((points) => normalise(points.map((point) => point + 0.1))),
      (rows, weights) => {
        const matrix = valuedOf(rows);
        const { winners } = achievement.rank(matrix, weights, null);
        const compared = { n: matrix.n, m: 3, compared: matrix.values, signs: Int8Array.of(1, 1, 1) };
        for (const winner of winners)
          rows.forEach((_, other) => expect(dominates(compared, other, winner)).toBe(false));
      },
    ),
  );
});
