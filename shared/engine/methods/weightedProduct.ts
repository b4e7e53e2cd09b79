// The weighted product: what is worthless on one objective cannot be made up for on another.
import { gather, rankedOf, toResult } from './compact.ts';
import type { RankingMethod } from './rankingMethod.ts';

/**
 * Π x^(sign · weight). Ratios of scores do not depend on the units. Positive numbers only.
 * Bridgman (1922), Dimensional Analysis; Miller & Starr (1969). O(nm).
 * @throws RangeError for a number that is not above 0, naming its row and column counted from 1.
 */
export function weightedProductScores(
  columns: readonly Float64Array[],
  signs: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const logs = new Float64Array(columns[0]?.length ?? 0);
  columns.forEach((column, j) =>
    column.forEach((x, i) => {
      if (!(x > 0)) {
        throw new RangeError(
          `A weighted product needs numbers above 0, and row ${i + 1} has ${x} in column ${j + 1}. Use another method.`,
        );
      }
      logs[i]! += signs[j]! * weights[j]! * Math.log(x);
    }),
  );
  return logs.map(Math.exp);
}

interface WeightedProductParts {
  /** Candidates of the product 0: they stand at the worst anchor of an objective that counts. They share the last rank. */
  worthless: readonly number[];
}

/**
 * The product on values in [0, 1]. A value of 0 under a weight above 0 makes the product 0, whatever else the candidate
 * offers; under a weight of 0 it counts nothing. One candidate is first; identical ones tie.
 */
export const weightedProduct: RankingMethod<WeightedProductParts> = {
  id: 'weightedProduct',
  name: 'Weighted product',
  better: 1,
  rank(matrix, weights, mask) {
    const members = rankedOf(matrix, mask);
    const counted = matrix.values.map((column, j) => (weights[j]! > 0 ? gather(column, members) : null));
    const worthless = new Uint8Array(members.length);
    for (const column of counted) column?.forEach((x, k) => (worthless[k]! |= x > 0 ? 0 : 1));
    const ones = new Float64Array(matrix.m).fill(1);
    const positive = counted.map((column) =>
      Float64Array.from(members, (_, k) => (worthless[k] ? 1 : (column?.[k] ?? 1))),
    );
    const scores = weightedProductScores(positive, ones, weights).map((score, k) => (worthless[k] ? 0 : score));
    const parts = { worthless: Array.from(members.filter((_, k) => worthless[k] === 1)) };
    return toResult(scores, 1, members, matrix.n, parts);
  },
};
