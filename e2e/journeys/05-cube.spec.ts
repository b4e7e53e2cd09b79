// A cube of counts brought in like a log: measured, with where its counts come from; what needs rows says so; undone and redone.
import { readFile } from 'node:fs/promises';
import { smallCube } from '../../electron/core/testing/keptCube.ts';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a cube: chosen, measured as its counts say, without rows for what needs them', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which model?');
  const tabs = page.getByRole('navigation', { name: 'Evidence' });
  const room = page.getByRole('main');
  await tabs.getByRole('button', { name: 'Measures' }).click();
  await page.getByRole('button', { name: 'Add a prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const file = (cube: object) => ({
    name: 'visits.cube.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(cube)),
  });
  const picker = dialog.locator('input[type=file]');
  await picker.setInputFiles(file({ ...smallCube(), label: 'other' }));
  await expect(dialog).toContainText('its digest differs');
  await picker.setInputFiles(file(smallCube()));

  await expect(parley.heading).toContainText('Alpha decides 86.9 % of 990 cases rightly');
  await expect(room).toContainText('A cube: 1,000 rows of 1 file in 8 cells, counted by DuckDB 1.5.6 on 2026-11-30.');
  await expect(room).toContainText('10 of 1,000 rows are left out');
  await room.getByText('Files and questions').click();
  await expect(room.getByText('visits-*.parquet')).toBeVisible();
  const measures = room.getByRole('table', { name: 'Measures' });
  // 226,050 of 243,000 pairs, by hand.
  await expect(measures.getByRole('row', { name: /^Alpha/ })).toContainText('0.930');
  await tabs.getByRole('button', { name: 'Fairness' }).click();
  await expect(parley.heading).toContainText(/by sex\b/i);
  await tabs.getByRole('button', { name: 'New candidates' }).click();
  await expect(room).toContainText('This log is a cube: it keeps counts and no single rows');

  await tabs.getByRole('button', { name: 'Measures' }).click();
  await room.getByText('Save a copy to be mailed').click();
  const saving = page.waitForEvent('download');
  await room.getByRole('button', { name: 'Save the copy' }).click();
  const mailed = await (await saving).path();
  await room.getByRole('button', { name: 'What can be done with the log' }).click();
  await page.getByRole('menuitem', { name: 'Add another log…' }).click();
  await picker.setInputFiles({ ...file({}), name: 'mail.cube.json', buffer: await readFile(mailed) });
  await expect(room).toContainText('made to be mailed: no cell of fewer than 10 cases is in it. Scores are left out.');
  await expect(measures.getByRole('row', { name: /^Alpha/ })).toContainText('0.869');
  await page.keyboard.press('Control+z');

  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Add a prediction log…' })).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(parley.heading).toContainText('Alpha decides 86.9 %');
});
