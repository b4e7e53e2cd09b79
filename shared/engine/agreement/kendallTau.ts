// Kendall's τ-b: how alike two people order the same candidates, from −1 (opposite) over 0 to 1 (the same).
import { argsort } from '../pareto/argsort.ts';
import { LEVEL } from '../tolerance.ts';

/** One person's order, worked out once and then compared with many. */
interface Ordering {
  /** Candidates by rising score; those who tie stand next to each other. */
  order: Int32Array;
  /** Per candidate 0 for the smallest score, 1 for the next larger one, and so on; those who are level share. */
  places: Int32Array;
  /** How many pairs tie. */
  tied: number;
}

/** O(n). @param scores  finite; whether large or small is good does not matter as long as it is the same for everybody. */
export function orderingOf(scores: Float64Array): Ordering {
  const order = argsort(scores);
  const places = new Int32Array(scores.length);
  let tied = 0;
  for (let k = order.length - 2, place = 0, run = 0, best = order.length - 1; k >= 0; k--) {
    run = scores[order[best]!]! - scores[order[k]!]! <= LEVEL ? run + 1 : 0;
    if (run === 0) [place, best] = [place + 1, k];
    tied += run;
    places[order[k]!] = place;
  }
  const last = places[order[0] ?? 0] ?? 0;
  for (let i = 0; i < places.length; i++) places[i] = last - places[i]!;
  return { order, places, tied };
}

/**
 * τ-b: pairs ordered alike minus pairs ordered oppositely, over what ties leave of all pairs.
 * Kendall (1945), Biometrika 33(3):239–251; counted as in Knight (1966), JASA 61(314):436–439. O(n log n).
 *
 * null where there is nothing to compare: fewer than two candidates, or a ranking in which all tie.
 * @param a, b  orderings of the same candidates.
 */
export function tauOf(a: Ordering, b: Ordering): number | null {
  const n = a.order.length;
  const pairs = (n * (n - 1)) / 2;
  // The root of a product, so that two equal orders have exactly 1.
  const compared = Math.sqrt((pairs - a.tied) * (pairs - b.tied));
  if (compared === 0) return null;
  // In a's order, and inside its ties in b's, so that a pair that ties for a is never counted as opposite.
  const places = new Int32Array(n);
  let tiedForBoth = 0;
  for (let k = 0; k < n; k++) places[k] = b.places[a.order[k]!]!;
  for (let from = 0; from < n && a.tied > 0;) {
    const place = a.places[a.order[from]!]!;
    let to = from + 1;
    while (to < n && a.places[a.order[to]!] === place) to++;
    if (to - from > 1) {
      const run = places.subarray(from, to).sort();
      for (let k = 1, same = 0; k < run.length; k++) tiedForBoth += same = run[k] === run[k - 1] ? same + 1 : 0;
    }
    from = to;
  }
  const opposite = inversions(places);
  const alike = pairs - a.tied - b.tied + tiedForBoth - opposite;
  return Math.max(-1, Math.min(1, (alike - opposite) / compared));
}

/** `tauOf` for two columns of scores or ranks. */
export function kendallTau(x: Float64Array, y: Float64Array): number | null {
  return tauOf(orderingOf(x), orderingOf(y));
}

/** How many pairs stand in the wrong order, by merging ever longer sorted runs. Sorts its argument. O(n log n). */
function inversions(list: Int32Array): number {
  const n = list.length;
  let from: Int32Array = list;
  let to: Int32Array = new Int32Array(n);
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      count += merge(from, to, start, middle, Math.min(start + 2 * width, n));
    }
    [from, to] = [to, from];
  }
  return count;
}

/** Merges two sorted neighbours, and counts how often something from the right goes before something from the left. */
function merge(from: Int32Array, to: Int32Array, start: number, middle: number, end: number): number {
  if (middle >= end || from[middle - 1]! <= from[middle]!) {
    to.set(from.subarray(start, end), start);
    return 0;
  }
  let count = 0;
  let left = start;
  let right = middle;
  let k = start;
  while (left < middle && right < end) {
    if (from[left]! <= from[right]!) {
      to[k++] = from[left++]!;
    } else {
      to[k++] = from[right++]!;
      count += middle - left;
    }
  }
  while (left < middle) to[k++] = from[left++]!;
  while (right < end) to[k++] = from[right++]!;
  return count;
}
