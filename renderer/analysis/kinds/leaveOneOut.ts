// Who would be first without the answer, without each role, without each objective.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { leaveOneOut as leftOut, type LeaveOneOut } from '../../../shared/engine/change/leaveOneOut.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface LeaveOneOutInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export function leaveOneOut({ snapshot, foundation }: LeaveOneOutInput): LeaveOneOut {
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  return leftOut(snapshot, evaluation, snapshot.settings.groupRule);
}
