// What the list of reviews says of a review without opening it.
import { z } from 'zod';
import { decisionKind } from './decision.ts';
import { replayOutcome } from './replay.ts';

export const glimpse = z.strictObject({
  /** UUID of the review. */
  review: z.string(),
  title: z.string(),
  /** What the meeting is about; '' while nobody has said. */
  question: z.string(),
  candidates: z.int(),
  /** The first of their names, for searching. */
  names: z.array(z.string()),
  roles: z.int(),
  /** How many roles have weighed the objectives. */
  weighed: z.int(),
  /** The round that is going on, and how many of its roles have sealed a ballot; null: none is. */
  round: z.strictObject({ number: z.int(), sealed: z.int(), roles: z.int() }).nullable(),
  /** A decision is being written. */
  draft: z.boolean(),
  /** The decision that counts; null: none was recorded. */
  decision: z
    .strictObject({
      number: z.int(),
      kind: decisionKind,
      /** Whom it chooses or keeps; '' where it names nobody. */
      candidate: z.string(),
      /** ISO time. */
      recordedAt: z.string(),
      rationale: z.string(),
      blind: z.boolean(),
      /** ISO date, or null. */
      reviewBy: z.string().nullable(),
      conditions: z.strictObject({
        total: z.int(),
        open: z.int(),
        /** The earliest date by which an open one is due, and whose it is; null: none has a date. */
        next: z.strictObject({ due: z.string(), owner: z.string() }).nullable(),
        /** The open ones, by when they are due; those without a date last. At most 200. */
        list: z.array(z.strictObject({ id: z.int(), what: z.string(), owner: z.string(), due: z.string().nullable() })),
      }),
    })
    .nullable(),
  /** Decisions that another has taken the place of, oldest first. `candidate`: '' where it names nobody, or that one is gone. */
  superseded: z.array(
    z.strictObject({ number: z.int(), kind: decisionKind, candidate: z.string(), recordedAt: z.string() }),
  ),
  /** Whether it still holds; null: nothing is decided, or it was not worked out. */
  holds: z.strictObject({ outcome: replayOutcome, sentence: z.string() }).nullable(),
});
export type Glimpse = z.infer<typeof glimpse>;
