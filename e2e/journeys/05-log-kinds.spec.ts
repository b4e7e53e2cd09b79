// Prediction logs of numbers, of ordered lists, of several answers, of stars, of grades in words and of ranges: the kind is proposed, what
// only the cells tell is asked, and what was measured becomes a metric.
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
  // The best candidate comes first, and each number has its interval.
  await expect(measures.getByRole('rowheader')).toHaveText([/near/, /far/]);
  await expect(measures.getByRole('row', { name: /^near/ })).toContainText('–');
  await expect(room.getByRole('table', { name: 'Differences in MAE' })).toContainText('more than noise');
  await parley.takeMeasure('Measures', 'MAE', 'Take as objective');
  await expect(measures.getByRole('columnheader', { name: /^MAE/ })).toContainText('objective');

  await page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: 'Fairness' }).click();
  await expect(parley.heading).toContainText(/by sex\b/i);
  await expect(room.getByRole('table', { name: 'MAE by sex', exact: true }).getByRole('row')).toHaveCount(3);
  await room.getByLabel('Measure by group').selectOption('bias');
  await expect(room.getByRole('table', { name: 'Bias by sex' })).toBeVisible();
  await parley.takeMeasure('Gaps by sex', 'Worst-group MAE', 'Take as metric');
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
  await expect(
    room.getByRole('table', { name: 'Measures' }).getByRole('columnheader', { name: /^Recall@3/ }),
  ).toBeVisible();
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

/** A candidate that says the label with noise, as whole stars from 1 to 5. */
const stars = (label: number, i: number, k: number, off: number) =>
  Math.max(1, Math.min(5, label + Math.round(off * (2 * noise(i, k) - 1))));

test('a log of stars: asked what they are, measured with quadratic kappa, one measure taken', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which star reader?');
  const text = table('y_true,pred_near,pred_far', 150, (i) => {
    const label = 1 + Math.floor(5 * noise(i, 1));
    return [label, stars(label, i, 2, 0.9), stars(label, i, 3, 2.2)];
  });
  const dialog = await paste(page, text);
  await expect(dialog).toContainText('Say whether they are numbers, answers on a scale, or classes.');
  await dialog.getByLabel('What was asked').selectOption('ordinal');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toHaveText(
    /^near is off by \d\.\d{3} on average over 150 cases, the least of 2 candidates, and more than noise ahead of far\.$/,
  );
  const measures = page.getByRole('main').getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('columnheader', { name: /^Within one step/ })).toBeVisible();
  await parley.takeMeasure('Measures', 'Quadratic kappa', 'Take as metric');
  await expect(measures.getByRole('columnheader', { name: /^Quadratic kappa/ })).toContainText('metric');
  await expect(page.getByRole('main').getByRole('table', { name: 'Confusions of near' })).toBeVisible();
});

test('a log of grades in words: their order is asked, proposed where everybody knows it, and measured by steps', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.newReview('Which grader?');
  const log = (grades: readonly string[]) =>
    table('y_true,pred_near,pred_far', 150, (i) => {
      const label = 1 + Math.floor(5 * noise(i, 1));
      return [label, stars(label, i, 2, 0.9), stars(label, i, 3, 2.2)].map((star) => grades[star - 1]!);
    });
  const known = await paste(page, log(['poor', 'fair', 'good', 'very good', 'excellent']));
  await known.getByLabel('What was asked').selectOption('ordinal');
  await expect(known.getByRole('list', { name: 'Order of the answers' }).getByRole('listitem')).toContainText([
    'poor',
    'fair',
    'good',
    'very good',
    'excellent',
  ]);
  await expect(known.getByRole('button', { name: 'Keep and measure' })).toBeEnabled();
  await page.keyboard.press('Escape');

  // From best to worst these stand in no order that anybody could know.
  const dialog = await paste(page, log(['E', 'D', 'C', 'B', 'A']));
  await dialog.getByLabel('What was asked').selectOption('ordinal');
  await expect(dialog).toContainText('Say in which order the answers stand, from the lowest to the highest.');
  const order = dialog.getByRole('list', { name: 'Order of the answers' }).getByRole('listitem');
  await expect(order).toHaveCount(5);
  for (const [place, grade] of ['E', 'D', 'C', 'B', 'A'].entries()) {
    // Each moves up from where it stands.
    for (;;) {
      const at = (await order.allTextContents()).findIndex((text) => text.trim().startsWith(grade));
      if (at <= place) break;
      await dialog.getByRole('button', { name: `Move ${grade} up` }).click();
    }
  }
  await dialog.getByRole('button', { name: 'This is the order' }).click();
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toHaveText(
    /^near is off by \d\.\d{3}.steps on average over 150 cases, the least of 2 candidates, and more than noise ahead of far\.$/,
  );
  const measures = page.getByRole('main').getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('columnheader', { name: /^Within one step/ })).toBeVisible();
  await parley.takeMeasure('Measures', 'Quadratic kappa', 'Take as metric');
  await expect(measures.getByRole('columnheader', { name: /^Quadratic kappa/ })).toContainText('metric');
  const confusions = page.getByRole('main').getByRole('table', { name: 'Confusions of near' });
  await expect(confusions.getByRole('rowheader')).toHaveText(['E', 'D', 'C', 'B', 'A']);
});

test('rows of one user that err together are proposed as one, with the correlation', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which model for visits?');
  const visits = (erring: (i: number) => boolean) =>
    table('y_true,pred_a,user_id', 240, (i) => {
      const label = noise(i, 1) < 0.5 ? 1 : 0;
      return [label, erring(i) ? 1 - label : label, `u${i % 40}`];
    });
  const apart = await paste(
    page,
    visits((i) => i % 7 < 2),
  );
  await apart.getByLabel('Favourable outcome').selectOption('positive');
  await expect(apart.getByRole('button', { name: 'Keep and measure' })).toBeEnabled();
  await expect(apart.getByLabel('Rows of one user_id')).toHaveCount(0);
  await page.keyboard.press('Escape');

  const dialog = await paste(
    page,
    visits((i) => noise(i % 40, 3) < 0.25 || noise(i, 2) < 0.1),
  );
  await expect(dialog).toContainText(
    /user_id has 40 values that repeat, and rows of one of them err together: the intra-class correlation of a’s errors is 0\.\d\d\./,
  );
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await expect(dialog).toContainText('Say whether the rows of one user_id belong together.');
  await dialog.getByLabel('Rows of one user_id').selectOption('together');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toContainText('a decides');
});

test('numbers of several answers that do not add up to 1: asked what they are, ranked as scores', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Which scorer?');
  const answers = ['cat', 'dog', 'elk', 'fox'];
  const odds = (i: number, k: number) => {
    const label = Math.floor(4 * noise(i, 1));
    return answers.map((_, c) => 0.2 + noise(i, k + c) + (c === label ? 0.6 : 0));
  };
  const text = table(
    `y_true,${answers.map((each) => `p_a_${each}`).join()},${answers.map((each) => `p_b_${each}`).join()}`,
    200,
    (i) => {
      const a = odds(i, 10);
      const sum = a.reduce((all, each) => all + each, 0);
      return [answers[Math.floor(4 * noise(i, 1))]!, ...a.map((each) => each / sum), ...odds(i, 20)];
    },
  );
  const dialog = await paste(page, text);
  await expect(dialog).toContainText('Say what the numbers of b are: they do not add up to 1.');
  await expect(dialog).toContainText('What b gives the answers');
  await expect(dialog.getByLabel('What the numbers of a are')).toHaveCount(0);
  await dialog.getByLabel('What the numbers of b are').selectOption('scores');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toContainText('of 200 cases rightly');
  const room = page.getByRole('main');
  const measures = room.getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('columnheader', { name: /^Top-3 accuracy/ })).toBeVisible();
  await expect(measures).toContainText('b gives scores, which are no probabilities');
});

test('a log of ranges: what they promise is asked, drift over time is said, and rows without a label are compared', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.newReview('Which forecast range?');
  const text = table('date,y_true,lower_wide,upper_wide,lower_tight,upper_tight,site', 320, (i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    const guess = 20 + 10 * noise(i, 1);
    // What happens moves away from what was guessed, and later rows have no label yet.
    const label = guess + 4 * noise(i, 2) - 2 + (i > 200 ? 2 : 0);
    return [day, i < 280 ? label : '', guess - 5, guess + 5, guess - 1.5, guess + 1.5, i % 2 ? 'north' : 'south'];
  });
  const dialog = await paste(page, text);
  await expect(dialog.getByLabel('What was asked')).toHaveValue('interval');
  await expect(dialog).toContainText('Say which share of the cases the ranges are to hold.');
  await dialog.getByLabel('Share that ranges are to hold').fill('90');
  await dialog.getByLabel('Share that ranges are to hold').press('Tab');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toHaveText(/ holds \d+\.\d.% of 280 cases in its ranges, where 90.% was promised/);
  const room = page.getByRole('main');
  const measures = room.getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('columnheader', { name: /^Coverage/ }).first()).toBeVisible();
  await expect(measures.getByRole('row', { name: /^wide/ })).toContainText('–');
  await expect(room).toContainText('tight gets worse over time: its interval score goes from');
  await room.getByText('The same as a table').click();
  const overTime = room.getByRole('table', { name: 'Interval score over time' });
  await expect(overTime.getByRole('row')).toHaveCount(3);
  await expect(overTime.getByRole('columnheader')).toHaveCount(10);
  await expect(room).toContainText('The 40 rows without a label differ from the rest: they are later');
  await parley.takeMeasure('Measures', 'Interval score', 'Take as objective');
  await expect(measures.getByRole('columnheader', { name: /^Interval score/ })).toContainText('objective');
});

test('a log of probabilities of several answers: columns are found, and whether they come true is told', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.newReview('Which classifier?');
  const answers = ['cat', 'dog', 'elk', 'fox'];
  const text = table('y_true,p_a_cat,p_a_dog,p_a_elk,p_a_fox,probs_b', 200, (i) => {
    const label = Math.floor(4 * noise(i, 1));
    const odds = (k: number, by: number) => answers.map((_, c) => 0.2 + noise(i, k + c) + (c === label ? by : 0));
    const shares = (of: number[]) => of.map((odd) => odd / of.reduce((sum, each) => sum + each, 0));
    const listed = shares(odds(20, 0.2)).map((share) => share.toFixed(4));
    return [answers[label]!, ...shares(odds(10, 0.6)).map((share) => share.toFixed(4)), `"[${listed.join(', ')}]"`];
  });
  const dialog = await paste(page, text);
  await expect(dialog.getByLabel('What was asked')).toHaveValue('multiclass');
  await expect(dialog.getByRole('table', { name: 'Candidates of the log' })).toContainText('4 columns');
  await expect(dialog.getByRole('table', { name: 'Candidates of the log' })).toContainText('check their order');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toContainText(/^a answers \d\d\.\d % of 200 cases rightly, the most of 2 candidates/);
  const room = page.getByRole('main');
  const measures = room.getByRole('table', { name: 'Measures' });
  await expect(measures.getByRole('columnheader', { name: /^Top-3 accuracy/ })).toBeVisible();
  await expect(measures.getByRole('columnheader', { name: /^Top-5 accuracy/ })).toHaveCount(0);
  await parley.takeMeasure('Measures', 'Log loss', 'Take as metric');
  await expect(measures.getByRole('columnheader', { name: /^Log loss/ })).toContainText('metric');
  await expect(room.getByRole('table', { name: 'Probabilities of a' }).getByRole('row')).toHaveCount(5);
  await room.getByLabel('Candidate of the answers').selectOption('1');
  await expect(room.getByRole('table', { name: 'Probabilities of b' })).toBeVisible();
});
