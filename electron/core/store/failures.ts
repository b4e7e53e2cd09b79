// Turns errors of SQLite and the file system into expected failures with a sentence for a person.
import { SqliteError } from './sqlite.ts';
import { ParleyError, type ErrorCode } from '../../../shared/contract/errors.ts';

const bySqliteCode: readonly (readonly [prefix: string, code: ErrorCode, message: string])[] = [
  ['SQLITE_FULL', 'diskFull', 'The disk is full, so the change was not saved. Free some space and try again.'],
  [
    'SQLITE_READONLY_DBMOVED',
    'moved',
    'The review file was moved, deleted or replaced while it was open, so the change was not saved. Save a copy elsewhere.',
  ],
  ['SQLITE_READONLY', 'readOnly', 'The review file or its folder cannot be written, so the change was not saved.'],
  [
    'SQLITE_BUSY',
    'locked',
    'Another program is writing this review file just now, so the change was not saved. Try again.',
  ],
  ['SQLITE_LOCKED', 'locked', 'The review file is in use just now, so the change was not saved. Try again.'],
  ['SQLITE_CORRUPT', 'damaged', 'The review file is damaged. Open an earlier version of it.'],
  ['SQLITE_NOTADB', 'damaged', 'The file is not a Parley review.'],
  [
    'SQLITE_IOERR',
    'diskFull',
    'The disk did not take the change, so it was not saved. Check that the drive is connected and has space.',
  ],
  ['SQLITE_CANTOPEN', 'readOnly', 'The review file, or the file beside it that guards changes, cannot be opened.'],
  ['SQLITE_TOOBIG', 'tooLarge', 'The change is larger than a review can hold.'],
];

const bySystemCode: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ['diskFull', 'The disk is full, so nothing was written. Free some space and try again.'],
  EDQUOT: ['diskFull', 'The disk quota is used up, so nothing was written. Free some space and try again.'],
  EACCES: ['readOnly', 'This folder or file cannot be written here.'],
  EPERM: ['readOnly', 'This folder or file cannot be written here.'],
  EROFS: ['readOnly', 'This drive can only be read.'],
  ENOTDIR: ['notFound', 'The folder is no longer where it was.'],
  ENOENT: ['notFound', 'The file is no longer where it was.'],
};

/** The expected failure behind an error, or null when it is a bug. */
export function toFailure(error: unknown): ParleyError | null {
  if (error instanceof ParleyError) return error;
  if (error instanceof SqliteError) {
    const known = bySqliteCode.find(([prefix]) => error.code.startsWith(prefix));
    return known ? new ParleyError(known[1], known[2]) : null;
  }
  if (error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string') {
    const known = bySystemCode[error.code];
    return known ? new ParleyError(known[0], known[1]) : null;
  }
  if (error instanceof Error && error.name === 'AbortError') return new ParleyError('cancelled', 'Stopped.');
  return null;
}
