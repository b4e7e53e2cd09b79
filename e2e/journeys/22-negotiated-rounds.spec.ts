// Rounds in which somebody abstains, is left out, or counts by their last ballot; too few ballots for a decision; and the way from
// "nobody passes" over a proposal that is declined and one that is accepted to a second round and a recorded decision.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';
import { cardOf, closeRound, openRound, openWithWords, seats, voteHere } from '../pages/round.ts';

test('nobody passes after a reveal, and a second round decides with what was agreed', async ({ page }) => {
  test.slow();
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  const dialog = page.getByRole('dialog');
  const reveal = page.getByRole('button', { name: 'Reveal', exact: true });
  const stop = async (why: string) => {
    await page.getByRole('button', { name: 'Stop the round…' }).click();
    await dialog.getByRole('textbox').fill(why);
    await dialog.getByRole('button', { name: 'Stop the round' }).click();
  };

  // Everybody abstains: there is nothing to reveal, and that is said.
  await openRound(page, seats);
  for (const role of Object.keys(seats)) {
    await cardOf(page, role).getByRole('button', { name: 'Abstain…' }).click();
    await expect(dialog).toContainText(/weights, requirements and holds then count for nothing in this round/);
    await dialog.getByRole('button', { name: 'Abstain', exact: true }).click();
    await expect(cardOf(page, role)).toContainText('Abstains');
    await expect(cardOf(page, role).getByRole('button', { name: 'Vote after all' })).toBeVisible();
  }
  await closeRound(page);
  await expect(page.getByText('No ballot counts in this round, so there is nothing to reveal.')).toBeVisible();
  await expect(reveal).toBeDisabled();
  await stop('Everybody abstained.');

  // Product insists on what no candidate can do; Infrastructure votes as well; Sales gives no ballot.
  await openRound(page, seats);
  const words: Record<string, string> = {};
  words['Product'] = await voteHere(page, 'Product', 'Pia', { 'p95 latency': 60, 'NDCG@10': 40 }, async (form) => {
    await form.getByRole('button', { name: 'Add a bound' }).click();
    await form.getByRole('combobox', { name: 'Metric' }).selectOption({ label: 'p95 latency (modelled)' });
    const bound = form.getByRole('textbox', { name: 'Bound', exact: true });
    await bound.fill('1');
    await bound.press('Enter');
    await form.getByRole('radio', { name: /^Must/ }).check();
    await form.getByRole('button', { name: 'Keep this bound' }).click();
    await expect(form.getByText('None of 14 candidates reaches it')).toBeVisible();
  });
  words['Infrastructure'] = await voteHere(page, 'Infrastructure', 'Ivo', { 'Deploy cost': 100 });
  await closeRound(page);
  for (const role of ['Product', 'Infrastructure']) await openWithWords(page, role, words[role]!);
  for (const role of ['ML engineers', 'Sales']) {
    // Nobody has a ballot of before that could count.
    await expect(cardOf(page, role).getByRole('radio')).toHaveCount(1);
    await cardOf(page, role)
      .getByRole('radio', { name: `Leave ${role} out of this round` })
      .check();
  }
  await reveal.click();
  const show = page.getByRole('dialog', { name: 'The reveal of round 2' });
  await expect(show).toContainText('Sales gave no ballot in round 2 and does not count in its answer.');
  await page.keyboard.press('Escape');
  await expect(page.getByText('These are the ballots of round 2')).toBeVisible();

  // The first thing on the screen is the cheapest change that lets one pass.
  await parley.go('Compromise');
  const nobody = page.getByRole('region', { name: 'The smallest change that lets one pass' });
  await expect(nobody).toContainText(/Product’s p95 latency.* ≤ 1\sms excludes all 14\./);
  const rows = nobody.getByRole('listitem');
  const list = page.getByRole('list', { name: 'Proposals' });
  const propose = async (row: number) => {
    await rows.nth(row).getByRole('button', { name: 'Propose to Product…' }).click();
    await dialog.getByLabel('Proposed by').fill('Fred');
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click();
    await expect(dialog).toBeHidden();
    await parley.go('Ballots');
  };
  await propose(0);
  await list.getByRole('button', { name: 'Decline proposal 1' }).click();
  await dialog.getByLabel('Answered by').fill('Pia');
  await dialog.getByLabel('Why not').fill('That one has no ranking to speak of.');
  await dialog.getByRole('button', { name: 'Decline', exact: true }).click();
  await expect(list).toContainText('“That one has no ranking to speak of.”');
  await parley.go('Compromise');
  await propose(1);
  await list.getByRole('button', { name: 'Accept proposal 2' }).click();
  await dialog.getByLabel('Answered by').fill('Pia');
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(dialog).toBeHidden();
  const must = parley.ballot('Product').getByRole('button', { name: /must p95 latency/ });
  await expect(must).not.toContainText('≤ 1\u00a0ms');
  const agreed = await must.innerText();

  // Another round. Product keeps its ballot as it was, with what it agreed to; Infrastructure is away, and its last ballot counts.
  await openRound(page, seats);
  await page.getByRole('button', { name: 'Pass the screen to Product' }).click();
  await dialog.getByRole('button', { name: 'I speak for Product' }).click();
  const bounds = dialog.getByRole('listitem').filter({ hasText: 'p95 latency' });
  await expect(bounds.getByText(/≤/)).toContainText(/≤ .*/);
  expect(agreed.replaceAll(/\s+/g, ' ')).toContain((await bounds.getByText(/≤/).innerText()).replaceAll(/\s+/g, ' '));
  await dialog.getByRole('button', { name: 'Keep as it was' }).click();
  await expect(dialog.getByRole('heading', { name: 'Sealed. Keep these six words' })).toBeVisible();
  words['Product'] = (await dialog.locator('ol').filter({ hasText: '6' }).locator('li').allInnerTexts())
    .map((text) => text.replace(/^\d+\s*/, ''))
    .join(' ');
  await dialog.getByRole('button', { name: 'I wrote them down' }).click();
  await dialog.getByRole('button', { name: 'Give the screen back' }).click();
  await cardOf(page, 'Sales').getByRole('button', { name: 'Abstain…' }).click();
  await dialog.getByRole('button', { name: 'Abstain', exact: true }).click();
  words['ML engineers'] = await voteHere(page, 'ML engineers', 'Mia', { 'NDCG@10': 100 });
  await closeRound(page);
  for (const role of ['Product', 'ML engineers']) await openWithWords(page, role, words[role]!);
  await cardOf(page, 'Infrastructure').getByRole('radio', { name: 'Count its last ballot' }).check();
  await reveal.click();
  const second = page.getByRole('dialog', { name: 'The reveal of round 3' });
  await expect(second).toContainText('Infrastructure gave no ballot in round 3; its ballot of round 2 counts.');
  await expect(second).toContainText('Sales abstained in round 3 and does not count in its answer.');
  await page.keyboard.press('Escape');
  await expect(must).toHaveText(agreed);
  await parley.go('Compromise');
  await expect(nobody).toBeHidden();
  await expect(parley.heading.first()).not.toContainText('No candidate');
  await expect(page.getByText('This rests on 3 of 4 ballots: Sales does not count.')).toBeVisible();

  // A decision needs more ballots than there were, until the table says otherwise.
  await parley.go('Ballots');
  await page.getByRole('button', { name: /^Round 4…/ }).click();
  const needed = page.getByRole('textbox', { name: 'Ballots that a decision needs' });
  await needed.fill('4');
  await needed.press('Enter');
  await page.getByRole('button', { name: 'Back to the ballots' }).click();
  const few = 'Two of four ballots were opened, one abstained, and four are needed, so no decision can be recorded.';
  await expect(page.getByText(few)).toBeVisible();
  await parley.go('Decision');
  await expect(page.getByText(few)).toBeVisible();
  await page.getByRole('region', { name: 'We choose' }).getByRole('button').first().click();
  await parley.fill('Why it', 'Product can live with its latency.');
  await expect(page.getByRole('button', { name: 'Record decision' })).toBeDisabled();
  await parley.go('Ballots');
  await page.getByRole('button', { name: /^Round 4…/ }).click();
  await needed.fill('3');
  await needed.press('Enter');
  await page.getByRole('button', { name: 'Back to the ballots' }).click();
  await expect(page.getByText(few)).toHaveCount(0);
  await parley.go('Decision');
  await parley.takeStance('Product', 'Supports it', 'Pia', '');
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(parley.heading.first()).toHaveText(/^We deploy/);
});
