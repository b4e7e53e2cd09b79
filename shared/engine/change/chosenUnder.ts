// The group's first place when some roles change their weights and the others stay: checks what a printed change leads to.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { weightedSum } from '../weightedSum.ts';
import { normalise } from '../weights.ts';
import { groupFirsts } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';
import { scoredOf } from './scoredMembers.ts';

/**
 * A function from other weights, by role id, to all who are first then. O(n × (m × changed roles + roles)) a call.
 * @param weights  nonnegative, of any sum.
 */
export function chosenUnder(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
): (weights: ReadonlyMap<number, ArrayLike<number>>) => number[] {
  const { scores, influences, members } = scoredOf(snapshot, evaluation);
  return (weights) => {
    const then = evaluation.roles.map(({ roleId }, k) => {
      const own = weights.get(roleId);
      return own ? weightedSum(evaluation.matrix, normalise(own)) : scores[k]!;
    });
    return groupFirsts(rule, then, influences, members);
  };
}

/** Is one candidate among the first, and another no longer? */
export function chosenAs(first: readonly number[], candidate: number, before: number): boolean {
  return first.includes(candidate) && (candidate === before || !first.includes(before));
}
