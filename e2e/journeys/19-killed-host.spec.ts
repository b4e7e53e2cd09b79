// The host is killed while a round is open and again while it is revealed: what was sealed is there, nothing shows by halves, and the
// words finish the reveal. Whoever votes on their own device is told, joins again on the same page, and their device opens their ballot.
import { expect, test } from '../app.ts';
import { openDoor, openRoundWithSam } from '../pages/meeting.ts';
import { Parley } from '../pages/parley.ts';
import { cardOf, closeRound, fillAndSeal, openWithWords, voteHere } from '../pages/round.ts';

const canary = 'Zanzibar quokka';

test('a host that is killed in a round loses no sealed ballot and reveals none by halves', async ({ app }) => {
  test.slow();
  let { page } = app;
  const { door, sam } = await openRoundWithSam(app);
  const words: Record<string, string> = {};
  await fillAndSeal(sam, { 'NDCG@10': 20, 'Ad revenue': 80 }, 'Sam');
  await expect(page.getByRole('heading', { name: /^1 of 4 ballots is sealed/ })).toBeVisible();
  words['Product'] = await voteHere(page, 'Product', 'Pia', { 'NDCG@10': 60, 'p95 latency': 40 }, (screen) =>
    screen.getByLabel('In your words. Others read it after the reveal.').fill(canary),
  );

  /** Kills the host, starts it again, and opens the same review. */
  const killed = async () => {
    page = await app.restart('kill');
    await new Parley(page).reopen('Restaurant recommender');
    await new Parley(page).go('Ballots');
  };
  await killed();
  // The device of Sales is told, and its page keeps what it has.
  await expect(sam.getByText(/^Not connected since \d/)).toBeVisible();
  await expect(page.getByRole('heading', { name: /^2 of 4 ballots are sealed/ })).toBeVisible();
  for (const role of ['Sales', 'Product']) await expect(cardOf(page, role)).toContainText('Sealed');
  words['Infrastructure'] = await voteHere(page, 'Infrastructure', 'Ivo', { 'Deploy cost': 100 });
  await closeRound(page);

  // One box is open in the host's memory when it is killed again: it is sealed as before, and nobody has seen what is in it.
  await openWithWords(page, 'Product', words['Product']);
  await killed();
  await expect(page.getByRole('heading', { name: '3 ballots are still sealed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reveal', exact: true })).toBeDisabled();
  await expect(page.getByText('Open, shown with the others')).toHaveCount(0);
  for (const room of ['Trade-offs', 'Compromise', 'Decision'] as const) {
    await new Parley(page).go(room);
    await expect(page.getByText('Rankings appear with the reveal').first()).toBeVisible();
    await expect(page.locator('body')).not.toContainText(canary);
  }
  await new Parley(page).go('Ballots');

  // At the same address again, the page of Sales asks for the new code by itself. Its device still has the key, and opens the ballot.
  const again = await openDoor(page);
  expect(again.link).toBe(door.link);
  await expect(sam.getByText('The meeting was started again since this page was in it.')).toBeVisible();
  await expect(sam.getByText(/^Not connected since/)).toHaveCount(0);
  await sam.getByLabel('Today’s code').fill(again.code);
  await sam.getByRole('button', { name: 'Go on' }).click();
  await expect(sam.getByLabel('Your name')).toHaveValue('Sam');
  await expect(sam.getByLabel('You speak for').locator('option:checked')).toHaveText('Sales');
  await sam.getByRole('button', { name: 'Ask to join' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(sam.getByText('Your ballot is open; it shows with all the others.')).toBeVisible();
  await openWithWords(page, 'Product', words['Product']);
  await openWithWords(page, 'Infrastructure', words['Infrastructure']);
  await cardOf(page, 'ML engineers')
    .getByRole('radio', { name: /^Leave ML engineers out/ })
    .check();
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  for (const each of [page, sam]) {
    const show = each.getByRole('dialog', { name: 'The reveal of round 1' });
    await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
    await expect(show.getByRole('listitem')).toHaveCount(3);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByText('These are the ballots of round 1')).toBeVisible();
  await expect(new Parley(page).ballot('Product').getByRole('textbox').last()).toHaveValue(canary);
  // Calls to the host that was killed have failed, and the browser says so.
  app.problems.length = 0;
  await sam.context().close();
});
