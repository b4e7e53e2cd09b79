// One writer per review file: a lock beside it, which the operating system drops when the process dies.
// It is a tiny database of its own, held exclusively, so that the review itself stays readable for everybody.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { SqliteError } from './sqlite.ts';

export interface Lock {
  release(): void;
}

/** `held`: another program has this review open for writing; `holder` says which, if known. `impossible`: the folder cannot be written. */
type LockResult = { lock: Lock } | { held: string } | { impossible: true };

export const lockPath = (file: string) => path.join(path.dirname(file), `.~lock.${path.basename(file)}#`);

const inode = (file: string) => fs.lstatSync(file, { throwIfNoEntry: false })?.ino;

/** Takes the lock at once or says who has it. `holder` is shown to the second opener. */
export function takeLock(file: string, holder: string): LockResult {
  const beside = lockPath(file);
  // Its holder may delete the lock file between looking and locking; then try again.
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      fs.closeSync(fs.openSync(beside, fs.constants.O_CREAT | fs.constants.O_RDWR | (fs.constants.O_NOFOLLOW ?? 0)));
    } catch {
      return { impossible: true };
    }
    const before = inode(beside);
    const database = new Database(beside, { timeout: 0 });
    try {
      database.pragma('locking_mode = EXCLUSIVE');
      database.pragma('journal_mode = MEMORY');
      database.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY, text TEXT)');
      database
        .prepare('INSERT INTO holder VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text')
        .run(`held by <${holder}>`);
      database.exec('COMMIT');
    } catch (error) {
      database.close();
      if (!(error instanceof SqliteError)) throw error;
      if (error.code.startsWith('SQLITE_BUSY')) return { held: readHolder(beside) };
      if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
        fs.rmSync(beside, { force: true });
        continue;
      }
      return { impossible: true };
    }
    if (inode(beside) !== before) {
      database.close();
      continue;
    }
    return {
      lock: {
        release: () => {
          // Deleted while still held, so that nobody can lock a file that is about to be deleted.
          remove(beside);
          database.close();
          if (process.platform === 'win32') remove(beside);
        },
      },
    };
  }
  return { held: '' };
}

function remove(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Windows does not delete open files, and a folder may have become read-only. A lock file that is left over does no harm.
  }
}

/** Who holds the lock, read from the bytes of the lock file, because no statement may read it; '' when it does not say. */
function readHolder(file: string): string {
  try {
    return /held by <([^<>]{1,200})>/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
