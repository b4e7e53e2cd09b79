// Reviews as files: listing, creating, opening, copying and closing them.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { In } from '../../../shared/contract/contract.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { OpenedReview } from '../../../shared/contract/library.ts';
import { extension, fileNameFrom } from '../installation/files.ts';
import { putIntoLibrary } from './libraryFiles.ts';
import type { TaskHandlers } from './taskTypes.ts';
import type { WritableDb } from '../store/handle.ts';
import { changeClosedFile, createReviewFile } from '../store/closedFile.ts';
import { copyReview } from '../store/open.ts';
import { forgetDecisions } from '../store/decisions.ts';
import { createReview, readReview, setIdentity } from '../store/review.ts';
import { maxBytes } from '../store/vet.ts';
import type { Workspace } from '../installation/workspace.ts';
import { createFirstRoles } from './roles.ts';

const sampleName = 'Restaurant-recommender';

export const libraryTasks = {
  'library.about': (workspace) => {
    const { version, host, hostNote = '', pickFile, releases } = workspace.options;
    return {
      version,
      host,
      hostNote,
      canPickFiles: pickFile !== undefined,
      canCheckForUpdates: releases !== undefined,
      initial: workspace.initial(),
      damaged: workspace.damaged(),
    };
  },
  'library.licences': (workspace) => {
    const { licencesFile } = workspace.options;
    if (!licencesFile)
      throw new ParleyError('notFound', 'The licences are written when Parley is built, and this one was not.');
    return fs.readFileSync(licencesFile, 'utf8');
  },
  'library.create': (workspace, { title, roles }) =>
    intoLibrary(workspace, fileNameFrom(title), (part) => createReviewFile(part, (db) => fillNew(db, title, roles))),
  'library.open': (workspace, { entry }) => {
    const file = workspace.fileOf(entry);
    if (file === null) throw new ParleyError('notFound', 'This review is no longer on the list.');
    return workspace.openPath(file);
  },
  'library.pick': async (workspace) => {
    const { pickFile } = workspace.options;
    if (!pickFile)
      throw new ParleyError('refused', 'This host has no file dialog. Drop the file on the window instead.');
    const file = await pickFile();
    return file === null ? null : workspace.openPath(file);
  },
  'library.receive': async (workspace, { fileName, bytes, upload }) => {
    if (bytes.byteLength > maxBytes) throw new ParleyError('tooLarge', `“${fileName}” is larger than 256 MB.`);
    const name = fileNameFrom(path.basename(fileName.replaceAll('\\', '/'), extension));
    if (upload === undefined) {
      const write = (part: string) => fs.writeFileSync(part, bytes, { flag: 'wx', flush: true });
      return intoLibrary(workspace, name, write, fileName);
    }
    const handedOver = workspace.uploads.fileOf(upload, 'review');
    try {
      return await intoLibrary(workspace, name, (part) => fs.renameSync(handedOver, part), fileName);
    } finally {
      workspace.uploads.drop(upload);
    }
  },
  'library.openSample': async (workspace, { fresh }) => {
    const there = workspace.recents.list().find(({ path: file, sample }) => sample && fs.existsSync(file));
    if (there && !fresh) return workspace.openPath(there.path);
    const { sampleFile } = workspace.options;
    if (sampleFile === null) throw new ParleyError('notFound', 'This installation has no sample review.');
    const { file, verdict } = await putIntoLibrary(workspace, sampleName, (part) => {
      fs.copyFileSync(sampleFile, part, fs.constants.COPYFILE_EXCL);
      // A copy is a review of its own, or it would look like the original with a rewritten trail.
      changeClosedFile(part, (db) => {
        const { title } = readReview(db);
        setIdentity(db, randomUUID(), there ? `${title}, fresh copy` : title);
      });
    });
    const opened = await workspace.openFile(file, verdict);
    workspace.keepRecords(() => {
      workspace.recents.note(file, opened.title, workspace.options.now().toISOString(), true);
    });
    return opened;
  },
  'library.duplicate': (workspace, { review, title }) => {
    const open = workspace.review(review);
    return intoLibrary(workspace, fileNameFrom(title), (part) => {
      copyReview(open, part);
      changeClosedFile(part, (db) => {
        forgetDecisions(db);
        setIdentity(db, randomUUID(), title);
      });
    });
  },
  'library.copy': async (workspace, { review }) => {
    const open = workspace.review(review);
    const { title } = readReview(open.readable);
    // Not in the library: whoever saves a copy may do so because that cannot be written.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-copy-'));
    const part = path.join(folder, 'copy.parley');
    try {
      copyReview(open, part);
      const verdict = await workspace.options.vet({ path: part, ownJournal: false });
      if (!verdict.ok) throw new ParleyError(verdict.code, `The copy does not pass its checks: ${verdict.message}`);
      return { fileName: `${fileNameFrom(title)}${extension}`, bytes: new Uint8Array(fs.readFileSync(part)) };
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
  'library.close': (workspace, { review }, { client }) => {
    workspace.leaveReview(review, client);
    return null;
  },
} satisfies Partial<TaskHandlers>;

function fillNew(db: WritableDb, title: string, roles: In<'library.create'>['roles']): void {
  createReview(db, { id: randomUUID(), title, note: '', groupRule: 'leastRegret' });
  createFirstRoles(db, roles);
}

/** Puts a new file into the library, and opens it. */
async function intoLibrary(
  workspace: Workspace,
  name: string,
  write: (part: string) => void,
  shown?: string,
): Promise<OpenedReview> {
  const { file, verdict } = await putIntoLibrary(workspace, name, write, shown);
  return workspace.openFile(file, verdict);
}
