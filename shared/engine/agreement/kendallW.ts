// Kendall's W: how alike several people order the same candidates, from 0 (no agreement) to 1 (the same order).

/**
 * The coefficient of concordance, corrected for ties. Kendall & Babington Smith (1939), Ann. Math. Stat. 10(3):275–287;
 * Kendall (1948), Rank Correlation Methods, chapter 6. O(n log n · raters).
 *
 * null where there is nothing to compare: fewer than two raters or candidates, or all of them tie everything.
 * @param ranks  per rater the mid-ranks of the candidates (`midRanks`); all the same length.
 */
export function kendallW(ranks: readonly Float64Array[]): number | null {
  const raters = ranks.length;
  const n = ranks[0]?.length ?? 0;
  if (raters < 2 || n < 2) return null;
  const sums = new Float64Array(n);
  for (const column of ranks) for (let i = 0; i < n; i++) sums[i]! += column[i]!;
  const mean = (raters * (n + 1)) / 2;
  const spread = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
  const ties = ranks.reduce((total, column) => total + tieCorrection(column), 0);
  const possible = (raters * raters * (n ** 3 - n) - raters * ties) / 12;
  return possible > 0 ? Math.min(1, spread / possible) : null;
}

/** Σ t³ − t over the groups of t candidates that tie. */
function tieCorrection(ranks: Float64Array): number {
  const sorted = ranks.toSorted();
  let total = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    total += (to - from) ** 3 - (to - from);
    from = to;
  }
  return total;
}
