// People join a meeting from their own browsers: the code, the name, being let in, staying through a reload, being sent away.
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { openDoor, otherBrowser } from '../pages/meeting.ts';
import { Parley } from '../pages/parley.ts';

/** Says code, name and role. */
async function ask(who: Page, code: string): Promise<void> {
  await who.getByLabel('Today’s code').fill(code);
  await who.getByRole('button', { name: 'Go on' }).click();
  await who.getByLabel('Your name').fill('Ana');
  await who.getByLabel('You speak for').selectOption('Sales');
  await who.getByRole('button', { name: 'Ask to join' }).click();
}

test('somebody joins from another browser and is let in by name', async ({ app, page }) => {
  await new Parley(page).openSample();
  const { link, code } = await openDoor(page);
  const ana = await otherBrowser(app);
  await ana.goto(link);

  // Nothing of the review is told before the code.
  await expect(ana.getByRole('heading', { name: 'Join a meeting' })).toBeVisible();
  await ana.getByLabel('Today’s code').fill('AAAA-AAAA');
  await ana.getByRole('button', { name: 'Go on' }).click();
  await expect(ana.getByRole('alert')).toHaveText('That is not today’s code. It is on the facilitator’s screen.');
  await ana.getByLabel('Today’s code').fill(code.toLowerCase().replace('-', ''));
  await ana.getByRole('button', { name: 'Go on' }).click();
  await expect(ana.getByRole('heading', { name: 'Restaurant recommender' })).toBeVisible();
  await ana.getByLabel('Your name').fill('Ana');
  await ana.getByLabel('You speak for').selectOption('Sales');
  await ana.getByRole('button', { name: 'Ask to join' }).click();
  await expect(ana.getByText('lets you in from their screen')).toBeVisible();

  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox', { name: 'As what Ana comes in' })).toHaveValue(/^seat /);
  await dialog.getByRole('button', { name: 'Let in' }).click();
  await expect(dialog.getByText('speaks for Sales', { exact: true })).toBeVisible();
  await expect(ana.getByText('Ana')).toBeVisible();
  await expect(ana.getByLabel('Your name')).toHaveCount(0);

  // A reload stays in; another tab of the same computer has to ask for itself.
  await ana.reload();
  await expect(ana.getByText('Ana')).toBeVisible();
  const tab = await ana.context().newPage();
  await tab.goto(link);
  await expect(tab.getByLabel('Today’s code')).toBeVisible();

  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('People on this network can join.')).toBeVisible();
  await page.getByRole('button', { name: 'Who is in…' }).click();
  await dialog.getByRole('button', { name: 'Send Ana away' }).click();
  await expect(dialog.getByText('Nobody yet.')).toBeVisible();
  await expect(ana.getByText('The facilitator has closed your seat.')).toBeVisible();
  await ana.getByRole('button', { name: 'Join again' }).click();

  // Refused, they are told as what.
  await ask(ana, code);
  await dialog.getByRole('button', { name: 'Refuse' }).click();
  await expect(ana.getByText('The facilitator did not let you in as Sales.')).toBeVisible();
  await ana.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('People on this network can join.')).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel' }).click();

  // The next meeting is at the same address, so that devices still have what they kept for it.
  const again = await openDoor(page);
  expect(again.link).toBe(link);
  expect(again.code).not.toBe(code);
  await ask(ana, again.code);
  await dialog.getByRole('button', { name: 'Let in' }).click();
  await expect(ana.getByText('No round is open yet.')).toBeVisible();
  await ana.context().close();
});
