// Group rule: the order of the candidates that contradicts the roles' pairwise preferences least. Always exact, so for few.
import { pairwiseCounts } from './pairwiseCounts.ts';

/** 2^16 subsets take some milliseconds; each candidate more doubles that. */
export const KEMENY_LIMIT = 16;

export interface Kemeny {
  /** The best order, as positions; of several equally good ones the first in alphabetical order of positions. */
  order: number[];
  /** Contradicted preferences of that order, summed over roles (Kendall distance; a role's tie contradicts nothing). */
  distance: number;
  /** How many orders are equally good. */
  optimalOrders: number;
  /** Per candidate the best place it takes in any of them, from 1: candidates that tie share it. */
  bestPlaces: Int32Array;
}

/**
 * The Kemeny–Young order, exactly, by dynamic programming over subsets: f(S) is the least cost of putting S first.
 * Kemeny (1959), Daedalus 88(4):577–591; Young & Levenglick (1978), SIAM J. Appl. Math. 35(2):285–300; subsets as in
 * Held & Karp (1962). O(2^k k).
 * No candidates: an empty order at distance 0. No role: every order is as good as any.
 * @param scores  per role, k candidates each, large is good; only their order counts.
 * @throws RangeError above `KEMENY_LIMIT` candidates.
 */
export function kemeny(scores: readonly Float64Array[], k: number): Kemeny {
  if (k > KEMENY_LIMIT) {
    throw new RangeError(
      `An exact Kemeny order is worked out for at most ${KEMENY_LIMIT} candidates, and there are ${k}.`,
    );
  }
  const costs = costsOfPlacing(pairwiseCounts(scores, k), k);
  const least = leastCosts(costs, k);
  /** Is `a` right behind the members of `set` part of a cheapest order of both? */
  const tight = (set: number, a: number) =>
    (set & (1 << a)) === 0 && least[set]! + costs(set, a) === least[set | (1 << a)]!;
  const begins = beginningsOfBest(tight, k);
  const goesOn = (set: number, a: number) => tight(set, a) && begins[set | (1 << a)] === 1;

  const bestPlaces = new Int32Array(k).fill(k);
  const ways = new Float64Array(1 << k);
  ways[0] = 1;
  for (let set = 0; set < 1 << k; set++) {
    if (!begins[set]) continue;
    const place = sizeOf(set) + 1;
    for (let a = 0; a < k; a++) {
      if (!goesOn(set, a)) continue;
      ways[set | (1 << a)]! += ways[set]!;
      bestPlaces[a] = Math.min(bestPlaces[a]!, place);
    }
  }
  const order: number[] = [];
  for (let set = 0; order.length < k; set |= 1 << order.at(-1)!) {
    let a = 0;
    while (!goesOn(set, a)) a++;
    order.push(a);
  }
  return { order, distance: least.at(-1)!, optimalOrders: ways.at(-1)!, bestPlaces };
}

type Costs = (set: number, a: number) => number;

/** What it costs to place `a` behind all members of `set`: roles that prefer `a` to one of them. Two look-ups of a byte each. */
function costsOfPlacing(counts: Int32Array, k: number): Costs {
  const low = new Int32Array(k * 256);
  const high = new Int32Array(k * 256);
  for (let a = 0; a < k; a++) {
    for (let byte = 1; byte < 256; byte++) {
      const b = 31 - Math.clz32(byte);
      const rest = a * 256 + (byte ^ (1 << b));
      low[a * 256 + byte] = low[rest]! + (b < k ? counts[a * k + b]! : 0);
      high[a * 256 + byte] = high[rest]! + (b + 8 < k ? counts[a * k + b + 8]! : 0);
    }
  }
  return (set, a) => low[a * 256 + (set & 255)]! + high[a * 256 + (set >>> 8)]!;
}

/** The least cost of ordering each subset's members among themselves. */
function leastCosts(costs: Costs, k: number): Int32Array {
  const least = new Int32Array(1 << k).fill(0x7fffffff);
  least[0] = 0;
  for (let set = 0; set < 1 << k; set++) {
    for (let a = 0; a < k; a++) {
      const bit = 1 << a;
      if (set & bit) continue;
      const cost = least[set]! + costs(set, a);
      if (cost < least[set | bit]!) least[set | bit] = cost;
    }
  }
  return least;
}

/** 1 for each subset whose members take the first places in some best order of all. Walks back from everybody. */
function beginningsOfBest(tight: (set: number, a: number) => boolean, k: number): Uint8Array {
  const begins = new Uint8Array(1 << k);
  begins[begins.length - 1] = 1;
  for (let set = begins.length - 1; set > 0; set--) {
    if (!begins[set]) continue;
    for (let a = 0; a < k; a++) if (set & (1 << a) && tight(set ^ (1 << a), a)) begins[set ^ (1 << a)] = 1;
  }
  return begins;
}

function sizeOf(set: number): number {
  let size = 0;
  for (let left = set; left !== 0; left &= left - 1) size++;
  return size;
}
