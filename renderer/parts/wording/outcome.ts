// What came of checking a decision, in a word or two: for the list of reviews, the list of rooms and the Decision room.
import type { ReplayOutcome } from '../../../shared/domain/replay.ts';

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
