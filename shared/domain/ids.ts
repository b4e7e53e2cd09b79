// Identifiers. Everything inside one review has a small integer id that is unique per kind and never reused in that file;
// the review itself has a UUID; an open review has a handle that only this run of the host knows.
import { z } from 'zod';

export const candidateId = z.int().min(1);
export const metricId = z.int().min(1);
export const objectiveId = z.int().min(1);
export const roleId = z.int().min(1);
export const requirementId = z.int().min(1);
export const holdId = z.int().min(1);
export const scenarioId = z.int().min(1);
export const sourceId = z.int().min(1);
export const linkId = z.int().min(1);
export const logId = z.int().min(1);
export const explanationId = z.int().min(1);

/** Names an open review for the length of one run of the host; not stored, not guessable, not a path. */
export const reviewHandle = z.string().min(8).max(64);

/** Text people type: trimmed, well-formed, no control characters except line breaks and tabs, none that reverse the text after them. */
// eslint-disable-next-line no-control-regex -- the control characters are what is being refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
export const plainText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !control.test(text), 'Contains characters that cannot be stored.');
export const label = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(200)
  .refine((text) => text.isWellFormed() && !control.test(text), 'Contains characters that cannot be stored.');

/** A number a review may hold: finite and far from overflow. */
export const finite = z.number().min(-1e300).max(1e300);

/** Lower-case hexadecimal SHA-256. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
