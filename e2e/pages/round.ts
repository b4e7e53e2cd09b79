// A round of sealed ballots as people go through it.
import { expect, type Locator, type Page } from '@playwright/test';

/** Who speaks for the roles of the sample. */
export const seats = { 'ML engineers': 'Mia', Sales: 'Sam', Product: 'Pia', Infrastructure: 'Ivo' } as const;

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
  // Of several the last button confirms them all.
  const confirm = page.getByRole('button', { name: /^Confirm (all \d+|the range of)/ }).last();
  const confirmed = page.getByText('Every range is confirmed');
  await expect(confirm.or(confirmed)).toBeVisible();
  if (await confirm.isVisible()) await clicks.click(confirm);
  await expect(confirmed).toBeVisible();
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

/** The card of a role in the Ballots room, while a round is going on. */
export const cardOf = (page: Page, role: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: role, exact: true }) });

/** The screen is passed to a role, which fills its form, seals it and gives the screen back. `form` is filled before the points. */
export async function voteHere(
  page: Page,
  role: string,
  by: string,
  points: Readonly<Record<string, number>>,
  form: (screen: Locator) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  await page.getByRole('button', { name: `Pass the screen to ${role}` }).click();
  const screen = page.getByRole('dialog');
  await screen.getByRole('button', { name: `I speak for ${role}` }).click();
  await expect(screen.getByRole('heading', { name: new RegExp(`^${role} weighs?$`) })).toBeVisible();
  await form(screen);
  const words = await fillAndSeal(screen, points, by);
  await screen.getByRole('button', { name: 'Give the screen back' }).click();
  return words;
}

/** Closes the round, also where somebody has not voted. */
export async function closeRound(page: Page): Promise<void> {
  const early = page.getByRole('button', { name: /^Close without / });
  const whole = page.getByRole('button', { name: 'Close the round' });
  await expect(early.or(whole)).toBeVisible();
  if (await early.isVisible()) {
    await early.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  } else await whole.click();
  const toOpen = page.getByText('Each role opens its own ballot with its six words.');
  await expect(
    toOpen.or(page.getByText('No ballot was sealed in this round, so there is none to open.')),
  ).toBeVisible();
}

/** Opens the ballot of a role with its words. */
export async function openWithWords(page: Page, role: string, words: string): Promise<void> {
  await cardOf(page, role).getByRole('textbox').fill(words);
  await cardOf(page, role).getByRole('button', { name: 'Open the ballot' }).click();
  await expect(cardOf(page, role)).toContainText('Open, shown with the others');
}
