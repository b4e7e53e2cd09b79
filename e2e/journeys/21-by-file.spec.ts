// Voting by file as people do it: forms of all roles, filled in by another browser without a network, brought in out of order, among
// everything that can be wrong with a file.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { readBallotFile, writeBallotFile } from '../../shared/sealing/ballotFile.ts';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';
import { closeRound, fillAndSeal, openRound, openWithWords, seats } from '../pages/round.ts';

/** The forms of the open round, by the names of their roles. */
async function makeForms(page: Page): Promise<Map<string, string>> {
  await page.getByRole('button', { name: 'Make ballot forms…' }).click();
  const dialog = page.getByRole('dialog');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'All forms in one ZIP' }).click(),
  ]);
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  const files = Object.entries(unzipSync(await readFile(await download.path())));
  return new Map(files.map(([name, bytes]) => [name.split(' · ')[1]!.replaceAll('-', ' '), strFromU8(bytes)]));
}

interface Filled {
  words: string;
  text: string;
}

/** Fills a form in that was mailed, with no network, and saves the ballot. */
async function fillIn(away: BrowserContext, path: string, points: Record<string, number>, by: string): Promise<Filled> {
  const page = await away.newPage();
  await page.goto(pathToFileURL(path).href);
  const words = await fillAndSeal(page, points, by);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the ballot file' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  await page.close();
  return { words, text };
}

test('forms are filled in without a network and brought in out of order, and what is wrong with a file is said', async ({
  app,
  page,
  chromium,
}, info) => {
  test.slow();
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  const away = await (await chromium()).newContext({ offline: true, acceptDownloads: true });
  const mailed = async (name: string, html: string) => {
    const path = join(info.outputDir, `${name}.ballot.html`);
    await mkdir(info.outputDir, { recursive: true });
    await writeFile(path, html);
    return path;
  };
  const list = page.getByRole('list', { name: 'Ballots' }).getByRole('listitem');
  const bringIn = async (files: Record<string, string>) => {
    await page.getByRole('button', { name: 'Bring in ballots…' }).click();
    const given = Object.entries(files).map(([name, text]) => ({
      name: `${name}.ballot`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    }));
    await page.getByLabel('choose them').setInputFiles(given);
    await expect(list).toHaveCount(given.length);
  };
  const item = (name: string) => list.filter({ hasText: `${name}.ballot` });
  const done = () => page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();

  // A first round, of which two ballots come back after it was stopped.
  await openRound(page, seats);
  const before = await makeForms(page);
  expect([...before.keys()]).toEqual(Object.keys(seats));
  const old = await fillIn(away, await mailed('old sales', before.get('Sales')!), { 'Ad revenue': 100 }, 'Sam');
  const gone = await fillIn(
    away,
    await mailed('old infrastructure', before.get('Infrastructure')!),
    { 'Deploy cost': 100 },
    'Ivo',
  );
  await page.getByRole('button', { name: 'Stop the round…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('The range of p95 latency changes.');
  await page.getByRole('dialog').getByRole('button', { name: 'Stop the round' }).click();
  await parley.go('Objectives');
  await page.getByRole('button', { name: /^p95 latency/ }).click();
  const worst = page.getByRole('textbox', { name: 'p95 latency: counts 0' });
  const from = await worst.inputValue();
  await worst.fill('80');
  await worst.press('Enter');
  await parley.go('Ballots');
  await parley.ballot('Infrastructure').getByRole('button', { name: 'Infrastructure: more' }).click();
  await page.getByRole('menuitem', { name: 'Remove the role and its ballot' }).click();
  await expect(parley.ballot('Infrastructure')).toHaveCount(0);

  // The second one, in which three vote, one of them twice.
  const { Infrastructure: _left, ...three } = seats;
  await openRound(page, three);
  const forms = await makeForms(page);
  expect([...forms.keys()]).toEqual(Object.keys(three));
  const paths = new Map<string, string>();
  for (const [role, html] of forms) paths.set(role, await mailed(role, html));
  const mia = await fillIn(away, paths.get('ML engineers')!, { 'NDCG@10': 100 }, 'Mia');
  const sam = await fillIn(away, paths.get('Sales')!, { 'Ad revenue': 100 }, 'Sam');
  const sara = await fillIn(away, paths.get('Sales')!, { 'Ad revenue': 60, 'Deploy cost': 40 }, 'Sara');
  const pia = await fillIn(away, paths.get('Product')!, { 'p95 latency': 100 }, 'Pia');
  await away.close();

  const whole = readBallotFile(mia.text);
  if (!whole.ok) throw new Error(whole.sentence);
  const changed = (header: object) =>
    writeBallotFile({ ...whole.file, header: { ...whole.file.header, ...header } as typeof whole.file.header });
  await bringIn({
    cut: sam.text.slice(0, -200),
    elsewhere: changed({ review: '00000000-0000-4000-8000-000000000001', title: 'Another one' }),
    unknown: changed({ formId: 'f'.repeat(32) }),
    before: old.text,
    without: gone.text,
    third: pia.text,
    second: sam.text,
    first: mia.text,
    twice: sara.text,
  });
  await expect(item('cut')).toContainText(
    'This file was cut off or changed on its way (its seal does not fit). Ask for it again.',
  );
  await expect(item('elsewhere')).toContainText(
    'This ballot belongs to another review: “Another one”. Nothing was taken.',
  );
  await expect(item('unknown')).toContainText(
    'Parley did not make this form for this review. Ask ML engineers for its file again.',
  );
  await expect(item('before')).toContainText(
    new RegExp(
      `This form was filled in before the ranges changed \\(p95 latency ${from} → [\\d.]+ ms then, 80 → [\\d.]+ ms now\\)\\. ` +
        'Send a new form: weights given for other ranges mean something else\\.',
    ),
  );
  await expect(item('without')).toContainText('There is no role “Infrastructure” in this round.');
  for (const name of ['cut', 'elsewhere', 'unknown', 'before', 'without'])
    await expect(item(name).getByRole('button', { name: /Take|Keep/ })).toHaveCount(0);
  await expect(item('third')).toContainText('Product, round 2, from Pia. Sealed; it opens with the words Pia has.');
  for (const name of ['third', 'second', 'first']) await item(name).getByRole('button', { name: 'Take it' }).click();
  await expect(item('twice')).toContainText(
    /Sales has a ballot already \(\d\d:\d\d, by Sam\)\. Keep it, or replace it with this one \(\d\d:\d\d, by Sara\)\? Both stand in the trail\./,
  );
  await item('twice').getByRole('button', { name: 'Replace it with this one' }).click();
  await expect(list.filter({ hasText: 'Done' })).toHaveCount(4);
  await done();
  await expect(page.getByRole('heading', { name: 'All 3 roles have voted' })).toBeVisible();

  await closeRound(page);
  await openWithWords(page, 'ML engineers', mia.words);
  await openWithWords(page, 'Sales', sara.words);
  await openWithWords(page, 'Product', pia.words);
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'The reveal of round 2' }).getByRole('listitem')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(
    parley.ballot('Sales').getByRole('textbox', { name: 'Sales: weight of Deploy cost in percent' }),
  ).toHaveValue('40');

  // What comes in a later round is kept as late.
  await openRound(page, three);
  await bringIn({ late: pia.text });
  await item('late').getByRole('button', { name: 'Keep it as late' }).click();
  await expect(item('late')).toContainText(
    'This is a ballot of round 2; round 3 is open. It is kept with round 2 as late, and does not count.',
  );
  expect(app.problems).toEqual([]);
});
