// What noise alone adds to a gap. The largest of many differences is never 0, even where all groups are alike.
import { normalShare } from '../bootstrap/normal.ts';
import type { Cell } from './cells.ts';
import { pooled, rateOf } from './cells.ts';

const STEPS = 400;

/**
 * The mean gap that groups of these sizes show if none differs: the expected range of normal rates,
 * 2√(p̄(1 − p̄)) ∫₀^∞ [1 − ∏Φ(t√nᵢ) − ∏Φ(−t√nᵢ)] dt. Taken over t = T s³, so that a million cases beside thirty lose no digits;
 * Simpson with 400 points, to 1e-13. O(400 k).
 */
export function expectedUnderNoGap(cells: readonly Cell[]): number {
  const share = rateOf(pooled(cells));
  const roots = cells.map(({ cases }) => Math.sqrt(cases));
  const end = 10 / Math.min(...roots);
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const s = i / STEPS;
    const t = end * s * s * s;
    let below = 1;
    let above = 1;
    for (const root of roots) {
      const chance = normalShare(t * root);
      below *= chance;
      above *= 1 - chance;
    }
    const height = (1 - below - above) * 3 * end * s * s;
    sum += height * (i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (2 * Math.sqrt(share * (1 - share)) * sum) / (3 * STEPS);
}

/**
 * The gap without what chance adds, √(D² − E²), at least 0: squares of independent spreads add up, so it neither overcorrects a
 * real gap, as D − E does, nor shrinks a small group that truly differs, as empirical Bayes does.
 */
export const reducedGap = (plain: number, byChance: number): number =>
  Math.sqrt(Math.max(0, plain * plain - byChance * byChance));
