// Every screen, judged in both themes as pages/accessible.ts does. Few pages walk through many screens: what takes time is getting there.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { judge, stickingOut } from '../pages/accessible.ts';
import { join, openDoor } from '../pages/meeting.ts';
import { fixture, Parley } from '../pages/parley.ts';
import { closeRound, fillAndSeal, openRound, openWithWords, seats, voteHere } from '../pages/round.ts';

const menuOfReview = async (parley: Parley, item: string) => {
  await parley.page.getByRole('button', { name: 'Review menu' }).click();
  await parley.page.getByRole('menuitem', { name: item }).click();
};

/** Opens every section that is folded. */
async function openSections(page: Page): Promise<void> {
  const titles = page.locator('main details:not([open]) > summary .title');
  // A room comes when it is entered.
  await expect(titles.first()).toBeVisible();
  for (const title of await titles.allInnerTexts()) {
    await page.locator('main summary').filter({ hasText: title }).first().click();
  }
  await expect(titles).toHaveCount(0);
}

test('the list of reviews, and what is asked before there is one', async ({ page }) => {
  const parley = new Parley(page);
  const dialog = page.getByRole('dialog');
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  await judge(page, 'list empty');
  await page.getByRole('button', { name: 'New review…' }).click();
  await judge(page, 'new review', '[role=dialog]');
  await page.keyboard.press('Escape');

  await parley.newReview('Questions');
  await judge(page, 'evidence empty');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file…' }).click();
  await (
    await choosing
  ).setFiles({
    name: 'run.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('model,latency,cost_usd,accuracy\nAlpha,12,0,0.8\nBeta,20,3,0.9\n'),
  });
  await expect(dialog).toContainText('Say what a 0 of cost_usd means.');
  await judge(page, 'import questions', '[role=dialog]');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Prediction log…' }).click();
  const picking = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await picking).setFiles(fixture('predictions.csv'));
  await expect(dialog).toContainText('Say which outcome is favourable');
  await judge(page, 'log questions', '[role=dialog]');
  await page.keyboard.press('Escape');
  await parley.look('Measures');
  await judge(page, 'measures empty');
  for (const room of ['Objectives', 'Ballots', 'Compromise', 'Decision'] as const) {
    await parley.go(room);
    await judge(page, `${room} empty`);
  }

  await parley.toList();
  await page.getByRole('button', { name: 'Other ways to open' }).click();
  await judge(page, 'list menu', '[role=menu]');
  await page.getByRole('menuitem', { name: 'The sample review' }).click();
  await expect(parley.cells).toBeVisible();
  await parley.toList();
  await judge(page, 'list full');
  await page.getByRole('button', { name: 'Actions for Restaurant recommender', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Versions…' }).click();
  await expect(dialog).toContainText('Versions of');
  await judge(page, 'versions', '[role=dialog]');
});

test('every room of a review', async ({ page }) => {
  const parley = new Parley(page);
  const dialog = page.getByRole('dialog');
  await parley.openSample();
  await judge(page, 'evidence table');
  await page
    .getByRole('button', { name: /^Menu of / })
    .first()
    .click();
  await judge(page, 'column menu', '[role=menu]');
  await page.keyboard.press('Escape');
  await parley.cells
    .getByRole('row', { name: /Two-tower/ })
    .getByText('58.8')
    .click();
  await judge(page, 'origin of a value');
  await page.keyboard.press('Escape');
  for (const tab of ['Measures', 'Fairness', 'Interpretability', 'New candidates'] as const) {
    await parley.look(tab);
    await expect(parley.heading).toBeVisible();
    if (tab === 'New candidates') await expect(page.getByRole('table', { name: 'Operating points' })).toBeVisible();
    if (tab === 'Interpretability') {
      await judge(page, tab);
      await page.getByRole('button', { name: /^Two-tower/ }).click();
      await expect(parley.heading).toHaveText(/^A tree of depth 3 says/);
      await judge(page, 'Interpretability of one');
    } else await judge(page, tab);
  }
  await page.getByRole('button', { name: 'Cascades' }).click();
  await judge(page, 'cascades');
  await parley.look('Table');
  await parley.openCandidate('Two-stage, distilled');
  await expect(page.getByRole('table', { name: 'Measured on Visits' })).toBeVisible();
  await judge(page, 'candidate');
  await page.keyboard.press('Escape');

  await parley.go('Objectives');
  await judge(page, 'objectives');
  await parley.go('Ballots');
  await judge(page, 'ballots');
  await page.getByRole('button', { name: 'Add role' }).click();
  await judge(page, 'role', '[role=dialog]');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a requirement for Sales' }).click();
  await judge(page, 'requirement', '[role=dialog]');
  await page.keyboard.press('Escape');
  await parley.ballot('Sales').getByRole('button', { name: 'Sales: weigh by questions' }).click();
  await judge(page, 'weigh by questions', '[role=dialog]');
  await page.keyboard.press('Escape');
  const lock = parley
    .ballot('Sales')
    .getByRole('button', { name: /^Sales: lock the weight of/ })
    .first();
  await lock.click();
  await parley.go('Evidence');
  await page.keyboard.press('Control+z');
  await judge(page, 'undo elsewhere');

  await parley.go('Trade-offs');
  await judge(page, 'trade-offs');
  await page
    .getByRole('grid', { name: /order/i })
    .getByRole('row', { name: /Fee auction/ })
    .click();
  await judge(page, 'trade-offs one selected');
  await page.getByRole('group', { name: 'How the candidates are drawn' }).getByRole('button').last().click();
  await judge(page, 'trade-offs lines');
  await page.keyboard.press('Escape');

  await parley.go('Compromise');
  await judge(page, 'compromise');
  await openSections(page);
  await judge(page, 'compromise open');
  await parley.seeAs('Sales');
  await judge(page, 'compromise of Sales');
  await parley.seeAs('Everyone');

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('regret');
  await judge(page, 'palette', '[role=dialog]');
  await page.keyboard.press('Escape');
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await judge(page, 'shortcuts', '[role=dialog]');
  await page.keyboard.press('Escape');
  await menuOfReview(parley, 'Settings…');
  await judge(page, 'settings', '[role=dialog]');
  await page.keyboard.press('Escape');
  await menuOfReview(parley, 'Export tables and plots…');
  await judge(page, 'export', '[role=dialog]');
  await page.keyboard.press('Escape');

  await parley.go('Decision');
  await judge(page, 'decision');
  await parley.fill('Which question is decided', 'Which model?');
  await parley.fill('Who answers for it', 'Petra');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await page.getByRole('button', { name: 'Stance of Sales' }).click();
  await judge(page, 'stance', '[role=dialog]');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add one…' }).click();
  await judge(page, 'condition', '[role=dialog]');
  await page.keyboard.press('Escape');
  await parley.takeStance('Sales', 'Objects', 'Sven', 'It earns too little.');
  await page.getByRole('button', { name: 'Record decision' }).click();
  await expect(page.getByText('The same answer, and every must is met.')).toBeVisible();
  await judge(page, 'recorded');
  await page.getByRole('button', { name: 'Reopen…' }).click();
  await judge(page, 'reopen', '[role=dialog]');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the record' }).click();
  await page.getByRole('menuitem', { name: /HTML/ }).click();
  const reader = await page.context().newPage();
  await reader.setContent(await readFile(await (await download).path(), 'utf8'));
  await judge(reader, 'record as a file');
  await reader.close();
});

test('a round: who leads it, who votes, and what the room sees', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  const door = await openDoor(page);
  await judge(page, 'door', '[role=dialog]');
  const sam = await join(app, door, 'Sam', 'Sales');
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await judge(sam, 'participant waits');
  await parley.go('Ballots');
  await page.getByRole('button', { name: 'Vote in a round…' }).click();
  await judge(page, 'prepare round');
  await page.keyboard.press('Escape');
  await parley.go('Evidence');
  await parley.go('Ballots');
  await openRound(page, seats);
  await judge(page, 'round open');
  await expect(sam.getByRole('heading', { name: 'Sales weighs' })).toBeVisible();
  await judge(sam, 'participant votes');
  const opening = page.context().waitForEvent('page');
  await menuOfReview(parley, 'Present on another screen');
  const screen = await opening;
  await expect(screen.getByRole('heading', { name: '0 of 4 sealed' })).toBeVisible();
  await judge(screen, 'screen while voting');

  await page.getByRole('button', { name: 'Pass the screen to Product' }).click();
  await judge(page, 'pass the screen');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /I speak for/ })
    .click();
  await judge(page, 'ballot form');
  const product = await fillAndSeal(page.getByRole('dialog'), { 'NDCG@10': 60, 'p95 latency': 40 }, 'Pia');
  await page.getByRole('dialog').getByRole('button', { name: 'Give the screen back' }).click();
  await fillAndSeal(sam, { 'NDCG@10': 20, 'Ad revenue': 80 }, 'Sam');
  await sam.getByRole('button', { name: 'Back to the meeting' }).click();
  await judge(sam, 'participant sealed');
  const engineers = await voteHere(page, 'ML engineers', 'Mia', { 'NDCG@10': 90, 'p95 latency': 10 });
  const infrastructure = await voteHere(page, 'Infrastructure', 'Ivo', { 'Deploy cost': 50, 'Inputs read': 50 });
  await closeRound(page);
  await judge(page, 'round closed');
  await openWithWords(page, 'ML engineers', engineers);
  await openWithWords(page, 'Product', product);
  await openWithWords(page, 'Infrastructure', infrastructure);
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  const show = page.getByRole('dialog', { name: 'The reveal of round 1' });
  await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
  await judge(page, 'reveal');
  await judge(screen, 'screen reveals');
  await show.getByRole('button', { name: /Done|Skip/ }).click();
  await sam
    .getByRole('dialog')
    .getByRole('button', { name: /Done|Skip/ })
    .click();
  await judge(page, 'ballots revealed');
  await judge(sam, 'participant after the reveal');
  await sam.getByRole('button', { name: 'Propose…' }).click();
  await judge(sam, 'propose', '[role=dialog]');
});

test('at 200 % and more nothing sticks out sideways, in any room', async ({ page }) => {
  const parley = new Parley(page);
  /** A window of 1440 × 900 at 200 %, and one of 1024 × 700. */
  const small = async (name: string) => {
    for (const [width, height] of [
      [720, 450],
      [512, 350],
    ] as const) {
      await page.setViewportSize({ width, height });
      await parley.settled();
      await expect.poll(() => stickingOut(page), { message: `${name} at ${width} px` }).toEqual([]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  await small('list empty');
  await parley.openSample();
  for (const tab of ['Table', 'Measures', 'Fairness', 'Interpretability', 'New candidates'] as const) {
    await parley.look(tab);
    await expect(parley.heading).toBeVisible();
    await small(tab);
  }
  await parley.look('Table');
  await parley.openCandidate('Two-stage, distilled');
  await expect(page.getByRole('table', { name: 'Measured on Visits' })).toBeVisible();
  await small('candidate');
  await page.keyboard.press('Escape');
  for (const room of ['Objectives', 'Ballots', 'Trade-offs', 'Decision'] as const) {
    await parley.go(room);
    await expect(parley.heading).toBeVisible();
    await small(room);
  }
  await parley.go('Compromise');
  await openSections(page);
  await small('Compromise');
  await parley.go('Decision');
  await page.getByRole('button', { name: 'Two-tower', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Record decision' })).toBeVisible();
  await small('a draft');
  await parley.toList();
  await small('list full');
});

test('a few keys lead past the rooms to a slider, and who enters a room has the keyboard there', async ({ page }) => {
  const parley = new Parley(page);
  const { keyboard } = page;
  const focused = page.locator(':focus');
  await parley.openSample();
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Compromise' }).press('Enter');
  await expect(page.getByRole('main', { name: 'Restaurant recommender: Compromise' })).toBeFocused();
  await parley.settled();
  let tabs = 0;
  const tab = async () => {
    await keyboard.press('Tab');
    tabs += 1;
  };
  // The first stop of the whole page.
  const first = page.getByRole('link', { name: 'To the room, Compromise' });
  expect(
    await first.evaluate(
      (link) => document.querySelector('a[href], button, input, select, textarea, [tabindex="0"]') === link,
    ),
  ).toBe(true);
  await first.focus();
  tabs += 1;
  await expect(focused).toBeInViewport();
  await keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await tab();
  while ((await focused.innerText()) !== 'To the what-if') await tab();
  await keyboard.press('Enter');
  await tab();
  await expect(focused).toHaveRole('slider');
  await expect(focused).toHaveAccessibleName(/^Try NDCG@10 for /);
  expect(tabs).toBeLessThanOrEqual(5);
});
