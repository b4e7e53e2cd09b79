// Whether two groups' shares differ by more than chance, exactly.
import type { Cell } from './cells.ts';

/**
 * Fisher's exact test of a 2 × 2 table, two-sided: the chance, with the margins as they are, of a table no likelier than this one.
 * Fisher (1922), J. R. Stat. Soc. 85(1):87–94. From the mode outwards by ratios, so that nothing overflows and small chances keep
 * their digits, as far as they are above 0. NaN for an empty table. O(min of the margins), and O(√n) where those are large.
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const row = a + b;
  const column = a + c;
  const n = a + b + c + d;
  if (n === 0) return NaN;
  const from = Math.max(0, row + column - n);
  const to = Math.min(row, column);
  const mode = Math.min(to, Math.max(from, Math.floor(((row + 1) * (column + 1)) / (n + 2))));
  // The chance of x + 1 over that of x.
  const ratio = (x: number) => ((row - x) * (column - x)) / ((x + 1) * (n - row - column + x + 1));
  const above = [1];
  for (let x = mode, chance = 1; x < to && chance > 0; x++) above.push((chance *= ratio(x)));
  const below: number[] = [];
  for (let x = mode - 1, chance = 1; x >= from && chance > 0; x--) below.push((chance /= ratio(x)));
  const own = a >= mode ? (above[a - mode] ?? 0) : (below[mode - 1 - a] ?? 0);
  const bound = own * (1 + 1e-9);
  // Small chances first, so that they are not lost among the large ones: from both ends inwards.
  let total = 0;
  let extreme = 0;
  let up = above.length - 1;
  let down = below.length - 1;
  while (up >= 0 || down >= 0) {
    const chance = down < 0 || (up >= 0 && above[up]! <= below[down]!) ? above[up--]! : below[down--]!;
    total += chance;
    if (chance <= bound) extreme += chance;
  }
  return extreme / total;
}

/** The same of two cells. */
export const fisherOf = (one: Cell, other: Cell): number =>
  fisherExact(one.count, one.cases - one.count, other.count, other.cases - other.count);
