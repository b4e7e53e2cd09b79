// The disk is full when a ballot is sealed and when a round is revealed: nothing is lost, the page says so, and trying again works.
import { execFileSync } from 'node:child_process';
import { expect, test } from '../app.ts';
import { join, openDoor } from '../pages/meeting.ts';
import { Parley } from '../pages/parley.ts';
import { cardOf, closeRound, fillAndSeal, openRound, openWithWords } from '../pages/round.ts';

const seats = { 'ML engineers': 'Mia', Sales: 'Sam', Product: 'Pia', Infrastructure: 'Ivo' };

test('a disk that is full at a seal and at the reveal', async ({ app, page }) => {
  // The host's process may write no more than a few kilobytes: the system refuses it as a full disk would.
  test.skip(app.pid === undefined || process.platform !== 'linux', 'Only there a process can be given less room.');
  const room = (bytes: string) => execFileSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}:unlimited`]);
  await new Parley(page).openSample();
  const door = await openDoor(page);
  const sam = await join(app, door, 'Sam', 'Sales');
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await new Parley(page).go('Ballots');
  await openRound(page, seats);

  room('4096');
  // On their own device: the facilitator's disk, which they cannot clear.
  await expect(sam.getByRole('heading', { name: 'Sales weighs' })).toBeVisible();
  const field = sam.getByRole('textbox', { name: 'Ad revenue: points' });
  await field.fill('100');
  await field.press('Enter');
  await sam.getByRole('button', { name: 'Seal my ballot' }).click();
  await expect(sam.getByRole('alert')).toHaveText(
    'Not sealed: the facilitator’s disk is full. Your ballot is still here; try again.',
  );
  await expect(field).toHaveValue('100');
  // On the computer that is passed around.
  await page.getByRole('button', { name: 'Pass the screen to Product' }).click();
  const screen = page.getByRole('dialog');
  await screen.getByRole('button', { name: 'I speak for Product' }).click();
  const latency = screen.getByRole('textbox', { name: 'p95 latency: points' });
  await latency.fill('100');
  await latency.press('Enter');
  await screen.getByRole('button', { name: 'Seal my ballot' }).click();
  await expect(screen.getByRole('alert')).toHaveText(
    'Not sealed: the disk is full. Your ballot is still here; free some space and try again.',
  );
  await expect(latency).toHaveValue('100');

  room('unlimited');
  await fillAndSeal(sam, {}, 'Sam');
  const words = await fillAndSeal(screen, {}, 'Pia');
  await screen.getByRole('button', { name: 'Give the screen back' }).click();
  await expect(page.getByRole('heading', { name: /^2 of 4 ballots are sealed/ })).toBeVisible();
  await closeRound(page);
  await expect(cardOf(page, 'Sales')).toContainText('Open, shown with the others');
  await openWithWords(page, 'Product', words);
  for (const role of ['ML engineers', 'Infrastructure'])
    await page.getByRole('radio', { name: `Leave ${role} out of this round` }).check();
  await expect(page.getByRole('button', { name: 'Reveal', exact: true })).toBeEnabled();

  room('4096');
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: /^The disk/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Every ballot is ready to be shown' })).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'The reveal of round 1' })).toHaveCount(0);
  room('unlimited');
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  for (const each of [page, sam]) {
    await expect(each.getByRole('dialog', { name: 'The reveal of round 1' }).getByRole('listitem')).toHaveCount(2);
  }
  await sam.context().close();
});
