// A review is a file: copied, duplicated, dropped, opened twice.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a copy is saved as one clean file, and opens again', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await page.getByRole('button', { name: 'Review menu' }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save a copy' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.parley$/);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');

  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'All reviews' }).click();
  await page.locator('input[type=file][accept=".parley"]').setInputFiles({
    name: 'mailed.parley',
    mimeType: 'application/octet-stream',
    buffer: bytes,
  });
  await expect(parley.heading).toContainText('14 candidates');
});

test('a file that is not a review is refused with a sentence', async ({ page }) => {
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  await page.locator('input[type=file][accept=".parley"]').setInputFiles({
    name: 'holiday.parley',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('not a review at all, and long enough to be looked at '.repeat(40)),
  });
  await expect(page.getByRole('alert')).toContainText('holiday.parley');
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
});

test('a review that cannot be taken off the list stays there, and that is said', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.newReview('To be forgotten');
  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'All reviews' }).click();
  const entry = page.getByRole('button', { name: /^To be forgotten/ });
  const actions = page.getByRole('button', { name: 'Actions for To be forgotten' });
  // The row may move to another group while its menu opens, when the look into the file has ended: the menu then closes.
  const forget = () =>
    expect(async () => {
      await page.keyboard.press('Escape');
      await actions.click({ timeout: 5_000 });
      await page.getByRole('menuitem', { name: 'Take off this list; the file stays' }).click({ timeout: 5_000 });
    }).toPass();
  await expect(entry).toBeVisible();
  // Where the lock of the list belongs stands a folder.
  const lock = join(app.libraryFolder, '..', 'data', 'recent.json.lock');
  rmSync(lock);
  mkdirSync(lock);
  await forget();
  // The keyboard is back where the menu was opened.
  await expect(actions).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('What Parley remembers in recent.json could not be changed.');
  await expect(entry).toBeVisible();
  rmSync(lock, { recursive: true });
  await forget();
  await expect(entry).toHaveCount(0);
});

test('a duplicate is a review of its own', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate…' }).click();
  await page.getByRole('textbox', { name: 'Title of the copy' }).fill('Autumn recommender');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(/Autumn recommender/);
  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'All reviews' }).click();
  await expect(page.getByRole('button', { name: /^Autumn recommender/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Restaurant recommender/ })).toBeVisible();
});
