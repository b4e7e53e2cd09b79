// The page of one candidate: opened from a name, read, corrected, annotated, turned, and left for where one came from.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a candidate has a page with its standing, its sources and its history, and a note that is undone', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.openCandidate('Two-tower');
  await expect(page).toHaveURL(/#\/candidate\/\d+\?from=evidence/);
  await expect(parley.heading).toHaveText(/^Two-tower is on the front, .* by least regret$/);
  await expect(parley.heading).toBeFocused();
  const revenue = page.getByRole('row', { name: /^Ad revenue per 1,000/ });
  await expect(revenue).toContainText('58.8 €');
  await expect(revenue).toContainText('candidates.csv, row 5');

  await revenue.getByRole('button', { name: /Correct it by hand/ }).click();
  await page.getByRole('textbox', { name: /^Value of Ad revenue/ }).fill('61');
  await page.keyboard.press('Enter');
  await expect(revenue).toContainText('Entered by hand');
  await revenue.getByRole('button', { name: '1 earlier value' }).click();
  await expect(page.getByRole('list', { name: /^Earlier values of Ad revenue/ })).toContainText(
    /58\.78.*candidates\.csv, row 5.*by a value typed in/s,
  );
  await page.getByRole('button', { name: 'Done' }).click();

  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill('Warm-up takes 40 s.');
  await note.press('Control+Enter');
  await expect(parley.undo).toHaveAttribute('aria-label', 'Undo note');
  await page.getByRole('textbox', { name: 'Address' }).fill('http://example.org/card');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('beginning with https://')).toBeVisible();
  await page.getByRole('textbox', { name: 'Address' }).fill('https://example.org/card');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Links' })).toContainText('https://example.org/card');
  await parley.undo.click();
  await parley.undo.click();
  await expect(note).toHaveValue('');
  await expect(page.getByRole('region', { name: 'Links' })).toContainText('None yet');
});

test('its page is turned with the arrow keys, and Escape or the back button returns to the room', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Trade-offs');
  await page.getByRole('region', { name: /^Why/ }).getByRole('heading').getByRole('link').click();
  const first = await parley.heading.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(parley.heading).not.toHaveText(first);
  await page.keyboard.press('ArrowLeft');
  await expect(parley.heading).toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/trade-offs\?select=\d+/);
  await expect(parley.heading).toHaveText(/costs its unluckiest role the least/);

  await parley.go('Evidence');
  await parley.openCandidate('Ensemble');
  await expect(parley.heading).toHaveText('Ensemble is screened out: it fails a requirement');
  await page.getByRole('button', { name: 'What to do with this candidate' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(parley.cells).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('heading', { name: 'This candidate is not in the review' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo the removal' }).click();
  await expect(parley.heading).toHaveText(/^Ensemble/);
  await page.goBack();
  await expect(parley.cells).toBeVisible();
});

test('its evidence is measured when somebody reads it, says whom it serves worst, and leads to the tabs', async ({
  page,
}) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.openCandidate('Fee auction');
  const evidence = page.getByRole('region', { name: 'Evidence', exact: true });
  await evidence.scrollIntoViewIfNeeded();
  await expect(evidence).toContainText(
    /^Evidence\s*It decides 82\.1.% of the 3,500 cases of Visits rightly, 12th of 14\./,
  );
  await expect(evidence.getByRole('row', { name: /^Recall/ })).toContainText(/0\.\d{3} to 0\.\d{3}/);
  await expect(evidence.getByRole('row', { name: /^restaurant/ })).toContainText(/independent.*chain.*0\.27 not kept/s);
  await expect(evidence).toContainText(/A tree of depth 3 says what Fee auction says on 9\d.%.* rests most on .*fee €/);
  await expect(evidence).toContainText('contributions.csv says what drives it (mean |SHAP|): most of all fee €, then');
  const files = evidence.getByRole('list', { name: 'Files and entries behind it' });
  await expect(files).toContainText(/visits\.csv.*the prediction log Visits.*SHA-256/s);
  await expect(files).toContainText(/candidates\.csv.*8 values/s);
  const family = evidence.getByRole('list', { name: 'Candidates of the same family' });
  await expect(family.getByRole('link')).toHaveText(['Fee nudge', 'Independents forward']);
  await family.getByRole('link', { name: 'Fee nudge' }).click();
  await expect(parley.heading).toHaveText(/^Fee nudge/);
  await page
    .getByRole('navigation', { name: 'More about it on Visits' })
    .getByRole('button', { name: 'Fairness' })
    .click();
  await expect(page).toHaveURL(/#\/evidence\/fairness\?/);
  await expect(parley.heading).toHaveText(/^Selection rates differ by restaurant/);
});
