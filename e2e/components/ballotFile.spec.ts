// The ballot form by file: opened from a disk with the network off, filled in, sealed and saved; and what the saved file is.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { buildForm } from '../../build/vite.form.ts';
import { sampleSnapshot } from '../../build/sample/snapshot.ts';
import { readBallotFile, type BallotFile } from '../../shared/sealing/ballotFile.ts';
import { basisOfSome, writeBallotForm, type FormFacts } from '../../shared/sealing/ballotForm.ts';
import { ballotFormName } from '../../shared/sealing/ballotName.ts';
import { nobleCipher, nobleKeyOf } from '../../shared/sealing/noble.ts';
import { openBox } from '../../shared/sealing/sealing.ts';
import { readWords } from '../../shared/sealing/words.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { placeOf } from './roundOf.ts';

/** Of the page without a round in it. With one it is larger by what the round holds. */
const MOST_BYTES = 250_000;
const QUESTION = 'Which model should recommend restaurants in the app? <Überlegt> & "sealed"';
const SALES = 1;
const CANARY = 'kingfisher-canary-4711';

interface Form {
  facts: FormFacts;
  folder: string;
  path: string;
  html: string;
}

const test = base.extend<{ form: Form; opened: Page }, { built: string }>({
  built: [async ({}, use) => use(await buildForm()), { scope: 'worker' }],
  form: async ({ built }, use) => {
    const { columns, candidatesInAll: _, ...place } = placeOf(sampleSnapshot(), SALES, QUESTION);
    const all = [...place.basis.candidates.keys()];
    const facts: FormFacts = { v: 1, ...place, ...basisOfSome(place.basis, columns, all) };
    const folder = mkdtempSync(join(tmpdir(), 'parley-form-'));
    const path = join(folder, ballotFormName(facts));
    const html = writeBallotForm(built, facts);
    writeFileSync(path, html);
    await use({ facts, folder, path, html });
    rmSync(folder, { recursive: true, force: true });
  },
  opened: async ({ browser, form }, use) => {
    const context = await browser.newContext({ offline: true, acceptDownloads: true });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto(pathToFileURL(form.path).href);
    await use(page);
    expect(problems).toEqual([]);
    await context.close();
  },
});

const points = (page: Page, name: string) => page.getByRole('textbox', { name: `${name}: points` });

async function fillIn(page: Page) {
  for (const [name, share] of [
    ['Ad revenue', '75'],
    ['NDCG@10', '15'],
    ['p95 latency', '5'],
    ['Exposure of independents', '5'],
  ] as const) {
    await points(page, name).fill(share);
    await points(page, name).press('Enter');
  }
  await page.getByRole('button', { name: 'Add a bound' }).click();
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('Ad revenue per 1,000 impressions');
  await page.getByRole('textbox', { name: 'Bound', exact: true }).fill('60');
  await page.getByRole('textbox', { name: 'Bound', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Keep this bound' }).click();
  await page.getByLabel('In your words').fill(`Restaurants that pay should be seen. ${CANARY}`);
  await page.getByLabel('Who gives this ballot').fill('Ana Lühr');
}

async function sealed(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Seal my ballot' }).click();
  await expect(page.getByRole('heading', { name: 'Sealed. Keep these six words' })).toBeVisible();
  const words = await page.locator('ol li').allInnerTexts();
  return words.map((text) => text.replace(/^\d\s*/, '')).join(' ');
}

async function saved(page: Page): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the ballot file' }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

async function openedWith(words: string, { header, sealed: box }: BallotFile, facts: FormFacts) {
  const key = await nobleKeyOf(words, box.salt);
  const { review, round, role, roundBasis } = header;
  const place = { review, round, role: role.id, basis: roundBasis, formId: hexToBytes(header.formId) };
  return openBox(nobleCipher, key, box, place, facts.basis);
}

test('is one ASCII file of less than 250 kB without a round, and says how large it is', ({ built }) => {
  console.log(`A ballot form takes ${built.length.toLocaleString('en')} bytes without a round.`);
  expect(built.length).toBeLessThan(MOST_BYTES);
  expect(/[^\t\n -~]/.test(built)).toBe(false);
  expect(built.match(/<script/g)).toHaveLength(2);
  expect(built.includes('<!--')).toBe(false);
});

for (const [where, viewport] of [
  ['a phone', { width: 390, height: 844 }],
  ['a desk', { width: 1440, height: 900 }],
] as const)
  test(`on ${where}: filled in without a network, sealed, saved, and opened with its words`, async ({
    opened: page,
    form,
  }) => {
    await page.setViewportSize(viewport);
    await expect(page.getByText('If nothing happens here')).toHaveCount(0);
    await expect(page.getByText(QUESTION)).toBeVisible();
    expect(await page.title()).toBe('Sales · Restaurant recommender · round 1');
    await expect(points(page, 'Ad revenue')).toHaveValue('');
    await fillIn(page);
    await expect(page.getByText('3 of 14 candidates reach it')).toBeVisible();
    await expect(page.getByText('100 of 100 points shared out')).toBeVisible();
    await expect(page.getByText('Deploy cost and Inputs read get none.')).toBeVisible();
    // The page is as wide as the screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);

    const words = await sealed(page);
    expect(readWords(words)).toEqual({ ok: true, words });
    await expect(page.getByText('Fee auction')).toHaveCount(0);
    await page.getByRole('button', { name: 'I wrote them down' }).click();
    for (const word of words.split(' ')) expect(await page.locator('body').innerText()).not.toContain(`\n${word}\n`);
    await expect(page.getByText('Fee auction')).toBeVisible();

    const first = await saved(page);
    expect(first.name).toBe('Restaurant-recommender · Sales · round 1.ballot');
    expect((await saved(page)).text).toBe(first.text);
    const read = readBallotFile(first.text);
    if (!read.ok) throw new Error(read.sentence);
    expect(read.file.header).toMatchObject({ by: 'Ana Lühr', round: 1, formId: form.facts.formId });
    const outcome = await openedWith(words, read.file, form.facts);
    if (outcome.state !== 'opened') throw new Error(outcome.state);
    expect(outcome.ballot).toMatchObject({
      by: 'Ana Lühr',
      madeAt: read.file.header.madeAt,
      weights: [0.15, 0.75, 0.05, 0, 0.05, 0].map((weight, i) => ({ objective: i + 1, weight })),
      requirements: [{ comparator: '>=', bound: 60, level: 'want' }],
      elicited: { way: 'points', answers: [15, 75, 5, 0, 5, 0], consistency: null },
    });
    expect(outcome.ballot.rationale).toContain(CANARY);
    expect(first.text).not.toContain(CANARY);

    const left = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie] as const);
    expect(left).toEqual([0, 0, '']);
  });

test('says what to do where its script was changed by one byte, and asks nothing', async ({ browser, form }) => {
  const at = form.html.lastIndexOf('Seal my ballot');
  const changed = join(form.folder, 'changed.html');
  writeFileSync(changed, `${form.html.slice(0, at)}s${form.html.slice(at + 1)}`);
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
  await page.goto(pathToFileURL(changed).href);
  await refused;
  await expect(page.getByText('If nothing happens here, this file was changed on its way')).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
  await context.close();
});

test('still runs where a mail program has turned its line ends', async ({ browser, form }) => {
  const turned = join(form.folder, 'turned.html');
  writeFileSync(turned, form.html.replaceAll('\n', '\r\n'));
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(turned).href);
  await expect(page.getByRole('button', { name: 'Seal my ballot' })).toBeVisible();
  await context.close();
});

test('asks before what was typed is lost, until the file is saved', async ({ opened: page }) => {
  await fillIn(page);
  let asked = 0;
  page.on('dialog', (dialog) => {
    asked++;
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toBe(1);
  await sealed(page);
  await page.getByRole('button', { name: 'I wrote them down' }).click();
  await saved(page);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  expect(asked).toBe(1);
});

test('a changed mind makes a new seal with words of its own, and says that the saved file is the old one', async ({
  opened: page,
  form,
}) => {
  await fillIn(page);
  const first = await sealed(page);
  await page.getByRole('button', { name: 'I wrote them down' }).click();
  const old = await saved(page);
  await page.getByRole('button', { name: 'Change something' }).click();
  await expect(page.getByText('stands until you seal this one')).toBeVisible();
  await expect(points(page, 'Ad revenue')).toHaveValue('75');
  const second = await sealed(page);
  expect(second).not.toBe(first);
  await page.getByRole('button', { name: 'I wrote them down' }).click();
  await expect(page.getByText('holds the ballot you have withdrawn')).toBeVisible();
  const fresh = readBallotFile((await saved(page)).text);
  const before = readBallotFile(old.text);
  if (!fresh.ok || !before.ok) throw new Error('A saved file is no ballot.');
  expect((await openedWith(second, fresh.file, form.facts)).state).toBe('opened');
  expect((await openedWith(first, fresh.file, form.facts)).state).toBe('refused');
  expect((await openedWith(first, before.file, form.facts)).state).toBe('opened');
});

test('comes out as text for a mail, the same ballot as the file', async ({ opened: page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await fillIn(page);
  await sealed(page);
  await page.getByRole('button', { name: 'I wrote them down' }).click();
  await page.getByRole('button', { name: 'Copy it as text' }).click();
  await expect(page.getByText('Paste all of it into a mail')).toBeVisible();
  const pasted = await page.evaluate(() => navigator.clipboard.readText());
  const quoted = readBallotFile(pasted.replaceAll(/^/gm, '> '));
  expect(quoted).toEqual(readBallotFile((await saved(page)).text));
  expect(quoted.ok).toBe(true);
});
