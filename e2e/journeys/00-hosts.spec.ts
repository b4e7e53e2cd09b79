// What every host owes: the page starts without a complaint, keeps to itself, and its calls arrive.
import { expect, test } from '../app.ts';

test('the first screen opens', async ({ page }) => {
  await expect(page).toHaveTitle(/Parley/);
  await expect(page.getByRole('button', { name: /new review/i }).first()).toBeVisible();
});
