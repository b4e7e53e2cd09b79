// The list of reviews: renamed, duplicated, deleted and restored, found and sorted; what was decided and whether it holds; files
// dropped on it.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { fixture, Parley } from '../pages/parley.ts';

async function choose(page: Page, title: string, item: string) {
  await page.getByRole('button', { name: `Actions for ${title}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
/** As the system's file manager drops them. */
async function drop(page: Page, files: { name: string; content: Buffer }[]) {
  const data = await page.evaluateHandle(
    (all) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of all) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      }
      return transfer;
    },
    files.map(({ name, content }) => ({ name, base64: content.toString('base64') })),
  );
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

test('a review is renamed, duplicated, deleted and restored from the list', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.newReview('Spring ranker');
  await parley.toList();
  await expect(parley.listed('Spring ranker')).toContainText('No decision yet');

  await page.getByRole('button', { name: 'Spring ranker', exact: true }).focus();
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('The file keeps its name, Spring-ranker.parley');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Summer ranker');
  await page.keyboard.press('Enter');
  await expect(parley.listed('Summer ranker')).toBeVisible();
  expect(readdirSync(app.libraryFolder)).toContain('Spring-ranker.parley');

  await choose(page, 'Summer ranker', 'Duplicate…');
  await dialog.getByRole('textbox', { name: 'Title of the copy' }).fill('Autumn ranker');
  await page.keyboard.press('Enter');
  await expect(parley.listed('Autumn ranker')).toBeVisible();

  await page.getByRole('button', { name: 'Summer ranker', exact: true }).focus();
  await page.keyboard.press('Delete');
  const toast = page.getByRole('status').filter({ hasText: 'Deleted “Summer ranker”' });
  await expect(toast).toContainText(app.host === 'web' ? 'kept for 30 days' : 'system’s trash');
  await expect(parley.listed('Summer ranker')).toBeHidden();
  expect(readdirSync(app.libraryFolder)).not.toContain('Spring-ranker.parley');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(parley.listed('Summer ranker')).toBeVisible();

  await choose(page, 'Summer ranker', 'Delete');
  await expect(parley.listed('Summer ranker')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(parley.listed('Summer ranker')).toBeVisible();

  await choose(page, 'Summer ranker', 'Delete');
  await page.getByRole('button', { name: 'Recently deleted (1)…' }).click();
  await dialog.getByRole('button', { name: 'Restore Summer ranker' }).click();
  await expect(dialog).toContainText('Nothing is kept here any more');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await parley.listed('Summer ranker').getByRole('button', { name: 'Summer ranker', exact: true }).click();
  await expect(page).toHaveTitle(/Summer ranker/);
});

test('the list says what was decided and whether it holds, and finds and sorts', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Decision');
  await parley.fill('Which question is decided', 'Which model greets the diners?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await parley.recordWithoutStances();
  await expect(page.getByText('Holds.', { exact: true })).toBeVisible();
  await parley.toList();
  const sample = parley.listed('Restaurant recommender');
  await expect(sample).toContainText(/Two-tower chosen on \d+ \w+ \d{4}/);
  await expect(sample).toContainText('Holds');

  await page.getByRole('button', { name: 'Restaurant recommender', exact: true }).click();
  await parley.chooseFile(fixture('worse-two-tower.csv'));
  await parley.importDialog
    .getByRole('button', { name: 'the same, update them' })
    .or(parley.importDialog.getByRole('radio', { name: /^the same/ }))
    .first()
    .click();
  await parley.importDialog.getByRole('button', { name: /^Update \d/ }).click();
  await parley.importDialog.getByRole('button', { name: 'Done' }).click();
  writeFileSync(join(app.libraryFolder, 'holiday.parley'), 'not a review at all '.repeat(100));
  await parley.toList();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One decision needs attention');
  await expect(sample).toContainText('Overtaken');
  await expect(sample).toContainText('when it was decided, it was Two-tower');
  await expect(page.getByRole('row').filter({ hasText: 'holiday' })).toContainText('The file is not a Parley review.');

  const search = page.getByRole('searchbox', { name: 'Find a review' });
  await search.fill('diners greets');
  await expect(sample).toContainText('asks “Which model greets the diners?”');
  await expect(page.getByText('1 of 2 reviews found')).toBeVisible();
  await search.fill('zebra');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByLabel('Sorted by').selectOption('Name');
  await expect(page.getByRole('rowgroup', { name: 'Reviews' }).getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('rowgroup', { name: 'Reviews' }).getByRole('row').first()).toContainText('holiday');
});

test('the sample opens again where it was left, and afresh when asked', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.toList();
  const open = async (item: string) => {
    await page.getByRole('button', { name: 'Other ways to open' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(parley.cells).toBeVisible();
    await parley.toList();
  };
  await open('The sample review');
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(1);
  await open('A fresh copy of the sample');
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(2);
  await expect(parley.listed('Restaurant recommender, fresh copy')).toBeVisible();
});

test('an import that is cancelled leaves no review behind', async ({ app, page }) => {
  await drop(page, [{ name: 'search_ranking.csv', content: Buffer.from('model,accuracy\nA,0.9\nB,0.8\n') }]);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('search_ranking.csv');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Nothing was imported, so no review was started.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the sample review' })).toBeVisible();
  expect(readdirSync(app.libraryFolder)).toEqual([]);
});

test('a table dropped on the first screen starts a review with it, and a review opens', async ({ app, page }) => {
  const parley = new Parley(page);
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  await drop(page, [{ name: 'search_ranking.csv', content: Buffer.from('model,accuracy\nA,0.9\nB,0.8\n') }]);
  await expect(parley.importDialog).toContainText('Import search_ranking.csv');
  await parley.acceptImport();
  await expect(page).toHaveTitle(/Search ranking/);
  await expect(parley.heading).toContainText('2 candidates');
  await parley.toList();

  const content = readFileSync(join(app.libraryFolder, 'Search-ranking.parley'));
  await drop(page, [
    { name: 'one.parley', content },
    { name: 'two.parley', content },
  ]);
  await expect(page.getByRole('status').filter({ hasText: '2 of 2 reviews are on the list now.' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(3);
  await drop(page, [{ name: 'three.parley', content }]);
  await expect(parley.heading).toContainText('2 candidates');
});

/** A whole folder, as the system's file manager drops it: only the browser itself can make one. */
async function dropFolder(page: Page, folder: string) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  }
  await session.detach();
}

test('a folder dropped on the first screen starts a review with the runs in it', async ({ app, page }) => {
  const parley = new Parley(page);
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  const folder = join(app.libraryFolder, '..', 'spring_runs');
  const runs = { 'gte-base': 0.71, 'e5-small': 0.64 };
  for (const [model, accuracy] of Object.entries(runs)) {
    mkdirSync(join(folder, model), { recursive: true });
    writeFileSync(join(folder, model, 'metrics.json'), JSON.stringify({ model, accuracy, latency_ms: 12 }));
  }
  writeFileSync(join(folder, 'notes.bin'), 'not a result');
  await dropFolder(page, folder);
  await expect(parley.importDialog).toContainText('spring_runs');
  await parley.acceptImport();
  await expect(page).toHaveTitle(/Spring runs/);
  await expect(parley.heading).toContainText('2 candidates');
  await expect(parley.cells.getByRole('row', { name: /gte-base/ })).toContainText('0.71');
});
