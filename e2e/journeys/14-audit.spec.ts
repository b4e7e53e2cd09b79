// An auditor opens a recorded decision: as it was written, changed, shortened, rewritten as a whole; with a receipt and without one.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from '@playwright/test';
import type { TrailEntry } from '../../shared/domain/trail.ts';
import { hashOf } from '../../electron/core/store/trail.ts';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

async function toList(page: Page) {
  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'All reviews' }).click();
  await expect(page.getByRole('searchbox', { name: 'Find a review' })).toBeVisible();
}

test('what was changed behind a record is seen on screen, and a rewriting only by a receipt', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Decision');
  await parley.fill('Which question is decided', 'Which model?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await parley.takeStance('Sales', 'Supports', 'Sven', 'It is enough.');
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(parley.heading.first()).toHaveText('We deploy Two-tower.');

  const written = page.getByRole('region', { name: 'Is it as written?' });
  const whole = 'All 2 entries follow from one another, and the decision is as it was recorded.';
  await expect(written).toContainText(whole);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the record' }).click();
  await page.getByRole('menuitem', { name: 'Receipts of all roles' }).click();
  const [receipt] = /PARLEY1:\S+/.exec(await readFile(await (await download).path(), 'utf8')) ?? [''];
  const check = async () => {
    await written.getByRole('textbox', { name: 'Receipt' }).fill(receipt);
    await written.getByRole('button', { name: 'Check a receipt' }).click();
    return written.getByRole('status');
  };
  await expect(await check()).toContainText('It is the trail that the receipt was given for.');
  await written.getByRole('textbox', { name: 'Receipt' }).fill('PARLEY1:half');
  await written.getByRole('button', { name: 'Check a receipt' }).click();
  await expect(written.getByRole('status')).toContainText('This is no receipt of Parley');

  await page.getByRole('button', { name: 'Note this check…' }).click();
  await page.getByRole('dialog').getByLabel('Checked by').fill('Nadia');
  await page.getByRole('button', { name: 'Note it' }).click();
  await expect(written).toContainText('All 3 entries follow from one another');
  await toList(page);
  const name = 'Restaurant-recommender.parley';
  const path = join(app.libraryFolder, name);
  const kept = await readFile(path);
  /** Writes into the file as somebody would who does not go through Parley, on a copy that takes its place. */
  const behind = async (change: (database: Database.Database) => void) => {
    const database = new Database(kept);
    change(database);
    await rm(path);
    await writeFile(`${path}.new`, database.serialize());
    database.close();
    await rename(`${path}.new`, path);
  };
  const open = async () => {
    await page.getByRole('button', { name: 'Restaurant recommender', exact: true }).click();
    await parley.go('Decision');
  };

  await behind((database) => database.exec("UPDATE trail SET who = 'Mallory' WHERE n = 1"));
  await open();
  await expect(written).toContainText(/Entry 1 \(Sales’ stance, \d\d:\d\d\) was changed after it was written\./);
  await toList(page);

  await behind((database) => database.exec("UPDATE decision SET rationale = 'Another reason.'"));
  await open();
  await expect(written).toContainText('What was recorded is not as it was: the decision was changed afterwards.');
  await toList(page);

  await behind((database) => database.exec('DELETE FROM trail WHERE n = 3'));
  await open();
  await expect(written).toContainText(
    'The trail ends earlier than this computer remembers (2 of 3 entries): somebody shortened it, or this is an older copy.',
  );
  // The receipt was given before the entry that is gone: by it alone nothing is missing, and what is remembered still counts.
  await expect(await check()).toContainText('somebody shortened it, or this is an older copy.');
  await toList(page);

  // Somebody who knows how chains all entries again. This computer remembers the trail as it was, and so does the receipt.
  await behind((database) => {
    const uuid = database.prepare<[], string>('SELECT uuid FROM review').pluck().get()!;
    let prev: string | null = null;
    for (const entry of database.prepare<[], TrailEntry>('SELECT * FROM trail ORDER BY n').all()) {
      const next: TrailEntry = { ...entry, who: entry.n === 1 ? 'Mallory' : entry.who, prev: prev ?? entry.prev };
      next.hash = hashOf(uuid, next);
      prev = next.hash;
      database
        .prepare('UPDATE trail SET who = ?, prev = ?, hash = ? WHERE n = ?')
        .run(next.who, next.prev, next.hash, next.n);
    }
  });
  await open();
  await expect(written).toContainText('is not the one that this computer remembers: the trail was rewritten');
  await expect(await check()).toContainText('the trail was rewritten');
});
