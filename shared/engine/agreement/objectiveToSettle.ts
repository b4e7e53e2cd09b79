// Which one weight, if the roles agreed on it, would bring their rankings closest together: what to talk about first.
import { eligibleOf } from '../evaluate.ts';
import type { Evaluation } from '../evaluation.ts';
import { gather } from '../methods/compact.ts';
import { LEVEL } from '../tolerance.ts';
import { weightedSum } from '../weightedSum.ts';
import { withOneWeight } from '../weights.ts';
import { concordanceOf } from './concordance.ts';

interface Settlement {
  objectiveId: number;
  /** The weight everybody would give it: the mean of the roles' weights, influence aside. */
  weight: number;
  /** Agreement once it is settled. */
  meanTau: number | null;
  w: number | null;
  /** Share of the disagreement (1 − mean τ) that would be gone; negative where settling it would drive the rest apart. */
  removed: number;
}

interface ObjectiveToSettle {
  /** As things stand. */
  meanTau: number | null;
  w: number | null;
  /** Every objective, the one that removes most first; ties in the order of the review. */
  settlements: readonly Settlement[];
  /** The first of them if it removes anything. null: the roles agree already, or no single weight would help. */
  first: Settlement | null;
}

/**
 * Settles one objective at a time: each role gets its mean weight and rescales its others in proportion (others that are
 * all 0 share the rest equally). O(objectives · roles² · n log n): 10,000 × 6 with 6 roles take about a fifth of a second.
 * Fewer than two roles or candidates: nothing to settle. It is about orders: whether the answer changes, decisionGaps.ts says.
 * @param over  1 is compared; by default everybody feasible and complete.
 */
export function objectiveToSettle(
  judged: Pick<Evaluation, 'matrix' | 'screening' | 'roles'>,
  over: Uint8Array = eligibleOf(judged),
): ObjectiveToSettle {
  const { matrix, roles } = judged;
  const members = Int32Array.from(over.keys()).filter((i) => over[i] === 1);
  const compared = {
    n: members.length,
    m: matrix.m,
    values: matrix.values.map((column) => gather(column, members)),
  };
  const agreementUnder = (weights: readonly Float64Array[]) =>
    concordanceOf(weights.map((own) => weightedSum(compared, own)));
  const now = agreementUnder(roles.map((role) => role.weights));
  const settlements = matrix.objectiveIds.map((objectiveId, j): Settlement => {
    const weight = roles.reduce((sum, role) => sum + role.weights[j]!, 0) / Math.max(1, roles.length);
    const { meanTau, w } = agreementUnder(roles.map((role) => withOneWeight(role.weights, j, weight)));
    return { objectiveId, weight, meanTau, w, removed: shareRemoved(now.meanTau, meanTau) };
  });
  settlements.sort((a, b) => b.removed - a.removed);
  const [first] = settlements;
  return {
    meanTau: now.meanTau,
    w: now.w,
    settlements,
    first: first && first.removed > LEVEL ? first : null,
  };
}

function shareRemoved(before: number | null, after: number | null): number {
  if (before === null || after === null || before >= 1) return 0;
  return (after - before) / (1 - before);
}
