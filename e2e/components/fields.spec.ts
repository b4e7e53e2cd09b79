// What is typed and dragged: numbers, bars, weights.
import { expect, test } from './stage.ts';

test.describe('a number field', () => {
  test('takes a typed number with Enter, and says nothing of one that is the same', async ({ stage }) => {
    await stage.show('NumberField');
    const field = stage.page.getByRole('textbox', { name: 'Latency' });
    await field.fill('12.5');
    expect(await stage.asked()).toEqual([]);
    await field.press('Enter');
    await field.fill('12.50');
    await field.press('Enter');
    expect(await stage.asked()).toEqual([['change', 12.5]]);
    await expect(field).toHaveValue('12.5');
  });

  for (const [wrong, why] of [
    ['abc', '“abc” is not a number that can be used here. It stays 5.'],
    ['NaN', '“NaN” is not a number that can be used here. It stays 5.'],
    ['0,5', '“0,5” is not taken: write the decimals after a point. It stays 5.'],
    ['101', '101 is above the most, 100. It stays 5.'],
    ['1e300', '1e300 is above the most, 100. It stays 5.'],
    ['-1', '-1 is below the least, 0. It stays 5.'],
    ['', 'A number is needed here. It stays 5.'],
  ] as const)
    test(`marks “${wrong}” as wrong, goes back to what it was, and says why`, async ({ stage }) => {
      await stage.show('NumberField');
      const field = stage.page.getByRole('textbox', { name: 'Latency' });
      await field.fill(wrong);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await field.press('Enter');
      await expect(field).toHaveValue('5');
      await expect(field).toHaveAttribute('aria-invalid', 'false');
      expect(await stage.asked()).toEqual([]);
      await expect(stage.page.getByRole('status')).toHaveText(why);
      await expect(field).toHaveAccessibleDescription(why);
      await field.fill('6');
      await expect(stage.page.getByRole('status')).toHaveCount(0);
    });

  test('steps with the arrows, ten at once with Shift, and stops at its limits', async ({ stage }) => {
    await stage.show('NumberField');
    const field = stage.page.getByRole('textbox', { name: 'Latency' });
    await field.press('ArrowUp');
    await expect(field).toHaveValue('5.5');
    await field.press('Shift+ArrowDown');
    await expect(field).toHaveValue('0.5');
    await field.press('Shift+ArrowDown');
    await expect(field).toHaveValue('0');
    await field.blur();
    expect(await stage.asked()).toEqual([['change', 0]]);
  });

  test('Escape puts the old number back', async ({ stage }) => {
    await stage.show('NumberField');
    const field = stage.page.getByRole('textbox', { name: 'Latency' });
    await field.fill('77');
    await field.press('Escape');
    await expect(field).toHaveValue('5');
    await field.blur();
    expect(await stage.asked()).toEqual([]);
  });

  test('that something follows is told with every key, of nonsense as of nothing, and of the old number when it is put back', async ({
    stage,
  }) => {
    await stage.show('FollowedField');
    const field = stage.page.getByRole('textbox', { name: 'Bound' });
    for (const typed of ['1', '12', '12x']) await field.fill(typed);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.press('Enter');
    await expect(field).toHaveValue('5');
    await expect(stage.page.getByRole('status')).toHaveText('“12x” is not a number that can be used here. It stays 5.');
    await field.fill('8');
    await field.press('Escape');
    await field.fill('7');
    await field.blur();
    expect(await stage.asked()).toEqual([
      ['type', 1],
      ['type', 12],
      ['type', null],
      ['type', 5],
      ['type', 8],
      ['type', 5],
      ['type', 7],
    ]);
    await expect(field).toHaveValue('7');
  });

  test('cannot be typed in while it is disabled', async ({ stage }) => {
    await stage.show('NumberField', { disabled: true });
    await expect(stage.page.getByRole('textbox', { name: 'Latency' })).toBeDisabled();
  });
});

test.describe('a text that is saved by itself', () => {
  test('is saved after a pause and when it is left, once, and stays as it was typed until then', async ({ stage }) => {
    await stage.show('TypedText');
    const field = stage.page.getByRole('textbox', { name: 'Who speaks' });
    await field.fill('Mia, ');
    await expect.poll(() => stage.asked()).toEqual([['save', 'Mia, ']]);
    await expect(field).toHaveValue('Mia, ');
    await field.pressSequentially('Sam ');
    await field.blur();
    await expect(field).toHaveValue('Mia, Sam');
    expect((await stage.asked()).at(-1)).toEqual(['save', 'Mia, Sam ']);
    const before = (await stage.asked()).length;
    await field.focus();
    await field.blur();
    expect(await stage.asked()).toHaveLength(before);
  });

  test('stays in the field where it could not be saved, and is tried again', async ({ stage }) => {
    await stage.show('TypedText', { refuses: 1 });
    const field = stage.page.getByRole('textbox', { name: 'Who speaks' });
    await field.fill('Pia');
    await expect.poll(() => stage.asked()).toHaveLength(1);
    await expect(field).toHaveValue('Pia');
    await field.blur();
    await expect
      .poll(() => stage.asked())
      .toEqual([
        ['save', 'Pia'],
        ['save', 'Pia'],
      ]);
    await expect(field).toHaveValue('Pia');
  });
});

test.describe('a bar', () => {
  test('goes no further than its room', async ({ stage }) => {
    await stage.show('RangeBar');
    const bar = stage.page.getByRole('slider', { name: 'Weight' });
    await bar.press('End');
    await expect(bar).toHaveValue('60');
    await bar.press('ArrowLeft');
    await expect(bar).toHaveValue('59.5');
    const asked = await stage.asked();
    expect(asked.filter(([name]) => name === 'drag')).toEqual([
      ['drag', 60, true],
      ['drag', 59.5, false],
    ]);
    expect(asked.at(-1)).toEqual(['drop']);
  });
});

test.describe('a weight', () => {
  test('is typed in percent and given as a share', async ({ stage }) => {
    await stage.show('WeightRow');
    const field = stage.page.getByRole('textbox', { name: 'Product: weight of accuracy in percent' });
    await expect(field).toHaveValue('40');
    await field.fill('25');
    await field.press('Enter');
    expect(await stage.asked()).toEqual([['type', 0.25]]);
    await expect(stage.page.getByRole('slider')).toHaveValue('25');
  });

  test('stops at what the locked ones leave, and says so until the keyboard comes back', async ({ stage }) => {
    await stage.show('WeightRow');
    const field = stage.page.getByRole('textbox');
    await field.fill('80');
    await field.press('Enter');
    expect(await stage.asked()).toEqual([['type', 0.6]]);
    await expect(stage.page.getByRole('status')).toHaveText('Stopped at 60 %: the locked weights hold 40 %.');
    // Leaving the field takes what was typed, so what is said of it must outlast that.
    await field.blur();
    await expect(stage.page.getByRole('status')).toHaveText('Stopped at 60 %: the locked weights hold 40 %.');
    await field.focus();
    await expect(stage.page.getByRole('status')).toHaveText('');
  });

  test('that is locked neither moves nor takes a number, and its lock says so', async ({ stage }) => {
    await stage.show('WeightRow');
    const lock = stage.page.getByRole('button', { name: 'Product: lock the weight of accuracy' });
    await expect(lock).toHaveAttribute('aria-pressed', 'false');
    await lock.click();
    await expect(lock).toHaveAttribute('aria-pressed', 'true');
    await expect(stage.page.getByRole('textbox')).toBeDisabled();
    await expect(stage.page.getByRole('slider')).toBeDisabled();
    await expect(stage.page.getByRole('slider')).toHaveAttribute('aria-valuetext', '40.0 percent, locked');
  });

  test('that is the last one unlocked says why it stays', async ({ stage }) => {
    await stage.show('WeightRow', { last: true });
    await expect(stage.page.getByRole('status')).toHaveText('The others are locked and leave 60 %.');
    await expect(stage.page.getByRole('slider')).toBeDisabled();
  });
});
