// A log that is too large to be read: chosen like any other, asked about, counted by DuckDB, measured, and by groups that were cut.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../app.ts';
import { duckdb, writeLog } from '../pages/largeLog.ts';
import { Parley } from '../pages/parley.ts';

test('a log of five million rows: asked about, counted, measured by groups', async ({ page }) => {
  test.skip(duckdb === null, 'DuckDB is not installed.');
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-log-'));
  try {
    const file = join(folder, 'visits.parquet');
    await writeLog(file, 5_000_000);
    const parley = new Parley(page);
    await parley.newReview('Which model?');
    const tabs = page.getByRole('navigation', { name: 'Evidence' });
    const room = page.getByRole('main');
    await tabs.getByRole('button', { name: 'Measures' }).click();
    await page.getByRole('button', { name: 'Add a prediction log…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Prediction log' });
    await dialog.locator('input[type=file]').setInputFiles(file);

    await expect(dialog).toContainText('visits.parquet: 5,000,000 rows, 5 columns. Too many to be read');
    await expect(dialog).toContainText('counts keep no features');
    await dialog.getByLabel('Favourable outcome').selectOption('positive');
    await dialog.getByText('What each of the 5 columns is').click();
    await dialog.getByLabel('What age is').selectOption('group');
    await dialog.getByLabel('Where age is cut').fill('30, 60');
    await dialog.getByRole('button', { name: 'Keep and measure' }).click();

    await expect(room).toContainText('A cube: 5,000,000 rows of 1 file in');
    await expect(room).toContainText('visits.parquet');
    await expect(room.getByRole('table', { name: 'Measures' }).getByRole('row')).toHaveCount(3);
    await tabs.getByRole('button', { name: 'Fairness' }).click();
    await expect(room).toContainText('30 to below 60');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
