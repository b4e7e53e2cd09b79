// The first few ranks of a list of scores, without ranking the rest.
import { sortDescending } from '../sortDescending.ts';
import { LEVEL } from '../tolerance.ts';

/** Up to this many are sorted by insertion, since a draw has no time to deal buckets. */
const FEW = 64;

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
 * the sorting of whoever reaches it.
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
    const bound = lastPlace(scores, at) - LEVEL;
    let count = 0;
    for (let row = 0; row < c; row++) if (scores[at + row]! >= bound) rows[count++] = row;
    sort(scores, at, 0, count);
    // Level with the best not placed yet, as in ranksByKeys of rank.ts.
    for (let from = 0; from < count;) {
      if (from >= depth) {
        count = from;
        break;
      }
      const to = endOfTie(scores, at, from, count);
      if (tie !== null && to - from > 1) {
        sort(tie, tieAt, from, to);
        for (let start = from; start < to;) {
          const end = endOfTie(tie, tieAt, start, to);
          ranks.fill(start + 1, start, end);
          start = end;
        }
      } else {
        ranks.fill(from + 1, from, to);
      }
      from = to;
    }
    found.count = count;
    while (found.count > 0 && ranks[found.count - 1]! > depth) found.count--;
    return found;
  };

  function sort(keys: Float64Array, at: number, from: number, to: number): void {
    if (to - from > FEW) return sortDescending(at === 0 ? keys : keys.subarray(at, at + c), rows, from, to);
    for (let k = from + 1; k < to; k++) {
      const row = rows[k]!;
      const key = keys[at + row]!;
      let place = k;
      for (; place > from && keys[at + rows[place - 1]!]! < key; place--) rows[place] = rows[place - 1]!;
      rows[place] = row;
    }
  }

  function endOfTie(keys: Float64Array, at: number, from: number, to: number): number {
    const reach = keys[at + rows[from]!]! - LEVEL;
    let end = from + 1;
    while (end < to && keys[at + rows[end]!]! >= reach) end++;
    return end;
  }
}
