// Files that are not what they seem: refused with a sentence, before anything in them is used.
import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { testApp, removeFolders } from '../testing/host.ts';
import { vetInProcess } from '../installation/vetProcess.ts';
import { currentVersion } from './migrations/index.ts';
import { openReviewFile } from './open.ts';
import { vetFile } from './vet.ts';

afterAll(removeFolders);

let file: string;
beforeEach(async () => {
  file = await closedReview();
});

const vet = (ownJournal = false) => vetFile({ path: file, ownJournal });

/** Does something to the file as its owner could with any SQLite tool. */
function tamper(sql: string, { unchecked = false } = {}): void {
  const database = new Database(file);
  if (unchecked) {
    database.unsafeMode(true);
    database.pragma('writable_schema = ON');
    database.pragma('ignore_check_constraints = ON');
    database.pragma('foreign_keys = OFF');
  }
  database.exec(sql);
  database.close();
}

function patch(change: (bytes: Buffer) => void): void {
  const bytes = fs.readFileSync(file);
  change(bytes);
  fs.writeFileSync(file, bytes);
}

const refusedAs = (code: string, message: RegExp) => ({
  ok: false,
  code,
  message: expect.stringMatching(message) as string,
});

describe('vetting', () => {
  it('lets a review through and names it', () => {
    expect(vet()).toMatchObject({
      ok: true,
      version: currentVersion,
      title: 'Which recommender?',
      wal: false,
      recovers: false,
    });
  });

  it('does the same in a process of its own', async () => {
    const inProcess = vetInProcess();
    expect(await inProcess({ path: file, ownJournal: false })).toEqual(vet());
    tamper('CREATE VIEW v AS SELECT 1');
    expect(await inProcess({ path: file, ownJournal: false })).toEqual(vet());
  });

  const schemas: [string, string][] = [
    ['a trigger', 'CREATE TRIGGER t AFTER UPDATE ON review BEGIN DELETE FROM candidate; END'],
    ['a view', 'CREATE VIEW v AS SELECT name FROM candidate'],
    ['a virtual table', 'CREATE VIRTUAL TABLE f USING fts5(x)'],
    ['a generated column', 'ALTER TABLE candidate ADD COLUMN g TEXT AS (upper(name)) VIRTUAL'],
    ['another table', 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT'],
    ['another index', 'CREATE INDEX by_length ON candidate (length(name))'],
    ['a missing table', 'DROP TABLE result_group'],
    ['a renamed column', 'ALTER TABLE review RENAME COLUMN note TO remark'],
    ['a lost STRICT', "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'review'"],
    ['a lost CHECK', "UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (id = 1)', '') WHERE name = 'review'"],
    [
      'a table in the place of another',
      "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'role') WHERE name = 'metric'",
    ],
  ];
  it.each(schemas)('refuses %s', (_what, sql) => {
    tamper(sql, { unchecked: true });
    expect(vet()).toMatchObject({ ok: false, code: 'damaged' });
  });

  const contents: [string, string, RegExp][] = [
    ['a value a CHECK forbids', "UPDATE review SET group_rule = 'mine'", /a value that cannot be/],
    ['rows that belong to nothing', 'DELETE FROM metric WHERE id = 1', /not there/],
    ['no review', 'DELETE FROM review', /holds no review/],
    ['a control character', "UPDATE candidate SET name = 'a' || char(7) WHERE id = 1", /name that cannot be/],
    ['NUL in a name', "UPDATE candidate SET name = 'a' || char(0) || 'b' WHERE id = 1", /name that cannot be/],
    [
      'a date that is none',
      "INSERT INTO hold (role_id, scope, until, condition, effect, reason, cleared) VALUES (1, 'all', '2026-13-45', '', 'warns', '', 0)",
      /until/,
    ],
    ['an id that is none', "UPDATE review SET uuid = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'", /id/],
    ['a short column', 'UPDATE metric_column SET measured = zeroblob(8) WHERE metric_id = 1', /one per candidate/],
    [
      'a changed value',
      'UPDATE metric_column SET measured = zeroblob(32) WHERE metric_id = 1',
      /not those that were saved/,
    ],
    [
      'an infinite value',
      `UPDATE metric_column SET measured = x'${'000000000000f07f'.repeat(4)}' WHERE metric_id = 1`,
      /beyond/,
    ],
    [
      'a curve without corners',
      "UPDATE objective SET shape = 'piecewise', worst = NULL, best = NULL WHERE id = 1",
      /must be/,
    ],
    [
      'a curve that goes back',
      "UPDATE objective SET shape = 'piecewise', worst = NULL, best = NULL WHERE id = 1; INSERT INTO objective_point VALUES (1, 0, 1), (1, 1, 0)",
      /value function/,
    ],
    ['a control character in a note', "INSERT INTO candidate_note VALUES (1, 'a' || char(7))", /note or a link/],
    [
      'a link that is none',
      "INSERT INTO candidate_link (candidate_id, title, url) VALUES (1, 'Card', 'https://a:b@example.org/')",
      /note or a link/,
    ],
    [
      'a link that runs something',
      "INSERT INTO candidate_link (candidate_id, title, url) VALUES (1, 'Card', 'javascript:alert(1)')",
      /a value that cannot be/,
    ],
    [
      'an interval beside its value',
      'INSERT INTO metric_interval VALUES (1, 1, 0.5, 0.6, NULL)',
      /a value that cannot be/,
    ],
    ['statistics of another program', 'ANALYZE', /has run ANALYZE on it/],
    [
      'a counter at its end',
      "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'role'",
      /“role” are used up/,
    ],
    ['a counter below 0', "UPDATE sqlite_sequence SET seq = -5 WHERE name = 'role'", /“role” are used up/],
    ['a metric without values', 'DELETE FROM metric_provenance WHERE metric_id = 1', /no column/],
  ];
  it.each(contents)('refuses %s', (_what, sql, message) => {
    tamper(sql, { unchecked: true });
    expect(vet()).toMatchObject(refusedAs('damaged', message));
  });

  const headers: [string, (bytes: Buffer) => void, RegExp][] = [
    ['another application', (bytes) => bytes.writeUInt32BE(7, 68), /not a Parley review/],
    ['format 0', (bytes) => bytes.writeUInt32BE(0, 60), /not written by Parley/],
    ['a format below 0', (bytes) => bytes.writeInt32BE(-5, 60), /not written by Parley/],
    ['a format that never was', (bytes) => bytes.writeUInt32BE(9, 60), /tables are not those/],
    ['reserved space', (bytes) => (bytes[20] = 8), /not written by Parley/],
    ['auto-vacuum', (bytes) => bytes.writeUInt32BE(3, 52), /not written by Parley/],
    ['UTF-16', (bytes) => bytes.writeUInt32BE(2, 56), /not written by Parley/],
    ['an old schema format', (bytes) => bytes.writeUInt32BE(1, 44), /not written by Parley/],
    ['an impossible page size', (bytes) => bytes.writeUInt16BE(3, 16), /not whole/],
  ];
  it.each(headers)('refuses %s in the header', (_what, change, message) => {
    patch(change);
    expect(vet()).toMatchObject(refusedAs('damaged', message));
  });

  it('refuses what is not a whole, single, ordinary file', () => {
    const whole = fs.readFileSync(file);
    fs.truncateSync(file, whole.length - 4096);
    expect(vet()).toMatchObject(refusedAs('damaged', /not whole/));
    fs.truncateSync(file, 100);
    expect(vet()).toMatchObject(refusedAs('damaged', /not a Parley review/));
    fs.truncateSync(file, 0);
    expect(vet()).toMatchObject(refusedAs('damaged', /empty/));
    fs.writeFileSync(file, 'model,accuracy\n'.repeat(100));
    expect(vet()).toMatchObject(refusedAs('damaged', /not a Parley review/));
    fs.writeFileSync(file, whole);
    fs.linkSync(file, `${file}.second`);
    expect(vet()).toMatchObject(refusedAs('refused', /second name/));
    fs.renameSync(file, `${file}.first`);
    fs.symlinkSync(`${file}.first`, file);
    expect(vet()).toMatchObject(refusedAs('refused', /link/));
    fs.rmSync(file);
    fs.mkdirSync(file);
    expect(vet()).toMatchObject({ ok: false });
    fs.rmdirSync(file);
    expect(vet()).toMatchObject({ ok: false, code: 'notFound' });
  });

  it.skipIf(process.platform === 'win32')('does not wait at a pipe', () => {
    fs.rmSync(file);
    spawnSync('mkfifo', [file]);
    expect(vet()).toMatchObject(refusedAs('refused', /not a file/));
  });

  it('refuses changes that others left beside the file', () => {
    fs.writeFileSync(`${file}-wal`, 'x'.repeat(64));
    expect(vet()).toMatchObject(refusedAs('refused', /-wal/));
    fs.rmSync(`${file}-wal`);
    fs.writeFileSync(`${file}-journal`, 'x'.repeat(64));
    expect(vet()).toMatchObject(refusedAs('refused', /-journal/));
    // An empty one says nothing and is left by programs that truncate it.
    fs.truncateSync(`${file}-journal`);
    expect(vet()).toMatchObject({ ok: true, recovers: false });
  });

  it('takes a file in write-ahead mode, which opens like any other', async () => {
    tamper('PRAGMA journal_mode = WAL');
    expect(vet()).toMatchObject({ ok: true, wal: true });
    const app = testApp();
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toBe(null);
    await app.call('review.describe', { review, title: 'Changed', note: '' });
    await app.close();
    expect(vet()).toMatchObject({ ok: true, wal: false, title: 'Changed' });
    expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  });

  it('opens a newer format for reading, by name, as long as what it knows is unchanged', async () => {
    patch((bytes) => bytes.writeUInt32BE(currentVersion + 10, 60));
    tamper(
      'CREATE TABLE ballot_round (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT; CREATE INDEX a ON role (name)',
    );
    const app = testApp();
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toContain(`newer Parley (format ${currentVersion + 10})`);
    expect((await app.call('review.catalog', { review })).names).toHaveLength(4);
    await expect(app.call('review.describe', { review, title: 'x', note: '' })).rejects.toMatchObject({
      code: 'readOnly',
    });
    await app.close();
    for (const sql of [
      'CREATE TRIGGER t AFTER UPDATE ON role BEGIN SELECT 1; END',
      'DROP TRIGGER t; DROP TABLE hold',
    ]) {
      tamper(sql, { unchecked: true });
      expect(vet()).toMatchObject(refusedAs('newer', /Update Parley/));
    }
  });

  it('never crashes over damage, and never shows other numbers', async () => {
    const whole = fs.readFileSync(file);
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    let refused = 0;
    for (let round = 0; round < 150; round++) {
      const damaged = Buffer.from(whole);
      for (let flips = 1 + random(4); flips > 0; flips--) damaged[100 + random(whole.length - 100)]! ^= 1 << random(8);
      fs.writeFileSync(file, damaged);
      const verdict = vet();
      if (!verdict.ok) {
        refused++;
        expect(verdict.message.length).toBeGreaterThan(20);
        continue;
      }
      const options = { vet: () => Promise.resolve(verdict), verdict, ownJournal: false, holder: 'test' };
      const open = await openReviewFile(file, { ...options, onSlow: () => undefined, backUp: () => undefined });
      const { columns } = open.catalog();
      expect(columns.map(({ measured }) => [...measured])).toEqual([
        [0.91, 0.88, 0.93, NaN],
        [120, 45, 300, 20],
      ]);
      open.close();
    }
    // Most of a small file is empty space, where damage does not matter.
    expect(refused).toBeGreaterThan(5);
  });
});
