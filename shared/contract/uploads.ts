// Files that a page hands over before it says what is to become of them. They are too large for a message: the web host takes them as
// they come and writes them down piece by piece, so nobody holds one whole in memory.
import { z } from 'zod';
import { task } from './define.ts';

const mb = 1024 * 1024;

/** What a file is handed over for, and the most bytes it may then have. */
export const mostUploaded = {
  /** A review: as much as is opened. */
  review: 256 * mb,
  /** A table, a log, a database of runs: as much as is read. */
  evidence: 64 * mb,
  /** A log that is counted instead of read. */
  log: 64 * 1024 * mb,
} as const;
export type UploadPurpose = keyof typeof mostUploaded;

/** Names a file that was handed over, until it is taken or let go. */
export const uploadName = z.string().regex(/^[\w-]{32}$/);

/** What a host says of a file that is too large, before it has come or when too much of it has. */
export const tooLargeToUpload = (purpose: UploadPurpose): string => tooLarge[purpose];

const tooLarge: Readonly<Record<UploadPurpose, string>> = {
  review: 'The file is larger than 256 MB, the most a review has.',
  evidence: 'The file is larger than 64 MB, the most that is read. Split the table and try again.',
  log: 'The log is larger than 64 GB. Count it with parley cube where it lies, and bring in the cube.',
};

export const uploads = {
  /** Lets go of a file that was handed over; one that has gone already is no failure. */
  'uploads.drop': task({ upload: uploadName }, z.null()),
};
