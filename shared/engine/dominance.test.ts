// Dominance: golden pairs. Of golden dominance.json, `strictly_dominated`, `wins_matrix_bt` and `equals_matrix` are not
// applicable: the engine knows one relation, the weak one ("no worse on all, better on one"), and counts no wins.
import { expect, test } from 'vitest';
import { dominatedBy, dominates, dominatorsOf } from './dominance.ts';
import { goldenCases } from './testing/fixture.ts';

type Input = { matrix: number[][]; objectives: number[] };

const toColumns = ({ matrix, objectives }: Input) => ({
  n: matrix.length,
  m: objectives.length,
  compared: objectives.map((_, j) => Float64Array.from(matrix, (row) => row[j]!)),
  signs: Int8Array.from(objectives),
});

test.each(goldenCases<Input, { dominated: boolean[] }>('dominance'))('$id', ({ input, expected }) => {
  const matrix = toColumns(input);
  const dominated = input.matrix.map((_, i) => dominatorsOf(matrix, null, i).length > 0);
  expect(dominated).toEqual(expected.dominated);
  // The same relation from its other end.
  const all = input.matrix.map((_, i) => i);
  for (const a of all) {
    expect(dominatedBy(matrix, null, a)).toEqual(all.filter((b) => dominatorsOf(matrix, null, b).includes(a)));
  }
});

test('equal candidates do not dominate each other; a missing cell dominates nothing and is not dominated', () => {
  const matrix = toColumns({
    matrix: [
      [1, 2],
      [1, 2],
      [NaN, 9],
      [0, 0],
    ],
    objectives: [1, 1],
  });
  expect(dominates(matrix, 0, 1)).toBe(false);
  expect(dominates(matrix, 2, 0)).toBe(false);
  expect(dominates(matrix, 0, 2)).toBe(false);
  expect(dominatorsOf(matrix, null, 3)).toEqual([0, 1]);
  expect(dominatorsOf(matrix, Uint8Array.of(0, 1, 1, 1), 3)).toEqual([1]);
  expect(dominatedBy(matrix, null, 0)).toEqual([3]);
  expect(dominatedBy(matrix, Uint8Array.of(1, 1, 1, 0), 0)).toEqual([]);
});
