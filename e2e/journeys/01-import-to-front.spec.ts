// A table becomes a ranked front, and everything is still there the next day.
import { readFileSync } from 'node:fs';
import { expect, test } from '../app.ts';
import { fixture, Parley } from '../pages/parley.ts';

test('a person imports a table, weighs four roles, reads the answer, and finds it again', async ({ app }) => {
  let parley = new Parley(app.page);
  await parley.newReview('Spring ranker');
  await expect(app.page.getByRole('button', { name: 'Paste from a spreadsheet…' })).toBeVisible();

  await parley.chooseFile(fixture('rankers.csv'));
  await expect(
    parley.importDialog.getByText('Nothing is written until you accept').or(parley.importDialog),
  ).toBeVisible();
  await expect(
    parley.importDialog.getByRole('combobox', { name: 'Which way is better for p95 latency (ms)' }),
  ).toHaveValue('min');
  await expect(parley.importDialog.getByRole('combobox', { name: 'Use of Licence' })).toHaveValue('attribute');
  await parley.acceptImport();
  await expect(parley.heading).toContainText('10 candidates');
  // A decimal comma and a thousands point, as written in the file.
  await expect(parley.cells.getByRole('row', { name: /Ensemble/ })).toContainText('1,340');
  await expect(parley.cells.getByRole('row', { name: /Ensemble/ })).toContainText('76.1');

  await parley.go('Ballots');
  await parley.weigh('ML engineers', 'Accuracy', 100);
  await parley.weigh('Sales', 'Revenue per 1,000', 100);
  await parley.weigh('Product', 'p95 latency', 100);
  await parley.weigh('Infrastructure', 'Deploy cost', 70);
  await expect(parley.favourite('ML engineers')).toHaveText('Ensemble');
  await expect(parley.favourite('Sales')).toHaveText('Fee boost');
  await expect(parley.favourite('Product')).toHaveText('Popularity');

  await parley.go('Trade-offs');
  await expect(parley.heading).toContainText('costs its unluckiest role the least');
  await parley.settled();
  const answer = await parley.heading.innerText();

  for (const how of ['stop', 'kill'] as const) {
    parley = new Parley(await app.restart(how));
    await parley.reopen('Spring ranker');
    await expect(parley.heading).toContainText('10 candidates');
    await parley.go('Trade-offs');
    await expect(parley.heading).toHaveText(answer);
  }
});

test('a broken table says where it is broken, and changes nothing', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.newReview('Nothing happens');
  await parley.chooseFile(fixture('broken.csv'));
  await expect(parley.importDialog).toContainText(/4/);
  await expect(parley.importDialog.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await expect(parley.importDialog).toContainText('inf');
  await page.keyboard.press('Escape');
  await expect(parley.importDialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Paste from a spreadsheet…' })).toBeVisible();
  expect(app.problems).toEqual([]);
});

test('a table can be pasted, and undone', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Pasted');
  await page.getByRole('button', { name: 'Paste from a spreadsheet…' }).click();
  await page
    .getByRole('textbox', { name: 'Table' })
    .fill(readFileSync(fixture('rankers.csv'), 'utf8').replaceAll(';', '\t'));
  await page.getByRole('button', { name: 'Read it' }).click();
  await parley.acceptImport();
  await expect(parley.heading).toContainText('10 candidates');
  while (await parley.undo.isEnabled()) {
    const label = await parley.undo.getAttribute('aria-label');
    await parley.undo.click();
    await expect(parley.undo).not.toHaveAttribute('aria-label', label!);
  }
  await expect(page.getByRole('button', { name: 'Paste from a spreadsheet…' })).toBeVisible();
  while (await parley.redo.isEnabled()) {
    const label = await parley.redo.getAttribute('aria-label');
    await parley.redo.click();
    await expect(parley.redo).not.toHaveAttribute('aria-label', label!);
  }
  await expect(parley.heading).toContainText('10 candidates');
});

test('a table of 1,500 models and 20 columns goes through the built reader', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Many models');
  const header = ['model', ...Array.from({ length: 20 }, (_, j) => `score_${j + 1}`)].join(',');
  const rows = Array.from({ length: 1500 }, (_, i) =>
    [`model ${i + 1}`, ...Array.from({ length: 20 }, (_cell, j) => ((i * 37 + j * 101) % 997) / 10)].join(','),
  );
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file…' }).click();
  await (
    await choosing
  ).setFiles({ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\n')) });
  await parley.acceptImport();
  await expect(parley.heading).toContainText('1,500 candidates, 20 metrics');
});
