// Several hosts of one installation (the desktop app, a browser, the command line) keep their records in the same files. Each
// holds the lock beside such a file while it reads, changes and writes it, so that none overwrites what another has written.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { toFailure } from '../store/failures.ts';
import { SqliteError } from '../store/sqlite.ts';

/** Longer than any record takes to be written, in milliseconds. */
const patience = 10_000;

/**
 * Runs `work` while no other process runs work under the same lock. The lock is SQLite's on an empty file, which the operating
 * system drops when a process dies.
 *
 * @param file the record that is changed; the lock is kept beside it.
 * @throws ParleyError `readOnly` where the file or its folder cannot be written, `diskFull`, and `locked` where another process
 *         keeps the lock for ten seconds.
 */
export function exclusively<T>(file: string, work: () => T): T {
  try {
    const database = hold(`${file}.lock`);
    try {
      return work();
    } finally {
      database.close();
    }
  } catch (error) {
    throw unwritten(file, error);
  }
}

/** Says which record was not written: what SQLite and the file system report is worded for reviews. */
function unwritten(file: string, error: unknown): unknown {
  const failure = toFailure(error);
  if (failure === null || error instanceof ParleyError) return error;
  const record = `What Parley remembers in ${path.basename(file)}`;
  const folder = path.dirname(file);
  if (failure.code === 'locked') {
    return new ParleyError('locked', `${record} is being changed by another Parley, so it stays as it is. Try again.`);
  }
  if (failure.code === 'diskFull') {
    return new ParleyError(
      'diskFull',
      `${record} could not be changed, because the disk is full. Free some space and try again.`,
    );
  }
  return new ParleyError(
    'readOnly',
    `${record} could not be changed. Check that the folder ${folder} is there and can be written, and try again.`,
  );
}

function hold(lock: string, again = true): Database.Database {
  const database = new Database(lock, { timeout: patience });
  try {
    database.exec('BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database.close();
    const damaged = error instanceof SqliteError && error.code === 'SQLITE_NOTADB';
    if (!damaged || !again) throw error;
    fs.rmSync(lock, { force: true });
    return hold(lock, false);
  }
}
