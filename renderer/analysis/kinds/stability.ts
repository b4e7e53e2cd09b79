// How far each weight of each role may move before somebody else is first for the group.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { stabilityOfGroup, type Stability } from '../../../shared/engine/change/stability.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface StabilityInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export function stability({ snapshot, foundation }: StabilityInput): Stability {
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  return stabilityOfGroup(snapshot, evaluation, snapshot.settings.groupRule);
}
