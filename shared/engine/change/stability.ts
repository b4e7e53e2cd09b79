// Weight stability: how far each weight may move before somebody else is first.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { meanShares } from '../groupRules/weightedMean.ts';
import { groupFirsts, topScores, winnerOf } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';
import { reachOfHighest, reachOfLeastRegret } from './keepLine.ts';
import type { Reach } from './keepLine.ts';
import { contenders, scoredOf } from './scoredMembers.ts';
import type { Scored } from './scoredMembers.ts';

export interface StableWeight {
  roleId: number;
  objectiveId: number;
  /** As it stands, and the safe zone around it, inclusive: at its ends the winner still is first, level with another. */
  weight: number;
  low: number;
  high: number;
  /** Who comes first beyond the ends; −1 where the weight can go no further anyway. */
  below: number;
  above: number;
}

export interface Stability {
  /** Whose first place is kept: the first by name of rank 1; −1 when nobody is. */
  winner: number;
  /** By role, then objective; empty when nobody is first. */
  weights: readonly StableWeight[];
}

/**
 * For every weight of every role the interval that keeps the group's winner. The role's other weights make room in proportion
 * and locked ones stay, just as a slider moves them; the other roles' weights stay too.
 *
 * Weighted mean: a closed form, because along such a line every score is linear. Triantaphyllou & Sánchez (1997), Decision
 * Sciences 28(1):151–194. O(roles × m × front × m). Least regret: exact by the breakpoints of piecewise linear regrets
 * (keepLine.ts); the interval is the one around where the weight stands.
 *
 * Degenerate: a single objective, or all others locked, leaves no room, and the interval is the weight itself. Where all
 * others are 0 they share what is given up. A rival that is level and gains on one side makes that side end here.
 */
export function stabilityOfGroup(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
): Stability {
  const scored = scoredOf(snapshot, evaluation);
  const { scores, influences, names } = scored;
  const winner = winnerOf(groupFirsts(rule, scores, influences, scored.members), names);
  if (winner < 0) return { winner, weights: [] };
  const members = contenders(scored, winner);
  const shares = meanShares(influences) ?? [];
  const weights = evaluation.roles.flatMap((_, k) => {
    const others = restOf(scored, members, k);
    const reach = (a: Float64Array, b: Float64Array, end: number): Reach => {
      if (rule === 'leastRegret') return reachOfLeastRegret(a, b, others, members, winner, end);
      const whole = Float64Array.from(a, (x, i) => shares[k]! * x + meanWithout(scored, shares, k, i));
      return reachOfHighest(
        whole,
        b.map((x) => shares[k]! * x),
        members,
        winner,
        end,
      );
    };
    return intervals(snapshot, evaluation, scored, k, reach);
  });
  return { winner, weights };
}

function meanWithout({ scores }: Scored, shares: readonly number[], k: number, i: number): number {
  return shares.reduce((sum, share, other) => (other === k ? sum : sum + share * scores[other]![i]!), 0);
}

function restOf({ scores, n }: Scored, members: Int32Array, k: number) {
  const rest = scores.filter((_, other) => other !== k);
  const tops = topScores(rest, members);
  const regrets = new Float64Array(n).fill(-Infinity);
  const sums = new Float64Array(n);
  rest.forEach((column, r) => {
    for (const i of members) {
      regrets[i] = Math.max(regrets[i]!, tops[r]! - column[i]!);
      sums[i]! += column[i]!;
    }
  });
  return { regrets, sums };
}

function intervals(
  { settings }: ReviewSnapshot,
  { matrix, roles }: Foundation & Ranking,
  { values, n }: Scored,
  k: number,
  reach: (a: Float64Array, b: Float64Array, end: number) => Reach,
): StableWeight[] {
  const { weights, roleId, scores, assumedEqual } = roles[k]!;
  const locks = new Set(
    assumedEqual ? [] : settings.roles[k]!.weights.filter(({ locked }) => locked).map(({ objectiveId }) => objectiveId),
  );
  return matrix.objectiveIds.map((objectiveId, j) => {
    const weight = weights[j]!;
    const free = matrix.objectiveIds.map((_, l) => l).filter((l) => l !== j && !locks.has(matrix.objectiveIds[l]!));
    const held = free.reduce((sum, l) => sum + weights[l]!, 0);
    const still = { roleId, objectiveId, weight, low: weight, high: weight, below: -1, above: -1 };
    if (free.length === 0) return still;
    // What one more unit of this weight is worth: its own value for those of the others, in proportion.
    const slope = new Float64Array(n);
    for (let i = 0; i < n; i++) slope[i] = values[j]![i]!;
    for (const l of free) {
      const share = held > 0 ? weights[l]! / held : 1 / free.length;
      for (let i = 0; i < n; i++) slope[i]! -= share * values[l]![i]!;
    }
    const up = reach(scores, slope, held);
    const down = reach(
      scores,
      slope.map((x) => 0 - x),
      weight,
    );
    return {
      ...still,
      low: Math.max(0, weight - down.t),
      high: Math.min(1, weight + up.t),
      below: down.by,
      above: up.by,
    };
  });
}
