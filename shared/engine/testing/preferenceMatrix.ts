// PROMETHEE pair by pair: the preference for each candidate over each other. The oracle of the fast flows. For tests only.
import { preference } from '../methods/preferenceFunctions.ts';
import { columnRounding } from '../tolerance.ts';
import type { PreferenceFunction } from '../methods/preferenceFunctions.ts';

/**
 * π(a, b) at a·n + b: the mean preference of a over b under the weights, 0 … 1; 0 on the diagonal.
 * Brans & Vincke (1985), Management Science 31(6):647–656. O(m n²).
 * @param weights  nonnegative, not all 0; divided by their sum.
 */
export function preferenceMatrix(
  columns: readonly Float64Array[],
  signs: ArrayLike<number>,
  weights: ArrayLike<number>,
  functions: readonly PreferenceFunction[],
): Float64Array {
  const n = columns[0]?.length ?? 0;
  const total = columns.reduce((sum, _, j) => sum + weights[j]!, 0);
  const matrix = new Float64Array(n * n);
  columns.forEach((column, j) => {
    const share = weights[j]! / total;
    const allowance = columnRounding(column);
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        matrix[a * n + b]! += share * preference(functions[j]!, signs[j]! * (column[a]! - column[b]!), allowance);
      }
    }
  });
  return matrix;
}

/** φ+ and φ− from a preference matrix: means of its rows and columns without the diagonal. One candidate: 0. O(n²). */
export function flowsOfMatrix(matrix: ArrayLike<number>, n: number): { plus: Float64Array; minus: Float64Array } {
  const plus = new Float64Array(n);
  const minus = new Float64Array(n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      if (a === b) continue;
      plus[a]! += matrix[a * n + b]! / (n - 1);
      minus[b]! += matrix[a * n + b]! / (n - 1);
    }
  }
  return { plus, minus };
}
