// Opens a vetted review file for real, and makes new ones.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { SlowStatement } from './handle.ts';
import { identify, isOpenHere, noteClosed, noteOpen, sameFile, type FileIdentity } from './identity.ts';
import { takeLock, type Lock } from './lock.ts';
import { migrate } from './migrate.ts';
import { currentVersion } from './migrations/index.ts';
import { OpenReview } from './openReview.ts';
import { openDatabase, SqliteError } from './sqlite.ts';
import { digestOf, maxBytes, type VetResult, type Vet } from './vet.ts';

type Passed = VetResult & { ok: true };

export interface OpenOptions {
  vet: Vet;
  /** Whether an unfinished change beside the file is our own; see `VetRequest`. */
  ownJournal: boolean;
  /** Of a look that has just been taken. */
  verdict?: Passed;
  /** Ends the waiting for other programs to pause. */
  signal?: AbortSignal;
  /** How long to retry while other programs change the file, in milliseconds; 20 seconds by default. */
  patience?: number;
  /** Shown to whoever opens the file second: the program and the computer. */
  holder: string;
  onSlow: SlowStatement;
  /** Called before an older format is changed; makes a copy of the file. */
  backUp: (database: Database.Database) => void;
  /** Largest size the file may grow to; by default the largest that can be opened. */
  maxBytes?: number;
  /** Why the file is only to be read, as a sentence; then no lock is taken. */
  onlyRead?: string;
}

export const holderText = (host: string) =>
  `Parley (${host}) on ${os.hostname().replaceAll(/[<>]/g, '')}`.slice(0, 200);

/** How long opening is retried while other programs change the file, in milliseconds. */
const patience = 20_000;

/**
 * Opens a review file: takes its lock, has its content vetted, and opens exactly that content. A writable file can only be changed
 * in between by a program that ignores locks; then it is vetted again. Of a file that can only be read, the vetted copy is opened,
 * so it does not matter how often somebody else saves.
 *
 * @throws ParleyError what vetting says of the file; `notFound`, `locked` or `conflict` where it is gone, open here already, or
 *         changed all the time.
 */
export async function openReviewFile(file: string, options: OpenOptions): Promise<OpenReview> {
  const name = path.basename(file);
  const found = identify(file);
  if (!found) throw new ParleyError('notFound', `“${name}” is no longer where it was.`);
  if (isOpenHere(found)) throw new ParleyError('locked', `“${name}” is already open in this program.`);
  noteOpen(found);
  const { onlyRead: why } = options;
  const access = why === undefined ? takeAccess(file, options.holder) : { lock: null, readOnly: why, held: false };
  try {
    return await openWithin(file, found, access, options);
  } catch (error) {
    access.lock?.release();
    noteClosed(found);
    throw error;
  }
}

async function openWithin(
  file: string,
  found: FileIdentity,
  access: Access,
  options: OpenOptions,
): Promise<OpenReview> {
  const name = path.basename(file);
  const until = performance.now() + (options.patience ?? patience);
  let verdict: VetResult | undefined = options.verdict;
  for (;;) {
    verdict ??= await options.vet({
      path: file,
      ownJournal: options.ownJournal,
      withContent: access.readOnly !== null,
    });
    const now = identify(file);
    if (!now || !sameFile(now, found)) throw replaced(name);
    if (!verdict.ok) {
      if (verdict.code !== 'conflict') throw new ParleyError(verdict.code, verdict.message);
    } else if (verdict.version > currentVersion && access.readOnly === null) {
      onlyRead(access, newer(name, verdict.version));
    } else if (access.readOnly === null) {
      const open = openVetted(file, verdict, access, options);
      if (open) return open;
    } else if (verdict.content && !(access.held && verdict.recovers)) {
      // Whoever holds the lock of a file with an unfinished change is rolling it back; the file is whole in a moment.
      return openCopy(file, verdict, verdict.content, access.readOnly, options);
    }
    verdict = undefined;
    if (performance.now() > until || options.signal?.aborted) throw changedAllTheTime(name);
  }
}

/** Whether the file may be written, and if not, why. Found out step by step while opening. */
interface Access {
  lock: Lock | null;
  /** Why not, as a sentence; null as long as nothing speaks against writing. */
  readOnly: string | null;
  /** Another program has the lock. */
  held: boolean;
}

/** Takes the lock, or says why the review can only be read. */
function takeAccess(file: string, holder: string): Access {
  const name = path.basename(file);
  const result = takeLock(file, holder);
  if ('lock' in result) return { lock: result.lock, readOnly: null, held: false };
  if ('impossible' in result) {
    const readOnly = `The folder of “${name}” cannot be written, so the review can only be read here. Save a copy to change it.`;
    return { lock: null, readOnly, held: false };
  }
  const who = result.held === '' ? 'Another program' : result.held;
  const readOnly =
    `${who} has “${name}” open, so it can only be read here, as it was saved when you opened it. ` +
    'Close it there, then open it again here.';
  return { lock: null, readOnly, held: true };
}

/** The review can only be read after all, so the lock is left to whoever can write it. */
function onlyRead(access: Access, why: string): void {
  access.lock?.release();
  access.lock = null;
  access.readOnly = why;
}

/**
 * Opens the file for writing if its content is the one that was vetted; null when it must be vetted again. Where the file
 * turns out not to be writable, says so in `access`.
 */
function openVetted(file: string, verdict: Passed, access: Access, options: OpenOptions): OpenReview | null {
  const name = path.basename(file);
  let database: Database.Database | null = null;
  let review: OpenReview | null = null;
  try {
    database = openDatabase(file, { readonly: false });
    const why = probe(database, name);
    if (why !== null) onlyRead(access, why);
    const version = why === null ? versionIfVetted(database, verdict.digest) : null;
    if (version === null) return null;
    if (verdict.version < currentVersion) options.backUp(database);
    migrate(database);
    database.pragma('journal_mode = TRUNCATE');
    database.pragma('synchronous = EXTRA');
    const identity = identify(file);
    // Another connection may have written since the check; then this content was not vetted.
    if (!identity || !sameFile(identity, verdict.identity) || dataVersion(database) !== version) return null;
    review = new OpenReview({
      path: file,
      database,
      identity,
      lock: access.lock,
      readOnly: null,
      notices: verdict.recovers ? [tookBack] : [],
      onSlow: options.onSlow,
      maxBytes: options.maxBytes ?? maxBytes,
    });
    return review;
  } catch (error) {
    // The file is being written, or is no longer a database: the next vetting tells.
    if (error instanceof SqliteError && /^SQLITE_(BUSY|NOTADB|CORRUPT)/.test(error.code)) return null;
    throw error;
  } finally {
    if (!review) database?.close();
  }
}

const tookBack =
  'Parley stopped in the middle of a change the last time. That change was taken back; everything saved before is here.';

const dataVersion = (database: Database.Database) => database.pragma('data_version', { simple: true }) as number;

/** SQLite's version number of the data as this connection sees it; null where it is not the state that was vetted. */
function versionIfVetted(database: Database.Database, digest: string): number | null {
  return database
    .transaction(() => {
      // `data_version` is as of the last read: read first.
      const same = digestOf(database.serialize()) === digest;
      return same ? dataVersion(database) : null;
    })
    .deferred();
}

/** Opens the vetted bytes for reading; the file is not touched. */
function openCopy(
  file: string,
  verdict: Passed,
  content: Uint8Array,
  readOnly: string,
  options: OpenOptions,
): OpenReview {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  // A database in memory has no file beside it to write ahead into.
  if (verdict.wal) bytes.fill(1, 18, 20);
  const current = verdict.version < currentVersion ? inCurrentFormat(bytes) : bytes;
  return new OpenReview({
    path: file,
    database: openDatabase(current, { readonly: true }),
    identity: verdict.identity,
    lock: null,
    readOnly,
    notices: [],
    onSlow: options.onSlow,
    maxBytes: options.maxBytes ?? maxBytes,
  });
}

const newer = (name: string, version: number) =>
  `“${name}” was written by a newer Parley (format ${version}), so this one can only show it. Update Parley to change it.`;

const replaced = (name: string) =>
  new ParleyError('conflict', `“${name}” was replaced while it was being opened. Try again.`);

const changedAllTheTime = (name: string) =>
  new ParleyError(
    'conflict',
    `Another program changes “${name}” all the time, so it could not be opened. Close that program, then try again.`,
  );

/** Tries whether the database can be written, without leaving a trace; a sentence when it cannot. */
function probe(database: Database.Database, name: string): string | null {
  try {
    database.exec('BEGIN IMMEDIATE');
    database.pragma(`user_version = ${database.pragma('user_version', { simple: true }) as number}`);
    return null;
  } catch (error) {
    if (error instanceof SqliteError && /^SQLITE_(READONLY|CANTOPEN|IOERR|PERM)/.test(error.code)) {
      return `“${name}” or its folder cannot be written, so the review can only be read here. Save a copy to change it.`;
    }
    throw error;
  } finally {
    if (database.inTransaction) database.exec('ROLLBACK');
  }
}

/** An older review in today's format; the file itself is not changed. */
function inCurrentFormat(bytes: Buffer): Buffer {
  const database = openDatabase(bytes, { readonly: false });
  try {
    migrate(database);
    return database.serialize();
  } finally {
    database.close();
  }
}

/** A copy of vetted bytes at a new path, in today's format. @param wal whether they are in write-ahead mode. */
export function copyContent(content: Uint8Array, wal: boolean, target: string): void {
  const bytes = Buffer.from(content);
  // A database in memory has no file beside it to write ahead into.
  if (wal) bytes.fill(1, 18, 20);
  const database = openDatabase(bytes, { readonly: false });
  try {
    migrate(database);
    copyReview({ database }, target);
  } finally {
    database.close();
  }
}

/** A clean copy at a new path: one file, without anything that was deleted. Works on read-only reviews too. */
export function copyReview(review: Pick<OpenReview, 'database'>, target: string): void {
  const { database } = review;
  // VACUUM counts as writing even into another file. A connection opened for reading still cannot change its own file.
  if (database.readonly) database.pragma('query_only = OFF');
  try {
    database.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    fs.rmSync(target, { force: true });
    throw error;
  } finally {
    if (database.readonly) database.pragma('query_only = ON');
  }
}
