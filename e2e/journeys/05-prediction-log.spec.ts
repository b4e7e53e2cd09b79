// From a prediction log to metrics with intervals: what is asked, who is measured, and one step of undo.
import { expect, test } from '../app.ts';
import { fixture, Parley } from '../pages/parley.ts';

test('a log becomes metrics, an objective and a requirement, with errors and their source', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which classifier?');
  await page.getByRole('button', { name: 'Prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const choosing = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await choosing).setFiles(fixture('predictions.csv'));

  // The label is found; whom it favours is asked, never assumed.
  await expect(dialog.getByLabel('Positive label')).toHaveValue('1');
  await expect(dialog.getByRole('button', { name: 'Measure' })).toBeDisabled();
  await expect(dialog).toContainText('Say which outcome is favourable');
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await expect(dialog.getByLabel('Reference group of sex')).toHaveValue('');
  await dialog.getByLabel('Reference group of sex').selectOption('m');
  await dialog.getByRole('button', { name: 'Measure' }).click();

  await expect(dialog).toContainText('238 rows measured');
  await expect(dialog).toContainText('Left out: 2 rows without a label.');
  await expect(dialog).toContainText('The scores of backwards run the other way');
  await dialog.getByRole('button', { name: 'Turn them round and measure again' }).click();
  await expect(dialog).toContainText('The scores of backwards were turned round.');

  // Decisions without scores have no area, and the reason is there to read.
  const measures = dialog.getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('row', { name: /^ROC AUC/ })).toContainText('undefined: The log has decisions only');
  const dots = dialog.getByRole('table', { name: 'Selection rate by sex' });
  await expect(dots.getByRole('row')).toHaveCount(3);
  await expect(dots).toContainText('reference');
  await dialog.getByLabel('Attribute', { exact: true }).selectOption('1');
  await expect(dialog.getByRole('table', { name: 'Selection rate by region' })).toContainText('small');
  await dialog.getByLabel('Attribute', { exact: true }).selectOption('0');

  await dialog.getByLabel('Make Accuracy an objective').check();
  await dialog.getByRole('button', { name: 'Make Demographic parity difference by sex a requirement' }).click();
  const bound = dialog.getByLabel('Bound of Demographic parity difference by sex');
  await bound.fill('0.25');
  await bound.press('Enter');
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await expect(dialog).toBeHidden();

  const grid = parley.cells;
  for (const name of ['forest', 'backwards', 'rules']) await expect(grid.getByRole('row', { name })).toBeVisible();
  await expect(grid).toContainText('Demographic parity difference by sex');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Start with a table of candidates')).toBeVisible();
});

test('a log that cannot be read leaves everything as it was', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which classifier?');
  await page.getByRole('button', { name: 'Prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  await dialog.getByRole('textbox', { name: 'Prediction log' }).fill('label,score\n1,0.5\n0,0.4,9\n');
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Row 3 has 3 cells');
  await expect(dialog.getByRole('alert')).toContainText('The review is unchanged.');
});
