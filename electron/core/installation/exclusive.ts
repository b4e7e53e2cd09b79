// Several hosts of one installation (the desktop app, a browser, the command line) keep their records in the same files. Each
// reads, changes and writes such a file while it holds the lock beside it, so that none writes over what another has noted.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import { SqliteError } from '../store/sqlite.ts';

/** Longer than any record takes to be written, in milliseconds. */
const patience = 10_000;

/**
 * Runs `work` while no other process runs work under the same lock. The lock is SQLite's on an empty file, which the operating
 * system drops when a process dies.
 *
 * @param file the record that is changed; the lock is kept beside it.
 * @throws SqliteError where the folder cannot be written, or another process keeps the lock for ten seconds.
 */
export function exclusively<T>(file: string, work: () => T): T {
  const lock = `${file}.lock`;
  const database = hold(lock);
  try {
    return work();
  } finally {
    database.close();
  }
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
