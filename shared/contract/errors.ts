// The closed list of expected failures, and the envelope every answer travels in. Anything else is a bug: it is logged with
// the operation's name and surfaces as `internal`.
import { z } from 'zod';

export const errorCode = z.enum([
  'badInput', // the request or the file does not say what it must; the message tells what and where
  'cancelled', // the person, or the host on their behalf, stopped it
  'conflict', // somebody changed it meanwhile
  'damaged', // the review file fails its checks
  'diskFull', // not saved; the change is still on screen
  'internal', // a bug
  'locked', // another process is writing this file
  'moved', // the open file was moved, deleted or replaced
  'newer', // written by a newer Parley
  'notFound', // no such operation, review, candidate …
  'readOnly', // this review cannot be written here
  'refused', // understood, and not allowed; the message says why
  'tooLarge', // above a stated limit
  'unchecked', // the check of a review file came to no end, which says nothing about the file
  'unreachable', // said by the renderer's client alone: the host did not answer
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** One thing wrong with one place of an input. `row` is the 1-based record (the header is 1), `column` its header. */
export const problem = z.strictObject({
  row: z.int().nullable(),
  column: z.string(),
  /** What was read there, shortened. */
  found: z.string(),
  message: z.string(),
  /** `error` blocks the import; `warning` is shown and may be accepted. */
  severity: z.enum(['error', 'warning']),
});
export type Problem = z.infer<typeof problem>;

export interface Failure {
  code: ErrorCode;
  /** A sentence for a person: what happened, where, what to do. */
  message: string;
  problems?: Problem[];
  /** The review of the list whose file is damaged: `versions.list` says what else is kept of it. */
  entry?: string;
}

export type Envelope<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** An expected failure on its way to the envelope. */
export class ParleyError extends Error {
  readonly code: ErrorCode;
  readonly problems: Problem[] | undefined;
  readonly entry: string | undefined;

  constructor(code: ErrorCode, message: string, problems?: Problem[], entry?: string) {
    super(message);
    this.name = 'ParleyError';
    this.code = code;
    this.problems = problems;
    this.entry = entry;
  }
}
