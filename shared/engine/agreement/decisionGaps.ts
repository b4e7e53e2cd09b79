// The gaps that matter: what would come out if all roles gave one objective the same weight. What settles nothing is said too.
import type { ReviewSnapshot } from '../../domain/review.ts';
import { eligibleOf, rankGroups } from '../evaluate.ts';
import type { Evaluation, RoleResult } from '../evaluation.ts';
import type { ChangeRule } from '../change/firstPlace.ts';
import { competitionRanks, firstPlaces } from '../rank.ts';
import { regretsOf } from '../regret.ts';
import { weightedSum } from '../weightedSum.ts';
import { withOneWeight } from '../weights.ts';

export interface DecisionGap {
  objectiveId: number;
  /** The weight everybody would have: the mean of the roles' weights, influence aside; and how far they are apart now. */
  weight: number;
  least: { roleId: number; weight: number };
  most: { roleId: number; weight: number };
  /** Who is first then: all of them, and the first by name. */
  winners: readonly number[];
  winner: number;
  /** Is the answer of now no longer among the first? */
  changes: boolean;
  /** The largest regret over roles with whoever is first, as things stand and then, and by how much it falls (below 0: rises). */
  regretNow: number;
  regretThen: number;
  falls: number;
}

/**
 * For each objective the group's answer if every role took the mean weight for it and the others made room in proportion:
 * those that change the answer first, then the others; of each the one under which the largest regret falls most.
 * Nobody first now, or fewer than two roles: there are no gaps. O(objectives × roles × n × m).
 */
export function decisionGaps(snapshot: ReviewSnapshot, evaluation: Evaluation, rule: ChangeRule): DecisionGap[] {
  const { matrix, roles, groups } = evaluation;
  const { winner: now } = groups[rule];
  if (roles.length < 2 || now < 0) return [];
  const eligible = eligibleOf(evaluation);
  const { names } = snapshot.catalog;
  const worst = (results: readonly RoleResult[], i: number) => Math.max(...results.map(({ regrets }) => regrets[i]!));
  const regretNow = worst(roles, now);
  const gaps = matrix.objectiveIds.map((objectiveId, j): DecisionGap => {
    const given = roles.map(({ roleId, weights }) => ({ roleId, weight: weights[j]! }));
    const weight = given.reduce((sum, one) => sum + one.weight, 0) / roles.length;
    const results = roles.map((role): RoleResult => {
      const weights = withOneWeight(role.weights, j, weight);
      const scores = weightedSum(matrix, weights);
      const ranks = competitionRanks(scores, eligible);
      const favourites = firstPlaces(ranks, names);
      return { ...role, weights, scores, ranks, favourites, regrets: regretsOf(scores, eligible) };
    });
    const { winners, winner } = rankGroups(snapshot.settings.roles, results, eligible, names)[rule];
    const stays = winners.includes(now);
    const regretThen = worst(results, stays ? now : winner);
    return {
      objectiveId,
      weight,
      least: given.reduce((a, b) => (b.weight < a.weight ? b : a)),
      most: given.reduce((a, b) => (b.weight > a.weight ? b : a)),
      winners,
      winner: stays ? now : winner,
      changes: !stays,
      regretNow,
      regretThen,
      falls: regretNow - regretThen,
    };
  });
  gaps.sort((a, b) => Number(b.changes) - Number(a.changes) || b.falls - a.falls);
  return gaps;
}
