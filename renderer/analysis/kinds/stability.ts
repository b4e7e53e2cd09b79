// How far each weight of each role may move before somebody else is first for the group.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { stabilityOfGroup, type Stability } from '../../../shared/engine/change/stability.ts';
import { rank } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';

interface StabilityInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export function stability({ snapshot, foundation }: StabilityInput): Stability {
  const evaluation = { ...foundation, ...rank(snapshot, foundation) };
  return stabilityOfGroup(snapshot, evaluation, snapshot.settings.groupRule);
}
