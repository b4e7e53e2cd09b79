// The five-minute tour of the README, on the sample: four favourites, one compromise, and why.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

const roles = ['ML engineers', 'Sales', 'Product', 'Infrastructure'];

test('four roles have four favourites, and least regret names one candidate with the regrets of all', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  const favourites = await Promise.all(roles.map((role) => parley.favourite(role).innerText()));
  expect(new Set(favourites).size).toBe(4);
  await expect(parley.heading).toHaveText('4 roles, 4 favourites');

  await parley.go('Trade-offs');
  await expect(parley.heading).toHaveText(/costs its unluckiest role the least/);
  const onFront = Number(/(\d+) on the front/.exec(await page.locator('main').innerText())?.[1]);
  expect(onFront).toBeGreaterThanOrEqual(4);
  const givesUp = page.getByRole('region', { name: 'What each role gives up' });
  for (const role of roles) await expect(givesUp).toContainText(role);
});

test('a weight is dragged, followed at once, undone and redone', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  const slider = parley.ballot('Sales').getByRole('slider', { name: 'Sales: weight of NDCG@10' });
  const field = parley.ballot('Sales').getByRole('textbox', { name: 'Sales: weight of NDCG@10 in percent' });
  const before = await field.inputValue();
  const favourite = await parley.favourite('Sales').innerText();
  await slider.fill('100');
  await expect(field).toHaveValue('100');
  await expect(parley.favourite('Sales')).not.toHaveText(favourite);
  await expect(parley.undo).toHaveAttribute('aria-label', 'Undo weights');
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(before);
  await page.keyboard.press('Control+Shift+z');
  await expect(field).toHaveValue('100');
});

test('weighing by questions begins without an answer, names no candidate, and is applied once every swing has its place', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await parley.ballot('Sales').getByRole('button', { name: 'Sales: weigh by questions' }).click();
  const dialog = page.getByRole('dialog');
  const apply = dialog.getByRole('button', { name: 'Apply' });
  await expect(apply).toBeDisabled();
  await expect(dialog).toContainText('The new weights appear when every swing has its place; 6 to go.');
  await expect(dialog).not.toContainText(/favourite|Fee auction|Two-tower/i);
  await dialog.getByRole('button', { name: 'Deploy cost: place 1' }).click();
  await expect(apply).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Keep the order of the weights there are' }).check();
  await apply.click();
  await expect(
    parley.ballot('Sales').getByRole('textbox', { name: 'Sales: weight of Deploy cost in percent' }),
  ).not.toHaveValue('0');
});

test('selecting a candidate lights it up everywhere, and a role sees with its own eyes', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Trade-offs');
  await page
    .getByRole('grid', { name: /order/i })
    .getByRole('row', { name: /Fee auction/ })
    .click();
  await expect(page).toHaveURL(/select=\d+/);
  await expect(page.getByRole('region', { name: /Why Fee auction|Fee auction/ }).first()).toBeVisible();
  await parley.seeAs('Sales');
  await expect(parley.heading).toHaveText(/Sales/);
  // The stand-in for Electron does not let its pages be loaded anew.
  if (app.host !== 'shell') {
    await page.reload();
    await expect(parley.heading).toHaveText(/Sales/);
  }
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/select=/);
});

test('every value says where it came from', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.cells
    .getByRole('row', { name: /Two-tower/ })
    .getByText('58.8')
    .click();
  const panel = page.getByRole('complementary', { name: 'Where the value came from' });
  await expect(panel).toContainText('candidates.csv');
  await expect(panel).toContainText('Ad revenue per 1,000 impressions');
  await expect(panel).toContainText('58.78');
});

test('a requirement screens out for everybody, and a hold only says not yet', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await parley
    .ballot('Product')
    .getByRole('button', { name: /^must p95 latency/ })
    .click();
  const bound = page.getByRole('dialog').getByRole('textbox', { name: 'Bound' });
  await bound.fill('20');
  await bound.press('Tab');
  await expect(page.getByRole('dialog')).toContainText('meet it');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await parley.go('Trade-offs');
  await expect(page.locator('main')).toContainText(/6 fail a requirement/);
  await page.getByRole('button', { name: /^Undo requirement/ }).click();
  await expect(page.locator('main')).toContainText(/1 fails a requirement/);
  await expect(page.locator('main')).toContainText(/on hold/);
});

test('the prediction log says how sure each number is, who is treated how, what drives a candidate, and what nobody listed', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.look('Measures');
  await expect(parley.heading).toHaveText(
    /^Ensemble decides 87\.2.% of 3,500 cases rightly, the most of 14 candidates; Two-stage and 7 others are within noise of it/,
  );
  const measures = page.getByRole('table', { name: 'Measures' });
  // Whom the headline is about stands first, with an interval under each number.
  await expect(measures.getByRole('row').nth(1)).toHaveAccessibleName(/^Ensemble.*0\.\d{3}–0\.\d{3}/);

  await parley.look('Fairness');
  await expect(parley.heading).toHaveText(/^Selection rates differ by restaurant for \d+ of 14 candidates$/);
  await expect(page.locator('main')).toContainText(/The rule of four fifths, .*kept by/);
  await page.getByRole('combobox', { name: 'Attribute' }).selectOption({ label: 'standing (2)' });
  await expect(page.getByRole('table', { name: /Selection rate by standing/ })).toContainText(/little known/);
  // What was measured stays while one walks around.
  await parley.go('Trade-offs');
  await parley.go('Evidence');
  await expect(parley.heading).toHaveText(/by (restaurant|standing)/);

  await parley.look('Interpretability');
  await page.getByRole('button', { name: /^Two-tower/ }).click();
  await expect(parley.heading).toHaveText(
    /^A tree of depth 3 says what Two-tower says on 90\s% of rows it has not seen;/,
  );

  await parley.look('New candidates');
  await page.getByRole('button', { name: 'Cascades' }).click();
  await page.getByLabel('Cheap candidate').selectOption('Two-tower');
  await page.getByLabel('Costly candidate').selectOption('Ensemble');
  const cascades = page.getByRole('table', { name: 'Cascades' });
  await expect(cascades.getByRole('row', { name: /Two-tower, 18 % to Ensemble/ })).toContainText('0.864');
  await expect(cascades.getByRole('row', { name: /^Ensemble alone/ })).toContainText('0.864');
});
