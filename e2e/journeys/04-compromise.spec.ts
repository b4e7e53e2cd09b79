// The Compromise room on the sample: the answer, what would change it, how sure it is, and trying without touching.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('the answer says what each role gives up, and whether others would choose the same', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Compromise');
  await expect(parley.heading.first()).toHaveText(/costs its unluckiest role the least/);
  await expect(page.getByText(/of 5 ranking methods name/)).toBeVisible();
  await expect(page.getByText(/of 7 group rules name/)).toBeVisible();
  await expect(page.getByText('chance it is best')).toBeVisible();
  // All sections, in their order, each with a sentence of its own.
  const sentences = page.locator('main section h3, main section h2');
  await expect(sentences.filter({ hasText: 'What would put' })).toBeVisible();
  await expect(sentences.filter({ hasText: 'is really best in' })).toBeVisible({ timeout: 30_000 });
});

test('a concession is tried in the sandbox, proposed, and undone', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Compromise');
  const answer = await parley.heading.first().innerText();
  await page.getByRole('button', { name: 'Try what Sales would concede' }).click({ timeout: 30_000 });

  // The band shows the real answer and the tried one; the runner-up was asked about, so another candidate is first now.
  const band = page.getByRole('complementary', { name: 'What if' });
  await expect(band).toContainText('nothing here is saved in the ballots');
  const winners = band.getByRole('table').getByRole('row');
  const real = await winners.nth(1).getByRole('cell').first().innerText();
  await expect(winners.nth(2).getByRole('cell').first()).not.toContainText(real);
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await expect(parley.heading.first()).toHaveText(answer);

  await band.getByRole('button', { name: 'Propose…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change the ballots' }).click();
  await expect(band).toBeHidden();
  await expect(parley.heading.first()).not.toHaveText(answer);
  await parley.undo.click();
  await expect(parley.heading.first()).toHaveText(answer);
  // One step, and nothing is left of it.
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
});

test('a formula makes a metric, a cell without a value says why', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await page.getByRole('button', { name: 'Other ways to add evidence' }).click();
  await page.getByRole('menuitem', { name: /Derived metric/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Cost per euro');
  await dialog.getByRole('textbox', { name: /^Formula/ }).fill('[Deploy cost] / ([Inputs read] - 1)');
  await expect(dialog).toContainText(/zero|0/);
  await dialog.getByRole('button', { name: /^(Add|Create|Save)/ }).click();
  await expect(dialog).toBeHidden();
  await expect(parley.heading).toContainText('9 metrics');
  await expect(parley.heading).toContainText(/missing/);
});

test('a ballot is weighed by questions, applied as one step', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  const field = parley.ballot('Product').getByRole('textbox', { name: 'Product: weight of p95 latency in percent' });
  const before = await field.inputValue();
  await parley.ballot('Product').getByRole('button', { name: 'Product: weigh by questions' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Apply|^Use/ })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(field).not.toHaveValue(before);
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(before);
});
