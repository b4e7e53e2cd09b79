// A recorded decision against what the review says later: the same evidence, one value changed, a must broken, a new candidate, and a
// file from an earlier engine. Each time the room and the list of reviews say what became of it and why; the record stays as it was.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('says whether a decision still holds, and because of what', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Decision');
  await parley.fill('Which question is decided', 'Which model?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await parley.recordWithoutStances();
  const holds = page.getByRole('region', { name: 'Does it hold?' });
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();
  await expect(holds).toContainText('the same to the last bit');
  const record = page.getByRole('complementary', { name: 'The record' });
  const printed = await record.innerText();
  /** What the list of reviews says of it, with its reason; then back to the room. */
  const listed = async (says: string, because: RegExp) => {
    await parley.toList();
    const row = parley.listed('Restaurant recommender');
    await expect(row).toContainText(says);
    await expect(row).toContainText(because);
    await parley.reopen('Restaurant recommender');
    await parley.go('Decision');
  };

  await parley.go('Evidence');
  await parley.correct('Two-tower', 'Ad revenue', '20');
  await parley.go('Decision');
  await expect(page.getByText(/^Overtaken\./)).toBeVisible();
  await expect(holds).toContainText(/Because of new Ad revenue .*of Two-tower: 58\.8\s€\s→\s20\.0/);
  await listed('Overtaken', /first now; when it was decided, it was Two-tower/);
  await parley.go('Evidence');
  await parley.correct('Two-tower', 'Ad revenue', '58.78');
  await parley.go('Decision');
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();

  await parley.go('Evidence');
  await parley.correct('Two-tower', 'p95 latency', '80');
  await parley.go('Decision');
  await expect(page.getByText(/^A must is broken\./)).toBeVisible();
  await expect(holds).toContainText(/p95 latency .*50\.0\sms is a must of Product, and Two-tower has 80\.0\sms/);
  await listed('A must is broken', /p95 latency .*Two-tower has 80\.0\sms/);
  await parley.go('Evidence');
  await parley.correct('Two-tower', 'p95 latency', '17.4');
  await parley.go('Decision');
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();

  // Somebody who was not there then.
  await parley.go('Evidence');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file…' }).click();
  const newcomer = [
    'Model,NDCG@10,"Ad revenue per 1,000 impressions",p95 latency (modelled),Deploy cost,Exposure of independents,Inputs read',
    'Newcomer,0.42,90,9,320,1,2',
  ].join('\n');
  await (await choosing).setFiles({ name: 'newcomer.csv', mimeType: 'text/csv', buffer: Buffer.from(newcomer) });
  await parley.importDialog.getByRole('button', { name: /^(Import|Update) \d/ }).click();
  await expect(parley.importDialog).toBeHidden();
  await parley.go('Decision');
  await expect(page.getByText(/^Overtaken\./)).toBeVisible();
  await expect(holds).toContainText('Newcomer is first now; when it was decided, it was Two-tower.');
  await expect(holds).toContainText('Newcomer was not among the candidates then.');
  // What is written in this room is no step of undo, which is said before something else is undone.
  await page.keyboard.press('Control+z');
  await expect(page.getByText(/^Overtaken\./)).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo import' }).click();
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();
  await parley.redo.click();
  await expect(page.getByText(/^Overtaken\./)).toBeVisible();
  await listed('Overtaken', /Newcomer is first now; when it was decided, it was Two-tower/);
  await expect(record).toBeVisible();
  expect(await record.innerText()).toBe(printed);
});

test('says of a decision of an earlier engine whether it ranks alike, and that nothing was changed', async ({
  app,
}) => {
  const folder = join(app.libraryFolder, '..', 'elsewhere');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'recorded.parley');
  const kept = new URL('../../electron/core/store/fixtures/recorded-30.parley.gz', import.meta.url);
  writeFileSync(file, gunzipSync(readFileSync(kept)));
  copyFileSync(file, join(folder, 'untouched.parley'));
  const page = await app.restart('stop', file);
  const parley = new Parley(page);
  await parley.go('Decision');
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Does it hold?' })).toContainText(
    /The engine changed since \(2\.0\.0 then, .* now\); on the values of then it ranks everybody alike\./,
  );
  await expect(page.getByText('follow from one another')).toBeVisible();
});
