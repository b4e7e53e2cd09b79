// Who would be the group's answer with the smallest change of one role's weights, and how firm the answer is.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { decisionGaps } from '../../../shared/engine/agreement/decisionGaps.ts';
import {
  firmnessOf,
  nearestChallenger,
  type NearestChallenger,
} from '../../../shared/engine/change/nearestChallenger.ts';
import { combine } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';
import { rankingOf } from '../rankingOf.ts';

interface ChallengerInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export interface ChallengerAnswer extends NearestChallenger {
  firmness: 'firm' | 'fairlyFirm' | 'notFirm';
}

export function challenger(
  { snapshot, foundation }: ChallengerInput,
  report: Pick<Reporter<ChallengerAnswer>, 'progress'>,
): ChallengerAnswer {
  const evaluation = combine(snapshot, foundation, rankingOf(snapshot, foundation));
  const { groupRule } = snapshot.settings;
  const gapTurnsIt = decisionGaps(snapshot, evaluation, groupRule).some(({ changes }) => changes);
  const found = nearestChallenger(snapshot, evaluation, groupRule, (fraction) => report.progress(fraction));
  return { ...found, firmness: firmnessOf(found, gapTurnsIt) };
}
