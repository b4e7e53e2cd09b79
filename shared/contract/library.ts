// Operations about reviews as files: what this installation knows, opening, making, copying, closing.
// The renderer never sends a path: it names entries of the library, or hands over bytes.
import { z } from 'zod';
import { bytes } from '../domain/catalog.ts';
import { label, reviewHandle } from '../domain/ids.ts';
import { task } from './define.ts';

const libraryEntry = z.strictObject({
  /** Stable name of the entry in this installation; not a path. */
  entry: z.string(),
  title: z.string(),
  fileName: z.string(),
  /** The folder, for telling two files of one name apart; shown, never sent back. */
  folder: z.string(),
  /** ISO time, or null if it was never opened here. */
  openedAt: z.string().nullable(),
  /** False when the file is no longer where it was. */
  present: z.boolean(),
});
export type LibraryEntry = z.infer<typeof libraryEntry>;

const openedReview = z.strictObject({
  review: reviewHandle,
  title: z.string(),
  fileName: z.string(),
  /** Why this review cannot be changed here, as a sentence; null when it can. */
  readOnly: z.string().nullable(),
  /** Worth telling, and no reason to refuse: restored after a crash, upgraded from an older format … */
  notices: z.array(z.string()),
});
export type OpenedReview = z.infer<typeof openedReview>;

export const library = {
  /** What the host is and can do. */
  'library.about': task(
    {},
    z.strictObject({
      version: z.string(),
      host: z.enum(['desktop', 'web', 'command line', 'test']),
      /** One sentence when this host stands in for another (the web host for the desktop app). */
      hostNote: z.string(),
      /** Native dialogs for opening a file where it is; without them files are handed over as bytes. */
      canPickFiles: z.boolean(),
      /** A review the host was asked to open at start. */
      initial: openedReview.nullable(),
    }),
  ),
  'library.list': task({}, z.strictObject({ entries: z.array(libraryEntry) })),
  'library.create': task({ title: label }, openedReview),
  'library.open': task({ entry: z.string().max(64) }, openedReview),
  /** Opens the desktop's own file dialog; null when the person cancels. */
  'library.pick': task({}, openedReview.nullable()),
  /** Takes a copy of a review file into the library and opens it. */
  'library.receive': task({ fileName: z.string().max(255), bytes }, openedReview),
  /** A fresh copy of the review that ships with Parley. */
  'library.openSample': task({}, openedReview),
  /** A new review file with the same content beside the others, opened. */
  'library.duplicate': task({ review: reviewHandle, title: label }, openedReview),
  /** The review as one clean file, to save or send: what was deleted is not in it. */
  'library.copy': task({ review: reviewHandle }, z.strictObject({ fileName: z.string(), bytes })),
  'library.close': task({ review: reviewHandle }, z.null()),
  /** Takes an entry off the list; the file stays. */
  'library.forget': task({ entry: z.string().max(64) }, z.null()),
};
