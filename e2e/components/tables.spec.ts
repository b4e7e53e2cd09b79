// The table of candidates, the ranking and a ballot, each in a review of four candidates with a host behind it.
import type { Locator } from '@playwright/test';
import { expect, test, type Stage } from './stage.ts';

const rowNames = (grid: Locator) => grid.getByRole('rowheader');
/** The cell that has the keyboard, as assistive technology hears it. */
const active = async (grid: Locator) => grid.page().locator(`#${await grid.getAttribute('aria-activedescendant')}`);

test.describe('the table of candidates', () => {
  const shown = async (stage: Stage) => {
    await stage.show('Grid');
    return stage.page.getByRole('grid', { name: 'Candidates and their values' });
  };
  /** In the order on screen; the rows are moved, not put in order on the page. */
  const order = (grid: Locator) =>
    grid.evaluate((element) =>
      [...element.querySelectorAll<HTMLElement>('[role="row"][aria-selected]')]
        .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) => row.querySelector('[role="rowheader"] .name')?.textContent),
    );
  const selected = async (grid: Locator) =>
    grid.evaluate((element) =>
      [...element.querySelectorAll('[role="row"][aria-selected="true"] [role="rowheader"] .name')]
        .map((name) => name.textContent)
        .sort(),
    );

  test('a header sorts the better end up, then the other way, then puts back the order of the file', async ({
    stage,
  }) => {
    const grid = await shown(stage);
    for (const [name, sorts] of [
      ['accuracy', ['descending', 'ascending']],
      ['latency', ['ascending', 'descending']],
    ] as const) {
      const header = grid.getByRole('columnheader', { name });
      const better = name === 'accuracy' ? ['Gamma', 'Alpha', 'Beta', 'Delta'] : ['Beta', 'Alpha', 'Delta', 'Gamma'];
      await header.getByRole('button').first().click();
      await expect(header).toHaveAttribute('aria-sort', sorts[0]);
      expect(await order(grid)).toEqual(better);
      await header.getByRole('button').first().click();
      await expect(header).toHaveAttribute('aria-sort', sorts[1]);
      expect(await order(grid)).toEqual(better.toReversed());
      await header.getByRole('button').first().click();
      await expect(header).toHaveAttribute('aria-sort', 'none');
      expect(await order(grid)).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
    }
  });

  test('is one tab stop; arrows go from cell to cell, up into the headers, and stop at the edges', async ({
    stage,
  }) => {
    const grid = await shown(stage);
    await grid.focus();
    await expect(await active(grid)).toContainText('Alpha');
    await grid.press('ArrowDown');
    await expect(await active(grid)).toContainText('Beta');
    await grid.press('Control+ArrowDown');
    await grid.press('ArrowDown');
    await expect(await active(grid)).toContainText('Delta');
    await grid.press('Control+Home');
    await grid.press('ArrowLeft');
    await expect(await active(grid)).toContainText('Alpha');
    await grid.press('ArrowUp');
    await expect(await active(grid)).toHaveRole('columnheader');
    await grid.press('Enter');
    await expect(grid.getByRole('columnheader').first()).toHaveAttribute('aria-sort', 'ascending');
    await grid.press('End');
    await expect(await active(grid)).toHaveAttribute('aria-colindex', (await grid.getAttribute('aria-colcount'))!);
  });

  test('Space selects, Shift goes on to a range from there, Control and A takes all', async ({ stage }) => {
    const grid = await shown(stage);
    await grid.focus();
    await grid.press('ArrowDown');
    await grid.press(' ');
    expect(await selected(grid)).toEqual(['Beta']);
    await grid.press('Shift+ArrowDown');
    await grid.press('Shift+ArrowDown');
    expect(await selected(grid)).toEqual(['Beta', 'Delta', 'Gamma']);
    await grid.press('Shift+ArrowUp');
    expect(await selected(grid)).toEqual(['Beta', 'Gamma']);
    await grid.press('Control+a');
    expect(await selected(grid)).toEqual(['Alpha', 'Beta', 'Delta', 'Gamma']);
    await rowNames(grid).filter({ hasText: 'Alpha' }).click();
    expect(await selected(grid)).toEqual(['Alpha']);
    await rowNames(grid)
      .filter({ hasText: 'Delta' })
      .click({ modifiers: ['Control'] });
    expect(await selected(grid)).toEqual(['Alpha', 'Delta']);
  });

  test('Enter opens where a value came from, again asks to edit it, Escape closes it', async ({ stage }) => {
    const grid = await shown(stage);
    await grid.focus();
    await grid.press('End');
    await grid.press('Enter');
    await expect(grid.locator('[data-opened]')).toHaveCount(1);
    expect(await stage.asked()).toEqual([]);
    await grid.press('ArrowDown');
    await expect(await active(grid)).toHaveAttribute('data-opened');
    await grid.press('Enter');
    expect(await stage.asked()).toEqual([['edit']]);
    await grid.press('Escape');
    await expect(grid.locator('[data-opened]')).toHaveCount(0);
  });

  test('copies what is selected, with the names of its columns', async ({ stage }) => {
    const grid = await shown(stage);
    await grid.focus();
    await grid.press('Control+ArrowDown');
    await grid.press(' ');
    const copied = await grid.evaluate((element) => {
      const data = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain').trimEnd().split('\n');
    });
    expect(copied).toHaveLength(2);
    expect(copied[0]).toContain('accuracy\tlatency\tcost');
    expect(copied[1]).toContain('0.8\t200\t7');
  });
});

test.describe('the columns of the table of candidates', () => {
  const shown = async (stage: Stage) => {
    await stage.page.setViewportSize({ width: 460, height: 500 });
    await stage.show('Grid');
    return stage.page.getByRole('grid', { name: 'Candidates and their values' });
  };
  const heads = async (grid: Locator) =>
    (await grid.getByRole('columnheader').locator('.label').allTextContents()).map((text) => text.trim());
  const choose = async (grid: Locator, column: string, item: string) => {
    await grid.getByRole('columnheader', { name: column }).hover();
    await grid.getByRole('button', { name: `Menu of ${column}` }).click();
    await grid.page().getByRole('menuitem', { name: item }).click();
  };

  test('none is cut through its digits, wherever the table is scrolled to', async ({ stage }) => {
    const grid = await shown(stage);
    await grid.evaluate((element) => {
      element.style.width = '420px';
      element.style.flex = 'none';
    });
    let blank = 0;
    for (let left = 0; left <= 300; left += 23) {
      await grid.evaluate((element, to) => (element.scrollLeft = to), left);
      const cells = () =>
        grid.evaluate((element) => {
          const edge = element.getBoundingClientRect().right;
          const row = element.querySelector('[role="row"][aria-selected]')!;
          const [name, ...others] = [...row.children].map((cell) => ({ cell, box: cell.getBoundingClientRect() }));
          return others
            .filter(({ box }) => box.right > name!.box.right + 1 && box.left < edge - 1)
            .map(({ cell, box }) => ({
              cut: box.left < name!.box.right - 2 || box.right > edge + 2,
              blank: cell.hasAttribute('data-cut') && getComputedStyle(cell).color === 'rgba(0, 0, 0, 0)',
            }));
        });
      await expect.poll(async () => (await cells()).filter((cell) => cell.cut !== cell.blank)).toEqual([]);
      blank += (await cells()).filter((cell) => cell.blank).length;
    }
    expect(blank).toBeGreaterThan(0);
  });

  test('are moved, made wider and hidden from their menus, and stay so', async ({ stage }) => {
    let grid = await shown(stage);
    await stage.page.setViewportSize({ width: 1200, height: 500 });
    const before = await heads(grid);
    const places = (name: string, among: string[]) => among.indexOf(name);
    await choose(grid, 'latency', 'Move left');
    await expect.poll(async () => places('latency', await heads(grid))).toBe(places('latency', before) - 1);
    const width = async () => (await grid.getByRole('columnheader', { name: 'cost' }).boundingBox())!.width;
    const fitted = await width();
    await choose(grid, 'cost', 'Wider');
    await expect.poll(width).toBeGreaterThan(fitted);
    await choose(grid, 'accuracy', 'Hide the column');
    await expect(grid.getByRole('columnheader', { name: 'accuracy' })).toBeHidden();
    const chosen = await heads(grid);
    grid = await shown(stage);
    await stage.page.setViewportSize({ width: 1200, height: 500 });
    await expect.poll(() => heads(grid)).toEqual(chosen);
    expect(await width()).toBeGreaterThan(fitted);
  });
});

test.describe('the ranking', () => {
  const shown = async (stage: Stage) => {
    await stage.show('RankingTable');
    return stage.page.getByRole('grid', { name: /^Group order/ });
  };
  const rows = (grid: Locator) => grid.locator('[role="row"][aria-selected]');

  test('has everybody in the order of the rule, with the place in front', async ({ stage }) => {
    const grid = await shown(stage);
    await expect(rowNames(grid)).toHaveText([/Alpha/, /Gamma/, /Beta/, /Delta/]);
    await expect(grid.locator('[role="row"][aria-selected] .place')).toHaveText(['1', '2', '3', '4']);
    await expect(grid).toHaveAttribute('aria-rowcount', '5');
  });

  test('arrows go from row to row and stop at the ends; Enter selects, Control adds and takes away', async ({
    stage,
  }) => {
    const grid = await shown(stage);
    await grid.focus();
    await grid.press('ArrowDown');
    await expect(await active(grid)).toContainText('Alpha');
    await grid.press('ArrowUp');
    await expect(await active(grid)).toContainText('Alpha');
    await grid.press('Enter');
    await expect(rows(grid).and(grid.locator('[aria-selected="true"]'))).toContainText(['Alpha']);
    await grid.press('End');
    await expect(await active(grid)).toContainText('Delta');
    await grid.press('Control+Enter');
    await expect(grid.locator('[aria-selected="true"]')).toHaveCount(2);
    await grid.press('Control+Enter');
    await expect(grid.locator('[aria-selected="true"]')).toHaveCount(1);
    await grid.press('Home');
    await expect(await active(grid)).toContainText('Alpha');
  });

  test('finds by a part of the name, keeps the places, and says when there is none', async ({ stage }) => {
    const grid = await shown(stage);
    const search = stage.page.getByRole('searchbox', { name: 'Find a candidate by name' });
    await search.fill('TA');
    await expect(rowNames(grid)).toHaveText([/Beta/, /Delta/]);
    await expect(stage.page.getByRole('status')).toHaveText('2 matches');
    await search.fill('zeta');
    await expect(rows(grid)).toHaveCount(0);
    await expect(grid).toContainText('No candidate’s name contains “zeta”.');
  });
});

test.describe('a ballot', () => {
  const field = (stage: Stage, role: string, objective: string) =>
    stage.page.getByRole('textbox', { name: `${role}: weight of ${objective} in percent` });
  const weights = async (stage: Stage, role = 'Product') =>
    Promise.all(
      ['accuracy', 'latency', 'cost'].map(async (name) => Number(await field(stage, role, name).inputValue())),
    );
  /** What the host was asked to save, in percent. */
  const saved = async (stage: Stage) =>
    (await stage.asked())
      .filter(([name]) => name === 'ballots.setWeights')
      .map(([, input]) => (input as { weights: { weight: number }[] }).weights.map(({ weight }) => weight * 100));

  test('a typed weight makes the others give way in proportion, and all of them are saved together', async ({
    stage,
  }) => {
    await stage.show('BallotColumn');
    expect(await weights(stage)).toEqual([50, 25, 25]);
    await field(stage, 'Product', 'accuracy').fill('70');
    await field(stage, 'Product', 'accuracy').press('Enter');
    await expect(field(stage, 'Product', 'latency')).toHaveValue('15');
    expect(await weights(stage)).toEqual([70, 15, 15]);
    const [found] = await saved(stage);
    expect(found!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
    found!.forEach((share, j) => expect(share).toBeCloseTo([70, 15, 15][j]!, 9));
  });

  test('a locked weight stays, and the others can take no more than it leaves', async ({ stage }) => {
    await stage.show('BallotColumn');
    await stage.page.getByRole('button', { name: 'Product: lock the weight of latency' }).click();
    await expect(field(stage, 'Product', 'latency')).toBeDisabled();
    await field(stage, 'Product', 'accuracy').fill('90');
    await field(stage, 'Product', 'accuracy').press('Enter');
    await expect(field(stage, 'Product', 'cost')).toHaveValue('0');
    expect(await weights(stage)).toEqual([75, 25, 0]);
  });

  test('the favourite follows while a weight is dragged, and nothing is saved before it is let go', async ({
    stage,
  }) => {
    await stage.show('BallotColumn');
    const favourite = stage.page.locator('.favourite');
    await expect(favourite).toContainText('Alpha');
    const bar = stage.page.getByRole('slider', { name: 'Product: weight of cost' });
    await bar.evaluate((input: HTMLInputElement) => {
      input.value = '100';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expect(favourite).toContainText('Gamma');
    expect(await weights(stage)).toEqual([0, 0, 100]);
    expect(await saved(stage)).toEqual([]);
    await bar.dispatchEvent('change');
    await expect.poll(() => saved(stage)).toEqual([[0, 0, 100]]);
  });

  test('who has not weighed counts every objective alike, until something is weighed', async ({ stage }) => {
    await stage.show('UnweighedBallot');
    const alike = stage.page.getByText('Not weighed yet: every objective counts alike.');
    await expect(alike).toBeVisible();
    expect(await weights(stage, 'Sales')).toEqual([33.4, 33.3, 33.3]);
    await field(stage, 'Sales', 'cost').fill('50');
    await field(stage, 'Sales', 'cost').press('Enter');
    await expect(alike).toHaveCount(0);
    expect(await weights(stage, 'Sales')).toEqual([25, 25, 50]);
  });
});
