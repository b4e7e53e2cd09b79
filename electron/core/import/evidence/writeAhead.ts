// A database together with the write-ahead file that stood beside it: a private copy of both is put together by SQLite itself,
// in the process that reads it and can be killed. What its program had not yet written into the database is then there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../store/sqlite.ts';

/**
 * The database as its program sees it.
 *
 * @returns its bytes, and whether the write-ahead file added anything: one of another database does not, and neither does one
 *          that was written in already.
 * @throws SqliteError when the database cannot be opened.
 */
export function withWriteAhead(bytes: Uint8Array, writeAhead: Uint8Array): { bytes: Uint8Array; added: boolean } {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-wal-'));
  try {
    const file = path.join(folder, 'database');
    writeFileSync(file, bytes, { mode: 0o600 });
    writeFileSync(`${file}-wal`, writeAhead, { mode: 0o600 });
    const database = openDatabase(file, { readonly: false });
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
      database.pragma('journal_mode = DELETE');
    } finally {
      database.close();
    }
    const whole = new Uint8Array(readFileSync(file));
    // The header changes with the mode; the rest changes only where something was added.
    return { bytes: whole, added: Buffer.compare(whole.subarray(100), bytes.subarray(100)) !== 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
