// The table of candidates and their figures: best first, no column by half, columns as somebody wants them, long names.
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Stage } from './stage.ts';

const shown = async (stage: Stage, more: Record<string, unknown> = {}) => {
  await stage.page.setViewportSize({ width: 700, height: 600 });
  await stage.show('DataTable', more);
  return stage.page.getByRole('table', { name: 'Figures' });
};
const heads = (table: Locator) =>
  table.locator('thead th').evaluateAll((cells) => cells.map((cell) => cell.textContent?.trim()));
const choose = async (page: Page, column: string, item: string) => {
  await page.getByRole('button', { name: `Menu of ${column}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** What of the body is drawn across the names or an edge of the table, and what is said to be out of sight. */
const cutAndCounted = (table: Locator) =>
  table.evaluate((element) => {
    const port = element.closest('.wide')!;
    const box = port.getBoundingClientRect();
    const [names, ...others] = [...element.querySelectorAll('thead th')].map((head) => head.getBoundingClientRect());
    const whole = others.filter(({ left, right }) => left >= names!.right - 2 && right <= box.right + 2).length;
    const row = element.querySelector('tbody tr')!;
    const seen = [...row.querySelectorAll('td')].filter((cell) => {
      const { left, right } = cell.getBoundingClientRect();
      return right > names!.right + 2 && left < box.right - 2;
    });
    const isDrawn = (cell: Element) => getComputedStyle(cell.firstElementChild!).opacity !== '0';
    const drawn = seen.filter(isDrawn).length;
    const counted = [...element.closest('.data-table')!.querySelectorAll('.hint')]
      .map((hint) => /(\d+) more measure/.exec(hint.textContent ?? '')?.[1] ?? 0)
      .reduce<number>((sum, count) => sum + Number(count), 0);
    return { drawn, seen: seen.length, whole, counted, all: others.length };
  });

test('no number is cut by the names or an edge, wherever the table is scrolled to, and the rest is counted', async ({
  stage,
}) => {
  const table = await shown(stage);
  const port = stage.page.locator('.wide');
  // Also where scrolling does not come to rest at a column, as at the far end.
  await port.evaluate((element) => (element.style.scrollSnapType = 'none'));
  let blank = 0;
  for (let left = 0; left <= 400; left += 35) {
    await port.evaluate((element, to) => (element.scrollLeft = to), left);
    await expect
      .poll(async () => {
        const { drawn, whole, counted, all } = await cutAndCounted(table);
        return { drawn: drawn === whole, counted: counted === all - whole };
      })
      .toEqual({ drawn: true, counted: true });
    const { drawn, seen } = await cutAndCounted(table);
    blank += seen - drawn;
  }
  expect(blank).toBeGreaterThan(0);
});

test('a hint brings the next columns into sight, and the names stay', async ({ stage }) => {
  const table = await shown(stage);
  await expect(table.getByRole('columnheader', { name: 'Measure 8' })).not.toBeInViewport();
  const more = stage.page.getByRole('button', { name: /^\d more measures? →$/ });
  while (await more.isVisible()) {
    const before = await stage.page.locator('.wide').evaluate(({ scrollLeft }) => scrollLeft);
    await more.click();
    await expect.poll(() => stage.page.locator('.wide').evaluate(({ scrollLeft }) => scrollLeft)).not.toBe(before);
  }
  await expect(table.getByRole('columnheader', { name: 'Measure 8' })).toBeInViewport();
  await expect(table.getByRole('columnheader', { name: 'Candidate' })).toBeInViewport();
});

test('the best come first; a click on a head turns it round, another head orders by its own', async ({ stage }) => {
  const table = await shown(stage);
  const first = (column: number) =>
    table
      .locator('tbody tr')
      .evaluateAll((rows, at) => rows.map((row) => Number(row.children[at]!.textContent)), column + 1);
  const sorted = (numbers: number[]) => numbers.toSorted((a, b) => b - a);
  const head = (column: number) => table.getByRole('columnheader', { name: `Measure ${column}` });
  await expect(head(0)).toHaveAttribute('aria-sort', 'descending');
  expect(await first(0)).toEqual(sorted(await first(0)));
  await head(0).getByRole('button').first().click();
  await expect(head(0)).toHaveAttribute('aria-sort', 'ascending');
  expect(await first(0)).toEqual(sorted(await first(0)).toReversed());
  await head(2).getByRole('button').first().click();
  await expect(head(2)).toHaveAttribute('aria-sort', 'descending');
  expect(await first(2)).toEqual(sorted(await first(2)));

  // Where the headline is about the worst, these come first, and a click turns that round as well.
  await stage.show('DataTable', { worstFirst: true });
  await expect(head(0)).toHaveAttribute('aria-sort', 'ascending');
  await head(0).getByRole('button').first().click();
  await expect(head(0)).toHaveAttribute('aria-sort', 'descending');
  await head(0).getByRole('button').first().click();
  await expect(head(0)).toHaveAttribute('aria-sort', 'ascending');
});

test('columns are hidden, moved and made wider, which is said, remembered, and undone at once', async ({ stage }) => {
  const { page } = stage;
  let table = await shown(stage);
  const all = await heads(table);
  await choose(page, 'Measure 1', 'Hide the column');
  await choose(page, 'Measure 2', 'Move left');
  const width = async () => (await table.getByRole('columnheader', { name: 'Measure 2' }).boundingBox())!.width;
  const before = await width();
  await choose(page, 'Measure 2', 'Wider');
  await expect.poll(width).toBeGreaterThan(before);
  expect((await heads(table)).slice(0, 4)).toEqual(['Candidate', 'Measure 2', 'Measure 0', 'Measure 3']);
  await expect(page.getByRole('button', { name: 'Columns of Figures' })).toHaveText(/1 hidden/);

  const chosen = await width();
  table = await shown(stage);
  expect((await heads(table)).slice(0, 4)).toEqual(['Candidate', 'Measure 2', 'Measure 0', 'Measure 3']);
  expect(await width()).toBe(chosen);
  await page.getByRole('button', { name: 'Columns of Figures' }).click();
  await page.getByRole('menuitem', { name: 'Measure 1' }).click();
  await expect(table.getByRole('columnheader', { name: 'Measure 1' })).toBeVisible();
  await page.getByRole('button', { name: 'Columns of Figures' }).click();
  await page.getByRole('menuitem', { name: 'Show all measures as they were' }).click();
  expect(await heads(table)).toEqual(all);
  expect(await width()).toBe(before);
});

test('a column is dragged wider at its edge, and to another place at its head', async ({ stage }) => {
  const { page } = stage;
  const table = await shown(stage);
  const head = table.getByRole('columnheader', { name: 'Measure 1' });
  const { x, y, width } = (await head.boundingBox())!;
  await page.mouse.move(x + width - 3, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + width + 37, y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await head.boundingBox())!.width).toBeCloseTo(width + 40, 0);
  await head.dragTo(table.getByRole('columnheader', { name: 'Measure 0' }));
  expect((await heads(table)).slice(0, 3)).toEqual(['Candidate', 'Measure 1', 'Measure 0']);
});

test('the heads are one tab stop; arrows go along them, and down into the menu', async ({ stage }) => {
  const { page } = stage;
  const table = await shown(stage);
  const button = (column: number) => table.getByRole('button', { name: `Measure ${column}`, exact: true });
  await page.getByRole('button', { name: /more measures? →$/ }).focus();
  await page.keyboard.press('Tab');
  await expect(button(0)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(button(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button(1)).toBeFocused();
});

test('long names are short where they do not differ; their whole is what is read out and shown on pointing', async ({
  stage,
}) => {
  const table = await shown(stage);
  const whole = 'vit_large_patch14_clip.pretrained_on_data_17_finetuned_in12k_in1k';
  const row = table.getByRole('rowheader', { name: whole });
  await expect(row).toHaveCount(1);
  const text = await row.locator('[aria-hidden]').innerText();
  expect(text).toContain('17');
  expect(text.length).toBeLessThan(30);
  await expect(row.getByTitle(whole)).toHaveCount(1);
  await expect(table.getByRole('rowheader', { name: 'Short 1', exact: true })).toHaveText('Short 1');
  const texts = await table.locator('tbody th').allInnerTexts();
  expect(new Set(texts).size).toBe(40);
});

test('a row that the headline is about is marked and brought into sight; rows below are counted', async ({ stage }) => {
  const { page } = stage;
  await shown(stage);
  await expect(page.getByRole('button', { name: /^\d+ more candidates ↓$/ })).toBeVisible();
  await page.evaluate(() => window.show('DataTable', { subjects: new Set([9]) }));
  const marked = page.locator('tr[data-subject]');
  await expect(marked).toHaveCount(1);
  const place = await marked.evaluate((row) => [...row.parentElement!.children].indexOf(row));
  expect(place).toBeGreaterThan(20);
  await expect(marked.locator('td').first()).toBeInViewport();
});

test('columns are wider where the text is larger, at once', async ({ stage }) => {
  const table = await shown(stage);
  const widthOf = () =>
    table
      .locator('thead th')
      .nth(1)
      .evaluate((head) => head.getBoundingClientRect().width);
  const normal = await widthOf();
  await stage.page.evaluate(() => (document.documentElement.dataset['text'] = 'largest'));
  await expect.poll(async () => Math.round((100 * (await widthOf())) / normal)).toBe(125);
});
