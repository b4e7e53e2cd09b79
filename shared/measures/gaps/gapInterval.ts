// How large the true largest gap is: an interval from counts that holds it in 95 of 100 logs, for any number of groups.
import { wilson } from '../fairness/wilson.ts';
import type { Cell } from './cells.ts';
import { LEVEL, pairsOf, rateOf, Z } from './cells.ts';
import { rangePoint } from './normalRange.ts';

/**
 * The difference of two rates, pₐ − p_b: Newcombe's hybrid of two Wilson intervals (1998, Stat. Med. 17:873–890, method 10); in
 * general "the method of variance estimates recovery", Zou & Donner (2008), Stat. Med. 27:1693–1702.
 * @param z  how many standard errors to either side.
 */
function pairInterval(one: Cell, other: Cell, z = Z): [lo: number, hi: number] {
  const [p, q] = [rateOf(one), rateOf(other)];
  const [pLow, pHigh] = wilson(p, one.cases, z);
  const [qLow, qHigh] = wilson(q, other.cases, z);
  return [p - q - Math.hypot(p - pLow, qHigh - q), p - q + Math.hypot(pHigh - p, q - qLow)];
}

/**
 * The least that the true largest gap may be: the largest lower end over all pairs, each so many standard errors wide that all of
 * them hold together (`rangePoint`). Pairs were looked through for the widest one, and that is what the width pays for. O(k²).
 * @param level  the chance of a false one; Šidák's share of it where two gaps are looked at together.
 */
export function leastGap(cells: readonly Cell[], level = LEVEL): number {
  const z = rangePoint(cells.length, level);
  return widest(cells, z, (lo, hi) => Math.max(lo, -hi));
}

/**
 * The most that the true largest gap may be: the largest upper end over all pairs, not corrected. That some pair is further apart
 * than this is said only if it could be of any pair, each at its own level: an intersection–union test, Berger (1982),
 * Technometrics 24(4):295–300. At 97.5 %. O(k²).
 */
export function mostGap(cells: readonly Cell[]): number {
  return Math.min(
    1,
    widest(cells, Z, (lo, hi) => Math.max(hi, -lo)),
  );
}

function widest(cells: readonly Cell[], z: number, of: (lo: number, hi: number) => number): number {
  let found = 0;
  for (const { a, b } of pairsOf(cells.length)) found = Math.max(found, of(...pairInterval(cells[a]!, cells[b]!, z)));
  return found;
}
