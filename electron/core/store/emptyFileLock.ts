// A lock between processes, which the operating system drops when its holder dies: SQLite's lock on an empty file. SQLite finds
// nothing to read or to run in an empty file, and what somebody else put there is emptied before SQLite sees it.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import { SqliteError } from './sqlite.ts';

export interface EmptyFileLock {
  /** Lets go of the lock. The file stays. */
  release(): void;
}

/**
 * Takes the lock, or null where another process has it.
 *
 * @param file made if it is not there. A link, a pipe or a second name of another file in its place is removed, and content is cut off.
 * @param patience how long to wait for another process, in milliseconds.
 * @throws what the file system says where the file can be neither made nor emptied, and SqliteError where it cannot be locked.
 */
export function lockEmptyFile(file: string, patience: number): EmptyFileLock | null {
  // Whoever lets go of a lock may delete its file between looking and locking; then try again.
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = makeEmpty(file);
    const database = new Database(file, { timeout: patience });
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if (!(error instanceof SqliteError)) throw error;
      if (error.code.startsWith('SQLITE_BUSY')) return null;
      // Somebody wrote into it in between.
      if (error.code === 'SQLITE_NOTADB') continue;
      throw error;
    }
    const now = fs.lstatSync(file, { throwIfNoEntry: false });
    if (now?.ino === before && now.size === 0) return { release: () => void database.close() };
    database.close();
  }
  return null;
}

/** Sees to an empty file at the path, and returns its inode. Opens nothing that is empty already: that would drop this process's locks. */
function makeEmpty(file: string): number {
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() && found.nlink === 1) {
    if (found.size > 0) fs.truncateSync(file);
    return found.ino;
  }
  if (found) fs.unlinkSync(file);
  try {
    fs.closeSync(fs.openSync(file, 'wx'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return fs.lstatSync(file, { throwIfNoEntry: false })?.ino ?? 0;
}
