// Group rule: each role gives a candidate a point for everybody it places behind it, half a point for a tie.
import { midRanks } from '../agreement/midRanks.ts';

/**
 * Borda scores by mid-ranks, large is good; NaN where not marked, and everywhere without roles. Who else is a candidate
 * matters: one that comes or goes can turn the order of two others. Identical candidates tie.
 * Borda (1781); ties as in Black (1976), Public Choice 28:1–15. O(n · roles), and a sort per role.
 * @param scores  per role, large is good; only their order counts.
 */
export function bordaScores(scores: readonly Float64Array[], mask: Uint8Array): Float64Array {
  const count = mask.reduce((sum, mark) => sum + mark, 0);
  const points = new Float64Array(mask.length).fill(scores.length === 0 ? NaN : 0);
  for (const column of scores) midRanks(column, mask).forEach((rank, i) => (points[i]! += count - rank));
  return points;
}
