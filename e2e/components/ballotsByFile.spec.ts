// Voting by file, from making the forms to the reveal: the components of the app in one browser with a real core behind them, the forms
// in another without a network, and what comes back brought in out of order, among files that are not what they should be.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { buildForm } from '../../build/vite.form.ts';
import { newFolder, removeFolders, testApp } from '../../electron/core/testing/host.ts';
import { fileOf, lastRound, openRound, sealFor } from '../../electron/core/testing/voting.ts';
import { decode, encode } from '../../shared/contract/codec.ts';
import { fromBase64, toBase64 } from '../../shared/sealing/base64.ts';
import { readBallotFile, writeBallotFile, writeBallotText } from '../../shared/sealing/ballotFile.ts';
import { BALLOT_FORM_PAGE } from '../../shared/sealing/ballotForm.ts';
import { expect, test } from './stage.ts';

const people = ['Ana', 'Bo', 'Cleo', 'Dana'];

test.afterAll(removeFolders);

/** Fills a form in and seals it, with no network: the words, and the file that was saved. */
async function voteByFile(browser: Browser, html: string, name: string, first: string) {
  const path = join(newFolder(), 'form.ballot.html');
  writeFileSync(path, html);
  const context = await browser.newContext({ offline: true, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.getByRole('textbox', { name: `${first}: points` }).fill('100');
  await page.getByLabel('Who gives this ballot').fill(name);
  await page.getByRole('button', { name: 'Seal my ballot' }).click();
  await expect(page.getByRole('heading', { name: 'Sealed. Keep these six words' })).toBeVisible();
  const words = (await page.locator('ol li').allInnerTexts()).map((text) => text.replace(/^\d\s*/, '')).join(' ');
  await page.getByRole('button', { name: 'I wrote them down' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the ballot file' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  await context.close();
  return { words, text };
}

test('forms of all roles, filled in without a network, brought in out of order, opened and revealed', async ({
  stage,
  browser,
}) => {
  const app = testApp();
  const { call } = app;
  const review = await openRound(call);
  const { page } = stage;
  await page.exposeFunction('core', async (message: string) => {
    const [name, input] = decode(fromBase64(message)!) as [string, unknown];
    return toBase64(encode(await app.dispatch(name, input)));
  });
  const built = await buildForm();
  await page.route(`**/${BALLOT_FORM_PAGE}`, (route) => route.fulfill({ body: built, contentType: 'text/html' }));

  // One ZIP with a form for every role.
  await stage.show('MakeForms', { review });
  await page.getByRole('button', { name: 'Make ballot forms…' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'All forms in one ZIP' }).click();
  const zip = await download;
  expect(zip.suggestedFilename()).toBe('Which-recommender · round 1 · ballot forms.zip');
  const forms = Object.entries(unzipSync(readFileSync(await zip.path()))).map(([name, bytes]) => ({
    name,
    html: strFromU8(bytes),
  }));
  const roles = (await lastRound(call, review)).ballots.map(({ name, roleId }) => ({ name, roleId }));
  expect(forms.map(({ name }) => name)).toEqual(
    roles.map(({ name }) => `Which-recommender · ${name.replaceAll(' ', '-')} · round 1.ballot.html`),
  );
  const { basis } = await call('round.basis', { review, round: 1 });
  const objective = basis.objectives[0]!.name;
  const votes = [];
  for (const [i, { html }] of forms.entries()) votes.push(await voteByFile(browser, html, people[i]!, objective));

  // Everything that can be wrong with a file, beside two that are right, the last one first.
  const whole = readBallotFile(votes[0]!.text);
  if (!whole.ok) throw new Error(whole.sentence);
  const changed = (header: object) =>
    writeBallotFile({ ...whole.file, header: { ...whole.file.header, ...header } as typeof whole.file.header });
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(text),
  });
  await stage.show('BringInBallots', { review });
  await page.getByRole('button', { name: 'Bring in ballots…' }).click();
  await page
    .getByLabel('choose them')
    .setInputFiles([
      file('cut.ballot', votes[0]!.text.slice(0, -200)),
      file('other.ballot', changed({ review: '00000000-0000-4000-8000-000000000001', title: 'Another one' })),
      file('unknown.ballot', changed({ formId: 'f'.repeat(32) })),
      file('basis.ballot', changed({ roundBasis: '0'.repeat(64) })),
      file('notes.txt', 'Dear all'),
      file('last.ballot', votes.at(-1)!.text),
      file('first.ballot', votes[0]!.text),
    ]);
  const items = page.getByRole('list', { name: 'Ballots' }).getByRole('listitem');
  await expect(items).toHaveCount(7);
  await expect(items.nth(0)).toContainText('This file was cut off or changed on its way');
  await expect(items.nth(1)).toContainText('This ballot belongs to another review: “Another one”. Nothing was taken.');
  await expect(items.nth(2)).toContainText('Parley did not make this form for this review.');
  await expect(items.nth(3)).toContainText('weights given for other ranges mean something else');
  await expect(items.nth(4)).toContainText('This is no ballot of Parley.');
  for (const at of [0, 1, 2, 3, 4])
    await expect(items.nth(at).getByRole('button', { name: /Take|Keep/ })).toHaveCount(0);
  await expect(items.nth(6)).toContainText(
    `${roles[0]!.name}, round 1, from Ana. Sealed; it opens with the words Ana has.`,
  );
  // Nothing is kept before somebody says so.
  expect((await lastRound(call, review)).counts?.sealed).toBe(0);
  await page.getByRole('button', { name: 'Take all 2' }).click();
  await expect(page.getByText('Done', { exact: true })).toHaveCount(2);
  expect((await lastRound(call, review)).counts?.sealed).toBe(2);

  // The others by mail, quoted.
  for (const { text } of votes.slice(1, -1)) {
    const read = readBallotFile(text);
    if (!read.ok) throw new Error(read.sentence);
    await page
      .getByLabel('paste the text of a mail')
      .fill(`Hello\n${writeBallotText(read.file).replaceAll(/^/gm, '> ')}`);
    await page.getByRole('button', { name: 'Read the text' }).click();
    await items.last().getByRole('button', { name: 'Take it' }).click();
    await expect(items.last()).toContainText('Done');
  }
  expect((await lastRound(call, review)).counts?.sealed).toBe(roles.length);

  // A second one for a role is asked about, and the first is kept.
  const second = await fileOf(call, review, await sealFor(call, review, roles[0]!.roleId, { by: 'Zoë' }, true));
  await page.getByLabel('paste the text of a mail').fill(writeBallotText(second));
  await page.getByRole('button', { name: 'Read the text' }).click();
  await expect(items.last()).toContainText('ML engineers have a ballot already');
  await items.last().getByRole('button', { name: 'Keep the one there is' }).click();
  await expect(items.last()).toContainText('The ballot there was counts.');

  // The words open what the forms sealed, and the reveal has it.
  await call('round.close', { review, round: 1, by: 'Bo' });
  for (const [i, { roleId }] of roles.entries()) {
    const opened = await call('ballot.openWithWords', { review, round: 1, roleId, words: votes[i]!.words });
    expect(opened.state).toBe('unsealed');
  }
  await call('round.reveal', { review, round: 1, by: 'Bo' });
  const { ballots } = await call('round.results', { review, round: 1 });
  expect(ballots.map(({ ballot }) => [ballot.by, ballot.weights[0]!.weight])).toEqual(
    votes.map((_, i) => [people[i], 1]),
  );

  // Too late is kept, and does not count.
  await page.getByLabel('paste the text of a mail').fill(writeBallotText(second));
  await page.getByRole('button', { name: 'Read the text' }).click();
  await items.last().getByRole('button', { name: 'Keep it as late' }).click();
  await expect(items.last()).toContainText('Kept as late.');
  await app.close();
});
