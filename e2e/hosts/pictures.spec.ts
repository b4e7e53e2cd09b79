// Pictures of every room with the sample, in both themes and two sizes: kept beside the test's results, and with
// PARLEY_PICTURES=1 those that the README shows are written to build/pictures.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from '../app.ts';
import { duckdb, writeLog } from '../pages/largeLog.ts';
import { Parley, type Room } from '../pages/parley.ts';
import { closeRound, openRound, openWithWords, seats, voteHere } from '../pages/round.ts';

/** What the README shows. */
const inReadme = [
  'counted-log',
  'fairness',
  'new-candidates',
  'trade-offs',
  'compromise',
  'round',
  'reveal',
  'recorded',
];
const kept = fileURLToPath(new URL('../../build/pictures/', import.meta.url));
const rooms: Room[] = ['Evidence', 'Objectives', 'Ballots', 'Trade-offs', 'Compromise', 'Decision'];

async function take(page: Page, info: TestInfo, name: string, theme: 'light' | 'dark', width: number): Promise<void> {
  const file = `${name}-${theme}-${width}.png`;
  const shown = process.env['PARLEY_PICTURES'] !== undefined && width === 1440 && theme === 'light';
  const path = shown && inReadme.includes(name) ? `${kept}${file}` : info.outputPath(file);
  await page.screenshot({ path, animations: 'disabled' });
}

/** The two in which everything else is pictured: light in a large window, dark in a small one. */
const looks = [
  ['light', 1440, 900],
  ['dark', 1024, 700],
] as const;

async function setLook(page: Page, [theme, width, height]: (typeof looks)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
}

/** A picture once the page has settled and nothing of it is cut off. */
async function taken(page: Page, info: TestInfo, name: string, [theme, width]: (typeof looks)[number]): Promise<void> {
  await new Parley(page).settled();
  expect(await beyond(page), `${name} at ${width} pixels`).toBe(0);
  await take(page, info, name, theme, width);
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
  for (const look of looks) {
    await setLook(page, look);
    for (const tab of ['Measures', 'Fairness', 'Interpretability', 'New candidates'] as const) {
      await parley.look(tab);
      await expect(parley.heading).toBeVisible();
      if (tab === 'New candidates') {
        await expect(page.getByRole('table', { name: 'Operating points' })).toBeVisible();
      }
      await taken(page, info, tab.toLowerCase().replace(' ', '-'), look);
    }
    await parley.look('Table');
    await parley.openCandidate('Two-stage, distilled');
    await page.getByRole('heading', { name: 'Evidence', level: 3 }).scrollIntoViewIfNeeded();
    await expect(page.getByRole('table', { name: 'Measured on Visits' })).toBeVisible();
    await taken(page, info, 'candidate', look);
    await page.keyboard.press('Escape');
  }
});

test('a round while it is voted on, what it reveals, and the decision that is recorded', async ({ page }, info) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await openRound(page, seats);
  const inBoth = async (name: string) => {
    for (const look of looks) {
      await setLook(page, look);
      await taken(page, info, name, look);
    }
  };
  const sales = await voteHere(page, 'Sales', 'Sam', { 'NDCG@10': 20, 'Ad revenue': 80 });
  await expect(page.getByRole('heading', { name: /^1 of 4 ballots is sealed/ })).toBeVisible();
  await inBoth('round');

  const engineers = await voteHere(page, 'ML engineers', 'Mia', { 'NDCG@10': 90, 'p95 latency': 10 });
  const product = await voteHere(page, 'Product', 'Pia', { 'NDCG@10': 60, 'p95 latency': 40 });
  const points = { 'NDCG@10': 10, 'p95 latency': 15, 'Deploy cost': 50, 'Inputs read': 25 };
  const infrastructure = await voteHere(page, 'Infrastructure', 'Ivo', points);
  await closeRound(page);
  await openWithWords(page, 'ML engineers', engineers);
  await openWithWords(page, 'Sales', sales);
  await openWithWords(page, 'Product', product);
  await openWithWords(page, 'Infrastructure', infrastructure);
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  const show = page.getByRole('dialog', { name: 'The reveal of round 1' });
  await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
  await inBoth('reveal');
  await show.getByRole('button', { name: /Done|Skip/ }).click();

  await parley.go('Decision');
  await page.getByRole('region', { name: 'We choose' }).getByRole('button').first().click();
  await parley.fill('Why it', 'Near the best ranking and revenue, at the latency that visitors know.');
  await parley.takeStance('ML engineers', 'Supports it', 'Mia', '');
  await parley.takeStance('Sales', 'Supports it', 'Sam', '');
  await parley.takeStance('Product', 'Supports it', 'Pia', '');
  await parley.takeStance('Infrastructure', 'Objects', 'Ivo', 'Fourteen more inputs to keep alive at night.');
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(parley.heading.first()).toHaveText(/^We deploy/);
  await expect(page.getByText('follow from one another')).toBeVisible();
  await expect(page.getByText('Being checked against')).toHaveCount(0);
  await inBoth('recorded');
});

/** Nothing may be cut off at the right edge of the window: by how much it would be, in pixels. */
function beyond(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

test('a log of 100,000,000 rows, once it is counted', async ({ page }, info) => {
  test.skip(
    process.env['PARLEY_PICTURES'] === undefined,
    'It takes minutes, and the journey with five million rows says the same.',
  );
  test.skip(duckdb === null, 'DuckDB is not installed.');
  test.setTimeout(1_200_000);
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-log-'));
  try {
    const file = join(folder, 'visits.parquet');
    await writeLog(file, 100_000_000);
    await setLook(page, looks[0]);
    const parley = new Parley(page);
    await parley.newReview('Which model?');
    await page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: 'Measures' }).click();
    await page.getByRole('button', { name: 'Add a prediction log…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Prediction log' });
    await dialog.locator('input[type=file]').setInputFiles(file);
    await dialog.getByLabel('Favourable outcome').selectOption('positive', { timeout: 600_000 });
    await dialog.getByRole('button', { name: 'Keep and measure' }).click();
    await expect(page.getByRole('main')).toContainText('A cube: 100,000,000 rows of 1 file', { timeout: 600_000 });
    await page.getByText('Files and questions').click();
    await taken(page, info, 'counted-log', looks[0]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
