// The list of reviews as files: what is in each, renaming, duplicating and deleting them without opening a window on them.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { ClientId } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { LibraryEntry } from '../../../shared/contract/library.ts';
import { fileNameFrom } from '../installation/files.ts';
import { entryOf, type RecentReview } from '../installation/recents.ts';
import type { Workspace } from '../installation/workspace.ts';
import { forgetDecisions } from '../store/decisions.ts';
import { toFailure } from '../store/failures.ts';
import { glimpseOf } from '../store/glimpse.ts';
import { identify } from '../store/identity.ts';
import { takeLock } from '../store/lock.ts';
import { changeClosedFile } from '../store/closedFile.ts';
import { copyContent, copyReview, holderText } from '../store/open.ts';
import { readReview, setDescription, setIdentity } from '../store/review.ts';
import { putIntoLibrary, unwritableLibrary } from './libraryFiles.ts';
import type { TaskHandlers } from './taskTypes.ts';

export const listedReviewTasks = {
  'library.list': (workspace) => {
    const recall = workspace.glimpses.recall();
    return {
      entries: workspace.recents.list().map((recent) => describe(workspace, recent, recall)),
      deleted: workspace.deleted.list(workspace.options.now()),
      notices: noticesOf(workspace),
    };
  },
  'library.look': async (workspace, { entry }) => {
    const recent = requireRecent(workspace, entry);
    const seen = await look(workspace, recent.path);
    const described = describe(workspace, requireRecent(workspace, entry), workspace.glimpses.recall());
    // Also where nothing can be remembered.
    return seen === null ? described : { ...described, title: seen.glimpse?.title ?? described.title, ...seen };
  },
  'library.rename': async (workspace, { entry, title }, { client }) => {
    const { path: file } = requireRecent(workspace, entry);
    await workspace.withFile(file, (handle) => rename(workspace, handle, client, title));
    return null;
  },
  'library.duplicateEntry': async (workspace, { entry, title }) => {
    const { path: file } = requireRecent(workspace, entry);
    const open = workspace.openAt(file);
    const source = open ?? (await contentOf(workspace, file));
    const { file: copy } = await putIntoLibrary(workspace, fileNameFrom(title), (part) => {
      if ('bytes' in source) copyContent(source.bytes, source.wal, part);
      else copyReview(source, part);
      changeClosedFile(part, (db) => {
        forgetDecisions(db);
        setIdentity(db, randomUUID(), title);
      });
    });
    workspace.keepRecords(() => workspace.recents.note(copy, title, workspace.options.now().toISOString()));
    return { entry: entryOf(copy) };
  },
  'library.remove': async (workspace, { entry }) => {
    const recent = requireRecent(workspace, entry);
    const { path: file, title } = titled(workspace, recent);
    if (!identify(file)) throw new ParleyError('notFound', `“${path.basename(file)}” is no longer where it was.`);
    if (workspace.openAt(file)) {
      throw new ParleyError('refused', `“${title}” is open in another window. Close it there, then delete it.`);
    }
    const lock = takeLock(file, holderText(workspace.options.host));
    if ('held' in lock) {
      const who = lock.held === '' ? 'Another program' : lock.held;
      throw new ParleyError('locked', `${who} has “${title}” open. Close it there, then delete it.`);
    }
    if ('impossible' in lock) {
      const folder = path.dirname(file);
      throw new ParleyError('readOnly', `“${title}” was not deleted: the folder ${folder} cannot be written.`);
    }
    try {
      const { options } = workspace;
      const taken = { file, title, sample: recent.sample, now: options.now() };
      const deleted = await workspace.deleted.take(taken, options.trash);
      workspace.keepRecords(() => workspace.recents.drop(file));
      return deleted;
    } finally {
      lock.lock.release();
    }
  },
  'library.restore': (workspace, { deleted }) => {
    const { file, title, sample } = workspace.deleted.restore(deleted, workspace.options.libraryFolder);
    workspace.keepRecords(() => workspace.recents.note(file, title, workspace.options.now().toISOString(), sample));
    return { entry: entryOf(file), fileName: path.basename(file), folder: path.dirname(file) };
  },
  'library.erase': (workspace, { deleted }) => {
    workspace.deleted.erase(deleted);
    return null;
  },
  'library.forget': (workspace, { entry }) => {
    workspace.recents.forget(entry);
    return null;
  },
} satisfies Partial<TaskHandlers>;

function requireRecent(workspace: Workspace, entry: string): RecentReview {
  const found = workspace.recents.list().find((each) => entryOf(each.path) === entry);
  if (!found) throw new ParleyError('notFound', 'This review is no longer on the list.');
  return found;
}

type Recall = ReturnType<Workspace['glimpses']['recall']>;

/** With the title in the file, where that is known. */
function titled(workspace: Workspace, recent: RecentReview): RecentReview {
  const identity = identify(recent.path);
  const title = identity && workspace.glimpses.recall()(recent.path, identity)?.glimpse?.title;
  return title ? { ...recent, title } : recent;
}

/** O(1), except for an open review, which is read. */
function describe(workspace: Workspace, { path: file, title, openedAt }: RecentReview, recall: Recall): LibraryEntry {
  const identity = identify(file);
  const open = workspace.openAt(file);
  // An open review changes all the time, so it is read now, except for what takes long.
  const known = open
    ? { glimpse: open.read((db) => glimpseOf(db, null)), problem: null }
    : ((identity && recall(file, identity)) ?? { glimpse: null, problem: null });
  return {
    entry: entryOf(file),
    title: known.glimpse?.title ?? title,
    fileName: path.basename(file),
    folder: path.dirname(file),
    openedAt,
    present: identity !== null,
    open: open !== null,
    glimpse: known.glimpse,
    problem: known.problem,
  };
}

/** Vets a file that is not open here and remembers what is in it; null where it is open or gone. */
async function look(workspace: Workspace, file: string): Promise<Pick<LibraryEntry, 'glimpse' | 'problem'> | null> {
  const identity = identify(file);
  if (!identity || workspace.openAt(file)) return null;
  const before = workspace.glimpses.contentAt(file);
  const verdict = await workspace.options.vet({
    path: file,
    ownJournal: workspace.isOwn(file),
    glimpse: { on: workspace.options.now().toISOString(), unless: before?.digest ?? null },
  });
  // Trouble that says nothing about the file itself is not remembered: the next listing tries again.
  if (!verdict.ok && ['conflict', 'locked', 'unchecked'].includes(verdict.code)) {
    throw new ParleyError(verdict.code, verdict.message);
  }
  const seen = verdict.ok
    ? { digest: verdict.digest, glimpse: verdict.glimpse ?? before?.glimpse ?? null, problem: null }
    : { digest: '', glimpse: null, problem: verdict.message };
  workspace.keepRecords(() => workspace.glimpses.note(file, verdict.ok ? verdict.identity : identity, seen));
  return { glimpse: seen.glimpse, problem: seen.problem };
}

function rename(workspace: Workspace, handle: string, client: ClientId, title: string): void {
  const { note, title: before } = readReview(workspace.review(handle).readable);
  if (title !== before) {
    workspace.change(handle, client, 'library.rename', { entry: '', title }, (db) => setDescription(db, title, note));
  }
}

/** The vetted bytes of a file that is not open here. */
export async function contentOf(workspace: Workspace, file: string): Promise<{ bytes: Uint8Array; wal: boolean }> {
  const verdict = await workspace.options.vet({ path: file, ownJournal: workspace.isOwn(file), withContent: true });
  if (!verdict.ok) throw new ParleyError(verdict.code, verdict.message);
  return { bytes: verdict.content ?? new Uint8Array(), wal: verdict.wal };
}

/** Why nothing can be saved, as sentences. */
function noticesOf({ options: { libraryFolder, userData } }: Workspace): string[] {
  const notices: string[] = [];
  const library = unwritableLibrary(libraryFolder);
  if (library !== null) notices.push(library);
  try {
    fs.accessSync(userData, fs.constants.W_OK);
  } catch (error) {
    if (!toFailure(error)) throw error;
    notices.push(
      `Parley cannot write into its own folder, ${userData}, so it forgets which reviews you opened, and keeps no versions of them.`,
    );
  }
  return notices;
}
