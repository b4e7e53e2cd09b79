// The candidates that a rule considers when it cannot consider all: taken in turns from the rankings of the other rules.
import { orderByRank } from '../rank.ts';

/**
 * Up to `limit` candidates: first the winners of all rankings, then those in second place, and so on. In order of names, so
 * that neither the order of rows nor that of the rankings shows. O(n log n · rankings).
 * @param rankings  competition ranks over the catalogue, 0 = not ranked.
 */
export function ruleFinalists(rankings: readonly Int32Array[], names: readonly string[], limit: number): number[] {
  const orders = rankings.map((ranks) => orderByRank(ranks, names));
  const longest = Math.max(0, ...orders.map((order) => order.length));
  const chosen = new Set<number>();
  for (let place = 0; place < longest; place++) {
    for (const order of orders) if (place < order.length && chosen.size < limit) chosen.add(order[place]!);
  }
  return inOrderOfNames(chosen, names);
}

export function inOrderOfNames(members: Iterable<number>, names: readonly string[]): number[] {
  return [...members].sort((a, b) => (names[a]! < names[b]! ? -1 : names[a]! > names[b]! ? 1 : a - b));
}
