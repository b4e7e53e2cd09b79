// In a small window nothing is cut off without a word: what does not fit is counted, and a click brings it into sight.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('columns and ballots that do not fit are counted, and a click brings them into sight', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  const parley = new Parley(page);
  await parley.openSample();
  const right = page.getByRole('button', { name: /^\d+ more columns? →$/ });
  await expect(right).toBeVisible();
  await right.click();
  await expect(page.getByRole('button', { name: /^← \d+ more columns?$/ })).toBeVisible();

  await parley.look('Measures');
  const measures = page.getByRole('button', { name: /^\d+ more measures? →$/ }).first();
  await expect(measures).toBeVisible();
  await measures.click();
  await expect(page.getByRole('button', { name: /^← \d+ more measures?$/ }).first()).toBeVisible();

  await parley.look('Table');
  await parley.go('Ballots');
  for (const role of ['ML engineers', 'Sales', 'Product', 'Infrastructure']) {
    await expect(parley.ballot(role).getByRole('heading', { level: 3 })).toBeInViewport();
  }
  await expect(page.getByRole('button', { name: /more ballot/ })).toBeHidden();
  await page.getByRole('button', { name: 'Add role' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Legal');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '1 more ballot' }).click();
  await expect(parley.ballot('Legal').getByRole('heading', { level: 3 })).toBeInViewport();
  await expect(page.getByRole('button', { name: /more ballot/ })).toBeHidden();

  // Where the browser makes text twice as large, rows grow with it.
  await parley.go('Evidence');
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const room = () =>
    parley.cells
      .getByRole('rowheader')
      .first()
      .evaluate((cell) => cell.clientHeight / parseFloat(getComputedStyle(cell).fontSize));
  await expect.poll(room).toBeGreaterThan(1.5);
});
