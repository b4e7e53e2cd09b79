// Which objective, once the roles agreed on its weight, would bring their orders of the candidates closest together.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { objectiveToSettle } from '../../../shared/engine/agreement/objectiveToSettle.ts';
import { combine } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface SettleInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

interface Settle {
  objectiveId: number;
  /** What everybody would give it. */
  weight: number;
  /** Share of the disagreement (1 − mean τ over all who can be chosen) that would be gone. */
  removed: number;
}

/** It need not matter for the answer: the gaps of the agreement say whether it does. null: none would. O(m · roles² · n log n). */
export function settle({ snapshot, foundation }: SettleInput): Settle | null {
  const { first } = objectiveToSettle(combine(snapshot, foundation, rankingOf(snapshot, foundation)));
  return first === null ? null : { objectiveId: first.objectiveId, weight: first.weight, removed: first.removed };
}
