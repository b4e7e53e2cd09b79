// The charts that are worked with: a value function by its handles, the scatter by pointer and keyboard, a requirement by its line.
import type { Page } from '@playwright/test';
import { expect, test } from './stage.ts';

test.describe('a value curve', () => {
  test('moves an anchor by the arrow keys, ten steps with Shift, and says where it is', async ({ stage }) => {
    await stage.show('ValueCurve');
    const best = stage.page.getByRole('slider', { name: 'accuracy: counts 1' });
    await expect(best).toHaveAttribute('aria-valuetext', '100 % counts 1');
    await best.press('ArrowLeft');
    const one = 100 - Number(await best.getAttribute('aria-valuenow'));
    expect(one).toBeGreaterThan(0);
    await best.press('Shift+ArrowLeft');
    expect(100 - Number(await best.getAttribute('aria-valuenow'))).toBeCloseTo(11 * one, 9);
  });

  test('never turns an anchor past the other one', async ({ stage }) => {
    await stage.show('ValueCurve', { valueFunction: { shape: 'linear', worst: 0, best: 1 }, direction: 'max' });
    const worst = stage.page.getByRole('slider', { name: 'accuracy: counts 0' });
    for (let press = 0; press < 30; press++) await worst.press('Shift+ArrowRight');
    expect(Number(await worst.getAttribute('aria-valuenow'))).toBeLessThan(1);
  });

  test('an anchor has no value to move up or down', async ({ stage }) => {
    await stage.show('ValueCurve');
    await stage.page.getByRole('slider', { name: 'accuracy: counts 1' }).press('ArrowDown');
    expect(await stage.asked()).toEqual([]);
  });

  const points = [
    { at: 0, value: 0 },
    { at: 50, value: 0.8 },
    { at: 100, value: 1 },
  ];
  test('a point moves both ways, stays monotone, and goes with Delete', async ({ stage }) => {
    await stage.show('ValueCurve', { valueFunction: { shape: 'piecewise', points } });
    const middle = stage.page.getByRole('slider', { name: 'accuracy: point 2' });
    await middle.press('ArrowDown');
    await expect(middle).toHaveAttribute('aria-valuetext', '50 % counts 0.78');
    await middle.press('Shift+ArrowUp');
    await expect(middle).toHaveAttribute('aria-valuetext', '50 % counts 0.98');
    // Nothing counts more than 1, and nothing on the way to the best less than what comes before.
    await middle.press('Shift+ArrowUp');
    await expect(middle).toHaveAttribute('aria-valuetext', '50 % counts 1');
    await middle.press('Delete');
    await expect(stage.page.getByRole('slider')).toHaveCount(2);
    await stage.page.getByRole('slider').first().press('Delete');
    await expect(stage.page.getByRole('slider')).toHaveCount(2);
  });

  test('a double-click on a curve adds a point on it', async ({ stage }) => {
    await stage.show('ValueCurve', { valueFunction: { shape: 'piecewise', points } });
    const box = (await stage.page.getByRole('group', { name: 'Value of accuracy' }).boundingBox())!;
    await stage.page.mouse.dblclick(box.x + box.width * 0.75, box.y + box.height * 0.5);
    await expect(stage.page.getByRole('slider')).toHaveCount(4);
    const [, f] = ((await stage.asked()) as [string, { points: { at: number; value: number }[] }][])[0]!;
    const added = f.points[2]!;
    expect(added.value).toBeCloseTo(0.8 + (0.2 * (added.at - 50)) / 50, 9);
  });

  test('a dragged handle tells only where it was let go', async ({ stage }) => {
    await stage.show('ValueCurve');
    const best = stage.page.getByRole('slider', { name: 'accuracy: counts 1' });
    const box = (await best.boundingBox())!;
    await stage.page.mouse.move(box.x + 6, box.y + 6);
    await stage.page.mouse.down();
    await stage.page.mouse.move(box.x - 60, box.y + 6, { steps: 4 });
    expect(await stage.asked()).toEqual([]);
    await stage.page.mouse.up();
    expect(await stage.asked()).toHaveLength(1);
    expect(Number(await best.getAttribute('aria-valuenow'))).toBeLessThan(100);
  });

  test('does nothing while it is disabled', async ({ stage }) => {
    await stage.show('ValueCurve', { disabled: true });
    const best = stage.page.getByRole('slider', { name: 'accuracy: counts 1' });
    await expect(best).toHaveAttribute('aria-disabled', 'true');
    await expect(best).toHaveAttribute('tabindex', '-1');
    await best.dispatchEvent('keydown', { key: 'ArrowLeft' });
    expect(await stage.asked()).toEqual([]);
  });
});

const plot = 'Accuracy and latency';

test.describe('a scatter', () => {
  test('is entered by keyboard at the recommended candidate and walked with the arrows', async ({ stage }) => {
    await stage.show('ParetoScatter');
    await stage.page.keyboard.press('Tab');
    const scatter = stage.page.getByRole('application', { name: plot });
    await expect(scatter).toBeFocused();
    await scatter.press('ArrowLeft');
    await scatter.press('Enter');
    const asked = await stage.asked();
    expect(asked[0]).toEqual(['hover', 0]);
    // Beta lies to the left.
    expect(asked.slice(1)).toEqual([
      ['hover', 1],
      ['select', 1, false],
    ]);
  });

  test('Ctrl and Enter adds to what is selected', async ({ stage }) => {
    await stage.show('ParetoScatter', { selected: [1] });
    await stage.page.keyboard.press('Tab');
    await stage.page.keyboard.press('Control+Enter');
    expect((await stage.asked()).at(-1)).toEqual(['select', 1, true]);
  });

  test('a click beside every mark clears', async ({ stage }) => {
    await stage.show('ParetoScatter');
    await stage.page.getByRole('application', { name: plot }).click({ position: { x: 62, y: 40 } });
    expect((await stage.asked()).at(-1)).toEqual(['clear']);
  });

  test('says when nobody has both numbers', async ({ stage }) => {
    const nothing = { title: 'a', unit: '', better: 1, measured: [NaN], valuedByLog: false };
    await stage.show('ParetoScatter', { data: { x: nothing, y: nothing, kinds: [1], bounds: [] } });
    await expect(stage.page.getByText('No candidate has a value for both of these.')).toBeVisible();
  });
});

test.describe('zoom and lasso', () => {
  const state = (page: Page) => page.getByRole('status').filter({ hasText: /in view|not named/ });

  test('plus and minus zoom, the plot says how much is in view, and Escape shows all', async ({ stage }) => {
    const { page } = stage;
    await stage.show('ParetoScatter');
    await page.keyboard.press('Tab');
    const texts = () => page.locator('.scatter svg .axes text').allTextContents();
    const whole = await texts();
    for (let times = 0; times < 4; times++) await page.keyboard.press('+');
    await expect(state(page)).toHaveText(/^Zoomed: 1 of 4 in view\. Esc shows all\.$/);
    expect(await texts()).not.toEqual(whole);
    await page.keyboard.press('Escape');
    await expect(state(page)).toHaveCount(0);
    expect(await texts()).toEqual(whole);
    // Nothing was selected, cleared or moved by that.
    expect((await stage.asked()).filter(([name]) => name !== 'hover')).toEqual([]);
    for (let times = 0; times < 4; times++) await page.keyboard.press('+');
    for (let times = 0; times < 4; times++) await page.keyboard.press('-');
    await expect(state(page)).toHaveCount(0);
  });

  test('the buttons zoom too, and leave the keyboard in the plot', async ({ stage }) => {
    const { page } = stage;
    await stage.show('ParetoScatter');
    for (let times = 0; times < 3; times++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(state(page)).toContainText('Zoomed: ');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(state(page)).toHaveCount(0);
    await expect(page.getByRole('application', { name: plot })).toBeFocused();
  });

  test('an arrow moves what is in view where no mark is left on that side', async ({ stage }) => {
    const { page } = stage;
    await stage.show('ParetoScatter');
    await page.keyboard.press('Tab');
    for (let times = 0; times < 4; times++) await page.keyboard.press('+');
    const ticks = () => page.locator('.scatter svg .axes text').allTextContents();
    const before = await ticks();
    await page.keyboard.press('ArrowRight');
    await expect.poll(ticks).not.toEqual(before);
  });

  test('a line drawn around marks selects them, and is no click', async ({ stage }) => {
    const { page } = stage;
    await stage.show('ParetoScatter');
    const box = (await page.getByRole('application', { name: plot }).boundingBox())!;
    const corners = [
      [0.01, 0.05],
      [0.999, 0.05],
      [0.999, 0.999],
      [0.01, 0.999],
    ] as const;
    await page.mouse.move(box.x + box.width * corners[0][0], box.y + box.height * corners[0][1]);
    await page.mouse.down();
    for (const [x, y] of corners) await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
    await page.mouse.up();
    const asked = (await stage.asked()).filter(([name]) => name !== 'hover');
    expect(asked).toEqual([['selectall', [0, 1, 2, 3], false]]);
  });

  test('Escape drops a line that is being drawn', async ({ stage }) => {
    const { page } = stage;
    await stage.show('ParetoScatter');
    const box = (await page.getByRole('application', { name: plot }).boundingBox())!;
    await page.mouse.move(box.x + 80, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 160, { steps: 3 });
    await expect(page.locator('.lasso')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.locator('.lasso')).toHaveCount(0);
    await page.mouse.up();
    expect((await stage.asked()).filter(([name]) => name === 'selectall')).toEqual([]);
  });
});

test.describe('ten thousand candidates', () => {
  test('are drawn by density, are still picked one by one, and all the marks that matter stand above', async ({
    stage,
  }) => {
    const { page } = stage;
    await stage.show('CrowdedScatter');
    await expect(page.getByText('larger where more lie together')).toBeVisible();
    await expect(page.locator('.scatter canvas')).toHaveCount(1);
    await expect(page.locator('.emphasis .recommended, .emphasis .selected, .emphasis .favourite')).toHaveCount(3);
    await expect(page.getByRole('status').filter({ hasText: 'are not named here' })).toBeVisible();
    const box = (await page.getByRole('application', { name: plot }).boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.5);
    const [name, picked] = (await stage.asked()).at(-1)!;
    expect([name, typeof picked]).toEqual(['select', 'number']);
    // Near enough, candidates are marks again.
    await page.keyboard.press('0');
    for (let times = 0; times < 7; times++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect(page.getByRole('status').filter({ hasText: /^Zoomed: [\d,]+ of 10,000 in view/ })).toBeVisible();
    await expect(page.getByText('larger where more lie together')).toHaveCount(0);
  });
});

test.describe('the line of a requirement', () => {
  const line = 'Product: latency ≤ 250 ms';

  test('steps with the arrows and is set when the key is let go', async ({ stage }) => {
    await stage.show('ParetoScatter');
    const grip = stage.page.getByRole('slider', { name: line });
    await grip.press('ArrowUp');
    const asked = (await stage.asked()).filter(([name]) => name === 'bound') as [string, number, number][];
    expect(asked).toHaveLength(1);
    expect(asked[0]![1]).toBe(7);
    expect(asked[0]![2]).toBeGreaterThan(250);
    await expect(stage.page.getByRole('slider')).toHaveAttribute('aria-valuenow', String(asked[0]![2]));
  });

  test('Escape puts it back before it is set', async ({ stage }) => {
    await stage.show('ParetoScatter');
    const grip = stage.page.getByRole('slider', { name: line });
    await grip.focus();
    await stage.page.keyboard.down('ArrowUp');
    await expect(grip).not.toHaveAttribute('aria-valuenow', '250');
    await stage.page.keyboard.press('Escape');
    await expect(grip).toHaveAttribute('aria-valuenow', '250');
    await stage.page.keyboard.up('ArrowUp');
    expect((await stage.asked()).filter(([name]) => name === 'bound')).toEqual([]);
  });

  test('cannot be moved where requirements are only shown', async ({ stage }) => {
    await stage.show('ParetoScatter', { onbound: null });
    await expect(stage.page.getByText(line)).toBeVisible();
    await expect(stage.page.getByRole('slider')).toHaveCount(0);
  });
});
