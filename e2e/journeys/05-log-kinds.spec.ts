// Prediction logs of numbers, of ordered lists and of several answers: the kind is proposed, measured, and becomes a metric.
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

/** Between 0 and 1, the same in every run. */
const noise = (i: number, k: number) => ((i * 7919 + k * 104_729) % 1009) / 1009;
const table = (header: string, rows: number, cells: (i: number) => (string | number)[]) =>
  [header, ...Array.from({ length: rows }, (_, i) => cells(i).join())].join('\n');

async function paste(page: Page, text: string) {
  await page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: 'Measures' }).click();
  await page.getByRole('button', { name: 'Add a prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  await dialog.getByRole('textbox', { name: 'Prediction log' }).fill(text);
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  return dialog;
}

test('a log of numbers: errors, by group, one of them an objective', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which forecast?');
  const text = table('id,target,pred_near,pred_far,sex', 90, (i) => [
    i,
    20 + i,
    20 + i + 4 * noise(i, 1) - 2,
    20 + i + 20 * noise(i, 2) - 4,
    i % 3 ? 'f' : 'm',
  ]);
  const dialog = await paste(page, text);
  await expect(dialog.getByLabel('What was asked')).toHaveValue('regression');
  // Only what a number needs is asked.
  await expect(dialog.getByLabel('Threshold')).toHaveCount(0);
  await expect(dialog.getByLabel('Favourable outcome')).toHaveCount(0);
  await dialog.getByLabel('What was asked').selectOption('ranking');
  await expect(dialog).toContainText('Say which column tells the lists apart');
  await dialog.getByLabel('What was asked').selectOption('regression');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();

  await expect(parley.heading).toHaveText(
    /^near is off by \d\.\d{3} on average over 90 cases, the least of 2 candidates, and more than noise ahead of far\.$/,
  );
  const room = page.getByRole('main');
  const measures = room.getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('row', { name: /^MAE/ })).toContainText('–');
  await expect(room.getByRole('table', { name: 'Differences in MAE' })).toContainText('more than noise');
  await measures.getByRole('button', { name: 'Make MAE an objective' }).click();
  await expect(measures.getByRole('row', { name: /^MAE/ })).toContainText('objective');

  await page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: 'Fairness' }).click();
  await expect(parley.heading).toContainText(/by sex\b/i);
  await expect(room.getByRole('table', { name: 'MAE by sex', exact: true }).getByRole('row')).toHaveCount(3);
  await room.getByLabel('Measure by group').selectOption('bias');
  await expect(room.getByRole('table', { name: 'Bias by sex' })).toBeVisible();
  await room.getByRole('button', { name: 'Make Worst-group MAE by sex a metric' }).click();
  await page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: 'Table' }).click();
  await expect(parley.cells).toContainText('Worst-group MAE by sex');
});

test('a log of lists: noticed upside down, turned, measured by the market of the list', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which ranker?');
  const text = table('query_id,item,relevance,score_good,score_cost,market', 240, (i) => {
    const relevance = Math.floor(3 * noise(i, 1));
    const score = relevance + 2 * noise(i, 2);
    return [Math.floor(i / 8), i, relevance, score, -score, i < 120 ? 'de' : 'fr'];
  });
  const dialog = await paste(page, text);
  await expect(dialog.getByLabel('What was asked')).toHaveValue('ranking');
  await expect(dialog.getByLabel('Query', { exact: true })).toHaveValue('0');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toContainText(/^good orders 30 lists best, with an NDCG@10 of 0\.\d{3}/);
  const room = page.getByRole('main');
  await expect(room).toContainText('The lists of cost stand upside down');
  await room.getByRole('button', { name: 'Turn them round and measure again' }).click();
  await expect(room).toContainText('The scores of cost were turned round.');
  await expect(parley.heading).toContainText('within noise of it');
  await room.getByLabel('Places of a list').selectOption('3');
  await expect(room.getByRole('table', { name: 'Measures' }).getByRole('row', { name: /^Recall@3/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: 'Fairness' }).click();
  await expect(room.getByRole('table', { name: 'NDCG@10 by market' }).getByRole('row')).toHaveCount(3);
});

test('a log of several answers: what is taken for what', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which tagger?');
  const answers = ['cat', 'dog', 'fox'];
  const text = table('y_true,pred_a,pred_b', 60, (i) => [
    answers[i % 3]!,
    answers[noise(i, 1) < 0.8 ? i % 3 : 0]!,
    answers[noise(i, 2) < 0.3 ? i % 3 : 1]!,
  ]);
  const dialog = await paste(page, text);
  await expect(dialog.getByLabel('What was asked')).toHaveValue('multiclass');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toContainText(/^a answers \d\d\.\d % of 60 cases rightly, the most of 2 candidates/);
  const room = page.getByRole('main');
  await expect(room.getByRole('table', { name: 'Confusions of a' }).getByRole('row', { name: /^fox/ })).toBeVisible();
  await room.getByLabel('Candidate of the confusions').selectOption('1');
  await expect(room.getByRole('table', { name: 'Confusions of b' })).toBeVisible();
});
