// A review ranked as it was asked for: every number that `parley rank` and `parley explain` print, worked out once.
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { certaintyProblem } from '../../shared/engine/certainty/problem.ts';
import { finish } from '../../shared/engine/certainty/run.ts';
import { startSmaa, type Acceptance } from '../../shared/engine/certainty/smaa.ts';
import { combine, eligibleOf, prepare, rank, rankGroups } from '../../shared/engine/evaluate.ts';
import type { AnyGroupRule, Evaluation, RoleResult } from '../../shared/engine/evaluation.ts';
import { groupRules, type GroupRules } from '../../shared/engine/groupRules/groupRules.ts';
import { activeHolds, type HoldStatus } from '../../shared/engine/holds.ts';
import { groupMethods, resultsBy } from '../../shared/engine/methods/groupMethods.ts';
import { methodOf, methodsAgree } from '../../shared/engine/methods/methodsAgree.ts';
import type { MethodId } from '../../shared/engine/methods/rankingMethod.ts';
import { affordableDraws } from '../../shared/engine/record/recordedResults.ts';
import { incumbentOf, statedThresholds } from '../../shared/engine/votes.ts';
import { usualDraws, withChoices, type Choices } from './choices.ts';

/** By what candidates are in order: a role's own scores, or a rule over all roles. */
interface Order {
  ranks: Int32Array;
  scores: Float64Array;
  better: 1 | -1;
  /** All of rank 1, by name. */
  first: readonly number[];
}

export interface Ranked {
  snapshot: ReviewSnapshot;
  choices: Choices;
  /** Through whose eyes; null: everybody's together. */
  roleId: number | null;
  rule: AnyGroupRule;
  /** By the additive value, as the app has it. */
  evaluation: Evaluation;
  eligible: Uint8Array;
  /** By the method that was asked for; the same as those of the evaluation where that is the additive value. Large is good. */
  roles: readonly RoleResult[];
  rules: GroupRules;
  order: Order;
  /** Whom each method puts first: for the role, or under the rule that follows the sliders. */
  methods: readonly { id: MethodId; name: string; winners: readonly number[] }[];
  holds: HoldStatus;
  /** null: not asked for, not by the additive value, or nothing to draw. */
  certainty: Acceptance | null;
}

/**
 * @param today  YYYY-MM-DD, for the holds.
 * @throws ParleyError `badInput` for a name that the review does not have; RangeError for an infinite measurement.
 */
export function ranked(review: ReviewSnapshot, choices: Choices, today: string): Ranked {
  const { snapshot, roleId } = withChoices(review, choices);
  const { settings, catalog } = snapshot;
  const { names } = catalog;
  const foundation = prepare(snapshot, { role: null });
  const evaluation = combine(snapshot, foundation, rank(snapshot, foundation));
  const { matrix } = evaluation;
  const eligible = eligibleOf(foundation);
  const { thresholds } = statedThresholds(snapshot, foundation, eligible);
  const additive = choices.method === 'additive';
  const roles = additive
    ? evaluation.roles
    : resultsBy(methodOf(choices.method, thresholds), matrix, evaluation.roles, eligible, names);
  const groups = additive ? evaluation.groups : rankGroups(settings.roles, roles, eligible, names);
  const rules = groupRules({ roles, groups }, eligible, names, incumbentOf(snapshot));
  const rule = choices.rule ?? settings.groupRule;
  const own = roles.find((role) => role.roleId === roleId);
  const { ranks, scores, better, winners } = rules.rules[rule];
  const weights = evaluation.roles.find((role) => role.roleId === roleId)?.weights;
  return {
    snapshot,
    choices,
    roleId,
    rule,
    evaluation,
    eligible,
    roles,
    rules,
    order: own
      ? { ranks: own.ranks, scores: own.scores, better: 1, first: own.favourites }
      : { ranks, scores, better, first: winners },
    methods: weights
      ? methodsAgree(matrix, weights, eligible, thresholds).methods
      : groupMethods(matrix, settings.roles, evaluation.roles, settings.groupRule, eligible, names, thresholds),
    holds: activeHolds(settings, catalog, today),
    certainty: additive ? drawn(snapshot, evaluation, eligible, choices) : null,
  };
}

/** The draws that the app would make with this seed, fewer of a very large review. */
function drawn(
  snapshot: ReviewSnapshot,
  evaluation: Evaluation,
  eligible: Uint8Array,
  { seed, draws }: Choices,
): Acceptance | null {
  const members = eligible.reduce((sum, mark) => sum + mark, 0);
  if (seed === null || members < 2 || evaluation.roles.length === 0) return null;
  const problem = certaintyProblem(snapshot, { matrix: evaluation.matrix, eligible }, evaluation, {
    concentration: usualDraws.concentration,
    samples: draws,
    seed,
  });
  return finish(startSmaa({ ...problem, samples: Math.min(draws, affordableDraws(problem, members)) }));
}
