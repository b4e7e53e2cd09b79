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

/** Keys of all members, each within MARGIN of the exact one; of many, most are only asked whether they reach a bound. */
export interface NearKeys {
  /** Writes the members whose key is `bound` or more, ascending, and answers how many they are. */
  gather(bound: number, found: Int32Array): number;
  keyOf(p: number): number;
}

/** The keys in a list. */
export const keysIn = (list: Float64Array): NearKeys => ({
  gather(bound, found) {
    let count = 0;
    for (let p = 0; p < list.length; p++) if (list[p]! >= bound) found[count++] = p;
    return count;
  },
  keyOf: (p) => list[p]!,
});

/** How far an approximate key may be from the exact one. */
export const MARGIN = 1e-9;
/** The bound stands a little lower than it must, so that a tie at the last place is found at the first look. */
const SLACK = 4 * MARGIN;
const SAMPLE = 2048;

/**
 * A finder that remembers about where twice the asked-for places ended last time, and looks above that; when too few reach it, where a
 * sample says that three times as many end. Exact keys are asked for only of whoever is found. O(c), plus what the few hundred above
 * the bound cost; members in a tie at the last place all count among them.
 * @param candidates  which candidate each member is; `names` of candidates settle ties.
 */
export function topPlaces(candidates: Int32Array, names: readonly string[], top: number) {
  const c = candidates.length;
  const wanted = Math.min(top, c);
  const above = new Int32Array(c);
  // Exact keys and ties of whoever is above the bound, at the member's place.
  const exact = new Float64Array(c);
  const ties = new Float64Array(c);
  let bound = Infinity;

  /** Gathers whoever is above a bound that at least as many reach as are wanted. */
  function gatherEnough(keys: NearKeys): number {
    let count = keys.gather(bound, above);
    if (count >= wanted) return count;
    bound = sampledBound(c, keys.keyOf);
    count = keys.gather(bound, above);
    if (count >= wanted) return count;
    // The sample misled: everybody tells.
    bound =
      nthLargest(
        Float64Array.from(candidates, (_, p) => keys.keyOf(p)),
        wanted,
      ) - SLACK;
    return keys.gather(bound, above);
  }

  /** Where three times the wanted places end, as a sample of `count` keys has it. */
  function sampledBound(count: number, keyAt: (k: number) => number): number {
    const stride = Math.max(1, Math.floor(count / SAMPLE));
    const sample = Float64Array.from({ length: Math.ceil(count / stride) }, (_, k) => keyAt(k * stride));
    return nthLargest(sample, Math.min(sample.length, Math.ceil((3 * wanted) / stride) + 1)) - SLACK;
  }

  /** Leaves those of `above[0 … count)` who reach the bound, and answers how many. */
  function keep(count: number, near: Float64Array): number {
    let kept = 0;
    for (let k = 0; k < count; k++) {
      if (near[k]! < bound) continue;
      near[kept] = near[k]!;
      above[kept++] = above[k]!;
    }
    return kept;
  }

  /** Works out the exact keys of those above the bound and leaves the ones that reach the last place. */
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

  return function find(keys: NearKeys, keysOf: (p: number) => PlaceKey): Places {
    let count = gatherEnough(keys);
    if (count > 4 * wanted) {
      const near = Float64Array.from(above.subarray(0, count), keys.keyOf);
      const guess = sampledBound(count, (k) => near[k]!);
      // Should the sample mislead, all of them tell.
      if (near.filter((key) => key >= guess).length >= wanted) {
        bound = guess;
        count = keep(count, near);
      }
      if (count > 4 * wanted) {
        bound = nthLargest(near.slice(0, count), 2 * wanted) - SLACK;
        count = keep(count, near);
      }
    }
    let reached = reaching(count, keysOf);
    if (bound > reached.last - 2 * MARGIN) {
      bound = reached.last - SLACK;
      reached = reaching(keys.gather(bound, above), keysOf);
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
