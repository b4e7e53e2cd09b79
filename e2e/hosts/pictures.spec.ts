// Pictures of every room with the sample, in both themes and two sizes: kept beside the test's results, and with
// PARLEY_PICTURES=1 those that the README shows are written to build/pictures.
import { fileURLToPath } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from '../app.ts';
import { Parley, type Room } from '../pages/parley.ts';
import { fillAndSeal, openRound } from '../pages/round.ts';

/** What the README shows. */
const inReadme = ['fairness', 'new-candidates', 'trade-offs', 'compromise', 'round'];
const kept = fileURLToPath(new URL('../../build/pictures/', import.meta.url));
const rooms: Room[] = ['Evidence', 'Objectives', 'Ballots', 'Trade-offs', 'Compromise', 'Decision'];

async function take(page: Page, info: TestInfo, name: string, theme: 'light' | 'dark', width: number): Promise<void> {
  const file = `${name}-${theme}-${width}.png`;
  const shown = process.env['PARLEY_PICTURES'] !== undefined && width === 1440 && theme === 'light';
  const path = shown && inReadme.includes(name) ? `${kept}${file}` : info.outputPath(file);
  await page.screenshot({ path, animations: 'disabled' });
}

test('every room with the sample, as the README shows it', async ({ page }, info) => {
  const parley = new Parley(page);
  await parley.openSample();
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      for (const room of rooms) {
        await parley.go(room);
        await expect(parley.heading).toBeVisible();
        expect(await beyond(page), `${room} at ${width} pixels`).toBe(0);
        await parley.settled();
        if (room === 'Compromise') await expect(page.locator('main')).toContainText(/Not firm\./);
        await take(page, info, room.toLowerCase(), theme, width);
      }
    }
  }
});

test('what the prediction log of the sample tells, and the page of a candidate', async ({ page }, info) => {
  const parley = new Parley(page);
  await parley.openSample();
  for (const [theme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1024, 700],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    const taken = async (name: string) => {
      await parley.settled();
      expect(await beyond(page), `${name} at ${width} pixels`).toBe(0);
      await take(page, info, name, theme, width);
    };
    for (const tab of ['Measures', 'Fairness', 'Interpretability', 'New candidates'] as const) {
      await parley.look(tab);
      await expect(parley.heading).toBeVisible();
      if (tab === 'New candidates') {
        await expect(page.getByRole('table', { name: 'Operating points' })).toBeVisible();
      }
      await taken(tab.toLowerCase().replace(' ', '-'));
    }
    await parley.look('Table');
    await parley.openCandidate('Two-stage, distilled');
    await page.getByRole('heading', { name: 'Evidence', level: 3 }).scrollIntoViewIfNeeded();
    await expect(page.getByRole('table', { name: 'Measured on Visits' })).toBeVisible();
    await taken('candidate');
    await page.keyboard.press('Escape');
  }
});

test('a round while it is voted on', async ({ page }, info) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await openRound(page, { 'ML engineers': 'Mia', Sales: 'Sam', Product: 'Pia', Infrastructure: 'Ivo' });
  await page.getByRole('button', { name: 'Pass the screen to Sales' }).click();
  const screen = page.getByRole('dialog');
  await screen.getByRole('button', { name: 'I speak for Sales' }).click();
  await fillAndSeal(screen, { 'NDCG@10': 20, 'Ad revenue': 80 }, 'Sam');
  await screen.getByRole('button', { name: 'Give the screen back' }).click();
  await expect(page.getByRole('heading', { name: /^1 of 4 ballots is sealed/ })).toBeVisible();
  for (const [theme, width, height] of [
    ['light', 1440, 900],
    ['dark', 1024, 700],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    expect(await beyond(page), `round at ${width} pixels`).toBe(0);
    await take(page, info, 'round', theme, width);
  }
});

/** Nothing may be cut off at the right edge of the window: by how much it would be, in pixels. */
function beyond(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
