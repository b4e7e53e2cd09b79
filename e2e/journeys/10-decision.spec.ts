// A decision from the answer to the record: chosen, argued, signed, recorded, exported, found again, reopened.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../app.ts';
import { fixture, Parley } from '../pages/parley.ts';

test('a decision is recorded with an objection, and its record says so first', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Decision');
  await expect(parley.heading.first()).toHaveText(/Two-tower costs its unluckiest role the least/);
  // Parts are as tall as what is in them, before there is a draft too.
  const question = await page.getByRole('region', { name: 'The question' }).boundingBox();
  expect(question!.height).toBeLessThan(220);
  await parley.fill('Which question is decided', 'Which model should recommend restaurants in the app?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await parley.fill('Why it', 'The role that loses most loses least with it.');
  await parley.takeStance('Sales', 'Objects', 'Sven', '1.2 € short of what the advertising team costs.');
  await parley.takeStance('Product', 'Supports it', 'Paula', '');
  await page.getByRole('button', { name: 'Add one…' }).click();
  await page.getByRole('dialog').getByLabel('When').selectOption('watch');
  await page
    .getByRole('dialog')
    .getByLabel('A number that shows it (optional)')
    .selectOption({
      label: (
        await page
          .getByRole('dialog')
          .getByRole('option', { name: /^p95 latency/ })
          .innerText()
      ).trim(),
    });
  const bound = page.getByRole('dialog').getByLabel('Bound', { exact: true });
  await expect(page.getByRole('dialog')).toContainText('A number needs a bound.');
  await bound.fill('about 50');
  await page.getByRole('dialog').getByLabel('Who answers for it').fill('Infrastructure');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(
    '“about 50” is not a number that can be used here. Nothing is taken.',
  );
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Save' })).toBeDisabled();
  await bound.fill('50');
  await bound.blur();
  await expect(page.getByRole('dialog')).not.toContainText('A number needs a bound.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const record = page.getByRole('complementary', { name: 'The record' });
  await expect(record).toContainText('We deploy Two-tower.');
  await expect(record).toContainText('Objection of Sales.');

  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(parley.heading.first()).toHaveText('We deploy Two-tower.');
  await expect(page.getByText('Holds.', { exact: true })).toBeVisible();
  await expect(page.getByText('follow from one another')).toBeVisible();

  await page.getByRole('button', { name: 'Note this check…' }).click();
  await page.getByRole('dialog').getByLabel('Checked by').fill('Bo');
  await page.getByRole('dialog').getByRole('button', { name: 'Note it' }).click();
  await expect(page.getByRole('region', { name: 'Does it hold?' })).toContainText(/Last noted by Bo on .*: Holds\./);

  await page.getByRole('button', { name: 'Export the record' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Record as HTML' }).click(),
  ]);
  const html = await readFile(await download.path(), 'utf8');
  const words = html.slice(html.indexOf('<body')).replace(/<[^>]+>/g, '');
  expect(words).toContain('We deploy Two-tower.');
  expect(words.indexOf('Objection of Sales.')).toBeLessThan(words.indexOf('What each role wanted'));
  expect(words).toContain('no: the ballots were not blind');

  await page.getByRole('button', { name: 'Reopen…' }).click();
  await page.getByRole('dialog').getByLabel('Why').fill('New latency numbers.');
  await page.getByRole('dialog').getByRole('button', { name: 'Reopen' }).click();
  await expect(page.getByRole('button', { name: 'Record decision' })).toBeVisible();

  // A draft that nobody wants any more goes, and the decision that was recorded counts as before.
  await page.getByRole('button', { name: 'Discard draft…' }).click();
  await expect(page.getByRole('dialog')).toContainText('Decision 1 stays recorded, and counts.');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByRole('button', { name: 'Record decision' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard draft…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard draft' }).click();
  await expect(parley.heading.first()).toHaveText('We deploy Two-tower.');
  await expect(page.getByRole('button', { name: 'Reopen…' })).toBeVisible();
});

test('choosing against the answer needs a reason, and the record says who pays', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Decision');
  await parley.fill('Which question is decided', 'Which model?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('combobox', { name: 'Another candidate' }).fill('distilled');
  await page.getByRole('option', { name: 'Two-stage, distilled' }).click();
  await expect(page.getByText('Who pays:')).toContainText(/Sales: 0\.\d+ instead of 0\.\d+ given up/);
  await expect(page.getByRole('button', { name: 'Record decision' })).toBeDisabled();
  await parley.fill('Why not Two-tower, the answer of the rule (needed)', 'Product needs the accuracy.');
  await parley.recordWithoutStances();
  await expect(parley.heading.first()).toHaveText('We deploy Two-stage, distilled.');
  const record = page.getByRole('complementary', { name: 'The record' });
  await expect(record).toContainText('Why not Two-tower, the answer of the rule');
});

test('what changes after a decision is said in every room, with its cause; weights moved later are no vote', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Decision');
  await parley.fill('Which question is decided', 'Which model?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await parley.recordWithoutStances();
  await expect(page.getByText('Holds.', { exact: true })).toBeVisible();
  const rooms = page.getByRole('navigation', { name: 'Rooms' });
  await expect(rooms.getByRole('link', { name: 'Decision' })).toContainText('holds');

  await parley.go('Ballots');
  await parley.weigh('Sales', 'Ad revenue', 5);
  await parley.go('Decision');
  await expect(page.getByText('Holds.', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Does it hold?' })).toContainText(
    /Since the decision the weights of Sales were changed \(.+ → .+\)\. It was checked with the ballots it was made with\./,
  );

  await parley.go('Evidence');
  await parley.chooseFile(fixture('worse-two-tower.csv'));
  await parley.importDialog
    .getByRole('button', { name: 'the same, update them' })
    .or(parley.importDialog.getByRole('radio', { name: /^the same/ }))
    .first()
    .click();
  await parley.importDialog.getByRole('button', { name: /^Update \d/ }).click();
  await expect(parley.importDialog).toContainText('Decision 1 is overtaken');
  await parley.importDialog.getByRole('button', { name: 'Done' }).click();
  const banner = page
    .getByRole('main')
    .getByText(/^Decision 1 is overtaken: .+ first now; when it was decided, it was Two-tower\./);
  await expect(banner).toContainText(/Because of new NDCG@10 of Two-tower: 0\.\d+ → 0\.05/);
  await expect(rooms.getByRole('link', { name: 'Decision' })).toContainText('overtaken');

  // Also when the review is opened again, in whichever room.
  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'All reviews' }).click();
  await parley.reopen('Restaurant recommender');
  await expect(banner).toBeVisible();
  await page.getByRole('button', { name: 'See the decision' }).click();
  await expect(page.getByText('Overtaken.', { exact: true })).toBeVisible();
  await expect(banner).toBeHidden();
});
