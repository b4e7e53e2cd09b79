// Whom an answer is about, what a bar weighs by, and what each mark of a plot of candidates stands for.
import { DOMINATED, FRONT, INCOMPLETE, INFEASIBLE, REFERENCE } from '../../charts/paretoScatter/layout.ts';
import type { Foundation, Ranking, RoleResult } from '../../../shared/engine/evaluation.ts';
import type { GroupRule } from '../../../shared/domain/review.ts';

/** Per candidate what its mark stands for. O(n). */
export function kindsOf({ matrix, screening, fronts }: Foundation): Uint8Array {
  const kinds = new Uint8Array(matrix.n);
  for (let i = 0; i < matrix.n; i++) {
    if (screening.reference === i) kinds[i] = REFERENCE;
    else if (screening.feasible[i] === 0) kinds[i] = INFEASIBLE;
    else if (matrix.complete[i] === 0) kinds[i] = INCOMPLETE;
    else kinds[i] = fronts[i] === 1 ? FRONT : DOMINATED;
  }
  return kinds;
}

/** The result of the role looked through, or null for everyone. */
export function resultOf(ranking: Ranking, roleId: number | null): RoleResult | null {
  return roleId === null ? null : (ranking.roles.find((result) => result.roleId === roleId) ?? null);
}

/** The candidate in front in this view: the role's favourite, or the group's answer; −1 when there is none. */
export function leaderOf(ranking: Ranking, rule: GroupRule, roleId: number | null): number {
  const result = resultOf(ranking, roleId);
  return result === null ? ranking.groups[rule].winner : (result.favourites[0] ?? -1);
}

/**
 * Weights that make a bar: the role's own, or the mean over roles by influence, so that the bar's length is the mean value.
 * Everyone counts alike where nobody has influence.
 */
export function barWeights(
  ranking: Ranking,
  influences: readonly number[],
  roleId: number | null,
  m: number,
): Float64Array {
  const own = resultOf(ranking, roleId);
  if (own !== null) return own.weights;
  const total = influences.reduce((sum, influence) => sum + influence, 0);
  const weights = new Float64Array(m);
  ranking.roles.forEach((result, k) => {
    const share = total > 0 ? influences[k]! / total : 1 / ranking.roles.length;
    for (let j = 0; j < m; j++) weights[j]! += share * result.weights[j]!;
  });
  return weights;
}

/** "objective-3": the token of an objective's colour. */
export function objectiveColour(position: number): string {
  return `var(--objective-${position % 10})`;
}
