// What opens and closes, and lists that are ordered: menu, dialog, filter, swings.
import { expect, test } from './stage.ts';

test.describe('a menu', () => {
  test('is worked by the keyboard, leaves out what is disabled, and gives the focus back', async ({ stage }) => {
    await stage.show('Menu');
    const button = stage.page.getByRole('button', { name: 'More' });
    await button.focus();
    await stage.page.keyboard.press('Enter');
    await expect(stage.page.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
    await expect(stage.page.getByRole('menuitem', { name: 'Export' })).toHaveAttribute('aria-disabled', 'true');
    await stage.page.keyboard.press('ArrowDown');
    await expect(stage.page.getByRole('menuitem', { name: 'Remove' })).toBeFocused();
    await stage.page.keyboard.press('Enter');
    expect(await stage.asked()).toEqual([['Remove']]);
    await expect(stage.page.getByRole('menu')).toHaveCount(0);
    await expect(button).toBeFocused();
  });

  test('Escape closes it and runs nothing', async ({ stage }) => {
    await stage.show('Menu');
    await stage.page.getByRole('button', { name: 'More' }).click();
    await stage.page.keyboard.press('Escape');
    await expect(stage.page.getByRole('menu')).toHaveCount(0);
    expect(await stage.asked()).toEqual([]);
  });
});

test.describe('a dialog', () => {
  test('has a name, starts in its first field, and keeps the keyboard inside', async ({ stage }) => {
    await stage.show('Dialog');
    await expect(stage.page.getByRole('dialog', { name: 'Rename' })).toBeVisible();
    await expect(stage.page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    for (let press = 0; press < 6; press++) {
      await stage.page.keyboard.press('Tab');
      expect(await stage.page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
    }
  });

  for (const way of ['Escape', 'cross', 'scrim'] as const)
    test(`is closed by the ${way}, once`, async ({ stage }) => {
      await stage.show('Dialog');
      await expect(stage.page.getByRole('textbox', { name: 'Name' })).toBeFocused();
      if (way === 'Escape') await stage.page.keyboard.press('Escape');
      else if (way === 'cross') await stage.page.getByRole('button', { name: 'Close' }).click();
      else await stage.page.mouse.click(5, 5);
      await expect(stage.page.getByRole('dialog')).toHaveCount(0);
      expect(await stage.asked()).toEqual([['close']]);
    });
});

test.describe('the filter of a column', () => {
  const rows = '#anchor';

  test('keeps the rows that are at least a typed number, and Clear brings all back', async ({ stage }) => {
    await stage.show('ColumnFilter');
    const least = stage.page.getByRole('textbox', { name: 'At least' });
    await least.fill('0.9');
    await least.press('Tab');
    await expect(stage.page.locator(rows)).toHaveText('Alpha Gamma');
    await stage.page.getByRole('textbox', { name: 'At most' }).fill('0.91');
    await stage.page.getByRole('textbox', { name: 'At most' }).press('Tab');
    await expect(stage.page.locator(rows)).toHaveText('Alpha');
    await stage.page.getByRole('button', { name: 'Clear' }).click();
    await expect(stage.page.locator(rows)).toHaveText('Alpha Beta Gamma Delta');
    await expect(least).toHaveValue('');
  });

  test('asking for what is missing drops the numbers', async ({ stage }) => {
    await stage.show('ColumnFilter');
    await stage.page.getByRole('textbox', { name: 'At least' }).fill('0.9');
    await stage.page.getByRole('radio', { name: 'Only missing' }).check();
    await expect(stage.page.locator(rows)).toHaveText('');
    await expect(stage.page.getByRole('textbox', { name: 'At least' })).toHaveValue('');
    await stage.page.getByRole('radio', { name: 'Only measured' }).check();
    await expect(stage.page.locator(rows)).toHaveText('Alpha Beta Gamma Delta');
  });

  test('Escape closes it', async ({ stage }) => {
    await stage.show('ColumnFilter');
    await expect(stage.page.getByLabel('Filter accuracy')).toBeVisible();
    await stage.page.keyboard.press('Escape');
    expect(await stage.asked()).toEqual([['close']]);
  });
});

test.describe('swings', () => {
  test('are put in order by the keyboard, which stays with the row, and each step is said', async ({ stage }) => {
    await stage.show('SwingWay');
    await stage.page.getByRole('button', { name: /^cost, place 3 of 3\./ }).focus();
    await stage.page.keyboard.press('ArrowUp');
    await expect(stage.page.getByRole('status')).toHaveText('cost: place 2 of 3');
    await expect(stage.page.getByRole('button', { name: /^cost, place 2 of 3\./ })).toBeFocused();
    await stage.page.keyboard.press('=');
    await expect(stage.page.getByRole('status')).toHaveText('cost: place 1 of 3, tied');
    await expect(stage.page.getByRole('button', { name: /^accuracy, place 1 of 3, tied\./ })).toBeVisible();
  });

  test('the first has 100 points and cannot be changed; the order follows the points', async ({ stage }) => {
    await stage.show('SwingWay');
    await expect(stage.page.getByRole('textbox', { name: 'accuracy: points from 0 to 100' })).toHaveValue('100');
    await expect(stage.page.getByRole('textbox', { name: 'accuracy: points from 0 to 100' })).toBeDisabled();
    const cost = stage.page.getByRole('textbox', { name: 'cost: points from 0 to 100' });
    await cost.fill('90');
    await cost.press('Enter');
    await expect(stage.page.getByRole('button', { name: /^cost, place 2 of 3\./ })).toBeVisible();
    await stage.page.getByRole('button', { name: 'Take the points of the order alone' }).click();
    await expect(cost).not.toHaveValue('90');
  });

  test('have no place until they get one, by button or by key, and points only then', async ({ stage }) => {
    await stage.show('UnplacedSwings');
    await expect(stage.page.getByRole('textbox')).toHaveCount(0);
    await stage.page.getByRole('button', { name: 'cost: place 1' }).click();
    await expect(stage.page.getByRole('status')).toHaveText('cost: place 1 of 3');
    await expect(stage.page.getByRole('button', { name: 'accuracy: place 2' })).toBeFocused();
    await stage.page.getByRole('button', { name: /^latency, without a place\./ }).focus();
    await stage.page.keyboard.press('ArrowUp');
    await expect(stage.page.getByRole('textbox')).toHaveCount(0);
    await stage.page.getByRole('checkbox', { name: 'Keep the order of the list' }).check();
    await expect(stage.page.getByRole('textbox')).toHaveCount(3);
    await expect(stage.page.getByRole('button', { name: /^accuracy, place 3 of 3\./ })).toBeVisible();
    await stage.page.getByRole('checkbox').uncheck();
    await expect(stage.page.getByRole('button', { name: 'accuracy: place 3' })).toBeVisible();
  });

  test('the buttons of the ends are off', async ({ stage }) => {
    await stage.show('SwingWay');
    await expect(stage.page.getByRole('button', { name: 'accuracy: up' })).toBeDisabled();
    await expect(stage.page.getByRole('button', { name: 'cost: down' })).toBeDisabled();
    await expect(stage.page.getByRole('button', { name: 'accuracy: tied with the one above' })).toBeDisabled();
  });
});

test.describe('the list of reviews', () => {
  test('the keyboard goes along with a review that moves to another group, after its menu and from its title', async ({
    stage,
  }) => {
    await stage.show('ReviewTable');
    const row = stage.page.getByRole('row', { name: 'Search' });
    const actions = row.getByRole('button', { name: 'Actions for Search' });
    await actions.click();
    // It is fetched when it is opened first.
    await expect(stage.page.getByRole('menu')).toBeVisible();
    await stage.page.keyboard.press('Escape');
    await expect(stage.page.getByRole('rowgroup', { name: 'Being decided' })).toContainText('Search');
    await expect(actions).toBeFocused();
    expect(await stage.asked()).toEqual([
      ['menu', true],
      ['menu', false],
    ]);

    await stage.show('ReviewTable');
    const title = row.getByRole('button', { name: 'Search', exact: true });
    await title.focus();
    await stage.page.keyboard.press('F2');
    await expect(stage.page.getByRole('rowgroup', { name: 'Being decided' })).toContainText('Search');
    await expect(title).toBeFocused();
  });
});
