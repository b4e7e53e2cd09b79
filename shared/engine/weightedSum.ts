// The additive value model: score = Σ weight · value. The one ranking a person can audit with a pencil.
import type { DecisionMatrix } from './evaluation.ts';
import { weightedColumns } from './weightedColumns.ts';

/**
 * Scores of all candidates for one set of weights; NaN where a value is missing, even under a weight of 0, since an
 * incomplete candidate is not compared at all.
 * Keeney & Raiffa (1976), chapter 3. O(nm), column by column.
 * @param weights  length m.
 */
export function weightedSum(
  { n, m, values }: Pick<DecisionMatrix, 'n' | 'm' | 'values'>,
  weights: Float64Array,
): Float64Array {
  return m === 0 ? new Float64Array(n).fill(NaN) : weightedColumns(values, weights, n);
}

/** What each objective adds to one candidate's score; they sum to it within 1e-12. */
export function contributions(
  { m, values }: Pick<DecisionMatrix, 'm' | 'values'>,
  weights: Float64Array,
  index: number,
): Float64Array {
  const parts = new Float64Array(m);
  for (let j = 0; j < m; j++) parts[j] = weights[j]! * values[j]![index]!;
  return parts;
}
