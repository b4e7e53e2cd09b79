// The disk is full when a ballot is sealed and when a round is revealed: nothing is lost, the page says so, and trying again works.
import { execFileSync } from 'node:child_process';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { openRoundWithSam } from '../pages/meeting.ts';
import { cardOf, closeRound, fillAndSeal, openWithWords } from '../pages/round.ts';

/** Gives all points to one objective and seals the ballot, which is refused: the form says why and keeps what was typed. */
async function sealInVain(form: Page | Locator, objective: string, refusal: string): Promise<void> {
  const field = form.getByRole('textbox', { name: `${objective}: points` });
  await field.fill('100');
  await field.press('Enter');
  await form.getByRole('button', { name: 'Seal my ballot' }).click();
  await expect(form.getByRole('alert')).toHaveText(refusal);
  await expect(field).toHaveValue('100');
}

test('a disk that is full at a seal and at the reveal', async ({ app, page }) => {
  // The host's process may write no more than a few kilobytes: the system refuses it as a full disk would.
  test.skip(app.pid === undefined || process.platform !== 'linux', 'Only there a process can be given less room.');
  const room = (bytes: string) => execFileSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}:unlimited`]);
  const { sam } = await openRoundWithSam(app);

  room('4096');
  // On their own device: the facilitator's disk, which they cannot clear.
  await expect(sam.getByRole('heading', { name: 'Sales weighs' })).toBeVisible();
  await sealInVain(
    sam,
    'Ad revenue',
    'Not sealed: the facilitator’s disk is full. Your ballot is still here; try again.',
  );
  // On the computer that is passed around.
  await page.getByRole('button', { name: 'Pass the screen to Product' }).click();
  const screen = page.getByRole('dialog');
  await screen.getByRole('button', { name: 'I speak for Product' }).click();
  await sealInVain(
    screen,
    'p95 latency',
    'Not sealed: the disk is full. Your ballot is still here; free some space and try again.',
  );

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
