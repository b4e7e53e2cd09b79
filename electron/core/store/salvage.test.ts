// What is read of damaged reviews: everything where one page is gone that matters to nobody, the rest where more is; never anything
// that was not in the file, and nothing of a round that is going on.
import fs from 'node:fs';
import path from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import { openRound } from '../testing/voting.ts';
import { listCandidates } from './catalog.ts';
import { getColumn } from './columns.ts';
import { readableHandle } from './handle.ts';
import { listMetrics } from './metrics.ts';
import { listRoles } from './roles.ts';
import { openDatabase } from './sqlite.ts';
import { vetFile } from './vet.ts';

afterAll(removeFolders);

/** Salvages bytes; returns the verdict, and what is in the new review. */
function salvaged(bytes: Buffer) {
  const folder = newFolder();
  const file = path.join(folder, 'damaged.parley');
  const into = path.join(folder, `${randomUUID()}.part`);
  fs.writeFileSync(file, bytes);
  const verdict = vetFile({ path: file, ownJournal: false, salvageInto: { path: into, title: 'Lost' } });
  expect(fs.readFileSync(file).equals(bytes)).toBe(true);
  if (!verdict.ok) return { verdict, review: null };
  expect(vetFile({ path: into, ownJournal: false })).toMatchObject({ ok: true });
  const database = openDatabase(into, { readonly: true });
  try {
    const db = readableHandle(database);
    const metrics = listMetrics(db);
    return {
      verdict,
      review: {
        names: listCandidates(db).names,
        roles: listRoles(db),
        values: Object.fromEntries(metrics.map(({ id, name }) => [name, [...getColumn(db, id)!.measured]])),
      },
    };
  } finally {
    database.close();
  }
}

/** The first page of a table's tree, 1-based, and the size of pages. */
function rootOf(file: string, table: string): { page: number; size: number } {
  const database = new Database(file, { readonly: true });
  try {
    const page = database
      .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
      .pluck()
      .get(table);
    return { page: page!, size: database.pragma('page_size', { simple: true }) as number };
  } finally {
    database.close();
  }
}

/** The file with the root page of a table overwritten. */
function without(file: string, table: string): Buffer {
  const { page, size } = rootOf(file, table);
  const bytes = Buffer.from(fs.readFileSync(file));
  bytes.fill(0xa5, (page - 1) * size, page * size);
  return bytes;
}

const values = { accuracy: [0.91, 0.88, 0.93, NaN], latency: [120, 45, 300, 20] };

it('reads all of a review that has lost a table that is not taken over', async () => {
  const { verdict, review } = salvaged(without(await closedReview(), 'metric_history'));
  expect(verdict).toMatchObject({
    ok: true,
    missing: ['Not taken over, and still in the damaged file: where the values came from.'],
  });
  expect(review?.names).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
  expect(Object.values(review?.values ?? {})).toEqual(Object.values(values));
  expect(review?.roles).toHaveLength(4);
});

it('says which values are lost, and keeps the others', async () => {
  const file = await closedReview();
  const bytes = Buffer.from(fs.readFileSync(file));
  const needle = Buffer.from(new Float64Array(values.latency).buffer);
  const at = bytes.indexOf(needle);
  expect(at).toBeGreaterThan(0);
  bytes[at + 3]! ^= 1;
  fs.writeFileSync(file, bytes);
  expect(vetFile({ path: file, ownJournal: false })).toMatchObject({ ok: false, code: 'damaged' });
  const { verdict, review } = salvaged(bytes);
  expect(verdict).toMatchObject({
    missing: expect.arrayContaining([expect.stringMatching(/^The values of latency.* could not be read\.$/)]),
  });
  expect(Object.values(review?.values ?? {})).toEqual([values.accuracy, [NaN, NaN, NaN, NaN]]);
});

it('keeps the place of candidates whose names are lost', async () => {
  const { verdict, review } = salvaged(without(await closedReview(), 'candidate'));
  expect(review?.names).toEqual([1, 2, 3, 4].map((n) => `Unreadable candidate ${n}`));
  expect(Object.values(review?.values ?? {})).toEqual(Object.values(values));
  expect(verdict).toMatchObject({
    missing: expect.arrayContaining([expect.stringMatching(/^The name of 4 candidates/)]),
  });
});

it('leaves out what roles want where a round is going on, or may be', async () => {
  const app = testApp();
  const review = await openRound(app.call);
  const { fileName } = (await app.call('library.list', {})).entries[0]!;
  const { settings } = await app.call('review.get', { review });
  await app.close();
  const file = path.join(app.libraryFolder, fileName);
  for (const bytes of [without(file, 'explanation'), without(file, 'round')]) {
    const found = salvaged(bytes);
    expect(found.review?.roles.map(({ name }) => name)).toEqual(settings.roles.map(({ name }) => name));
    for (const role of found.review?.roles ?? []) {
      expect(role).toMatchObject({ weights: [], requirements: [], holds: [], rationale: '' });
    }
    expect(found.verdict).toMatchObject({
      missing: expect.arrayContaining([
        'What the roles want was left out, because a round may have been going on.',
        expect.stringMatching(/still in the damaged file: .*rounds/),
      ]),
    });
  }
});

it('comes to an end with a review that opens, or with a sentence, whatever is overwritten', async () => {
  const whole = fs.readFileSync(await closedReview());
  let kept = 0;
  for (let i = 0; i < 40; i++) {
    const bytes = Buffer.from(whole);
    const from = Math.floor(Math.random() * bytes.byteLength);
    randomBytes(1 + Math.floor(Math.random() * 3000)).copy(bytes, from);
    const { verdict, review } = salvaged(i % 3 === 0 ? bytes.subarray(0, from) : bytes);
    if (!verdict.ok) {
      expect(verdict.code).toBe('damaged');
      continue;
    }
    kept += 1;
    for (const name of review?.names ?? []) expect(name).toMatch(/^(Alpha|Beta|Gamma|Delta|Unreadable candidate \d)$/);
  }
  expect(kept).toBeGreaterThan(0);
});
