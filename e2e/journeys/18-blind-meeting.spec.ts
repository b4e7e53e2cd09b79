// What a round keeps from everybody until its reveal, on the wire and on every page; and a round that is stopped, whose draft goes on.
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { join, openDoor } from '../pages/meeting.ts';
import { Parley } from '../pages/parley.ts';
import { fillAndSeal, openRound, seats } from '../pages/round.ts';

const canary = 'Zanzibar quokka';

/** All that a page is sent in answer to its calls, from now on. */
function record(page: Page): { text(): Promise<string> } {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/call/')) return;
    bodies.push(
      response.body().then(
        (bytes) => `${response.url()} ${bytes.toString('latin1')}`,
        () => '',
      ),
    );
  });
  return { text: async () => (await Promise.all(bodies)).join('\n') };
}

test('nothing of a ballot reaches anybody before the reveal, and a draft outlives a round that is stopped', async ({
  app,
  page,
}) => {
  test.slow();
  const parley = new Parley(page);
  await parley.openSample();
  const door = await openDoor(page);
  const sam = await join(app, door, 'Sam', 'Sales');
  const mia = await join(app, door, 'Mia', 'ML engineers');
  const wall = await join(app, door, 'The wall', null);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await parley.go('Ballots');
  await openRound(page, seats);

  await sam.getByRole('textbox', { name: 'Ad revenue: points' }).fill('70');
  await sam.getByLabel('In your words. Others read it after the reveal.').fill(canary);
  await page.getByRole('button', { name: 'Stop the round…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('The range of p95 latency changes.');
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the round' }).click();
  await expect(sam.getByText('Round 1 was stopped: The range of p95 latency changes.')).toBeVisible();
  await expect(sam.getByText('Your draft is kept for the next one.')).toBeVisible();

  // In the shell the owner's page calls over no wire: what it may see is looked at on the page.
  const wired = app.host === 'web' ? [page, mia, wall] : [mia, wall];
  const wire = wired.map((each) => record(each));
  await openRound(page, seats);
  await expect(sam.getByText('This is your draft of round 1, which was stopped.')).toBeVisible();
  await expect(sam.getByRole('textbox', { name: 'Ad revenue: points' })).toHaveValue('70');
  await expect(sam.getByLabel('In your words. Others read it after the reveal.')).toHaveValue(canary);

  // Sent away while drafting and let in again, the draft is there as it was.
  await page.getByRole('button', { name: 'Who is in…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send Sam away' }).click();
  await expect(sam.getByText('What you typed is kept on this device')).toBeVisible();
  await sam.getByRole('button', { name: 'Join again' }).click();
  await sam.getByLabel('Today’s code').fill(door.code);
  await sam.getByRole('button', { name: 'Go on' }).click();
  await sam.getByLabel('Your name').fill('Samira');
  await sam.getByLabel('You speak for').selectOption('Sales');
  await sam.getByRole('button', { name: 'Ask to join' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(sam.getByLabel('In your words. Others read it after the reveal.')).toHaveValue(canary);
  await expect(sam.getByText('It is given by Samira, the name you were let in with.')).toBeVisible();
  const words = await fillAndSeal(sam, { 'NDCG@10': 30 }, 'Samira');
  await expect(page.getByRole('heading', { name: /^1 of 4 ballots is sealed/ })).toBeVisible();

  // While it is not known yet whether a round is going on, nothing that ranks is seen, also not for a moment.
  if (app.host === 'web') {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/call/round.get', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${page.url().split('#')[0]}#/compromise`);
    await page.reload();
    await expect(page.getByText('One moment…')).toBeVisible();
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0);
    answer();
    await expect(page.getByRole('heading', { name: 'Round 2 is being voted on' })).toBeVisible();
    await page.unroute('**/call/round.get');
  }

  // Whoever leads sees facts in every room: no ballot from before, no rank, no favourite, and nothing to undo or to export of them.
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await page.goto(`${page.url().split('#')[0]}#/candidate/1`);
  await expect(page.getByRole('heading', { name: 'For each role' })).toBeVisible();
  await expect(page.getByText('Rankings appear with the reveal.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).not.toContainText(/first|by least regret/);
  await expect(page.getByText('by name')).toBeVisible();
  await parley.openExports();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Save Candidates as CSV' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Save .* as CSV$/ })).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

  // As on another address: the device has neither the draft nor the key any more. The page says what to do.
  await sam.evaluate(() => localStorage.clear());
  await sam.reload();
  await expect(sam.getByText(/Its key is not on this page.*it opens with its six words/)).toBeVisible();

  await wall.reload();
  await mia.reload();
  await expect(wall.getByText('Round 2 is being voted on')).toBeVisible();
  for (const each of wire) {
    const said = await each.text();
    expect(said).toContain('round.get');
    expect(said).not.toContain(canary);
  }
  for (const each of [page, mia, wall]) {
    expect(await each.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain(
      canary,
    );
    expect(await each.title()).not.toContain('Sales');
  }

  await page.goto(`${page.url().split('#')[0]}#/ballots`);
  await page.getByRole('button', { name: /^Close without/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  await sam.getByLabel('Your six words').fill(words);
  await sam.getByRole('button', { name: /^Open/ }).click();
  await expect(page.getByText('Open, shown with the others')).toHaveCount(1);
  for (const role of ['ML engineers', 'Product', 'Infrastructure']) {
    await page.getByRole('radio', { name: `Leave ${role} out of this round` }).click();
  }
  expect(await wire[0]!.text()).not.toContain(canary);
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  await expect(wall.getByRole('dialog', { name: 'The reveal of round 2' })).toBeVisible();
  for (const each of wire) await expect.poll(() => each.text()).toContain(canary);
  for (const each of [sam, mia, wall]) await each.context().close();
});
