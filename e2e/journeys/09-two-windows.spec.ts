// Two windows on one review: what one changes the other shows without being touched, and each undoes its own.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('two pages work on one review', async ({ app, page }) => {
  test.skip(app.host !== 'web', 'The desktop app has one window.');
  const left = new Parley(page);
  await left.openSample();
  // A second page of the same browser, with the key of the first.
  const key = await page.evaluate(() => sessionStorage.getItem('parley token') ?? '');
  const other = await page.context().newPage();
  await other.addInitScript((token) => sessionStorage.setItem('parley token', token), key);
  await other.goto(new URL('/', page.url()).href);
  const right = new Parley(other);
  await right.reopen('Restaurant recommender');

  await left.go('Ballots');
  await right.go('Ballots');
  const weight = (parley: Parley) =>
    parley.ballot('Sales').getByRole('textbox', { name: 'Sales: weight of NDCG@10 in percent' });
  const before = await weight(right).inputValue();
  await left.ballot('Sales').getByRole('slider', { name: 'Sales: weight of NDCG@10' }).fill('100');
  await expect(weight(right)).toHaveValue('100');

  await expect(left.undo).toHaveAttribute('aria-label', 'Undo weights');
  const sentence = 'The last change was made in another window: “weights”. Undo it there.';
  await expect(other.getByRole('button', { name: sentence })).toBeDisabled();
  await other.keyboard.press('Control+z');
  await expect(other.getByText(sentence)).toBeVisible();
  await expect(weight(right)).toHaveValue('100');

  await page.keyboard.press('Control+z');
  await expect(weight(left)).toHaveValue(before);
  await expect(weight(right)).toHaveValue(before);

  // The other way round; and once a page is gone, what it did can be undone elsewhere.
  await right.ballot('Sales').getByRole('slider', { name: 'Sales: weight of NDCG@10' }).fill('90');
  await expect(weight(left)).toHaveValue('90');
  await other.close();
  await page.reload();
  await expect(left.undo).toHaveAttribute('aria-label', 'Undo weights');
  await left.undo.click();
  await expect(weight(left)).toHaveValue(before);
});
