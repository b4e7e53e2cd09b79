// How far weights can move along a line before another candidate comes first. Scores are a + b·t.

import { LEVEL as EQUAL } from '../tolerance.ts';

/** Scores, regrets and slopes closer than this are level, and so are places on the line: each is made from several numbers. */
const LEVEL = 5 * EQUAL;

/** Where first place is lost, and to which candidate; `by` is −1 where it is kept to the end of the line. */
export interface Reach {
  t: number;
  by: number;
}

/**
 * How far up t may go from 0 until a straight line overtakes that of x: the closed form. A rival that is level and gains is
 * in the way at once.
 * O(members).
 */
export function reachOfHighest(a: Float64Array, b: Float64Array, members: Int32Array, x: number, end: number): Reach {
  let reach: Reach = { t: end, by: -1 };
  for (const i of members) {
    const gain = b[i]! - b[x]!;
    // Level at the very end is still first.
    if (gain <= LEVEL || a[i]! + b[i]! * end <= a[x]! + b[x]! * end + LEVEL) continue;
    const t = Math.max(0, (a[x]! - a[i]!) / gain);
    if (t < reach.t) reach = { t, by: i };
  }
  return reach;
}

interface OtherRoles {
  /** Largest regret per candidate over the roles whose weights stay; −Infinity when there are none. */
  regrets: Float64Array;
  /** Sum of their scores, for ties. */
  sums: Float64Array;
}

/**
 * The same under least regret, where one role's scores follow the line and all others stay.
 *
 * The moving role's best score is the upper envelope of all lines, so every regret is piecewise linear, and so is who has
 * the smallest largest one. The envelope is walked from piece to piece; on each, the places where a rival's and x's regrets
 * can cross are computed, and between two such places one look in the middle tells who is first. Exact but for rounding,
 * without any search. What lies beyond the first place where x is not first is not looked at: it may be first again later.
 * O(pieces × members).
 */
export function reachOfLeastRegret(
  a: Float64Array,
  b: Float64Array,
  others: OtherRoles,
  members: Int32Array,
  x: number,
  end: number,
): Reach {
  for (let from = 0, top = topAfter(a, b, members, 0); ;) {
    const next = nextTop(a, b, members, top, from, end);
    let reach: Reach | null = null;
    for (const i of members) {
      if (i === x) continue;
      const t = firstLoss(a, b, others, top, x, i, from, reach?.t ?? next.t);
      if (t !== null) reach = { t, by: i };
    }
    if (reach) return reach;
    if (next.by < 0) return { t: end, by: -1 };
    [from, top] = [next.t, next.by];
  }
}

/** The highest line just after t: of the highest ones at t, the steepest. */
function topAfter(a: Float64Array, b: Float64Array, members: Int32Array, t: number): number {
  let top = -1;
  let height = -Infinity;
  for (const i of members) {
    const here = a[i]! + b[i]! * t;
    if (here > height + LEVEL || (here > height - LEVEL && b[i]! > b[top]!))
      [top, height] = [i, Math.max(here, height)];
  }
  return top;
}

function nextTop(a: Float64Array, b: Float64Array, members: Int32Array, top: number, from: number, end: number): Reach {
  let next: Reach = { t: end, by: -1 };
  for (const i of members) {
    const gain = b[i]! - b[top]!;
    if (gain <= LEVEL) continue;
    const t = Math.max(from, (a[top]! - a[i]!) / gain);
    if (t < next.t || (t === next.t && next.by >= 0 && b[i]! > b[next.by]!)) next = { t, by: i };
  }
  return next;
}

/** Where, between two ends within one piece of the envelope, rival i first comes before x; null: nowhere. */
function firstLoss(
  a: Float64Array,
  b: Float64Array,
  { regrets, sums }: OtherRoles,
  top: number,
  x: number,
  i: number,
  from: number,
  to: number,
): number | null {
  const own = (who: number, t: number) => a[top]! - a[who]! + (b[top]! - b[who]!) * t;
  const ahead = (t: number) => a[i]! - a[x]! + (b[i]! - b[x]!) * t;
  // Regretted more by the others and not ahead with this role: no loss.
  if (regrets[x]! < regrets[i]! - LEVEL && ahead(from) <= 0 && ahead(to) <= 0) return null;
  const places = [from, to];
  const crossing = (height: number, slope: number) => {
    const t = slope === 0 ? NaN : -height / slope;
    if (t > from && t < to) places.push(t);
  };
  for (const who of [x, i])
    for (const other of [x, i]) crossing(a[top]! - a[who]! - regrets[other]!, b[top]! - b[who]!);
  crossing(a[i]! - a[x]!, b[i]! - b[x]!);
  crossing(a[i]! - a[x]! + sums[i]! - sums[x]!, b[i]! - b[x]!);
  places.sort((p, q) => p - q);
  const behind = (t: number) => {
    const difference = Math.max(regrets[x]!, own(x, t)) - Math.max(regrets[i]!, own(i, t));
    if (Math.abs(difference) > LEVEL) return difference > 0;
    return ahead(t) + sums[i]! - sums[x]! > LEVEL;
  };
  for (let p = 1; p < places.length; p++) {
    const [left, right] = [places[p - 1]!, places[p]!];
    if (right - left > LEVEL && behind((left + right) / 2)) return left;
  }
  return null;
}
