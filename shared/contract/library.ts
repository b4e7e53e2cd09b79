// Operations about reviews as files: what this installation knows, opening, making, copying, closing.
// The renderer never sends a path: it names entries of the library, or hands over bytes.
import { z } from 'zod';
import { bytes } from '../domain/catalog.ts';
import { glimpse } from '../domain/glimpse.ts';
import { label, reviewHandle } from '../domain/ids.ts';
import { roleColour } from '../domain/role.ts';
import { task } from './define.ts';
import { uploadName } from './uploads.ts';

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
  /** Whether a window of this host has it open. */
  open: z.boolean(),
  /** What it holds, as far as that is known of the file as it is now; null: not looked at since it changed. */
  glimpse: glimpse.nullable(),
  /** Why it cannot be read, as a sentence; null when it can, or nobody has tried. */
  problem: z.string().nullable(),
});
export type LibraryEntry = z.infer<typeof libraryEntry>;

/** The name of an entry, as the page gives it back. */
export const entryName = z.string().max(64);

const deletedReview = z.strictObject({
  /** Stable name of the copy that is kept; not a path. */
  deleted: z.string(),
  title: z.string(),
  fileName: z.string(),
  /** Where it lay, and where it goes when it is restored. */
  folder: z.string(),
  /** ISO times: when it was deleted, and after which the copy goes too. */
  deletedAt: z.string(),
  keptUntil: z.string(),
  /** Whether the file itself lies in the system's trash. */
  inTrash: z.boolean(),
});
export type DeletedReview = z.infer<typeof deletedReview>;

export const openedReview = z.strictObject({
  review: reviewHandle,
  /** Its name on the list. Of a version, that of the review it is a version of. */
  entry: z.string(),
  title: z.string(),
  fileName: z.string(),
  /** Why this review cannot be changed here, as a sentence; null when it can. */
  readOnly: z.string().nullable(),
  /** Which version of the review is looked at; null: the review itself. */
  version: z.string().nullable(),
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
      /** Whether this host may ask for releases, where the person wants that. */
      canCheckForUpdates: z.boolean(),
      /** A review the host was asked to open at start. */
      initial: openedReview.nullable(),
      /** Why it could not be opened where it is damaged, and its name for `versions.list`. */
      damaged: z.strictObject({ entry: z.string(), message: z.string() }).nullable(),
    }),
  ),
  /** The licences of everything that Parley is made of, as Markdown. */
  'library.licences': task({}, z.string()),
  /** At once, from what is remembered: nothing is opened. */
  'library.list': task(
    {},
    z.strictObject({
      entries: z.array(libraryEntry),
      /** Deleted in the last days, latest first. */
      deleted: z.array(deletedReview),
      /** What the person should know of the folders, as sentences: that nothing new can be saved, for example. */
      notices: z.array(z.string()),
    }),
  ),
  /** Looks into one review of the list: what it holds, and whether its decision does. Remembered until the file changes. */
  'library.look': task({ entry: entryName }, libraryEntry),
  /** Changes the title of a review; the file keeps its name. */
  'library.rename': task({ entry: entryName, title: label }, z.null(), 'description'),
  /** A new review with the content of one of the list, beside the others; not opened. Decisions stay with the original. */
  'library.duplicateEntry': task({ entry: entryName, title: label }, z.strictObject({ entry: z.string() })),
  /** Deletes a review: to the system's trash where the host has one. A copy is kept for a while, so that it can be restored. */
  'library.remove': task({ entry: entryName }, deletedReview),
  /** Puts a deleted review back where it lay, or into the library where that is no longer possible. */
  'library.restore': task(
    { deleted: entryName },
    z.strictObject({ entry: z.string(), fileName: z.string(), folder: z.string() }),
  ),
  /** Takes the kept copy of a deleted review away as well. */
  'library.erase': task({ deleted: entryName }, z.null()),
  /** @param roles  who sits at the table; without, those of a recommender. */
  'library.create': task(
    {
      title: label,
      roles: z
        .array(z.strictObject({ name: label, colour: roleColour }))
        .min(1)
        .max(20)
        .optional(),
    },
    openedReview,
  ),
  'library.open': task({ entry: entryName }, openedReview),
  /** Opens the desktop's own file dialog; null when the person cancels. */
  'library.pick': task({}, openedReview.nullable()),
  /** Takes a copy of a review file into the library and opens it. */
  'library.receive': task(
    {
      fileName: z.string().max(255),
      bytes,
      /** It was handed over before; `bytes` is then empty. */
      upload: uploadName.optional(),
    },
    openedReview,
  ),
  /** Opens the copy of the sample that is there; the first time, or with `fresh`, makes one. */
  'library.openSample': task({ fresh: z.boolean() }, openedReview),
  /** A new review file with the same content beside the others, opened. */
  'library.duplicate': task({ review: reviewHandle, title: label }, openedReview),
  /** The review as one clean file, to save or send: what was deleted is not in it. */
  'library.copy': task({ review: reviewHandle }, z.strictObject({ fileName: z.string(), bytes })),
  'library.close': task({ review: reviewHandle }, z.null()),
  /** Takes an entry off the list; the file stays. */
  'library.forget': task({ entry: entryName }, z.null()),
};
