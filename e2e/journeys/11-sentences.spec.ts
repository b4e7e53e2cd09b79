// What is on screen is true: a typed weight stays, one thing is not weighed twice, and no number is of another state.
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a typed weight stays while others are typed, says so, and can be released', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  const sales = parley.ballot('Sales');
  const weight = (objective: string) =>
    sales.getByRole('textbox', { name: `Sales: weight of ${objective} in percent` });
  await parley.weigh('Sales', 'NDCG@10', 55);
  await parley.weigh('Sales', 'Ad revenue', 30);
  await expect(weight('NDCG@10')).toHaveValue('55');
  await expect(sales.getByRole('status').filter({ hasText: 'typed' })).toContainText('The other 4 share 15 %.');
  await parley.weigh('Sales', 'p95 latency', 40);
  await expect(sales).toContainText(/That would come to 125\s%, so NDCG@10 no longer stays at 55\s%\./);
  await sales.getByRole('button', { name: 'Sales: release the typed weight of Ad revenue' }).click();
  await expect(sales).not.toContainText('Ad revenue 30 %');
  await parley.undo.click();
  await expect(weight('NDCG@10')).toHaveValue('55');
  await expect(sales).not.toContainText('That would come to');

  // The same where weights are only tried.
  await parley.go('Compromise');
  const tried = page.getByRole('region', { name: 'What if' });
  await tried.getByRole('button', { name: 'Infrastructure' }).click();
  for (const [objective, percent] of [
    ['NDCG@10', '55'],
    ['Ad revenue', '30'],
  ]) {
    const field = tried.getByRole('textbox', { name: `Try ${objective} for Infrastructure in percent` });
    await field.fill(percent!);
    await field.press('Enter');
    await expect(field).toHaveValue(percent!);
  }
  await expect(tried.getByRole('textbox', { name: 'Try NDCG@10 for Infrastructure in percent' })).toHaveValue('55');
  await expect(tried).toContainText('The other 4 share 15 %.');
});

test('objectives that measure one thing are warned of, and one can be dropped', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Twice');
  const rows = Array.from(
    { length: 8 },
    (_, i) => `m${i},${((i * 3) % 8) + 1},${100 - ((i * 3) % 8)},${((i * 5) % 7) + 1}`,
  );
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file…' }).click();
  const text = `model,latency_ms,queue_ms,cost_usd\n${rows.join('\n')}`;
  await (await choosing).setFiles({ name: 'twice.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await parley.acceptImport();
  await parley.go('Objectives');
  const warned = page.getByRole('list', { name: 'Objectives that count one thing twice' });
  await expect(warned).toContainText('put the candidates in exactly opposite orders, or very nearly.');
  await warned.getByRole('button', { name: /^Drop queue/ }).click();
  await expect(warned).toHaveCount(0);
  await expect(parley.heading).toContainText('2 objectives decide');
});

/** Answers of workers wait from now on, until they are let go. */
const hold = (page: Page, held: boolean) => page.evaluate((on) => (globalThis as unknown as Held).hold(on), held);
interface Held {
  hold(on: boolean): void;
}

test('after a change nothing is said of the state before while it is being worked out', async ({ page }) => {
  await page.addInitScript(() => {
    const waiting: (() => void)[] = [];
    let held = false;
    (globalThis as unknown as Held).hold = (on) => {
      held = on;
      if (!on) for (const deliver of waiting.splice(0)) deliver();
    };
    const own = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage')!;
    Object.defineProperty(Worker.prototype, 'onmessage', {
      ...own,
      set(this: Worker, listener: (event: MessageEvent) => void) {
        own.set!.call(this, (event: MessageEvent) => {
          if (held) waiting.push(() => listener.call(this, event));
          else listener.call(this, event);
        });
      },
    });
  });
  await page.reload();
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Compromise');
  await parley.settled();
  const header = page.locator('main header:not([data-print-head])').first();
  await expect(header).toContainText('5 of 7 group rules');
  const chances = page.locator('details#how-certain');
  await chances.locator('summary').click();
  await expect(chances).toContainText('How often each comes first');
  await expect(chances).toContainText(/stays first in 64\s% of 10,000/);

  await hold(page, true);
  await parley.go('Ballots');
  await parley.weigh('Infrastructure', 'Ad revenue', 20);
  await parley.go('Compromise');
  await expect(parley.heading.first()).toHaveText('Fee nudge costs its unluckiest role the least');
  const main = page.locator('main');
  await expect(main).not.toContainText(/\d of 7 group rules/);
  await expect(main).not.toContainText(/points of .* turn/);
  await expect(main).not.toContainText(/stays first in/);
  await expect(main).not.toContainText('Nearest challenger: ');
  await expect(page.getByText('How often each comes first')).toHaveCount(0);
  await parley.go('Decision');
  await expect(main).toContainText('Fee nudge costs its unluckiest role the least');
  await expect(main).not.toContainText(/\d of 7 group rules|stays first in|points of .* turn/);

  await hold(page, false);
  await parley.go('Compromise');
  await parley.settled();
  await expect(header).toContainText(/\d of 7 group rules/);
  await expect(chances).toContainText('How often each comes first');

  // In the room itself too, where what was known was on screen a moment ago.
  await hold(page, true);
  await parley.undo.click();
  await expect(parley.heading.first()).toHaveText('Two-tower costs its unluckiest role the least');
  await expect(main).not.toContainText(/\d of 7 group rules|stays first in|points of .* turn/);
  await expect(page.getByText('How often each comes first')).toHaveCount(0);
  await hold(page, false);
  await expect(header).toContainText('5 of 7 group rules');
});
