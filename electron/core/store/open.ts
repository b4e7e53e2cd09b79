// Opens a vetted review file for real, and makes new ones.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { writableHandle, type SlowStatement, type WritableDb } from './handle.ts';
import { identify, isOpenHere, noteClosed, noteOpen, sameContent, sameFile } from './identity.ts';
import { takeLock, type Lock } from './lock.ts';
import { migrate, readSchema, schemaIsGenuine } from './migrate.ts';
import { currentVersion } from './migrations/index.ts';
import { OpenReview } from './openReview.ts';
import { openDatabase, SqliteError } from './sqlite.ts';
import { maxBytes, type Verdict } from './vet.ts';

export interface OpenOptions {
  /** What the second opener is told: the program and the computer. */
  holder: string;
  onSlow: SlowStatement;
  /** Called before an older format is changed; makes a copy of the file. */
  backUp: (database: Database.Database) => void;
  /** How large the file may become; as large as it may be opened unless said otherwise. */
  maxBytes?: number;
}

export const holderText = (host: string) =>
  `Parley (${host}) on ${os.hostname().replaceAll(/[<>]/g, '')}`.slice(0, 200);

/** Opens the file that was vetted. Throws where it is not that file any more. */
export function openReviewFile(file: string, verdict: Verdict & { ok: true }, options: OpenOptions): OpenReview {
  const name = path.basename(file);
  const found = identify(file);
  if (!found) throw new ParleyError('notFound', `“${name}” is no longer where it was.`);
  if (isOpenHere(found)) throw new ParleyError('locked', `“${name}” is already open in this program.`);
  if (!sameContent(found, verdict.identity)) {
    throw beingChanged(name);
  }
  const notices = verdict.recovers
    ? [
        'Parley stopped in the middle of a change the last time. That change was taken back; everything saved before is here.',
      ]
    : [];
  const access = decideAccess(file, verdict, options);
  noteOpen(found);
  let database: Database.Database | null = null;
  try {
    let { readOnly } = access;
    if (readOnly === null) {
      database = openDatabase(file, { readonly: false });
      readOnly = probe(database, name);
      if (readOnly !== null) {
        database.close();
        database = null;
      }
    }
    database ??= openReadOnly(file, verdict);
    // For reading only, an older format was brought to the current one already.
    const version = readOnly === null ? verdict.version : Math.max(verdict.version, currentVersion);
    const genuine = schemaIsGenuine(readSchema(database), version, currentVersion);
    const now = identify(file);
    if (!genuine || !now || !sameFile(now, found)) {
      throw new ParleyError('conflict', `“${name}” was replaced while it was being opened. Try again.`);
    }
    if (readOnly === null) {
      if (verdict.version < currentVersion) options.backUp(database);
      migrate(database);
      database.pragma('journal_mode = TRUNCATE');
      database.pragma('synchronous = EXTRA');
    }
    return new OpenReview({
      path: file,
      database,
      identity: identify(file) ?? now,
      lock: access.lock,
      readOnly,
      notices,
      onSlow: options.onSlow,
      maxBytes: options.maxBytes ?? maxBytes,
    });
  } catch (error) {
    database?.close();
    noteClosed(found);
    access.lock?.release();
    throw error;
  }
}

const beingChanged = (name: string) =>
  new ParleyError('conflict', `“${name}” was changed by another program while it was being opened. Try again.`);

/** Takes the lock, or says why the review can only be read. */
function decideAccess(
  file: string,
  verdict: Verdict & { ok: true },
  options: OpenOptions,
): { lock: Lock | null; readOnly: string | null } {
  const name = path.basename(file);
  if (verdict.version > currentVersion) {
    const readOnly = `“${name}” was written by a newer Parley (format ${verdict.version}), so this one can only show it. Update Parley to change it.`;
    return { lock: null, readOnly };
  }
  const result = takeLock(file, options.holder);
  if ('lock' in result) return { lock: result.lock, readOnly: null };
  if ('impossible' in result) {
    const readOnly = `The folder of “${name}” cannot be written, so the review can only be read here. Save a copy to change it.`;
    return { lock: null, readOnly };
  }
  // Whoever holds the lock is in the middle of a change, not gone; in a moment the file will be whole.
  if (verdict.recovers) throw beingChanged(name);
  const who = result.held === '' ? 'Another program' : result.held;
  const readOnly = `${who} has “${name}” open, so it can only be read here. Close it there, then open it again here.`;
  return { lock: null, readOnly };
}

/** Whether the database can be written, found out by trying without leaving a trace; a sentence when it cannot. */
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

/**
 * For reading only. Where SQLite would need to write to be able to read (write-ahead mode, or an unfinished change to take
 * back, in a place that cannot be written), and where the format is an older one, from a copy in memory.
 */
function openReadOnly(file: string, verdict: Verdict & { ok: true }): Database.Database {
  if (verdict.recovers) {
    throw new ParleyError(
      'readOnly',
      `“${path.basename(file)}” has an unfinished change that can only be taken back where the file can be written. Copy the file together with “${path.basename(file)}-journal” to a folder that can be written, and open it there.`,
    );
  }
  const old = verdict.version < currentVersion;
  if (!verdict.wal && !old) return openDatabase(file, { readonly: true });
  const bytes = fs.readFileSync(file);
  if (verdict.wal) bytes.fill(1, 18, 20);
  return openDatabase(old ? inCurrentFormat(bytes) : bytes, { readonly: true });
}

/** What an older review would be in today's format; the file itself stays as it is. */
function inCurrentFormat(bytes: Buffer): Buffer {
  const database = openDatabase(bytes, { readonly: false });
  try {
    migrate(database);
    return database.serialize();
  } finally {
    database.close();
  }
}

/**
 * Makes a database of the current format at a path that does not exist, with what `fill` puts in; all or nothing.
 * The caller moves it to its final name.
 */
export function createReviewFile(file: string, fill: (db: WritableDb) => void): void {
  fs.closeSync(fs.openSync(file, 'wx'));
  try {
    changeClosedFile(file, fill, true);
  } catch (error) {
    fs.rmSync(file, { force: true });
    fs.rmSync(`${file}-journal`, { force: true });
    throw error;
  }
}

/** Changes a file nobody has open. */
export function changeClosedFile(file: string, change: (db: WritableDb) => void, fresh = false): void {
  const database = openDatabase(file, { readonly: false });
  try {
    database.pragma('synchronous = EXTRA');
    if (fresh) migrate(database);
    database.transaction(() => change(writableHandle(database))).immediate();
  } finally {
    database.close();
  }
}

/** A clean copy at a new path: one file, without anything that was deleted. Works on read-only reviews too. */
export function copyReview(review: OpenReview, target: string): void {
  const { database } = review;
  // VACUUM counts as writing, whatever it writes to; a connection opened for reading stays unable to change its own file.
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
