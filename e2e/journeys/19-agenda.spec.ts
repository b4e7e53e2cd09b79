// The meeting around its rounds: two pages to read before, a window for the room to look at, evidence that arrives too late.
import type { Page } from '@playwright/test';
import { linear, snapshotOf } from '../../shared/engine/testing/snapshot.ts';
import { preReadPages, preReadPaper, preReadStyle } from '../../shared/preread/pages.ts';
import { preReadOf } from '../../shared/preread/preRead.ts';
import { toMarkup } from '../../shared/record/nodes.ts';
import { expect, test, type App } from '../app.ts';
import { Parley } from '../pages/parley.ts';
import { openRound, openWithWords, seats, voteHere } from '../pages/round.ts';

const points = { 'NDCG@10': 70, 'p95 latency': 30 };
/** So that there is a gap to talk about. */
const pointsOfSales = { 'NDCG@10': 30, 'p95 latency': 70 };

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

test('a pre-read of many long names and a dozen objectives stays within its two pages', async ({ page }) => {
  const rows = Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 12 }, (_, j) => 0.5 + ((i * 7 + j * 11) % 40) / 100),
  );
  const { settings, catalog } = snapshotOf({
    rows,
    names: rows.map((_, i) => `sentence-transformer-multilingual-${'distilled-'.repeat(1 + (i % 8))}run-${i + 1}`),
    objectives: rows[0]!.map(() => linear(0, 1)),
    roles: [{ name: 'Sales' }],
  });
  const objectives = settings.objectives.map((objective, j) => ({
    ...objective,
    name: `share of answers rated helpful by panel number ${j + 1}`,
  }));
  const meeting = {
    question: 'Which of forty models answers what customers write to us from March, and in which languages?',
    owner: 'Petra',
    facilitator: 'Bo',
    minutes: 30,
    round: 1,
    incumbentCounts: true,
  };
  const preRead = preReadOf({ ...settings, objectives }, catalog, meeting, [], () => 'Mia');
  const sheets = preReadPages(preRead, settings.roles[0]!.id).map(toMarkup);
  await page.goto('about:blank');
  await page.setContent(`<!doctype html><style>${preReadStyle}${preReadPaper}</style>${sheets.join('')}`);
  for (const format of ['A4', 'Letter'] as const) {
    const path = test.info().outputPath(`forty-${format}.pdf`);
    expect(pagesIn(await page.pdf({ format, preferCSSPageSize: true, path })), format).toBe(2);
  }
  // No name runs into the numbers beside it.
  await page.emulateMedia({ media: 'print' });
  const wide = await page.locator('td:first-child').evaluateAll((cells) => {
    return cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length;
  });
  expect(wide).toBe(0);
});

test('a window for the room shows the agenda, the count and the reveal, and has nothing to press', async ({
  app,
  page,
  host,
}) => {
  test.skip(host !== 'web', 'The page is the same in every host; where its window goes is tested in desktop.spec.ts.');
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
    words[role] = await voteHere(page, role, person, role === 'Sales' ? pointsOfSales : points);
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
  // So is a table that is pasted, and a prediction log.
  const others = page.getByRole('button', { name: 'Other ways to add evidence' });
  await others.click();
  await page.getByRole('menuitem', { name: 'Paste from a spreadsheet…' }).click();
  await page.getByRole('textbox', { name: 'Table' }).fill('model\taccuracy\nA\t1\nB\t0.5\n');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByText('june.csv and “pasted table, 2 rows” arrived late')).toBeVisible();
  await others.click();
  await page.getByRole('menuitem', { name: 'Prediction log…' }).click();
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({
      name: 'answers.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('id,label,score_A\n1,0,0.2\n2,1,0.9\n'),
    });
  await expect(page.getByText(/log answers\.csv arrived late/)).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await parley.go('Ballots');
  await page.getByRole('button', { name: 'Close without Infrastructure…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  await expect(screen.getByRole('heading', { name: '0 of 4 open' })).toBeVisible();
  for (const [role, typed] of Object.entries(words)) await openWithWords(page, role, typed);
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

  // Whoever leads notes what is said without leaving the reveal, and the keyboard's Space stays in the words.
  const own = page.getByRole('dialog', { name: 'The reveal of round 1' });
  await own
    .getByRole('button', { name: /^Note what was said about/ })
    .first()
    .click();
  await own.getByRole('textbox', { name: 'What was said' }).pressSequentially('Sales can live with less');
  await own.getByRole('button', { name: 'Note it' }).click();
  await expect(own.getByText('Noted for the record.')).toBeVisible();
  await expect(screen.getByRole('button')).toHaveCount(0);

  // What came late is offered again where evidence comes in.
  await page.keyboard.press('Escape');
  await parley.go('Evidence');
  await expect(page.getByText('june.csv arrived while round 1 was voted on')).toBeVisible();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose june.csv again' }).click();
  await (
    await choosing
  ).setFiles({
    name: 'june.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('model,accuracy\nA,1\n'),
  });
  await parley.acceptImport();
  await expect(page.getByText('june.csv arrived while round 1 was voted on')).toHaveCount(0);
  await page.getByRole('button', { name: 'Paste pasted table, 2 rows again' }).click();
  await page.getByRole('textbox', { name: 'Table' }).fill('model\taccuracy\nA\t1\nB\t0.5\n');
  await page.getByRole('button', { name: 'Read it' }).click();
  await parley.importDialog.getByRole('button', { name: /^(Import|Update) \d/ }).click();
  await parley.importDialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('pasted table, 2 rows arrived while round 1 was voted on')).toHaveCount(0);
  await page.getByRole('button', { name: 'Let log answers.csv be' }).click();
  await expect(page.getByText('log answers.csv arrived while round 1 was voted on')).toHaveCount(0);

  // Once a decision is recorded, the room reads it instead of the reveal.
  await expect(show).toBeVisible();
  await parley.go('Decision');
  await page.getByRole('button', { name: 'None of them', exact: true }).click();
  const why = page.getByRole('main').getByLabel(/^Why not/);
  await why.fill('Nothing is good enough yet.');
  await why.blur();
  await parley.recordWithoutStances();
  await expect(screen.getByRole('heading', { name: 'We choose none of the candidates.' })).toBeVisible();
  await expect(screen.getByText(/^Decision 1, recorded on /)).toBeVisible();
  await expect(show).toHaveCount(0);
  await expect(screen.getByText('The gaps that change the answer')).toHaveCount(0);
  await screen.screenshot({ path: test.info().outputPath('screen-decided.png') });

  // With the review the presentation ends.
  await parley.toList();
  app.problems.length = 0;
  await screen.reload();
  await expect(screen.getByText('This presentation has ended. Close this window.')).toBeVisible();
  await screen.close();
  app.problems.length = 0;
});
