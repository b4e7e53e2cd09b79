// Nobody passes: the cheapest change becomes a proposal, is declined with a reason; another is accepted and carried out; the decision's
// record keeps both. And the other kinds of proposal, each answered by the role that is asked.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('nobody passes, and a proposal finds the bound that Product can live with', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  const dialog = page.getByRole('dialog');
  const list = page.getByRole('list', { name: 'Proposals' });

  // Product insists on what no candidate can do.
  await parley.go('Ballots');
  await parley
    .ballot('Product')
    .getByRole('button', { name: /must p95 latency.*50/ })
    .click();
  await dialog.getByRole('textbox', { name: 'Bound' }).fill('1');
  await dialog.getByRole('button', { name: 'Save' }).click();

  await parley.go('Compromise');
  const nobody = page.getByRole('region', { name: 'The smallest change that lets one pass' });
  await expect(nobody).toContainText(/Product’s p95 latency.* ≤ 1\sms excludes all 14\./);
  await expect(nobody).toContainText(/The smallest change that lets one pass: Product’s p95 latency.* ≤ .* \(.+\)\./);
  const rows = nobody.getByRole('listitem');
  const cheapest = (await rows.nth(0).locator('b').innerText()).replace('\u00a0', ' ');
  await rows.nth(0).getByRole('button', { name: 'Propose to Product…' }).click();
  await expect(dialog).toContainText(cheapest.slice(2));
  await expect(dialog).toContainText(/That lets .+ pass\./);
  await dialog.getByLabel('Proposed by').fill('Petra');
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(rows.nth(0)).toContainText('Proposed, waits for an answer');

  // Product answers on the Ballots room's list: no, and why.
  await parley.go('Ballots');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByRole('button', { name: 'Decline proposal 1' }).click();
  const decline = dialog.getByRole('button', { name: 'Decline', exact: true });
  await dialog.getByLabel('Answered by').fill('Paula');
  await expect(decline).toBeDisabled();
  await dialog.getByLabel('Why not').fill('That one has no ranking to speak of.');
  await decline.click();
  await expect(list).toContainText('“That one has no ranking to speak of.”');

  // Another one, which is accepted: the requirement is Product's new bound, and the promised candidate passes.
  await parley.go('Compromise');
  await expect(rows.nth(0)).toContainText('Declined by Paula');
  await rows.nth(1).getByRole('button', { name: 'Propose to Product…' }).click();
  const said = await dialog.getByRole('status').last().innerText();
  const promised = /lets (.+) pass/.exec(said)![1]!.split(/, | and /)[0]!;
  await dialog.getByLabel('Proposed by').fill('Petra');
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
  await parley.go('Ballots');
  await list.getByRole('button', { name: 'Accept proposal 2' }).click();
  await expect(dialog).toContainText('Accepting changes Product’s requirement at once.');
  await dialog.getByLabel('Answered by').fill('Paula');
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(parley.ballot('Product').getByRole('button', { name: /must p95 latency/ })).not.toContainText(
    '≤ 1\u00a0ms',
  );
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await parley.go('Compromise');
  await expect(nobody).toBeHidden();
  await expect(parley.heading.first()).not.toContainText('No candidate');
  await parley.go('Trade-offs');
  await expect(page.getByText(promised).first()).toBeVisible();

  // The decision, and its record.
  await parley.go('Decision');
  const proposals = page.getByRole('region', { name: 'Proposals' });
  await expect(proposals.getByRole('listitem')).toHaveCount(2);
  await parley.fill('Which question is decided', 'Which model should recommend restaurants in the app?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('region', { name: 'We choose' }).getByRole('button').first().click();
  await parley.fill('Why it', 'Product can live with its latency.');
  await parley.takeStance('Product', 'Supports it', 'Paula', '');
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(parley.heading.first()).toHaveText(/^We deploy/);
  await page.getByRole('button', { name: 'Export the record' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Record as HTML' }).click(),
  ]);
  const html = await readFile(await download.path(), 'utf8');
  const words = html
    .slice(html.indexOf('<body'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  const f = words.slice(words.indexOf('Gaps that were discussed, and proposals'));
  expect(f).toContain('2 proposals were made, 1 of them accepted.');
  expect(f).toMatch(/the table to Product: Product’s p95 latency.+?≤ .+? instead of ≤ 1 ms\./);
  expect(f).toMatch(/Declined by Paula, .+?: That one has no ranking to speak of\./);
  expect(f).toMatch(/Accepted by Paula/);
  await expect(page.getByText('follow from one another')).toBeVisible();
});

test('a hold and a condition are proposed, countered and accepted; a question about weights writes none', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  const dialog = page.getByRole('dialog');
  const list = page.getByRole('list', { name: 'Proposals' });
  await parley.go('Ballots');
  const weights = await parley
    .ballot('Sales')
    .getByRole('textbox', { name: /^Sales: weight of/ })
    .all();
  const before = await Promise.all(weights.map((field) => field.inputValue()));

  await page.getByRole('button', { name: 'Propose…' }).click();
  await dialog.getByLabel('To', { exact: true }).selectOption({ label: 'Sales' });
  await dialog.getByLabel('What', { exact: true }).selectOption({ label: 'A condition' });
  await dialog.getByLabel('What has to come true').fill('Advertisers are told');
  await dialog.getByLabel('Who answers for it').fill('Sales');
  await dialog.getByLabel('Why', { exact: true }).fill('They plan a quarter ahead.');
  await dialog.getByLabel('Proposed by').fill('Petra');
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(list).toContainText('Before it is deployed: Advertisers are told. Sales answers for it.');

  // Sales would rather hold it back; the table accepts, and the hold is Sales'.
  await list.getByRole('button', { name: 'Counter proposal 1' }).click();
  await dialog.getByLabel('What', { exact: true }).selectOption({ label: 'A hold' });
  await dialog.getByLabel('Until the day').fill('2027-03-01');
  await dialog.getByLabel('Why', { exact: true }).fill('The quarter ends then.');
  await dialog.getByLabel('Proposed by').fill('Sven');
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(list).toContainText('Answered by another proposal');
  await list.getByRole('button', { name: 'Accept proposal 2' }).click();
  await dialog.getByLabel('Answered by').fill('Petra');
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(parley.ballot('Sales')).toContainText('until 1 March 2027');

  await page.getByRole('button', { name: 'Propose…' }).click();
  await dialog.getByLabel('To', { exact: true }).selectOption({ label: 'Sales' });
  await dialog.getByLabel('What', { exact: true }).selectOption({ label: 'A question about a weight' });
  await dialog.getByRole('textbox', { name: 'Ad revenue in percent' }).fill('50');
  await page.keyboard.press('Tab');
  await dialog.getByLabel('Why', { exact: true }).fill('Everybody else gives it less.');
  await dialog.getByLabel('Proposed by').fill('Petra');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(list).toContainText(/Would you weigh Ad revenue 50\s% instead of/);
  await list.getByRole('button', { name: 'Say yes to proposal 3' }).click();
  await dialog.getByLabel('Answered by').fill('Sven');
  await dialog.getByRole('button', { name: 'Say yes', exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(await Promise.all(weights.map((field) => field.inputValue()))).toEqual(before);
});
