// The first few ranks of a list of scores, without ranking the rest.

export interface BestRanks {
  /** How many of `rows` and `ranks` hold. */
  count: number;
  /** Members by falling score, as far as their rank is at most the number asked for. */
  rows: Int32Array;
  /** Competition ranks: 1 best, ties share. */
  ranks: Int32Array;
}

/**
 * A function that finds everybody of rank `depth` or better among c scores. The result is overwritten by the next call.
 * One pass finds the score of the last place, a second whoever reaches it; ties at that score all count. O(c + depth²), and
 * O(c) more for ties; where everybody is asked for, an insertion sort of c members.
 * @param depth  at least 1.
 */
export function bestRanks(c: number, depth: number) {
  const rows = new Int32Array(c);
  const ranks = new Int32Array(c);
  const best = new Float64Array(Math.min(depth, c));
  const found: BestRanks = { count: 0, rows, ranks };

  /** The score of place `depth`, −Infinity when everybody is wanted. */
  function lastPlace(scores: Float64Array, at: number): number {
    if (depth >= c) return -Infinity;
    best.fill(-Infinity);
    let bound = -Infinity;
    for (let k = at; k < at + c; k++) {
      const score = scores[k]!;
      if (score > bound) bound = admit(score);
    }
    return bound;
  }

  /** Puts a score among the best so far, smallest first, in the place of the smallest; returns the new smallest. */
  function admit(score: number): number {
    let place = 0;
    while (place + 1 < depth && best[place + 1]! < score) {
      best[place] = best[place + 1]!;
      place++;
    }
    best[place] = score;
    return best[0]!;
  }

  /**
   * @param scores  larger is better, finite; those from `at` on.
   * @param tie     settles equal scores (larger is better), from `tieAt` on; null: they share.
   */
  return function rank(scores: Float64Array, at: number, tie: Float64Array | null = null, tieAt = 0): BestRanks {
    const bound = lastPlace(scores, at);
    let count = 0;
    for (let row = 0; row < c; row++) {
      const score = scores[at + row]!;
      if (!(score >= bound)) continue;
      let place = count++;
      for (; place > 0; place--) {
        const above = rows[place - 1]!;
        const lead = scores[at + above]! - score;
        if (lead > 0 || (lead === 0 && (tie === null || tie[tieAt + above]! >= tie[tieAt + row]!))) break;
        rows[place] = above;
      }
      rows[place] = row;
    }
    found.count = count;
    for (let k = 0; k < count; k++) {
      const [row, above] = [rows[k]!, rows[k - 1] ?? -1];
      const ties =
        k > 0 && scores[at + row] === scores[at + above] && (tie === null || tie[tieAt + row] === tie[tieAt + above]);
      ranks[k] = ties ? ranks[k - 1]! : k + 1;
      if (ranks[k]! > depth) {
        found.count = k;
        break;
      }
    }
    return found;
  };
}
