// What closing a gap costs: who is best for whom as a bound on one metric is tightened, whether anybody has asked for it or not.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Requirement } from '../../domain/role.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { nondominated } from '../fronts.ts';
import { highest, winnerOf } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';
import type { PriceStep } from './priceList.ts';
import { priceListOf } from './priceList.ts';

/** One objective on which a role's best candidate changes with a step. */
export interface GapLoss {
  objectiveId: number;
  metricId: number;
  /** Measurements of the role's best before and after, null where missing; and what the change is worth to it, below 0 a loss. */
  before: number | null;
  after: number | null;
  worth: number;
}

interface RoleAtGap {
  /** The role's best admitted candidate, −1 while there is none, and its score. */
  best: number;
  score: number | null;
  /** Score less than without a bound; 0 there. */
  lost: number | null;
  /** Against the step before (the next looser bound), the heaviest change first; empty where the best is the same. */
  losses: readonly GapLoss[];
}

export interface GapStep {
  /** The strictest bound with this outcome, a measured value. */
  bound: number;
  admitted: number;
  /** The group's answer, −1 where nobody is first. */
  winner: number;
  /** Per role, in the review's order. */
  roles: readonly RoleAtGap[];
}

export interface PriceOfGap {
  metricId: number;
  /** '<=' where a small gap is good, '>=' where a large number is (a ratio). */
  comparator: Requirement['comparator'];
  /** From the loosest bound, everybody in, to the strictest that leaves somebody. Only bounds that change an answer. */
  steps: readonly GapStep[];
  /** Per role the candidates on the front of this metric and the role's score, from loose to strict. */
  fronts: readonly (readonly number[])[];
}

/**
 * The price list of a bound that need not be set: other `must`s hold, those on this metric in the same direction are left
 * aside. Candidates without a measurement of the metric take no part. O(n log n + steps · (n + m) · roles).
 */
export function priceOfGap(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  metricId: number,
  comparator: Requirement['comparator'],
): PriceOfGap {
  const { catalog } = snapshot;
  const { roles } = evaluation;
  const sign = comparator === '<=' ? 1 : -1;
  const must: Requirement = {
    id: 0,
    roleId: 0,
    metricId,
    comparator,
    bound: sign * Number.MAX_VALUE,
    strength: 'must',
    reason: '',
  };
  const others = evaluation.screening.musts.filter(
    (other) => other.metricId !== metricId || other.comparator !== comparator,
  );
  const list = priceListOf(snapshot, evaluation, rule, [...others, must], must);
  const loosestFirst = list.steps.filter(hasBound).reverse();
  const bests = loosestFirst.map(({ admitted }) => {
    const among = list.candidates.slice(0, admitted).sort();
    return roles.map(({ scores }) => winnerOf(highest(scores, among), catalog.names));
  });
  const steps = loosestFirst.map(({ bound, admitted, winner }, s): GapStep => {
    const ofRoles = roles.map(({ scores }, k): RoleAtGap => {
      const best = bests[s]![k]!;
      const before = bests[Math.max(0, s - 1)]![k]!;
      const start = bests[0]![k]!;
      if (best < 0) return { best, score: null, lost: null, losses: [] };
      return {
        best,
        score: scores[best]!,
        lost: start < 0 ? null : scores[start]! - scores[best]!,
        losses: before === best || before < 0 ? [] : lossesOf(snapshot, evaluation, k, before, best),
      };
    });
    return { bound, admitted, winner, roles: ofRoles };
  });
  return { metricId, comparator, steps, fronts: roles.map(({ scores }) => frontOf(list, scores)) };
}

const hasBound = (step: PriceStep): step is PriceStep & { bound: number } => step.bound !== null;

function lossesOf(
  { settings }: ReviewSnapshot,
  { matrix, roles }: Foundation & Ranking,
  role: number,
  before: number,
  after: number,
): GapLoss[] {
  const known = (x: number) => (Number.isNaN(x) ? null : x);
  return settings.objectives
    .map(({ id, metricId }, j): GapLoss => ({
      objectiveId: id,
      metricId,
      before: known(matrix.measured[j]![before]!),
      after: known(matrix.measured[j]![after]!),
      worth: roles[role]!.weights[j]! * (matrix.values[j]![after]! - matrix.values[j]![before]!),
    }))
    .filter(({ worth }) => worth !== 0)
    .sort((a, b) => Math.abs(b.worth) - Math.abs(a.worth));
}

function frontOf({ requirement, bounds, candidates }: ReturnType<typeof priceListOf>, scores: Float64Array): number[] {
  const compared = [bounds, Float64Array.from(candidates, (i) => scores[i]!)];
  const signs = Int8Array.of(requirement.comparator === '<=' ? -1 : 1, 1);
  const front = nondominated({ n: candidates.length, m: 2, compared, signs }, null);
  return Array.from(candidates.filter((_, place) => front[place] === 1)).reverse();
}
