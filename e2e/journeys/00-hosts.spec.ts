// What every host owes: the page starts without a complaint, keeps to itself, and what it was told survives.
import { expect, test, type App } from '../app.ts';

const newReview = async ({ page }: App, title: string) => {
  await page.getByRole('button', { name: 'New review…' }).click();
  await page.getByRole('textbox', { name: 'What is being decided' }).fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByText(title).first()).toBeVisible();
};

/** Forgets the complaints that a test provoked on purpose. */
const expectComplaint = ({ problems }: App, about: RegExp) => {
  expect(problems.join('\n')).toMatch(about);
  problems.length = 0;
};

test('the first screen opens, and its address tells nothing', async ({ app, page }) => {
  await expect(page).toHaveTitle(/Parley/);
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  expect(app.problems).toEqual([]);
});

test('a review is still there after the app was killed', async ({ app }) => {
  await newReview(app, 'Which ranker for spring?');
  const page = await app.restart('kill');
  await page
    .getByRole('button', { name: /Which ranker for spring\?/ })
    .first()
    .click();
  await expect(page.getByRole('button', { name: 'New review…' })).toBeHidden();
  await expect(page.getByText('Which ranker for spring?').first()).toBeVisible();
});

test('the page cannot reach a network', async ({ app, page }) => {
  const outcome = await page.evaluate(() => fetch('https://example.org/').then(String, () => 'refused'));
  expect(outcome).toBe('refused');
  expectComplaint(app, /Content Security Policy/);
});

test('the sample opens, vetted and with its measurements', async ({ app, page }) => {
  await page.getByRole('button', { name: 'Open the sample review' }).click();
  await expect(page.getByText('Two-tower').first()).toBeVisible();
  expect(app.problems).toEqual([]);
});

test('the page compiles no WebAssembly; its workers, which compute, may', async ({ app, page }) => {
  const compile = () => {
    try {
      return String(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    } catch {
      return 'refused';
    }
  };
  expect(await page.evaluate(compile)).toBe('refused');
  const started = page.waitForEvent('worker');
  await page.getByRole('button', { name: 'Open the sample review' }).click();
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Compromise' }).click();
  expect(await (await started).evaluate(compile)).toBe('[object WebAssembly.Module]');
  expect(app.problems).toEqual([]);
});
