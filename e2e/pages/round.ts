// A round of sealed ballots as people go through it.
import { expect, type Locator, type Page } from '@playwright/test';

/** Clicks that somebody made, for journeys that count them. */
export class Clicks {
  count = 0;
  async click(target: Locator): Promise<void> {
    this.count += 1;
    await target.click();
  }
}

/** Prepares the next round: question, ranges, who speaks for whom; then opens it. */
export async function openRound(
  page: Page,
  seats: Readonly<Record<string, string>>,
  clicks = new Clicks(),
): Promise<void> {
  await clicks.click(page.getByRole('button', { name: /^Vote in a round…|^Round \d+…/ }));
  if ((await page.getByLabel('Who answers for it').inputValue()) === '') {
    await page.getByLabel('Which question is decided').fill('Which model should recommend restaurants in the app?');
    await page.getByLabel('Who answers for it').fill('Olga Owner');
    await page.getByLabel('Who leads the meeting').fill('Fred Facilitator');
    await page.getByLabel('Who leads the meeting').blur();
    await expect(page.getByText('Olga Owner answers for')).toBeVisible();
  }
  const all = page.getByRole('button', { name: /^Confirm all \d+/ });
  if (await all.isVisible()) await clicks.click(all);
  await expect(page.getByText('Every range is confirmed')).toBeVisible();
  for (const [role, person] of Object.entries(seats)) {
    const field = page.getByRole('textbox', { name: role, exact: true });
    if ((await field.inputValue()) !== person) {
      await field.fill(person);
      await field.blur();
    }
  }
  await expect(page.getByText('Somebody speaks for every role')).toBeVisible();
  await clicks.click(page.getByRole('button', { name: /^Open round \d+/ }));
  await expect(page.getByRole('heading', { name: /Round \d+ is open/ })).toBeVisible();
}

/** Fills the points of a ballot form, seals it, and answers the six words. */
export async function fillAndSeal(
  form: Page | Locator,
  points: Readonly<Record<string, number>>,
  by: string,
  clicks = new Clicks(),
): Promise<string> {
  for (const [objective, worth] of Object.entries(points)) {
    const field = form.getByRole('textbox', { name: `${objective}: points` });
    await field.fill(String(worth));
    await field.press('Enter');
  }
  // Who joined over the network was let in by name.
  const giver = form.getByLabel('Who gives this ballot');
  if (await giver.isVisible()) await giver.fill(by);
  await clicks.click(form.getByRole('button', { name: 'Seal my ballot' }));
  await expect(form.getByRole('heading', { name: 'Sealed. Keep these six words' })).toBeVisible();
  const words = await form.locator('ol').filter({ hasText: '6' }).locator('li').allInnerTexts();
  await clicks.click(form.getByRole('button', { name: 'I wrote them down' }));
  return words.map((text) => text.replace(/^\d+\s*/, '')).join(' ');
}
