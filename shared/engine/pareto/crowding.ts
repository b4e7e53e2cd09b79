// Crowding distance: how lonely a candidate is on its front. Small where neighbours are near, infinite at an end.
import type { ObjectiveColumns } from '../dominance.ts';
import { argsort } from './argsort.ts';

/**
 * Per candidate, the sum over objectives of the gap between its two neighbours as a share of the range; Infinity for whoever
 * stands alone at an end of an objective. 0 where left out.
 *
 * Deb, Pratap, Agarwal & Meyarivan (2002), IEEE TEC 6(2):182–197, crowding-distance-assignment. There, ties are settled by
 * the order of the rows. Here duplicates count as one candidate and share its distance, and others equal on one objective
 * share what that order would give them on average: the gap around them divided by their number, or by one less at an end
 * (the one that would have been the end is left aside). A constant objective adds nothing, unless there is one candidate
 * only: it is alone at every end. With no objectives the sum is empty, 0. O(m n log n).
 *
 * @param mask  1 takes part, as a rule one layer (no missing cells); null for all.
 */
export function crowdingDistances({ n, m, compared }: ObjectiveColumns, mask: Uint8Array | null): Float64Array {
  const distances = new Float64Array(n);
  const { members, twinOf } = distinct(n, compared, mask);
  const keys = new Float64Array(members.length);
  for (let j = 0; j < m; j++) {
    const column = compared[j]!;
    members.forEach((i, k) => (keys[k] = column[i]!));
    const order = argsort(keys);
    const at = (k: number) => keys[order[k]!]!;
    const range = at(order.length - 1) - at(0);
    for (let from = 0, to = 0; from < order.length; from = to) {
      while (to < order.length && at(to) === at(from)) to++;
      const ends = from === 0 || to === order.length;
      const below = at(Math.max(0, from - 1));
      const above = at(Math.min(order.length - 1, to));
      const share = ends ? to - from - 1 : to - from;
      const gap = share === 0 ? Infinity : range > 0 ? (above - below) / range / share : 0;
      for (let k = from; k < to; k++) distances[members[order[k]!]!]! += gap;
    }
  }
  for (let i = 0; i < n; i++) if (twinOf[i]! >= 0) distances[i] = distances[twinOf[i]!]!;
  return distances;
}

/** The first of each set of duplicates, and for every candidate taking part which that is (−1 for the others). */
function distinct(n: number, compared: readonly Float64Array[], mask: Uint8Array | null) {
  const all: number[] = [];
  for (let i = 0; i < n; i++) if (mask === null || mask[i] === 1) all.push(i);
  const order = Int32Array.from(all).sort((a, b) => {
    for (const column of compared) if (column[a] !== column[b]) return column[a]! - column[b]!;
    return a - b;
  });
  const twinOf = new Int32Array(n).fill(-1);
  const members: number[] = [];
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const before = members.at(-1);
    if (before === undefined || compared.some((column) => column[before] !== column[i])) members.push(i);
    twinOf[i] = members.at(-1)!;
  }
  return { members, twinOf };
}
