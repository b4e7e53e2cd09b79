// A prediction log kept as evidence: what is asked, who is measured, and a click that makes a measure count.
import { expect, test } from '../app.ts';
import { fixture, Parley } from '../pages/parley.ts';

test('a log is kept, measured, and becomes metrics, an objective and a requirement with their source', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.newReview('Which classifier?');
  await page.getByRole('button', { name: 'Prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const choosing = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await choosing).setFiles(fixture('predictions.csv'));

  // The label is found; whom it favours is asked, never assumed.
  const keep = dialog.getByRole('button', { name: 'Keep and measure' });
  await expect(dialog.getByLabel('Positive label')).toHaveValue('1');
  await expect(keep).toBeDisabled();
  await expect(dialog).toContainText('Say which outcome is favourable');
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await expect(dialog.getByLabel('Reference group of sex')).toHaveValue('');
  await dialog.getByLabel('Reference group of sex').selectOption('m');
  await keep.click();
  await expect(dialog).toBeHidden();

  await expect(parley.heading).toContainText(/decides \d+\.\d % of 238 cases rightly, the most of 3 candidates/);
  const room = page.getByRole('main');
  await expect(room).toContainText('left out: 2 rows without a label.');
  await expect(room).toContainText('The scores of backwards run the other way');
  await room.getByRole('button', { name: 'Turn them round and measure again' }).click();
  await expect(room).toContainText('The scores of backwards were turned round.');

  // Decisions without scores have no area, and the reason is there to read.
  const measures = room.getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('row', { name: /^rules/ })).toContainText('No value: The log has decisions only');
  await parley.takeMeasure('Measures', 'Accuracy', 'Take as objective');
  await expect(measures.getByRole('columnheader', { name: /^Accuracy/ })).toContainText('objective');

  await room.getByRole('button', { name: 'Fairness' }).click();
  await expect(parley.heading).toContainText(/by sex\b/i);
  const dots = room.getByRole('table', { name: 'Selection rate by sex' });
  await expect(dots.getByRole('row')).toHaveCount(4);
  await expect(dots).toContainText('reference');
  await room.getByLabel('Attribute', { exact: true }).selectOption('1');
  await expect(room.getByRole('table', { name: 'Selection rate by region' })).toContainText('small');
  await room.getByLabel('Attribute', { exact: true }).selectOption('0');
  await parley.takeMeasure('Gaps by sex', 'Demographic parity difference', 'Require…');
  const require = page.getByRole('dialog', { name: 'Require Demographic parity difference by sex' });
  const bound = require.getByLabel('Bound of Demographic parity difference by sex');
  await bound.fill('0.25');
  await bound.press('Enter');
  await require.getByRole('button', { name: 'Require it' }).click();
  await expect(room.getByRole('columnheader', { name: /^Demographic parity difference/ })).toContainText(
    '1 requirement',
  );

  await room.getByRole('button', { name: 'Table' }).click();
  const grid = parley.cells;
  for (const name of ['forest', 'backwards', 'rules']) await expect(grid.getByRole('row', { name })).toBeVisible();
  await expect(grid).toContainText('Demographic parity difference by sex');
  // Requirement, objective, turning round, keeping: each is one step.
  for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
  await expect(page.getByText('Start with a table of candidates')).toBeVisible();
});

test('what is said of a log can be changed, the log is in the file, and it can be removed', async ({ app }) => {
  let { page } = app;
  let parley = new Parley(page);
  await parley.newReview('Which classifier?');
  await page.getByRole('button', { name: 'Measures' }).click();
  await expect(page.getByText('Start with a prediction log')).toBeVisible();
  await page.getByRole('button', { name: 'Add a prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${i % 2},${((i * 5) % 12) / 12}`);
  await dialog.getByRole('textbox', { name: 'Prediction log' }).fill(['id,label,score_a', ...rows].join('\n'));
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toContainText(/^a decides \d+\.\d % of 12 cases rightly\.$/);
  const before = await parley.heading.innerText();
  await page.getByRole('button', { name: 'What can be done with the log' }).click();
  await page.getByRole('menuitem', { name: 'What is said of it…' }).click();
  const said = page.getByRole('dialog', { name: 'What is said of the log' });
  const threshold = said.getByLabel('Threshold', { exact: true });
  await threshold.fill('0.95');
  await threshold.press('Enter');
  await said.getByRole('button', { name: 'Save' }).click();
  await expect(said).toBeHidden();
  await expect(parley.heading).toHaveText('a decides 50.0 % of 12 cases rightly.');
  await page.keyboard.press('Control+z');
  await expect(parley.heading).toHaveText(before);
  page = await app.restart('kill');
  parley = new Parley(page);
  await parley.reopen('Which classifier?');
  await page.getByRole('button', { name: 'Measures' }).click();
  await expect(parley.heading).toHaveText(before);
  await page.getByRole('button', { name: 'What can be done with the log' }).click();
  await page.getByRole('menuitem', { name: 'Remove it from the review' }).click();
  await expect(page.getByText('Start with a prediction log')).toBeVisible();
});

test('a log that is taken for a table of candidates is told apart', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which classifier?');
  await parley.chooseFile(fixture('predictions.csv'));
  await parley.importDialog.getByRole('button', { name: 'Read it as a prediction log' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  await expect(dialog.getByLabel('Positive label')).toHaveValue('1');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
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

test('a file that was taken for candidates is read as a log from its hint, and cells that are no answer are asked about', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.newReview('Which log?');
  const answers = ['no,0.0228', 'yes,0.7338', 'no,0.0547', 'yes,0.9', 'unknown,0.5'];
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${answers[i % 5]!}`);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file…' }).click();
  const buffer = Buffer.from([',y1,y_hat1', ...rows].join('\n'));
  await (await choosing).setFiles({ name: 'log.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Read it as a prediction log' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const chosen = (label: string) => dialog.getByLabel(label, { exact: true }).locator('option:checked');
  await expect(chosen('Label')).toHaveText('y1');
  await expect(chosen('Scores of log')).toHaveText('y_hat1');
  await expect(dialog.getByLabel('What was asked')).toHaveValue('binary');
  await expect(dialog.getByLabel('Positive label')).toHaveValue('yes');
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await expect(dialog).toContainText('“y1” has cells that are neither answer. Say what to do with them.');
  await dialog.getByLabel('Cells that are neither answer').selectOption('missing');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(dialog).toBeHidden();
  await expect(parley.heading).toContainText('decides 100.0 % of 32 cases rightly');
  await expect(page.getByRole('main')).toContainText('8 rows without a label');
});
