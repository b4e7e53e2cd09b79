// Sorting each column once, for all trees that are grown on it.
import { scoreOrder } from '../classification/scoreSteps.ts';

/** A column's rows by rising value, equal ones by row; blanks are left out. Near O(n). */
export function risingOrder(values: Float64Array): Int32Array {
  const known = Int32Array.from(values, (_, row) => row).filter((row) => !Number.isNaN(values[row]!));
  const order = scoreOrder(Float64Array.from(known, (row) => values[row]!)).toReversed();
  return order.map((place) => known[place]!);
}
