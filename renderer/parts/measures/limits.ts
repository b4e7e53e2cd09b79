// The two numbers that verdicts on gaps are made with, in words: from how many cases on a group decides, and which gap is tolerated.
import { countText, shortNumber } from '../../../shared/domain/format.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import { TOLERANCE } from '../../../shared/measures/gaps/gapVerdict.ts';

/** A share as points, without what a computer adds to it: 0.07 is 7. */
export const pointsOf = (share: number): number => Number((100 * share).toPrecision(12));

function pointsText(share: number): string {
  const points = pointsOf(share);
  return `${shortNumber(points)} ${points === 1 ? 'point' : 'points'}`;
}

/** From how many cases on a group decides, and which gap people could live with; and whether anybody has said so. */
export function limitsSentence(
  { smallest, tolerance }: Pick<KeptLog, 'smallest' | 'tolerance'>,
  drawn: string,
  shares: boolean,
): string {
  const small = `Groups of fewer than ${countText(smallest, drawn)} are shown and decide nothing.`;
  if (!shares) return small;
  const points = pointsText(tolerance ?? TOLERANCE);
  if (tolerance === undefined)
    return `${small} A gap of up to ${points} counts as small: that is proposed, nobody has said so.`;
  return `${small} A gap of up to ${points} is one that people could live with.`;
}
