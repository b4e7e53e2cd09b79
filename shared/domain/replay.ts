// Whether a recorded decision still holds: what was frozen, against what the review says today.
import { z } from 'zod';
import { decisionId } from './decision.ts';

/**
 * What today's evidence, requirements and candidates make of a decision, with the ballots it was made with.
 *
 * - holds: the same answer, every `must` met.
 * - narrower: the same, and less than half of what was needed to turn it then turns it now.
 * - brokenMust: the chosen candidate does not meet a `must` that it met, or that is new.
 * - overtaken: somebody else is first.
 * - watchCrossed: a number that was to be watched is beyond its bound.
 * - cannotTell: a value is missing, the interval of one now holds the bound of a `must`, or the record cannot be read.
 */
export const replayOutcome = z.enum(['holds', 'narrower', 'brokenMust', 'overtaken', 'watchCrossed', 'cannotTell']);
export type ReplayOutcome = z.infer<typeof replayOutcome>;

/** What can change after a decision; swapped in one at a time. Ballots are not among them: those of the decision count. */
const replayGroup = z.enum(['evidence', 'requirements', 'candidates']);
export type ReplayGroup = z.infer<typeof replayGroup>;

/** One thing that changed and matters, in native units. Fields that do not apply are null. */
const replayCause = z.strictObject({
  group: replayGroup.nullable(),
  kind: z.enum([
    'value',
    'must',
    'undecided',
    'hold',
    'first',
    'watch',
    'missing',
    'metric',
    'candidate',
    'margin',
    'engine',
  ]),
  candidateId: z.int().nullable(),
  candidate: z.string().nullable(),
  metricId: z.int().nullable(),
  metric: z.string().nullable(),
  unit: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  roleId: z.int().nullable(),
  role: z.string().nullable(),
  /** The bound of a `must` or of what is watched, and how far beyond it the value is. */
  bound: z.number().nullable(),
  by: z.number().nullable(),
  sentence: z.string(),
});
export type ReplayCause = z.infer<typeof replayCause>;

const replayStep = z.strictObject({
  /** null: all groups together, which is the outcome. */
  group: replayGroup.nullable(),
  changed: z.boolean(),
  outcome: replayOutcome,
  /** Names of all that are first then. */
  first: z.array(z.string()),
  /** Points of one role's weights that turn the answer then; 0: several are first; null: none turn it. */
  margin: z.number().nullable(),
});
export type ReplayStep = z.infer<typeof replayStep>;

export const replay = z.strictObject({
  decisionId,
  number: z.int(),
  /** ISO date on which it was asked. */
  on: z.string(),
  outcome: replayOutcome,
  /** One sentence: "Decision 1 holds.", "Overtaken by Two-stage: …". */
  sentence: z.string(),
  /** Those behind the outcome first. At most 100. */
  causes: z.array(replayCause),
  steps: z.array(replayStep),
  /**
   * The ballots as they can be edited now, against those of the decision. They are another thing than its outcome: `first` is whom
   * they put first with everything as it is today.
   */
  working: z.strictObject({
    changed: z.boolean(),
    first: z.array(z.string()),
    /** '' where nothing changed. */ sentence: z.string(),
  }),
  margin: z.strictObject({ then: z.number().nullable(), now: z.number().nullable() }),
  /**
   * The frozen inputs computed again: equal to the bit; equal ranks under another engine; or not. `notKept`: too many candidates,
   * the columns were not frozen.
   */
  engine: z.strictObject({
    then: z.string(),
    now: z.string(),
    reproduced: z.enum(['toTheBit', 'sameRanks', 'differs', 'notKept']),
    sentence: z.string(),
  }),
});
export type Replay = z.infer<typeof replay>;

/** The body of a `replay.run` entry of the trail: which decision was checked, and what came of it. */
export const replayNote = z.looseObject({ decision: z.int(), outcome: replayOutcome });
