// How much better one candidate would have to be measured to be first for the group.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { improvementsOf, type Improvements } from '../../../shared/engine/change/improvement.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface ImprovementInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  candidate: number;
}

interface ImprovementAnswer {
  candidate: number;
  /** null: it is incomplete, so there is no score to improve. */
  improvements: Improvements | null;
}

export function improvement({ snapshot, foundation, candidate }: ImprovementInput): ImprovementAnswer {
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  const { groupRule } = snapshot.settings;
  return { candidate, improvements: improvementsOf(snapshot, evaluation, candidate, null, groupRule) };
}
