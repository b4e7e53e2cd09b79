// Versions of a review: found from its menu and its row, looked at, restored and taken back; a damaged file, with the good version
// offered right there and what is left of it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a version is looked at, restored and taken back; a damaged review opens as it was', async ({ app, page }) => {
  const parley = new Parley(page);
  const dialog = page.getByRole('dialog');
  const rename = async (title: string) => {
    await page.getByRole('button', { name: 'Review menu' }).click();
    await page.getByRole('menuitem', { name: 'Title and description…' }).click();
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle(`${title} · Parley`);
  };
  await parley.openSample();
  await rename('Ranker, first idea');
  await rename('Ranker, second idea');
  await parley.toList();
  await page.getByRole('button', { name: 'Actions for Ranker, second idea', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Versions…' }).click();
  const rows = dialog.getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('As in the latest version');
  await expect(rows.nth(1)).toContainText('Changed: Title, before “Ranker, first idea”');
  await expect(rows.last()).toContainText('14 candidates, 4 roles (4 weighed), no decisions');

  await rows.last().getByRole('button', { name: 'Look' }).click();
  await expect(page).toHaveTitle('Ranker, first idea · Parley');
  await expect(page.getByText(/^The version of .* is only to be read\./)).toBeVisible();
  await page.getByRole('button', { name: 'Back to the review' }).click();
  await expect(page).toHaveTitle('Ranker, second idea · Parley');

  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'Versions…' }).click();
  await rows.last().getByRole('button', { name: 'Restore' }).click();
  await expect(page).toHaveTitle('Ranker, first idea · Parley');
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page).toHaveTitle('Ranker, second idea · Parley');
  await parley.toList();

  const [name] = readdirSync(app.libraryFolder).filter((each) => each.endsWith('.parley'));
  const file = join(app.libraryFolder, name!);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, bytes.byteLength - 3 * 4096);
  writeFileSync(file, bytes);
  await page.reload();
  await page.getByRole('button', { name: 'Versions of Ranker, second idea…' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It is damaged');
  await dialog.getByRole('button', { name: 'Make a new review of what is left' }).click();
  await expect(page).toHaveTitle('Ranker, second idea, rescued · Parley');
  await expect(parley.cells).toContainText('Two-tower');
  await parley.toList();

  await page.getByRole('button', { name: 'Versions of Ranker, second idea…' }).click();
  await dialog.getByRole('button', { name: /^Open the version of/ }).click();
  await expect(page).toHaveTitle('Ranker, second idea · Parley');
  await expect(page.getByText(/The damaged file is kept in the same folder, as/)).toBeVisible();
  const aside = readdirSync(app.libraryFolder).find((each) => each.includes('.damaged-'));
  expect(readFileSync(join(app.libraryFolder, aside!)).equals(bytes)).toBe(true);
});
