// The meeting around its rounds: two pages to read before, a window for the room to look at, evidence that arrives too late.
import type { Page } from '@playwright/test';
import { expect, test, type App } from '../app.ts';
import { Parley } from '../pages/parley.ts';
import { fillAndSeal, openRound } from '../pages/round.ts';

const seats = { 'ML engineers': 'Mia', Sales: 'Sam', Product: 'Pia', Infrastructure: 'Ivo' };
const points = { 'NDCG@10': 70, 'p95 latency': 30 };

const pagesIn = (pdf: Uint8Array) =>
  (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g) ?? []
  ).length;

/** Opens the window for the room, and answers its page. */
async function present(app: App, page: Page): Promise<Page> {
  const opening = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Present on another screen' }).click();
  const screen = await opening;
  screen.on('console', (message) => {
    if (message.type() === 'error') app.problems.push(`screen: ${message.text()}`);
  });
  await screen.setViewportSize({ width: 1440, height: 900 });
  return screen;
}

test('the pre-read prints two pages for each role, with nothing of a ballot in them', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await page.getByRole('button', { name: 'Vote in a round…' }).click();
  await expect(page.getByRole('button', { name: 'Pre-read…' })).toBeDisabled();
  await parley.fill('Which question is decided', 'Which recommender serves the app?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Pre-read…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pre-read of round 1' });
  await expect(dialog.getByText('Which recommender serves the app?')).toBeVisible();
  await expect(dialog.getByText('14 candidates, by name.')).toBeVisible();

  for (const [chosen, copies] of [
    ['every role', 4],
    ['Sales', 1],
  ] as const) {
    await dialog.getByLabel('For').selectOption({ label: chosen === 'Sales' ? chosen : 'every role, 8 pages' });
    for (const format of ['A4', 'Letter'] as const) {
      const pdf = await page.pdf({
        format,
        preferCSSPageSize: true,
        path: test.info().outputPath(`pre-read-${chosen}-${format}.pdf`),
      });
      expect(pagesIn(pdf), `${chosen}, ${format}`).toBe(2 * copies);
    }
  }
  await page.emulateMedia({ media: 'print' });
  await expect(dialog).toBeHidden();
  const sheets = await page.locator('[data-prints-itself]').evaluate((host) => host.shadowRoot?.textContent ?? '');
  await page.emulateMedia({ media: null });
  expect(sheets).toContain('Pre-read for Sales, round 1');
  // Reasons, bounds and holds of the sample's ballots, and the names of its rankings.
  expect(sheets).not.toMatch(/on hold|serving stack|regret of|favours|rank \d/i);
});

test('a window for the room shows the agenda, the count and the reveal, and has nothing to press', async ({
  app,
  page,
  host,
}) => {
  test.skip(
    host !== 'web',
    'The stand-in for the shell has one window; which window is what is tested in desktop.test.ts.',
  );
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await openRound(page, seats);
  const screen = await present(app, page);
  await expect(screen.getByRole('heading', { name: '0 of 4 sealed' })).toBeVisible();
  await expect(screen.getByRole('listitem').filter({ hasText: 'Round 1: sealed ballots' })).toHaveAttribute(
    'aria-current',
    'step',
  );

  const words: Record<string, string> = {};
  for (const [role, person] of Object.entries(seats)) {
    if (role === 'Infrastructure') continue;
    await page.getByRole('button', { name: `Pass the screen to ${role}` }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: `I speak for ${role}` }).click();
    words[role] = await fillAndSeal(form, points, person);
    await form.getByRole('button', { name: 'Give the screen back' }).click();
  }
  await expect(screen.getByRole('heading', { name: '3 of 4 sealed' })).toBeVisible();
  // How many, and nobody's name; nothing to type into, nothing to press.
  const said = await screen.locator('body').innerText();
  for (const name of [...Object.keys(seats), ...Object.values(seats)]) expect(said).not.toContain(name);
  await expect(screen.locator('input, textarea, select, button, a')).toHaveCount(0);
  await screen.screenshot({ path: test.info().outputPath('screen-open.png') });

  // It stays what it is when it is loaded again, and may ask for nothing but facts.
  await screen.reload();
  await expect(screen.getByRole('heading', { name: '3 of 4 sealed' })).toBeVisible();
  expect(await screen.evaluate(() => location.hash)).toBe('');

  // A file that comes now is noted and not read.
  await parley.go('Evidence');
  // What the ballots of before insisted on is out of sight.
  await expect(page.getByText('On the front').first()).toBeVisible();
  await expect(page.getByText(/fails a requirement/i)).toHaveCount(0);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'june.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('model,accuracy\nA,1\n'),
    });
  await expect(page.getByText('june.csv arrived late')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await parley.go('Ballots');
  await page.getByRole('button', { name: 'Close without Infrastructure…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  await expect(screen.getByRole('heading', { name: '0 of 4 open' })).toBeVisible();
  for (const [role, typed] of Object.entries(words)) {
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: role, exact: true }) });
    await card.getByRole('textbox').fill(typed);
    await card.getByRole('button', { name: 'Open the ballot' }).click();
    await expect(card).toContainText('Open, shown with the others');
  }
  await page.getByRole('radio', { name: 'Leave Infrastructure out of this round' }).check();
  await expect(screen.getByRole('heading', { name: '3 of 4 open' })).toBeVisible();
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();

  const show = screen.getByRole('dialog', { name: 'The reveal of round 1' });
  await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
  await expect(show.getByRole('button')).toHaveCount(0);
  await screen.keyboard.press('Escape');
  await screen.reload();
  await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
  await screen.screenshot({ path: test.info().outputPath('screen-revealed.png') });

  // The file is offered again where evidence comes in.
  await page.keyboard.press('Escape');
  await parley.go('Evidence');
  await expect(page.getByText('june.csv arrived while round 1 was voted on')).toBeVisible();
  await page.getByRole('button', { name: 'Let june.csv be' }).click();
  await expect(page.getByText('june.csv arrived while round 1 was voted on')).toHaveCount(0);

  // With the review the presentation ends.
  await parley.toList();
  app.problems.length = 0;
  await screen.reload();
  await expect(screen.getByText('This presentation has ended. Close this window.')).toBeVisible();
  await screen.close();
  app.problems.length = 0;
});
