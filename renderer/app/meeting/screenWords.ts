// What the window for the room says between reveals: whether voting is on, what was stopped, what is decided.
import type { Round } from '../../../shared/contract/rounds.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import { isGoing } from '../../../shared/domain/round.ts';

/**
 * The decision that the room looks at instead of the reveal: the one that counts, unless a round was revealed after it. null: none,
 * or a round is going on.
 */
export function decisionOnScreen<D extends Pick<Decision, 'recordedAt'>>(
  counting: D | null,
  last: Pick<Round, 'state' | 'endedAt'> | null,
): D | null {
  if (counting === null || (last !== null && isGoing(last))) return null;
  const revealedAfter =
    last?.state === 'revealed' && last.endedAt !== null && last.endedAt > (counting.recordedAt ?? '');
  return revealedAfter ? null : counting;
}

/** Headline and the sentence under it while nothing is voted on or opened. @param last  the latest round; null: there was none. */
export function betweenRounds(last: Pick<Round, 'state' | 'number'> | null): { headline: string; under: string } {
  if (last?.state === 'abandoned') {
    return { headline: `Round ${last.number} was stopped`, under: 'Its ballots are never shown.' };
  }
  if (last?.state === 'revealed')
    return { headline: `Round ${last.number} is revealed`, under: 'All ballots are open.' };
  return {
    headline: 'The first round is not open yet',
    under: 'Everybody votes at the same time and alone; all ballots are opened together.',
  };
}
