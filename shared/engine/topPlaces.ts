// The first places of a long list of scores that changes a little at a time: found by a threshold, never by a sort of all.
import { compareNames } from './rank.ts';

/** The first places, best first. */
export interface Places {
  /** Candidates, inside a tie by name; as many as were asked for, or all when they are fewer. */
  order: Int32Array;
  /** Beside `order`: competition ranks and scores. */
  ranks: Int32Array;
  scores: Float64Array;
  /** How many candidates share rank 1. */
  tied: number;
}

/** The exact standing of one member, large is good: `key`, then `tie`. */
export interface Standing {
  key: number;
  tie: number;
}

interface Member extends Standing {
  p: number;
}

/** How far an approximate key may be from the exact one. */
export const MARGIN = 1e-9;
/** The threshold stands a little lower than it must, so that a tie at the last place is found at the first look. */
const SLACK = 4 * MARGIN;
const SAMPLE = 4096;

/**
 * A finder that remembers about where twice the asked-for places ended last time, and looks only above that; when too few
 * reach it, or the last place lies too near, it looks again lower down. Exact standings are asked for only those. O(c), plus
 * what the few dozen above the threshold cost; members in a tie at the last place all count among them.
 * @param candidates  which candidate each member is; `names` of candidates settle ties.
 */
export function topPlaces(candidates: Int32Array, names: readonly string[], top: number) {
  const c = candidates.length;
  const wanted = Math.min(top, c);
  const above = new Int32Array(c);
  let bound = Infinity;

  function gather(keys: Float64Array): number {
    let count = 0;
    for (let p = 0; p < c; p++) if (keys[p]! >= bound) above[count++] = p;
    return count;
  }

  /** The members above the threshold, as far as they are among the first `wanted`. */
  function best(count: number, standingOf: (p: number) => Standing) {
    const list: Member[] = [];
    let tied = 0;
    for (let k = 0; k < count; k++) {
      const p = above[k]!;
      const { key, tie } = standingOf(p);
      const entry = { p, key, tie };
      const first = list[0];
      if (!first || entry.key > first.key || (entry.key === first.key && entry.tie > first.tie)) tied = 1;
      else if (entry.key === first.key && entry.tie === first.tie) tied++;
      if (list.length === wanted && !before(entry, list[wanted - 1]!)) continue;
      if (list.length === wanted) list.pop();
      let place = list.length;
      while (place > 0 && before(entry, list[place - 1]!)) place--;
      list.splice(place, 0, entry);
    }
    return { list, tied };
  }

  function before(a: Member, b: Member): boolean {
    if (a.key !== b.key) return a.key > b.key;
    if (a.tie !== b.tie) return a.tie > b.tie;
    return compareNames(names[candidates[a.p]!]!, names[candidates[b.p]!]!) < 0;
  }

  /** @param keys  per member, within MARGIN of the exact key. */
  return function find(keys: Float64Array, standingOf: (p: number) => Standing): Places {
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
    let { list, tied } = best(count, standingOf);
    const last = list.at(-1)?.key ?? 0;
    if (bound > last - 2 * MARGIN) {
      bound = last - SLACK;
      count = gather(keys);
      ({ list, tied } = best(count, standingOf));
    }
    const ranks = new Int32Array(list.length);
    list.forEach(({ key, tie }, k) => {
      const ties = k > 0 && list[k - 1]!.key === key && list[k - 1]!.tie === tie;
      ranks[k] = ties ? ranks[k - 1]! : k + 1;
    });
    return {
      order: Int32Array.from(list, ({ p }) => candidates[p]!),
      ranks,
      scores: Float64Array.from(list, ({ key }) => key),
      tied,
    };
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
