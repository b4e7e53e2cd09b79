// Without a mouse, from the first screen to an imported and weighed review; the keyboard is never lost on the way.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a review is made, filled and weighed by keyboard alone', async ({ app, page }) => {
  const parley = new Parley(page);
  const { keyboard } = page;
  const focused = page.locator(':focus');
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(focused).toHaveText('New review…');
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'What is being decided' })).toBeFocused();
  await keyboard.type('By keyboard');
  await keyboard.press('Enter');

  // The room has the keyboard, so its first button is one step away.
  await expect(page.getByRole('main')).toBeFocused();
  await page.getByRole('button', { name: 'Paste from a spreadsheet…' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Table' })).toBeFocused();
  const rows = Array.from({ length: 300 }, (_, i) => `Model ${i}\t${0.5 + i / 1000}\t${9 + i}\t${3000 - i}`);
  await keyboard.insertText(['model\tndcg@10\tp95 latency (ms)\tcost per month (€)', ...rows].join('\n'));
  await page.getByRole('button', { name: 'Read it' }).press('Enter');
  const accept = parley.importDialog.getByRole('button', { name: 'Import 300 candidates' });
  await expect(parley.importDialog).toContainText('3 metrics become objectives');
  await keyboard.press('Control+3');
  await expect(parley.importDialog).toBeVisible();
  await accept.press('Enter');
  await expect(parley.importDialog).toBeHidden();
  await expect(parley.heading).toContainText('300 candidates');
  await expect(page.getByRole('main')).toBeFocused();

  await keyboard.press('Control+3');
  await expect(parley.heading).toHaveText('No role has weighed yet');
  const slider = parley.ballot('Sales').getByRole('slider', { name: 'Sales: weight of ndcg@10' });
  await slider.focus();
  await keyboard.press('ArrowRight');
  await expect(parley.heading).toHaveText('1 of 4 roles has weighed');
  await expect(slider).toBeFocused();
  await keyboard.press('Control+z');
  await expect(parley.heading).toHaveText('No role has weighed yet');
  expect(app.problems).toEqual([]);
});
