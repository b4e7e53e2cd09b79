// What is said of a ballot that was changed after it was revealed.
import type { ChangedBallot } from '../../../../shared/contract/review.ts';
import { capitalised, listText, possessive } from '../../../../shared/domain/format.ts';

/** "Sales’ weights and requirements were changed after round 1 was revealed." */
export function changedText(name: string, { weights, requirements, rationale }: ChangedBallot, round: number): string {
  const parts = [
    ...(weights ? ['weights'] : []),
    ...(requirements ? ['requirements or holds'] : []),
    ...(rationale ? ['reasons'] : []),
  ];
  return `${capitalised(possessive(name))} ${listText(parts)} were changed after round ${round} was revealed.`;
}

/** Behind it, for one ballot or several. */
export const changedMeans = 'Answers count them as they are now; what was revealed stays on record.';
