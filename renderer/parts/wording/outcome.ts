// What came of checking a decision, in a word or two: for the list of reviews, the list of rooms and the Decision room.
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Replay, ReplayOutcome } from '../../../shared/domain/replay.ts';

interface OutcomeWords {
  /** As a verdict: "Holds". */
  short: string;
  /** `bad`: a requirement fails; `warn`: somebody has to act; `quiet`: nothing to do. */
  tone: 'quiet' | 'warn' | 'bad';
}

export const outcomeWords: Readonly<Record<ReplayOutcome, OutcomeWords>> = {
  holds: { short: 'Holds', tone: 'quiet' },
  narrower: { short: 'Holds, narrower', tone: 'quiet' },
  brokenMust: { short: 'A must is broken', tone: 'bad' },
  overtaken: { short: 'Overtaken', tone: 'warn' },
  watchCrossed: { short: 'A watched number crossed its bound', tone: 'warn' },
  cannotTell: { short: 'Cannot tell', tone: 'quiet' },
};

/**
 * What "Holds" stands on, no more than was found: a must that cannot be told or that its role released is not one that is met, and where
 * nobody was chosen there is nobody to meet any.
 *
 * @param someLeftOut roles did not count in the decision, so nothing is known of what they insist on.
 */
export function holdsReason(
  { candidateId, releases }: Pick<Decision, 'candidateId' | 'releases'>,
  { causes, working }: { causes: Replay['causes']; working: Pick<Replay['working'], 'changed'> },
  someLeftOut: boolean,
): string {
  // What today's ballots would say stands below it, and may be another answer.
  const same = working.changed ? 'The same answer with the ballots it was made with' : 'The same answer';
  if (candidateId === null) return `${same}.`;
  const untold = causes.some(({ kind }) => kind === 'undecided');
  const must = releases.length > 0 ? 'every other must' : 'every must';
  const rest = someLeftOut ? `${must} of the ballots that count` : must;
  const released =
    releases.length > 0
      ? `${releases.length === 1 ? 'a must was' : 'musts were'} released by ${releases.length === 1 ? 'its role' : 'their roles'}, and `
      : '';
  return untold
    ? `${same}; ${released}whether ${rest} is met cannot be told.`
    : released === ''
      ? `${same}, and ${rest} is met.`
      : `${same}; ${released}${rest} is met.`;
}
