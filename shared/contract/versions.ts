// Operations about the versions of a review that this installation keeps: what there is, looking at one, going back to one, and
// what can still be read of a damaged file.
import { z } from 'zod';
import { versionReason } from '../domain/version.ts';
import { task } from './define.ts';
import { entryName, openedReview } from './library.ts';

/** The name of a version, as the page gives it back; not a path. */
const versionName = z.string().max(80);

const keptVersion = z.strictObject({
  version: versionName,
  /** ISO time. */
  at: z.string(),
  why: versionReason,
  bytes: z.int().nonnegative(),
  title: z.string(),
  /** What is different from the version before it; null in the oldest one, and where one of the two cannot be read. */
  changes: z.array(z.string()).nullable(),
  /** What is in it, in a few words; '' where it cannot be read. */
  content: z.string(),
  /** Why it cannot be looked at or restored, as a sentence; null where it can. */
  noLook: z.string().nullable(),
  noRestore: z.string().nullable(),
});
export type KeptVersion = z.infer<typeof keptVersion>;

export const versions = {
  /** The kept versions of a review of the list, the latest first. */
  'versions.list': task(
    { entry: entryName },
    z.strictObject({
      title: z.string(),
      fileName: z.string(),
      /** Why the review itself cannot be read as it is now, as a sentence; null when it can. */
      problem: z.string().nullable(),
      /** Whether what is left of the file may be read into a new review: it is there, and damaged. */
      salvageable: z.boolean(),
      /** What has changed since the latest version; null where there is none, or one of the two cannot be read. */
      since: z.array(z.string()).nullable(),
      /** What is worth telling about the list as a whole, as sentences. */
      notices: z.array(z.string()),
      versions: z.array(keptVersion),
    }),
  ),
  /** Opens a version, for reading alone. Refused where a round is going on that it would tell something about. */
  'versions.look': task({ entry: entryName, version: versionName }, openedReview),
  /**
   * Puts a version in the place of the review and opens that. What was there becomes a version itself; a damaged file is moved aside
   * in its folder. Refused during a round.
   */
  'versions.restore': task(
    { entry: entryName, version: versionName },
    z.strictObject({
      opened: openedReview,
      /** The version that what was there before has become; null where nothing was there, or nothing that can be opened. */
      before: versionName.nullable(),
      /** The name of the file that the damaged one was moved to; null where it was not damaged. */
      movedTo: z.string().nullable(),
    }),
  ),
  /** Makes a new review of what can still be read of a damaged file, which stays as it is. */
  'versions.salvage': task(
    { entry: entryName },
    z.strictObject({
      opened: openedReview,
      /** What is missing in it, as sentences. */
      missing: z.array(z.string()),
    }),
  ),
};
