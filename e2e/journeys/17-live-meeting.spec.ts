// Everybody at their own screen: joining, voting, one page loaded again in between, one role that never votes, the reveal on every page.
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { join, openDoor } from '../pages/meeting.ts';
import { Parley } from '../pages/parley.ts';
import { Clicks, fillAndSeal, openRound } from '../pages/round.ts';

const seats = { 'ML engineers': 'Mia', Sales: 'Sam', Product: 'Pia', Infrastructure: 'Ivo' };

test('a round in which everybody votes on their own device', async ({ app, page }) => {
  test.slow();
  const facilitator = new Clicks();
  const parley = new Parley(page);
  await parley.openSample();
  const door = await openDoor(page);
  const clicks = { Mia: new Clicks(), Sam: new Clicks(), Pia: new Clicks() };
  const mia = await join(app, door, 'Mia', 'ML engineers', clicks.Mia);
  const sam = await join(app, door, 'Sam', 'Sales', clicks.Sam);
  const pia = await join(app, door, 'Pia', 'Product', clicks.Pia);
  const wall = await join(app, door, 'The wall', null);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  await parley.go('Ballots');
  await openRound(page, seats, facilitator);

  // One is loaded again while drafting; what was typed is still there. Nobody else's browser has it.
  await expect(sam.getByRole('heading', { name: 'Sales weighs' })).toBeVisible();
  await sam.getByRole('textbox', { name: 'Ad revenue: points' }).fill('80');
  await sam.getByRole('textbox', { name: 'Ad revenue: points' }).blur();
  await sam.reload();
  await expect(sam.getByRole('textbox', { name: 'Ad revenue: points' })).toHaveValue('80');
  expect(await mia.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('0.8');

  const vote = async (who: Page, points: Record<string, number>, by: keyof typeof clicks) => {
    await fillAndSeal(who, points, by, clicks[by]);
    await clicks[by].click(who.getByRole('button', { name: 'Back to the meeting' }));
    await expect(who.getByText('Your ballot is sealed.')).toBeVisible();
  };
  await vote(mia, { 'NDCG@10': 90, 'p95 latency': 10 }, 'Mia');
  await expect(page.getByRole('heading', { name: /^1 of 4 ballots is sealed/ })).toBeVisible();
  await vote(sam, { 'NDCG@10': 20, 'Ad revenue': 80 }, 'Sam');
  await vote(pia, { 'NDCG@10': 60, 'p95 latency': 40 }, 'Pia');
  // And one after it has sealed.
  await mia.reload();
  await expect(mia.getByText('Your ballot is sealed. It opens by itself')).toBeVisible();
  await expect(wall.getByText('Round 1 is being voted on')).toBeVisible();

  await facilitator.click(page.getByRole('button', { name: 'Close without Infrastructure…' }));
  await facilitator.click(page.getByRole('dialog').getByRole('button', { name: 'Close the round' }));
  // The devices open their ballots by themselves.
  await expect(page.getByText('Open, shown with the others')).toHaveCount(3);
  await facilitator.click(page.getByRole('radio', { name: 'Leave Infrastructure out of this round' }));
  await facilitator.click(page.getByRole('button', { name: 'Reveal', exact: true }));

  for (const each of [page, mia, sam, pia, wall]) {
    const show = each.getByRole('dialog', { name: 'The reveal of round 1' });
    await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
    await expect(show.getByRole('listitem')).toHaveCount(3);
    await show.getByRole('button', { name: /Done|Skip/ }).click();
  }
  // The key of the box stays on no device once the ballots are open.
  for (const each of [mia, sam, pia]) {
    expect(
      await each.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('parley.key'))),
    ).toEqual([]);
  }
  for (const { count } of Object.values(clicks)) expect(count).toBeLessThanOrEqual(40);
  expect(facilitator.count).toBeLessThanOrEqual(60);
  console.info(
    `clicks: facilitator ${facilitator.count}, ${Object.entries(clicks)
      .map(([name, { count }]) => `${name} ${count}`)
      .join(', ')}`,
  );
  for (const each of [mia, sam, pia, wall]) await each.context().close();
});
