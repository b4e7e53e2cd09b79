// Mid-ranks: those who tie share the mean of the places they take together, so that places always sum to the same.
import { competitionRanks } from '../rank.ts';

/**
 * 1 for the largest score; NaN where not marked. Two who share the places 2 and 3 have 2.5 each.
 * @param scores  larger is better; not NaN where marked.
 * O(n) for scores spread out, O(n log n) at worst.
 */
export function midRanks(scores: Float64Array, mask: Uint8Array): Float64Array {
  const ranks = competitionRanks(scores, mask);
  const sharing = new Int32Array(scores.length + 1);
  for (const rank of ranks) sharing[rank]!++;
  return Float64Array.from(ranks, (rank) => (rank === 0 ? NaN : rank + (sharing[rank]! - 1) / 2));
}
