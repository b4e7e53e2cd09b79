// The trail: what happened in a meeting, each entry chained to the one before by its digest.
import { z } from 'zod';
import { digest } from './decision.ts';

export const trailEntry = z.strictObject({
  /** From 1, without gaps. */
  n: z.int().min(1),
  /** ISO time, UTC, milliseconds. */
  at: z.string(),
  who: z.string().max(200),
  /** "decision.recorded", "stance.signed" … */
  what: z.string().max(40),
  /** Canonical JSON, as it went into the digest. */
  body: z.string().max(20_000),
  prev: digest,
  hash: digest,
});
export type TrailEntry = z.infer<typeof trailEntry>;

/** The body of a `gap.noted` entry: the objective's name that day, and what the table said about its weight. */
export const gapNote = z.looseObject({ objective: z.string(), words: z.string() });

/** What a release was signed for: which bound, and what was measured of whom. */
const releaseTerms = z.strictObject({
  candidateId: z.int(),
  metricId: z.int(),
  comparator: z.enum(['<=', '>=']),
  bound: z.number(),
  /** null: not measured. */
  measured: z.number().nullable(),
});
export type ReleaseTerms = z.infer<typeof releaseTerms>;

/** The body of a `must.released` entry. Earlier entries have neither draft nor terms. */
export const releaseNote = z.looseObject({
  draft: z.int().optional(),
  requirement: z.int(),
  terms: releaseTerms.nullable().optional(),
});

/** The body of a `must.lapsed` entry: a release that fell away, and why, as a sentence. */
export const lapseNote = z.looseObject({ draft: z.int(), requirement: z.int(), why: z.string() });

/** A release of the draft that fell away and was not signed again. */
export const lapsedRelease = z.strictObject({ requirementId: z.int(), why: z.string() });
export type LapsedRelease = z.infer<typeof lapsedRelease>;

/** The last entry of a trail, as a receipt or another copy remembers it. */
export const trailHead = z.strictObject({ n: z.int().min(1), hash: digest });
export type TrailHead = z.infer<typeof trailHead>;

/** What `meeting.verify` found. */
export const verification = z.strictObject({
  entries: z.int(),
  /** The first entry that does not follow, or null. */
  firstBad: z.strictObject({ n: z.int(), why: z.enum(['gap', 'prev', 'changed']) }).nullable(),
  /** Whether frozen content and recorded rows are what the trail says; `tables` names those that are not. */
  state: z.enum(['asRecorded', 'changedSince', 'nothingRecorded']),
  tables: z.array(z.string()),
  /**
   * What vouches from outside the file: a receipt that was given, or what this computer remembers. `rewritten`: the trail is
   * another one than remembered. Not judged (`cannotTell`) where the chain itself does not hold.
   */
  head: z.enum(['matchesReceipt', 'matchesRemembered', 'shorterThanRemembered', 'rewritten', 'cannotTell']),
  /** How far the receipt or the memory vouches; null where nothing does. */
  upTo: z.int().nullable(),
  /** Whether there is nothing to object to: the chain holds, all is as recorded, and no memory contradicts it. */
  ok: z.boolean(),
  /** The same for people, one sentence each. */
  sentences: z.array(z.string()),
});
export type Verification = z.infer<typeof verification>;

/** A receipt as one person of one role takes it away. */
export const receipt = z.strictObject({
  roleId: z.int().min(1),
  /** Who speaks for the role; '' where nobody was named. */
  people: z.array(z.string()),
  /** `PARLEY1:…`, capitals and digits; what a QR code of it holds. */
  text: z.string(),
});
export type Receipt = z.infer<typeof receipt>;
