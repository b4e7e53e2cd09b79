// Cells of weighted rows: how many whole cases the weights leave.
import type { Cell } from './cells.ts';

export interface EffectiveCell extends Cell {
  /** The weighted rate. */
  rate: number;
  /** Effective cases, before they are made a whole number. */
  effective: number;
}

interface WeightSums {
  /** Per group Σw, Σw², and Σw of those that count. */
  sums: ArrayLike<number>;
  squares: ArrayLike<number>;
  counted: ArrayLike<number>;
  /** Σw² of all rows that count, and of all that do not. */
  squaresCounting: number;
  squaresOther: number;
}

/**
 * Per group the effective cases of Kish (1965), Survey Sampling, (Σw)²/Σw², lowered where weights go with the answer, and as many
 * counts as its weighted rate makes of them: then the tests of plain counts hold, as in Korn & Graubard (1998), Surv. Methodol.
 * 24(2):193–201, and Rao & Scott (1981), J. Am. Stat. Assoc. 76(374):221–230. The variance is one common one, because a group's own is
 * far too noisy. O(groups).
 */
export function fromSums({ sums, squares, counted, squaresCounting, squaresOther }: WeightSums): EffectiveCell[] {
  let total = 0;
  let totalCounted = 0;
  for (let g = 0; g < sums.length; g++) {
    total += sums[g]!;
    totalCounted += counted[g]!;
  }
  const rate = totalCounted / total;
  const squaresAll = squaresCounting + squaresOther;
  const variance = ((1 - rate) ** 2 * squaresCounting + rate ** 2 * squaresOther) / squaresAll;
  const factor = variance > 0 ? Math.min(1, (rate * (1 - rate)) / variance) : 1;
  return Array.from({ length: sums.length }, (_, g) => {
    if (!(sums[g]! > 0)) return { cases: 0, count: 0, rate: NaN, effective: 0 };
    const own = counted[g]! / sums[g]!;
    const effective = (factor * sums[g]! ** 2) / squares[g]!;
    // What rounding takes from a whole number is not a case less.
    const cases = Math.floor(effective * (1 + 1e-12));
    return { cases, count: Math.floor(own * cases + 0.5 + 1e-12), rate: own, effective };
  });
}
