// Improvement targets: how much better one candidate would have to be measured to be first.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Requirement } from '../../domain/role.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { outcomeAt } from '../screen.ts';
import { valueOf } from '../value.ts';
import { groupFirsts } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';
import { measurementFor } from './measurementFor.ts';
import { contenders, scoredOf } from './scoredMembers.ts';
import type { Scored } from './scoredMembers.ts';

export interface Target {
  objectiveId: number;
  metricId: number;
  /** In the metric's unit; null where it is missing. */
  from: number | null;
  to: number;
  /** In value; a measurement beyond the anchors has further to go than its value tells. */
  fromValue: number;
  toValue: number;
}

export interface Improvements {
  candidate: number;
  /** It is first already (ties count): there is nothing to improve. */
  first: boolean;
  /** Per objective, that one alone; `target` null: not possible within the anchors. */
  single: readonly { objectiveId: number; metricId: number; target: Target | null }[];
  /** All at once, each the same share of its way (in value) to its best anchor; null: not even all at their best. */
  together: { share: number; targets: readonly Target[] } | null;
  /** What the candidate breaks as it stands: these have to be met as well, whatever the targets say. */
  musts: readonly Requirement[];
}

/**
 * For each objective the smallest improvement that makes the candidate first for a role (its position), or for the group
 * under a rule (null); and the smallest common share of improvement on all. Null when the candidate is incomplete.
 *
 * Being first can only come closer as the candidate improves: its scores rise, its regrets fall, and those of rivals rise
 * once it becomes somebody's favourite. So a bisection is certified: the upper end was seen to be first, the lower end not,
 * and they end 2⁻⁴⁵ of the way apart, below what is level. O(objectives × 45 × roles × front).
 *
 * The candidate is taken as admitted if it breaks a `must`; those are listed. Its metrics change, nobody else's do; medians
 * that stand in for missing cells stay.
 */
export function improvementsOf(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  candidate: number,
  roleId: number | null,
  rule: ChangeRule,
): Improvements | null {
  if (evaluation.matrix.complete[candidate] !== 1 || evaluation.screening.reference === candidate) return null;
  const { objectives } = snapshot.settings;
  const scored = scoredOf(snapshot, evaluation);
  const measured = evaluation.matrix.measured.map((column) => column[candidate]!);
  const now = Float64Array.from(scored.values, (column) => column[candidate]!);
  const isFirst = firstWith(scored, evaluation, candidate, roleId, rule);
  const targetOf = (j: number, share: number): Target => {
    const { id, metricId, valueFunction: f } = objectives[j]!;
    const from = measured[j]!;
    // A filled cell may be worth more than the worst: what it would have to be measured as starts at nothing.
    const to = measurementFor(f, from, now[j]! + share * (1 - now[j]!));
    const shown = Number.isNaN(from) ? null : from;
    return { objectiveId: id, metricId, from: shown, to, fromValue: now[j]!, toValue: valueOf(f, to) };
  };
  const valuesAt = (share: number, moving: readonly number[]) => {
    const values = now.slice();
    for (const j of moving) values[j] = Math.max(now[j]!, targetOf(j, share).toValue);
    return values;
  };
  const smallest = (moving: readonly number[]) => smallestShare((share) => isFirst(valuesAt(share, moving)));
  const improvable = objectives.map((_, j) => j).filter((j) => now[j]! < 1);
  const first = isFirst(now);
  const share = first ? null : smallest(improvable);
  return {
    candidate,
    first,
    single: objectives.map(({ id, metricId }, j) => {
      const alone = first || !improvable.includes(j) ? null : smallest([j]);
      return { objectiveId: id, metricId, target: alone === null ? null : targetOf(j, alone) };
    }),
    together: share === null ? null : { share, targets: improvable.map((j) => targetOf(j, share)) },
    musts: brokenBy(snapshot, evaluation, candidate),
  };
}

/** The smallest share at which it holds, having to hold from some share on; null when not even at 1. */
function smallestShare(holds: (share: number) => boolean): number | null {
  if (!holds(1)) return null;
  let [low, high] = [0, 1];
  for (let step = 0; step < 45; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Would the candidate be first with these values? Everybody else stays. */
function firstWith(
  scored: Scored,
  { roles }: Ranking,
  candidate: number,
  roleId: number | null,
  rule: ChangeRule,
): (values: Float64Array) => boolean {
  const members = contenders(scored, candidate);
  const asked = roles.map((_, k) => k).filter((k) => roleId === null || roles[k]!.roleId === roleId);
  if (roleId !== null && asked.length === 0) throw new RangeError(`There is no role with the id ${roleId}.`);
  const scores = asked.map((k) => scored.scores[k]!.slice());
  const influences = asked.map((k) => (roleId === null ? scored.influences[k]! : 1));
  return (values) => {
    asked.forEach((k, at) => {
      scores[at]![candidate] = scored.weights[k]!.reduce((sum, weight, j) => sum + weight * values[j]!, 0);
    });
    return groupFirsts(rule, scores, influences, members).includes(candidate);
  };
}

function brokenBy({ catalog }: ReviewSnapshot, { screening }: Foundation, candidate: number): Requirement[] {
  return screening.musts.filter((must) => {
    const column = catalog.columns.find(({ metricId }) => metricId === must.metricId);
    return !column || outcomeAt(column, must, candidate) === 'broken';
  });
}
