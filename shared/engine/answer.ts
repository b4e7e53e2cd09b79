// The answer with the candidates level with it and the holds that stand in the way of using them.
import type { ReviewSnapshot } from '../domain/review.ts';
import type { Evaluation } from './evaluation.ts';
import { activeHolds, holdsOn } from './holds.ts';
import type { ActiveHold } from './holds.ts';

export interface AnswerCandidate {
  candidate: number;
  /** The holds on it that stand on the day asked about. */
  holds: readonly ActiveHold[];
  /** Does one of them block deployment? Else they warn. */
  blocked: boolean;
}

interface AnswerWithHolds {
  /** Everybody who is first under the review's rule, by name: several are level, and none of them is "the" answer. Empty: nobody. */
  first: readonly AnswerCandidate[];
  /** Per role, in the review's order, everybody who is first for it, by name. */
  favourites: readonly { roleId: number; first: readonly AnswerCandidate[] }[];
}

/** @param today  YYYY-MM-DD; the engine has no clock. O(first places × holds). */
export function answerWithHolds(
  { settings, catalog }: ReviewSnapshot,
  evaluation: Evaluation,
  today: string,
): AnswerWithHolds {
  const status = activeHolds(settings, catalog, today);
  const named = (candidate: number): AnswerCandidate => {
    const holds = holdsOn(status, candidate);
    return { candidate, holds, blocked: holds.some(({ hold }) => hold.effect === 'blocks') };
  };
  return {
    first: evaluation.groups[evaluation.rule].winners.map(named),
    favourites: evaluation.roles.map(({ roleId, favourites }) => ({ roleId, first: favourites.map(named) })),
  };
}
