// Five windows on one review: each changes something else, all show the same afterwards, and undo belongs to the window.
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('five pages make one decision', async ({ app, page }) => {
  test.slow();
  test.skip(app.host !== 'web', 'The desktop app has one window.');
  const first = new Parley(page);
  await first.openSample();
  const key = await page.evaluate(() => sessionStorage.getItem('parley token') ?? '');
  const another = async (): Promise<Page> => {
    const other = await page.context().newPage();
    await other.addInitScript((token) => sessionStorage.setItem('parley token', token), key);
    await other.goto(new URL('/', page.url()).href);
    await new Parley(other).reopen('Restaurant recommender');
    return other;
  };
  const others = [await another(), await another(), await another(), await another()];
  const all = [first, ...others.map((other) => new Parley(other))];
  const [asks, weighs, corrects, signs, looks] = all as [Parley, Parley, Parley, Parley, Parley];
  for (const parley of all) await parley.go('Decision');

  // The question that one writes and the choice of another stand in every window's Decision room.
  await asks.fill('Which question is decided', 'Which model should recommend restaurants?');
  await asks.fill('Who answers for it', 'Petra');
  await signs.page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await asks.fill('Why it', 'The role that loses most loses least with it.');
  for (const { page: window } of all) {
    const record = window.getByRole('complementary', { name: 'The record' });
    await expect(record).toContainText('Which model should recommend restaurants?');
    await expect(record).toContainText('The role that loses most loses least with it.');
  }

  // Weights changed in one window turn the answer in all of them, without being touched.
  const deciding = [asks, corrects, signs, looks];
  const still = /^Two-tower costs its unluckiest role the least/;
  for (const parley of deciding) await expect(parley.heading.first()).toHaveText(still);
  await weighs.go('Ballots');
  await weighs.weigh('Infrastructure', 'Inputs read', 0);
  for (const parley of deciding) {
    await expect(parley.heading.first()).not.toHaveText(still);
    await expect(
      parley.page.getByRole('textbox', { name: /^Why not Fee nudge, the answer of the rule/ }),
    ).toBeVisible();
  }
  // Undo belongs to the window that made the change.
  for (const { page: window } of deciding) {
    await expect(window.getByRole('button', { name: /^The last change was made in another window/ })).toBeDisabled();
  }
  await weighs.undo.click();
  for (const parley of deciding) await expect(parley.heading.first()).toHaveText(still);

  // So does evidence that one corrects.
  await corrects.go('Evidence');
  await corrects.correct('Two-tower', 'Ad revenue', '20');
  for (const parley of [asks, signs, looks]) await expect(parley.heading.first()).not.toHaveText(still);
  await corrects.undo.click();
  for (const parley of [asks, signs, looks]) await expect(parley.heading.first()).toHaveText(still);

  // What people sign and promise in different windows comes together in one record.
  await signs.takeStance('Sales', 'Objects', 'Sven', 'It earns too little.');
  await looks.fill('Who may stop it, and how', 'Product, at any hour');
  for (const parley of [asks, signs, looks]) {
    const record = parley.page.getByRole('complementary', { name: 'The record' });
    await expect(record).toContainText('Objection of Sales. “It earns too little.”');
    await expect(record).toContainText('May stop it: Product, at any hour.');
  }
  for (const parley of [weighs, corrects]) await parley.go('Decision');
  await asks.page.getByRole('button', { name: 'Record decision' }).click();
  for (const parley of all) {
    await expect(parley.heading.first()).toHaveText('We deploy Two-tower.');
    await expect(parley.page.getByText('The same answer, and every must is met.')).toBeVisible();
  }
  // Evidence that moves afterwards is judged in every window.
  await corrects.go('Evidence');
  await corrects.correct('Two-tower', 'p95 latency', '80');
  for (const parley of [asks, weighs, signs, looks]) {
    await expect(parley.page.getByText(/^A must is broken\./)).toBeVisible();
  }
});
