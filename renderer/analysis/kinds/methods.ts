// Whether other ways of ranking would name the same winners.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { eligibleOf, rank } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { methodsAgree, type MethodAgreement } from '../../../shared/engine/methods/methodsAgree.ts';

export interface MethodsInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

/** Per role, in the review's order. */
export function methods({ snapshot, foundation }: MethodsInput): { roleId: number; agreement: MethodAgreement }[] {
  const mask = eligibleOf(foundation);
  return rank(snapshot, foundation).roles.map(({ roleId, weights }) => ({
    roleId,
    agreement: methodsAgree(foundation.matrix, weights, mask),
  }));
}
