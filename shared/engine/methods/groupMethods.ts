// Would the group's answer be another one, had every role's candidates been scored by another method?
import type { GroupRule } from '../../domain/review.ts';
import type { Role } from '../../domain/role.ts';
import { rankGroups } from '../evaluate.ts';
import type { RoleResult } from '../evaluation.ts';
import { firstPlaces } from '../rank.ts';
import { regretsOf } from '../regret.ts';
import { methodsAsked } from './methodsAgree.ts';
import type { PreferenceFunction } from './preferenceFunctions.ts';
import type { MethodId, RankingMethod, Valued } from './rankingMethod.ts';

interface GroupMethod {
  id: MethodId;
  name: string;
  /** All that the group's rule puts first on this method's scores, by name; empty when it names nobody. */
  winners: readonly number[];
}

/**
 * The group's rule on the scores of each of the five methods, every role with its own weights. A method's scores are in its
 * own terms (large made good), so regrets are comparable between roles and not between methods. Where a method has no score
 * for somebody, it does not rank it. O(roles · m n log n).
 * @param roles    for influence, in the order of `results`.
 * @param results  for the weights; the additive method repeats their scores.
 * @param mask     1 is ranked.
 */
export function groupMethods(
  matrix: Valued,
  roles: readonly Pick<Role, 'influence'>[],
  results: readonly Pick<RoleResult, 'roleId' | 'weights' | 'assumedEqual'>[],
  rule: GroupRule,
  mask: Uint8Array,
  names: readonly string[],
  thresholds: readonly PreferenceFunction[] | null = null,
): GroupMethod[] {
  return methodsAsked(thresholds).map((method) => {
    const scored = resultsBy(method, matrix, results, mask, names);
    return { id: method.id, name: method.name, winners: rankGroups(roles, scored, mask, names)[rule].winners };
  });
}

/**
 * The roles' results as another method scores the candidates, large made good: a small VIKOR index counts as its negative. Regrets
 * are in the method's own terms. O(roles · m n log n).
 * @param results  for the weights.
 * @param mask     1 is ranked.
 */
export function resultsBy(
  method: RankingMethod<unknown>,
  matrix: Valued,
  results: readonly Pick<RoleResult, 'roleId' | 'weights' | 'assumedEqual'>[],
  mask: Uint8Array,
  names: readonly string[],
): RoleResult[] {
  return results.map((result) => {
    const { scores, ranks } = method.rank(matrix, result.weights, mask);
    const goodness = method.better === 1 ? scores : scores.map((score) => -score);
    const favourites = firstPlaces(ranks, names);
    return { ...result, scores: goodness, ranks, favourites, regrets: regretsOf(goodness, mask) };
  });
}
