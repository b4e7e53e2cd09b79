// Operations on an open review as a whole: reading it, its title and rule, undo and redo, committed results.
import { z } from 'zod';
import { catalog } from '../domain/catalog.ts';
import { label, plainText } from '../domain/ids.ts';
import { groupRule, settings } from '../domain/review.ts';
import { role } from '../domain/role.ts';
import { command, query } from './define.ts';

const history = z.strictObject({
  /** The next step each way that this window may take, as its label ("weights"), or null. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** The label of the last change where another window made it, which alone may undo it; null otherwise. */
  elsewhere: z.string().nullable(),
});

/** What of a ballot was changed after it was revealed. */
const changedBallot = z.strictObject({
  roleId: role.shape.id,
  weights: z.boolean(),
  /** Bounds or holds. */
  requirements: z.boolean(),
  rationale: z.boolean(),
});
export type ChangedBallot = z.infer<typeof changedBallot>;

export const review = {
  /** Everything but the measured values. Fetch the catalogue too when `settings.catalogRevision` has moved. */
  'review.get': query(
    {},
    z.strictObject({
      /** `roles` are those that count in the answer. */
      settings,
      /**
       * Roles that were left out of the round revealed last: their ballots stand as they were, and nothing ranks by them. With the
       * sentence that says why, and the same in a word or two ("abstained"). Empty without rounds.
       */
      leftOut: z.array(z.strictObject({ role, standing: z.string(), text: z.string() })),
      /**
       * Ballots that are not as they were revealed last, with what was agreed on since. Empty without rounds, and for everybody but
       * who leads: what they have typed in was shown to nobody.
       */
      changedSinceReveal: z.array(changedBallot),
      history,
      /** The revision whose results stand in the file's result tables, or null if none do. */
      resultsRevision: z.int().nullable(),
      /** As in `openedReview`: may turn non-null while the review is open (the file was moved …). */
      readOnly: z.string().nullable(),
    }),
  ),
  'review.catalog': query({}, catalog),
  'review.describe': command('description', { title: label, note: plainText(8000) }, z.null()),
  'review.setGroupRule': command('group rule', { groupRule }, z.null()),
  'review.undo': command('', {}, z.strictObject({ label: z.string() }), 'undo'),
  'review.redo': command('', {}, z.strictObject({ label: z.string() }), 'redo'),
  /** Ranks with the engine and writes fronts, scores and ranks into the file's plain result tables. */
  'review.commitResults': command('', {}, z.strictObject({ revision: z.int() }), 'results'),
};
