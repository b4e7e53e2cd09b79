// What every connection to a review is set to, and what that keeps from happening.
import Database from 'better-sqlite3';
import fs from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { removeFolders } from '../testing/host.ts';
import { readableHandle } from './handle.ts';
import { expectedSchema, schemaIsGenuine } from './migrate.ts';
import { currentVersion } from './migrations/index.ts';
import { changeClosedFile } from './closedFile.ts';
import { openReviewFile } from './open.ts';
import type { OpenReview } from './openReview.ts';
import { setDescription } from './review.ts';
import { openDatabase } from './sqlite.ts';
import { vetFile } from './vet.ts';

afterAll(removeFolders);

let file: string;
beforeEach(async () => {
  file = await closedReview();
});

const opened = (): Promise<OpenReview> =>
  openReviewFile(file, {
    vet: (request) => Promise.resolve(vetFile(request)),
    ownJournal: false,
    holder: 'test',
    onSlow: () => undefined,
    backUp: () => undefined,
  });

const setting = (database: Database.Database, name: string) => database.pragma(name, { simple: true });

describe('a review that is open', () => {
  it('waits for the disk with every change, its folder included', async () => {
    const review = await opened();
    // 3 is EXTRA: the rename of the journal is on the disk too before a change counts as saved.
    expect(setting(review.database, 'synchronous')).toBe(3);
    expect(setting(review.database, 'journal_mode')).toBe('truncate');
    review.close();
  });

  it('waits the same while nobody has it open', () => {
    const seen: unknown[] = [];
    changeClosedFile(file, (db) => seen.push(...db.read<[], Record<string, number>>('PRAGMA synchronous').all()));
    expect(seen).toEqual([{ synchronous: 3 }]);
  });

  it('trusts nothing in the schema, checks cells and references, and overwrites what is deleted', async () => {
    const review = await opened();
    const found = ['trusted_schema', 'cell_size_check', 'mmap_size', 'foreign_keys', 'secure_delete'].map((name) => [
      name,
      setting(review.database, name),
    ]);
    expect(Object.fromEntries(found)).toEqual({
      trusted_schema: 0,
      cell_size_check: 1,
      mmap_size: 0,
      foreign_keys: 1,
      secure_delete: 1,
    });
    review.close();
  });

  it('takes the right to write with the first look, not with the first change', async () => {
    const review = await opened();
    const other = new Database(file, { timeout: 0 });
    review.write('change', 'Describe', (db) => {
      expect(() => other.exec('BEGIN IMMEDIATE')).toThrow(/locked/);
      setDescription(db, 'Mine', '');
    });
    other.close();
    review.close();
  });

  it('refuses to write over what another program wrote, even when size and date are as before', async () => {
    // A whole second, which every file system keeps.
    fs.utimesSync(file, 1_700_000_000, 1_700_000_000);
    const review = await opened();
    const other = new Database(file);
    other.exec("UPDATE review SET title = 'Theirs'");
    other.close();
    fs.utimesSync(file, 1_700_000_000, 1_700_000_000);
    expect(() => review.write('change', 'Describe', (db) => setDescription(db, 'Mine', ''))).toThrow(
      /Another program has written/,
    );
    review.close();
    expect(new Database(file).prepare('SELECT title FROM review').pluck().get()).toBe('Theirs');
  });
});

it('a function of our own in a schema does not run: nothing in a file is trusted', () => {
  const database = openDatabase(Buffer.from(fs.readFileSync(file)), { readonly: false });
  let ran = 0;
  database.function('ours', { directOnly: false }, () => ++ran);
  database.exec('CREATE TABLE t (a); CREATE TRIGGER s AFTER INSERT ON t BEGIN SELECT ours(); END');
  expect(() => database.exec('INSERT INTO t VALUES (1)')).toThrow(/unsafe use of ours/);
  expect(ran).toBe(0);
  database.close();
});

it('a connection for reading does not write, and a reading statement cannot', () => {
  const database = openDatabase(file, { readonly: true });
  expect(setting(database, 'query_only')).toBe(1);
  database.close();
  const writable = openDatabase(file, { readonly: false });
  expect(() => readableHandle(writable).read("UPDATE review SET title = 'x'")).toThrow(/would write/);
  writable.close();
});

describe('a schema of a newer format', () => {
  const known = expectedSchema(currentVersion)!;
  const withTable = (sql: string) =>
    schemaIsGenuine(
      [...known, { type: 'table', name: 'later', tbl_name: 'later', sql }],
      currentVersion + 1,
      currentVersion,
    );

  it('may have plain tables that are not known here', () => {
    expect(withTable('CREATE TABLE later (id INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT')).toBe(true);
  });

  it.each([
    'CREATE TABLE later (id INTEGER PRIMARY KEY, a TEXT AS (upper(id)) VIRTUAL) STRICT',
    'CREATE TABLE later (id INTEGER PRIMARY KEY, a TEXT GENERATED ALWAYS AS(id) STORED) STRICT',
    'CREATE TABLE later (id INTEGER PRIMARY KEY, a TEXT as\n(id)) STRICT',
    'CREATE TABLE later (id INTEGER PRIMARY KEY)',
    'CREATE VIRTUAL TABLE later USING fts5 (a)',
  ])('may not compute anything: %s', (sql) => {
    expect(withTable(sql)).toBe(false);
  });

  it('may not change what is known', () => {
    const changed = known.map((row, i) => (i === 0 ? { ...row, sql: `${row.sql} ` } : row));
    expect(schemaIsGenuine(changed, currentVersion + 1, currentVersion)).toBe(false);
    expect(schemaIsGenuine(known.slice(1), currentVersion + 1, currentVersion)).toBe(false);
  });
});
