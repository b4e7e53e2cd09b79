// Review files that nobody has open: making them, and changing them before somebody does.
import fs from 'node:fs';
import { writableHandle, type WritableDb } from './handle.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './sqlite.ts';
import { keepDigests } from './stateDigest.ts';

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

/** Changes a file that nobody has open. */
export function changeClosedFile(file: string, change: (db: WritableDb) => void, fresh = false): void {
  const database = openDatabase(file, { readonly: false });
  try {
    database.pragma('synchronous = EXTRA');
    if (fresh) migrate(database);
    const db = writableHandle(database);
    const changeAll = () => {
      change(db);
      keepDigests(db);
    };
    database.transaction(changeAll).immediate();
  } finally {
    database.close();
  }
}
