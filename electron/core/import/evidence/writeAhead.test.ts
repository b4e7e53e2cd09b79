// A database with and without the file beside it that ends in -wal.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../testing/readBytes.ts';
import { readSource } from '../reading/readSource.ts';

const optuna = `CREATE TABLE version_info (schema_version INTEGER, library_version TEXT);
  CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT, direction TEXT);
  CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, study_id INTEGER, state TEXT, value FLOAT);
  INSERT INTO studies VALUES (1, 's', 'MAXIMIZE'); INSERT INTO trials VALUES (1, 1, 'COMPLETE', 0.5);`;

/** A database whose program is still running: a second trial stands in its write-ahead file alone. */
function running(): { bytes: Uint8Array; beside: Uint8Array } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const file = join(folder, 'study.db');
  const database = new Database(file);
  try {
    database.pragma('journal_mode = WAL');
    database.exec(optuna);
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.exec("INSERT INTO trials VALUES (2, 1, 'COMPLETE', 0.75)");
    return { bytes: new Uint8Array(readFileSync(file)), beside: new Uint8Array(readFileSync(`${file}-wal`)) };
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const options = { delimiter: null, decimal: null, header: null };
const readOf = (bytes: Uint8Array, beside?: Uint8Array) => readSource({ bytes, fileName: 'study.db', options, beside });
const values = (read: Awaited<ReturnType<typeof readOf>>) => rowsOf(read).map((row) => row['Objective 0']);
const said = ({ preview }: Awaited<ReturnType<typeof readOf>>) => preview.problems.map(({ message }) => message);

describe('a database in write-ahead mode', () => {
  const { bytes, beside } = running();
  it('alone lacks what stands beside it, and the preview says so', async () => {
    const read = await readOf(bytes);
    expect(values(read)).toEqual(['0.5']);
    expect(said(read)).toEqual([expect.stringContaining('Choose both files together')]);
  });
  it('with the file beside it is whole', async () => {
    const sent = [bytes.slice(), beside.slice()] as const;
    const read = await readOf(...sent);
    expect(values(read)).toEqual(['0.5', '0.75']);
    expect(said(read)).toEqual(['What stood in the write-ahead file beside study.db was read with it.']);
    expect(sent).toEqual([bytes, beside]);
  });
  it('with a file of another database, a damaged or an empty one is what it is alone', async () => {
    const damaged = beside.slice();
    damaged.fill(7, 32, 64);
    for (const other of [new Uint8Array(9000), damaged, running().beside.slice(0, 40)]) {
      const read = await readOf(bytes, other);
      expect(values(read)).toEqual(['0.5']);
      expect(said(read)).toEqual([expect.stringContaining('adds nothing to it')]);
    }
    expect(said(await readOf(bytes, new Uint8Array()))).toEqual([expect.stringContaining('Choose both files')]);
  });
});
