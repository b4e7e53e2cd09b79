// Rooms are scripts of their own: fetched when they are entered first, and said to be missing where they do not arrive.
import { expect, test } from '../app.ts';

test('a room that does not arrive says so, and comes when it is asked again', async ({ app, page }) => {
  test.skip(app.host === 'electron', 'Requests for app:// do not pass through the browser’s driver.');
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
  const fetched = (room: string) => scripts.some((path) => path.includes(`/${room}-`));

  await page.getByRole('button', { name: 'Open the sample review' }).click();
  await expect(page.getByRole('heading', { name: /candidates/ }).first()).toBeVisible();
  expect(fetched('EvidenceRoom')).toBe(true);
  expect(fetched('CompromiseRoom')).toBe(false);

  await page.route(/CompromiseRoom-/, (route) => route.abort());
  await page.getByRole('link', { name: 'Compromise' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(alert).toContainText('The Compromise room could not be loaded.');
  // The rest of the window goes on.
  await page.getByRole('link', { name: 'Objectives' }).click();
  await expect(alert).toBeHidden();
  await page.getByRole('link', { name: 'Compromise' }).click();
  await expect(alert).toBeVisible();
  expect(app.problems.length).toBeGreaterThan(0);
  app.problems.length = 0;

  await page.unroute(/CompromiseRoom-/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: /Two-tower|Ensemble/ }).first()).toBeVisible();
  await expect(alert).toBeHidden();
});
