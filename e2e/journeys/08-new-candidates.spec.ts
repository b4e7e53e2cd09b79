// Candidates that nobody listed: thresholds and cascades of a kept log, put beside the others in one step, and told from noise.
import { expect, test } from '../app.ts';
import { fixture, Parley } from '../pages/parley.ts';

test('a threshold and a cascade that nobody listed become candidates with numbers, family and note', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.newReview('Which classifier?');
  await page.getByRole('button', { name: 'New candidates' }).click();
  await expect(page.getByText('Start with a prediction log')).toBeVisible();
  await page.getByRole('button', { name: 'Add a prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const choosing = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await (await choosing).setFiles(fixture('predictions.csv'));
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(dialog).toBeHidden();
  const room = page.getByRole('main');
  await room.getByRole('button', { name: 'New candidates' }).click();

  // Operating points: what is proposed was chosen on one half and measured on the other, and says so.
  const points = room.getByRole('table', { name: 'Operating points' });
  await expect(points.getByRole('row', { name: /^forest as it is, 0\.5/ })).toBeVisible();
  await expect(parley.heading).toContainText(/forest/);
  await expect(room).toContainText(
    'Chosen on 119 cases; these numbers and their 95 % intervals are from the other 119',
  );
  // Rules has decisions only, so it has no thresholds.
  await expect(room.getByLabel('Candidate').getByRole('option')).toHaveText(['forest', 'backwards']);
  await room.getByRole('group', { name: 'Good at' }).getByLabel('Cost of errors').check();
  const cost = room.getByLabel('Cost of a false negative');
  await cost.fill('5');
  await cost.press('Enter');
  await expect(points).toContainText('Cost of errors per 1,000');
  await parley.settled();
  const add = points.getByRole('checkbox').first();
  const name = ((await add.getAttribute('aria-label')) ?? '').replace(/^Add /, '');
  expect(name).toMatch(/^forest at 0?\.?\d/);
  await add.check();
  await room.getByRole('button', { name: 'Add 1 candidate' }).click();
  await expect(points.getByRole('row', { name: new RegExp(`${name} added`) })).toBeVisible();

  // A cascade takes two.
  await room.getByRole('button', { name: 'Cascades' }).click();
  await room.getByLabel('Cheap candidate').selectOption('forest');
  await room.getByLabel('Costly candidate').selectOption('rules');
  const cascades = room.getByRole('table', { name: 'Cascades' });
  await expect(cascades.getByRole('row', { name: /^rules alone/ })).toBeVisible();
  await parley.settled();
  const other = cascades.getByRole('checkbox').first();
  const cascade = ((await other.getAttribute('aria-label')) ?? '').replace(/^Add /, '');
  expect(cascade).toMatch(/^forest, [\d.]+ % to rules$/);
  await other.check();
  await room.getByRole('button', { name: 'Add 1 candidate' }).click();
  await expect(cascades.getByRole('row', { name: new RegExp(`${cascade} added`) })).toBeVisible();

  // They stand in the table, measured, and in the log beside the others.
  await room.getByRole('button', { name: 'Measures' }).click();
  await expect(room.getByRole('table', { name: 'Measures' }).getByRole('rowheader', { name: cascade })).toBeVisible();
  await room.getByRole('button', { name: 'Table' }).click();
  for (const made of [name, cascade]) await expect(parley.cells.getByRole('row', { name: made })).toBeVisible();
  await expect(parley.cells).toContainText('Share handed over');
  // Each adding is one step.
  await page.keyboard.press('Control+z');
  await expect(parley.cells.getByRole('row', { name: cascade })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(parley.cells.getByRole('row', { name })).toHaveCount(0);
  await expect(parley.cells.getByRole('row', { name: 'forest' })).toBeVisible();
});

test('a ranking marks what is within noise on the log, and a gap says what closing it costs', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Trade-offs');
  const order = page.getByRole('grid', { name: /^Group order/ });
  const distilled = order.getByRole('row', { name: /Two-stage, distilled/ });
  await expect(distilled).toHaveAccessibleDescription(
    /^Accuracy on the log Visits within noise of Two-tower: −?\d\.\d\spt, 95\s% −?\d\.\d to −?\d\.\d, p = [01]\.\d+ \(Holm, 91 pairs\)\./,
  );
  await distilled.click();
  await expect(page.getByRole('region', { name: /^Why/ })).toContainText(
    /Accuracy on the log Visits is within noise of that of .*Two-tower/,
  );

  await parley.go('Evidence');
  const room = page.getByRole('main');
  await room.getByRole('button', { name: 'Fairness' }).click();
  await expect(room).toContainText('Take a gap of the table above as a metric');
  const gap = 'Equal opportunity difference by restaurant';
  await parley.takeMeasure('Gaps by restaurant', 'Equal opportunity difference', 'Take as metric');
  await room.getByRole('button', { name: 'Menu of Equal opportunity difference' }).click();
  await page.getByRole('menuitem', { name: 'What closing it costs' }).click();
  await expect(room).toContainText(
    /All the way from 0\.\d+ to 0\.\d+, it costs .+ most, 0\.\d+ in value; .+ is first then\./,
  );
  const steps = room.getByRole('table', { name: `What closing ${gap} costs` });
  await expect(steps.getByRole('row').nth(1)).toContainText(/costs Sales .+ of Ad revenue/);
  await expect(room.getByRole('img', { name: `Best value left to each role by a bound on ${gap}` })).toBeVisible();
});
