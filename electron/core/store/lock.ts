// One writer per review file: a lock beside it, held on an empty file, so that the review itself stays readable for everybody. A
// second small file says in plain text who holds it. Anybody can put either of them there, so neither is trusted: the text is only
// shown, and SQLite sees the lock's file only while it is empty.
import fs from 'node:fs';
import path from 'node:path';
import { lockEmptyFile } from './emptyFileLock.ts';
import { SqliteError } from './sqlite.ts';

export interface Lock {
  release(): void;
}

/** `held`: another program has this review open for writing; the text says which, if known. `impossible`: the folder cannot be written. */
type LockResult = { lock: Lock } | { held: string } | { impossible: true };

export const lockPath = (file: string) => path.join(path.dirname(file), `.~lock.${path.basename(file)}#`);
/** Who holds the lock, in plain text. */
export const holderPath = (file: string) => `${lockPath(file)}.txt`;

/** Takes the lock at once or says who has it. `holder` is shown to the second opener. */
export function takeLock(file: string, holder: string): LockResult {
  const beside = lockPath(file);
  const said = holderPath(file);
  try {
    const lock = lockEmptyFile(beside, 0);
    if (lock === null) return { held: readHolder(said) };
    sayHolder(said, holder);
    return {
      lock: {
        release: () => {
          remove(said);
          // Deleted while still held, so that nobody can lock a file that is about to be deleted.
          remove(beside);
          lock.release();
          if (process.platform === 'win32') remove(beside);
        },
      },
    };
  } catch (error) {
    if (error instanceof SqliteError || (error instanceof Error && 'syscall' in error)) return { impossible: true };
    throw error;
  }
}

function remove(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Windows does not delete open files, and a folder may have become read-only. A lock file that is left over does no harm.
  }
}

function sayHolder(file: string, holder: string): void {
  try {
    // Not written through a link that somebody put there.
    fs.rmSync(file, { force: true });
    fs.writeFileSync(file, `${holder}\n`, { flag: 'wx' });
  } catch {
    // The lock holds without it; the second opener is then not told who has it.
  }
}

/** The longest text about a holder that is read, in bytes. */
const longestHolder = 1000;

/** What the holder's file says, in one line; '' where it is no small text. */
function readHolder(file: string): string {
  try {
    const found = fs.lstatSync(file);
    if (!found.isFile() || found.size > longestHolder) return '';
    const text = fs.readFileSync(file, 'utf8').trim();
    return /^\P{C}{1,200}$/u.test(text) ? text : '';
  } catch {
    return '';
  }
}
