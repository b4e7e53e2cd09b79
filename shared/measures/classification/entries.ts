// What the entries of a log stand for: a row is one case, a cell of a cube as many as were counted in it. Every measure that follows
// from counts reads its log through this, and so cannot tell where the counts come from.

export interface Entries {
  /** Not negative. Per row its weight, per cell the sum over its cases; null: every case counts 1. */
  weights: Float64Array | null;
  /** Per cell its cases; null or absent: every entry is one case. */
  counts?: Float64Array | null;
  /** Per cell the sum of its cases' squared weights; null or absent: every entry is one case. */
  squares?: Float64Array | null;
}

/** What each entry adds to a count, or to a sum of weights; null: 1. */
export const amountsOf = ({ weights, counts = null }: Entries): Float64Array | null => weights ?? counts;

/** Per entry the sum of squared weights; null: 1. O(entries). */
export function squaredAmountsOf({ weights, counts = null, squares = null }: Entries): Float64Array | null {
  if (squares !== null) return squares;
  return weights === null ? counts : weights.map((w) => w * w);
}

/** How many cases the entries are. O(entries). */
export function casesIn(entries: number, { counts = null }: Pick<Entries, 'counts'>): number {
  return counts === null ? entries : counts.reduce((sum, count) => sum + count, 0);
}

/** How many cases of one weight they are worth: (Σw)² / Σw² (Kish 1965). O(entries). */
export function effectiveCases(entries: number, log: Entries): number {
  if (log.weights === null) return casesIn(entries, log);
  const sum = log.weights.reduce((total, w) => total + w, 0);
  const squares = squaredAmountsOf(log)!.reduce((total, w) => total + w, 0);
  return squares > 0 ? (sum * sum) / squares : 0;
}
