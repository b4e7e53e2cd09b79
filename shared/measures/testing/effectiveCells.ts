// Cells of weighted rows for tests, row by row.
import { fromSums, type EffectiveCell } from '../gaps/effectiveCases.ts';

interface WeightedRows {
  rows: number;
  weight: (row: number) => number;
  /** Whether the row counts. */
  counts: (row: number) => boolean;
  /** Its group; −1: none, or the row is none of those the measure is about. */
  group: (row: number) => number;
}

/** The cells of `fromSums`, from the rows themselves. O(rows). */
export function effectiveCells({ rows, weight, counts, group }: WeightedRows, groups: number): EffectiveCell[] {
  const sums = new Float64Array(groups);
  const squares = new Float64Array(groups);
  const counted = new Float64Array(groups);
  // Of rows that count and of those that do not, so that one pass is enough: Σ(w(y − P))² = (1 − P)² Σw² + P² Σw².
  let squaresCounting = 0;
  let squaresOther = 0;
  for (let row = 0; row < rows; row++) {
    const g = group(row);
    if (g < 0) continue;
    const w = weight(row);
    sums[g]! += w;
    squares[g]! += w * w;
    if (counts(row)) {
      counted[g]! += w;
      squaresCounting += w * w;
    } else squaresOther += w * w;
  }
  return fromSums({ sums, squares, counted, squaresCounting, squaresOther });
}
