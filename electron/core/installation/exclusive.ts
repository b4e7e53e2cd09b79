// Several hosts of one installation (the desktop app, a browser, the command line) keep their records in the same files. Each
// holds the lock beside such a file while it reads, changes and writes it, so that none overwrites what another has written.
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { lockEmptyFile } from '../store/emptyFileLock.ts';
import { toFailure } from '../store/failures.ts';
import { SqliteError } from '../store/sqlite.ts';

/** Longer than any record takes to be written, in milliseconds. */
const patience = 10_000;

/**
 * Runs `work` while no other process runs work under the same lock, which goes when its process dies.
 *
 * @param file the record that is changed; the lock is kept beside it.
 * @throws ParleyError `readOnly` where the file or its folder cannot be written, `diskFull`, and `locked` where another process
 *         keeps the lock for ten seconds.
 */
export function exclusively<T>(file: string, work: () => T): T {
  try {
    const lock = lockEmptyFile(`${file}.lock`, patience);
    if (lock === null) throw stillChanging(file);
    try {
      return work();
    } finally {
      lock.release();
    }
  } catch (error) {
    throw unwritten(file, error);
  }
}

const nameOf = (file: string) => `What Parley remembers in ${path.basename(file)}`;

const stillChanging = (file: string) =>
  new ParleyError('locked', `${nameOf(file)} is being changed by another Parley, so it stays as it is. Try again.`);

/** Says which record was not written: what SQLite and the file system report is worded for reviews. */
function unwritten(file: string, error: unknown): unknown {
  const ofTheDisk = error instanceof SqliteError || (error instanceof Error && 'syscall' in error);
  if (!ofTheDisk) return error;
  const record = nameOf(file);
  const folder = path.dirname(file);
  if (toFailure(error)?.code === 'diskFull') {
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
