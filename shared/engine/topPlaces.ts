// The first places of a long list of scores that changes a little at a time: found by a threshold, never by a sort of all.
import { compareNames } from './rank.ts';
import { sortDescending } from './sortDescending.ts';
import { LEVEL } from './tolerance.ts';

/** The first places, best first. */
export interface Places {
  /** Candidates, inside a tie by name; as many as were asked for, or all when they are fewer. */
  order: Int32Array;
  /** Beside `order`: competition ranks and scores. */
  ranks: Int32Array;
  scores: Float64Array;
  /** How many candidates share rank 1. */
  tied: number;
  /** The highest score of all; those level with it may be lower by rounding. −Infinity of nobody. */
  best: number;
}

/** The sort key of one member, unrounded, larger is better; `tie` decides among those level on `key`. */
interface PlaceKey {
  key: number;
  tie: number;
}

/** How far an approximate key may be from the exact one. */
export const MARGIN = 1e-9;
/** The threshold stands a little lower than it must, so that a tie at the last place is found at the first look. */
const SLACK = 4 * MARGIN;
const SAMPLE = 4096;

/**
 * A finder that remembers about where twice the asked-for places ended last time, and looks only above that; when too few
 * reach it, or the last place lies too near, it looks again lower down. Exact keys are asked for only those. O(c), plus
 * what the few dozen above the threshold cost; members in a tie at the last place all count among them.
 * @param candidates  which candidate each member is; `names` of candidates settle ties.
 */
export function topPlaces(candidates: Int32Array, names: readonly string[], top: number) {
  const c = candidates.length;
  const wanted = Math.min(top, c);
  const above = new Int32Array(c);
  // Exact keys and ties of whoever is above the threshold, at the member's place.
  const exact = new Float64Array(c);
  const ties = new Float64Array(c);
  let bound = Infinity;

  function gather(keys: Float64Array): number {
    let count = 0;
    for (let p = 0; p < c; p++) if (keys[p]! >= bound) above[count++] = p;
    return count;
  }

  /** Works out the exact keys of those above the threshold and leaves the ones that reach the last place. */
  function reaching(count: number, keysOf: (p: number) => PlaceKey): { count: number; last: number } {
    const found = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      const p = above[k]!;
      const { key, tie } = keysOf(p);
      found[k] = exact[p] = key;
      ties[p] = tie;
    }
    const last = wanted === 0 ? 0 : nthLargest(found, wanted);
    let kept = 0;
    for (let k = 0; k < count; k++) if (exact[above[k]!]! >= last - LEVEL) above[kept++] = above[k]!;
    return { count: kept, last };
  }

  /** The places of `above[0 … count)`, level with the best not placed yet as in ranksByKeys of rank.ts. */
  function placed(count: number): Places {
    const order = new Int32Array(wanted);
    const ranks = new Int32Array(wanted);
    let tied = 0;
    sortDescending(exact, above, 0, count);
    const best = count === 0 ? -Infinity : exact[above[0]!]!;
    for (let from = 0; from < wanted;) {
      const to = endOfTie(exact, from, count);
      if (to - from > 1) sortDescending(ties, above, from, to);
      for (let start = from; start < Math.min(to, wanted);) {
        const end = endOfTie(ties, start, to);
        if (start === 0) tied = end;
        firstByName(start, end);
        for (let k = start; k < Math.min(end, wanted); k++) {
          order[k] = above[k]!;
          ranks[k] = start + 1;
        }
        start = end;
      }
      from = to;
    }
    return {
      order: order.map((p) => candidates[p]!),
      ranks,
      scores: Float64Array.from(order, (p) => exact[p]!),
      tied,
      best,
    };
  }

  function endOfTie(keys: Float64Array, from: number, to: number): number {
    const reach = keys[above[from]!]! - LEVEL;
    let end = from + 1;
    while (end < to && keys[above[end]!]! >= reach) end++;
    return end;
  }

  /** Puts `above[from … to)` in the order of names, as far as places are wanted. */
  function firstByName(from: number, to: number): void {
    const nameOf = (p: number) => names[candidates[p]!]!;
    let sorted = from;
    for (let k = from; k < to; k++) {
      const p = above[k]!;
      if (sorted === wanted) {
        if (compareNames(nameOf(p), nameOf(above[wanted - 1]!)) >= 0) continue;
        above[k] = above[wanted - 1]!;
        sorted--;
      }
      let place = sorted++;
      for (; place > from && compareNames(nameOf(above[place - 1]!), nameOf(p)) > 0; place--) {
        above[place] = above[place - 1]!;
      }
      above[place] = p;
    }
  }

  /** @param keys  per member, within MARGIN of the exact key. */
  return function find(keys: Float64Array, keysOf: (p: number) => PlaceKey): Places {
    let count = gather(keys);
    if (count < wanted) {
      // A sample tells roughly where three times the wanted places end; should it mislead, everybody does exactly.
      const stride = Math.max(1, Math.floor(c / SAMPLE));
      const sample = Float64Array.from({ length: Math.ceil(c / stride) }, (_, k) => keys[k * stride]!);
      bound = nthLargest(sample, Math.min(sample.length, Math.ceil((3 * wanted) / stride) + 1)) - SLACK;
      count = gather(keys);
      if (count < wanted) {
        bound = nthLargest(keys.slice(), wanted) - SLACK;
        count = gather(keys);
      }
    }
    if (count > 4 * wanted) {
      bound =
        nthLargest(
          Float64Array.from(above.subarray(0, count), (p) => keys[p]!),
          2 * wanted,
        ) - SLACK;
      let kept = 0;
      for (let k = 0; k < count; k++) if (keys[above[k]!]! >= bound) above[kept++] = above[k]!;
      count = kept;
    }
    let reached = reaching(count, keysOf);
    if (bound > reached.last - 2 * MARGIN) {
      bound = reached.last - SLACK;
      reached = reaching(gather(keys), keysOf);
    }
    return placed(reached.count);
  };
}

/**
 * The nth largest number, 1-based; −Infinity of none. Rearranges the numbers. O(c) on average.
 * Hoare (1961), Algorithm 65: Find, CACM 4(7):321–322.
 */
function nthLargest(left: Float64Array, nth: number): number {
  const target = nth - 1;
  for (let low = 0, high = left.length - 1; low < high;) {
    const pivot = left[(low + high) >>> 1]!;
    let i = low - 1;
    let j = high + 1;
    for (;;) {
      do i++;
      while (left[i]! > pivot);
      do j--;
      while (left[j]! < pivot);
      if (i >= j) break;
      const kept = left[i]!;
      left[i] = left[j]!;
      left[j] = kept;
    }
    if (target <= j) high = j;
    else low = j + 1;
  }
  return left[target] ?? -Infinity;
}
