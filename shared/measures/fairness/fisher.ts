// Whether two groups' shares differ by more than chance, exactly.

/**
 * Fisher's exact test of a 2 × 2 table, two-sided: the chance, with the margins as they are, of a table no likelier than this one.
 * Fisher (1922), J. R. Stat. Soc. 85(1):87–94. From the mode outwards by ratios, so that nothing overflows and small chances keep
 * their digits. NaN for an empty table. O(min of the margins).
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  const row = a + b;
  const column = a + c;
  const n = a + b + c + d;
  if (n === 0) return NaN;
  const from = Math.max(0, row + column - n);
  const to = Math.min(row, column);
  const mode = Math.min(to, Math.max(from, Math.floor(((row + 1) * (column + 1)) / (n + 2))));
  const chances = new Float64Array(to - from + 1);
  chances[mode - from] = 1;
  // The chance of x + 1 over that of x.
  const ratio = (x: number) => ((row - x) * (column - x)) / ((x + 1) * (n - row - column + x + 1));
  for (let x = mode; x < to; x++) chances[x + 1 - from] = chances[x - from]! * ratio(x);
  for (let x = mode - 1; x >= from; x--) chances[x - from] = chances[x + 1 - from]! / ratio(x);
  const bound = chances[a - from]! * (1 + 1e-9);
  let total = 0;
  let extreme = 0;
  // Small chances first, so that they are not lost among the large ones.
  for (const chance of chances.sort()) {
    total += chance;
    if (chance <= bound) extreme += chance;
  }
  return extreme / total;
}
