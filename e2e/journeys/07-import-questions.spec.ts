// What the columns leave open is asked once and remembered; importing again says what it changed, and is undone in one step.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

const table = (rows: string) => ({
  name: 'run.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`model,latency,cost_usd,accuracy\n${rows}`),
});

test('open questions are asked once, and importing again says what changed', async ({ app, page }) => {
  const parley = new Parley(page);
  const dialog = parley.importDialog;
  const choose = async (rows: string) => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import a file…' }).click();
    await (await choosing).setFiles(table(rows));
  };
  await parley.newReview('Questions');
  await choose('Alpha,12,0,0.8\nBeta,20,3,0.9\n');
  await expect(dialog).toContainText('Say what a 0 of cost_usd means.');
  await expect(dialog.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await dialog.getByRole('radio', { name: 'not known, so missing' }).check();
  await dialog.getByRole('combobox', { name: 'Say which number latency is' }).selectOption('p95');
  await dialog.getByRole('textbox', { name: 'Say the unit of latency' }).fill('ms');
  await expect(dialog.getByRole('textbox', { name: 'Name of latency' })).toHaveValue('p95 latency');
  await parley.acceptImport();
  await expect(parley.cells.getByRole('columnheader', { name: /p95 latency/ })).toBeVisible();
  await expect(parley.undo).toHaveAttribute('aria-label', 'Undo import');
  await expect(parley.heading).toContainText('1 value missing');

  await choose('Alpha,11,0,0.8\nGamma,9,1,0.7\n');
  await expect(dialog).toContainText('As you said before: latency, cost_usd.');
  await expect(dialog.getByRole('region', { name: 'What changes in the review' })).toContainText(
    '1 candidate gets new values, 1 is new.',
  );
  await expect(dialog).toContainText('Say whether p95 latency is the same measurement as the review’s.');
  const existing = dialog.getByRole('region', { name: 'Metrics that the review has already' });
  await expect(existing).toContainText('from run.csv');
  await expect(existing).toContainText('12 → 11 ms');
  await existing.getByRole('radio', { name: /^another one/ }).check();
  await expect(existing.getByRole('textbox')).toHaveValue('p95 latency (run)');
  await expect(dialog.getByRole('button', { name: 'Import 2 candidates' })).toBeEnabled();
  await existing.getByRole('radio', { name: /^the same: update 1 value/ }).check();
  await dialog.getByRole('button', { name: 'Update 1 value, import 1 candidate' }).click();
  await expect(dialog).toContainText('1 candidate has new values, 1 is new.');
  await expect(dialog.getByRole('row', { name: /^p95 latency/ })).toContainText('12 → 11 ms Alpha');
  await expect(dialog).toContainText('1 candidate of the review that the table does not name stays as it is.');
  await dialog.getByRole('button', { name: 'Undo the import' }).click();
  await expect(dialog).toBeHidden();
  await expect(parley.heading).toContainText('2 candidates');

  await choose('Alpha,11,0,0.8\n');
  await dialog.getByRole('button', { name: 'Forget it' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Say which number latency is' })).toHaveValue('');
  expect(app.problems).toEqual([]);
});

test('per cent beside fractions stop the import, and a direction that no name says is asked with all answers open', async ({
  app,
  page,
}) => {
  const parley = new Parley(page);
  const dialog = parley.importDialog;
  await parley.newReview('Mixed');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file…' }).click();
  await (
    await choosing
  ).setFiles({
    name: 'mixed.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'model,accuracy,wait,refusal_rate,Foo ↓,wer\nA,0.912,12 ms,0.2,5,5.1 [4.8; 5.4]\nB,0.905,1.2 s,0.1,7,4.9 [4.6; 5.2]\nC,88.7,45 ms,0.3,6,5.0*\n',
    ),
  });
  await expect(dialog).toContainText('Say what the numbers of accuracy are: it mixes two kinds.');
  await expect(dialog.getByRole('combobox', { name: 'Which way is better for refusal_rate', exact: true })).toHaveValue(
    '',
  );
  await expect(dialog.getByRole('combobox', { name: 'Say which way is better for refusal_rate' })).toHaveValue('');
  await expect(dialog.getByRole('combobox', { name: 'Which way is better for Foo ↓' })).toHaveValue('min');
  await expect(dialog.getByRole('textbox', { name: 'Unit of wait' })).toHaveValue('ms');
  await expect(dialog.getByRole('button', { name: /^Import/ })).toBeDisabled();
  await dialog.getByRole('radio', { name: 'fractions: 0.9 is 90 %' }).check();
  await expect(dialog.getByRole('textbox', { name: 'Unit of accuracy' })).toHaveValue('%');
  await parley.acceptImport();
  await expect(parley.cells).toContainText('91.2');
  expect(app.problems).toEqual([]);
});
