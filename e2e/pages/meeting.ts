// People who join a meeting over the network, each with a browser of their own.
import { expect, type Page } from '@playwright/test';
import type { App } from '../app.ts';
import { Parley } from './parley.ts';
import { openRound, seats, type Clicks } from './round.ts';

/** A browser of somebody else's, on a phone's width. */
export async function otherBrowser(app: App, width = 390): Promise<Page> {
  const context = await app.page
    .context()
    .browser()!
    .newContext({ viewport: { width, height: 844 } });
  return context.newPage();
}

/** Opens the door of the meeting at the address for tests; the dialog stays open. */
export async function openDoor(page: Page): Promise<{ link: string; code: string }> {
  await page.getByRole('button', { name: 'Review menu' }).click();
  await page.getByRole('menuitem', { name: 'Let people join…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /127\.0\.0\.2/ }).check();
  await dialog.getByRole('button', { name: 'Let people join' }).click();
  const said = dialog.getByRole('definition');
  await expect(said.nth(1)).toHaveText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  return { link: await said.nth(0).innerText(), code: await said.nth(1).innerText() };
}

/** Somebody joins and is let in from the dialog on the facilitator's page. `role` null: they look on. */
export async function join(
  app: App,
  { link, code }: { link: string; code: string },
  name: string,
  role: string | null,
  clicks?: Clicks,
): Promise<Page> {
  const page = await otherBrowser(app);
  await page.goto(link);
  await page.getByLabel('Today’s code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Your name').fill(name);
  if (role !== null) await page.getByLabel('You speak for').selectOption(role);
  await page.getByRole('button', { name: 'Ask to join' }).click();
  if (clicks) clicks.count += 2;
  const waiting = app.page.getByRole('dialog').getByRole('listitem').filter({ hasText: name });
  await waiting.getByRole('button', { name: 'Let in' }).click();
  await expect(page.getByText(name, { exact: false }).first()).toBeVisible();
  await expect(page.getByText('lets you in from their screen')).toHaveCount(0);
  return page;
}

/** A round of the sample in which Sam votes for Sales on a device of his own. */
export async function openRoundWithSam(app: App): Promise<{ door: { link: string; code: string }; sam: Page }> {
  const parley = new Parley(app.page);
  await parley.openSample();
  const door = await openDoor(app.page);
  const sam = await join(app, door, 'Sam', 'Sales');
  await app.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await parley.go('Ballots');
  await openRound(app.page, seats);
  return { door, sam };
}
