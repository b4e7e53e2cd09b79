// Forgeries that a later look would call something else, or let through: each is named for what it is.
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { removeFolders } from '../testing/host.ts';
import { vetFile } from './vet.ts';

afterAll(removeFolders);

it.each([
  [
    'two tables in one place',
    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'role') WHERE name = 'metric'",
    /claim the same place/,
  ],
  [
    'a standard error below 0',
    `UPDATE metric_column SET standard_errors = x'${'000000000000f0bf'.repeat(4)}' WHERE metric_id = 1`,
    /standard error is below 0/,
  ],
])('%s', async (_what, sql, message) => {
  const file = await closedReview();
  const database = new Database(file);
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  database.exec(sql);
  database.close();
  expect(vetFile({ path: file, ownJournal: false })).toMatchObject({
    ok: false,
    code: 'damaged',
    message: expect.stringMatching(message) as string,
  });
});
