// Who each of the methods and each of the group rules would put first: what stands beside the answer.
import type { ReviewSnapshot } from '../domain/review.ts';
import { statedErrors } from './certainty/metricNoise.ts';
import { eligibleOf } from './evaluate.ts';
import type { AnyGroupRule, Foundation, Ranking } from './evaluation.ts';
import { groupRules } from './groupRules/groupRules.ts';
import type { GroupRules } from './groupRules/groupRules.ts';
import { groupMethods } from './methods/groupMethods.ts';
import { methodsAgree } from './methods/methodsAgree.ts';
import { suggestedThresholds } from './methods/preferenceFunctions.ts';
import type { PreferenceFunction } from './methods/preferenceFunctions.ts';
import type { MethodId } from './methods/rankingMethod.ts';
import { valueNoise } from './methods/valueNoise.ts';

/** One method or rule, and all it puts first, by name. */
export interface Vote<Id = string> {
  id: Id;
  name: string;
  winners: readonly number[];
  /** It looked at this many candidates, chosen by the other rules, because it cannot look at more; null: at all. */
  among: number | null;
}

export interface Votes {
  methods: readonly Vote<MethodId>[];
  /** On how many objectives PROMETHEE leaves differences within the noise out, because their metrics state standard errors. */
  tolerant: number;
  /** Empty through one role's eyes: there is nothing to put together. */
  rules: readonly Vote<AnyGroupRule>[];
  /** What Nash counts gains from; null through one role's eyes. */
  statusQuo: GroupRules['statusQuo'] | null;
}

/**
 * PROMETHEE's thresholds as the measurements state them: differences within the noise do not count. `tolerant` says on how many objectives that is so. O(n m log n).
 * @param mask  1 counts: those who are compared.
 */
export function statedThresholds(
  snapshot: ReviewSnapshot,
  { matrix }: Pick<Foundation, 'matrix'>,
  mask: Uint8Array,
): { thresholds: PreferenceFunction[]; tolerant: number } {
  const noise = valueNoise(matrix, snapshot.settings.objectives, statedErrors(snapshot), mask);
  return { thresholds: suggestedThresholds(noise), tolerant: noise.filter((sd) => sd > 0).length };
}

/** The catalogue position of the candidate in use today; −1: there is none. O(n). */
export function incumbentOf({ settings, catalog }: ReviewSnapshot): number {
  return settings.incumbentId === null ? -1 : catalog.candidateIds.indexOf(settings.incumbentId);
}

/**
 * Under the rule of the review, and by each role's own weights. O(roles · m n log n), and Copeland's O(n² · roles).
 * @param ranking  of `rank()`.
 * @param roleId   through whose eyes; null is everyone.
 */
export function votesOf(
  snapshot: ReviewSnapshot,
  foundation: Foundation,
  ranking: Ranking,
  roleId: number | null,
): Votes {
  const mask = eligibleOf(foundation);
  const { thresholds, tolerant } = statedThresholds(snapshot, foundation, mask);
  const { names } = snapshot.catalog;
  const own = ranking.roles.find((result) => result.roleId === roleId);
  if (own) {
    const { methods } = methodsAgree(foundation.matrix, own.weights, mask, thresholds);
    const named = methods.map(({ id, name, winners }) => ({ id, name, winners, among: null }));
    return { methods: named, tolerant, rules: [], statusQuo: null };
  }
  const { roles, groupRule } = snapshot.settings;
  const methods = groupMethods(foundation.matrix, roles, ranking.roles, groupRule, mask, names, thresholds);
  const { rules, statusQuo } = groupRules(ranking, mask, names, incumbentOf(snapshot));
  return {
    methods: methods.map((method) => ({ ...method, among: null })),
    tolerant,
    rules: Object.values(rules).map(({ rule, name, winners, finalists }) => ({
      id: rule,
      name,
      winners,
      among: finalists?.length ?? null,
    })),
    statusQuo,
  };
}
