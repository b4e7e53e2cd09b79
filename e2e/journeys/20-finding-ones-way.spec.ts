// Finding one's way: everything by a few letters, what keys do, how Parley reads here, and dialogs that follow what is typed.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a few letters find a room, a candidate, a role and what can be done, and Esc gives the keyboard back', async ({
  page,
}) => {
  const parley = new Parley(page);
  // In the list of reviews too: first what can be done there, later the reviews themselves.
  const list = page.getByRole('dialog', { name: 'Find a review or action' });
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('new rev');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New review' })).toBeVisible();
  await page.keyboard.press('Escape');
  await parley.openSample();
  await parley.toList();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find' }).fill('restaurant');
  await expect(list.getByRole('option').first()).toContainText('Review');
  await page.keyboard.press('Enter');
  await expect(parley.cells).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Find a room, candidate, role, action or term' });
  const find = async (text: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find' }).fill(text);
  };

  await find('compr');
  await expect(palette.getByRole('option').first()).toContainText('Compromise');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(page).toHaveURL(/#\/compromise/);

  await find('two-tow');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/candidate\//);
  // Who presses two keys faster than the browser goes back a step arrives all the same, and the back button knows the way.
  await page.evaluate(() => {
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    dispatchEvent(new KeyboardEvent('keydown', { key: '3', ctrlKey: true }));
  });
  await expect(page).toHaveURL(/#\/ballots/);
  await page.goBack();
  await expect(page).toHaveURL(/#\/compromise/);
  await page.goForward();
  await expect(page).toHaveURL(/#\/ballots/);

  // What was chosen last stands first, and what a room can do is only there in the room.
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('option').nth(0)).toContainText('Two-tower');
  await expect(palette.getByRole('option').nth(1)).toContainText('Compromise');
  await page.keyboard.press('Escape');
  await find('add role');
  await expect(palette.getByRole('option').first()).toContainText('Add role');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New role' })).toBeVisible();
  await page.keyboard.press('Escape');
  // A term is read where it was looked for.
  await find('regret');
  await expect(palette.getByRole('option').first()).toContainText('Regret');
  await expect(palette.getByRole('note', { name: 'Regret' })).toContainText('the score of the role’s own favourite');
  await page.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await find('everyone');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');

  const lock = parley
    .ballot('Sales')
    .getByRole('button', { name: /^Sales: lock the weight of/ })
    .first();
  await lock.focus();
  await find('nothing of that name');
  await expect(palette.getByRole('status')).toHaveText('Nothing here is called “nothing of that name”.');
  await page.keyboard.press('Escape');
  await expect(lock).toBeFocused();

  // A lock is a change like any other.
  await page.keyboard.press('Space');
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'Undo lock of a weight' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(lock).toHaveAttribute('aria-pressed', 'false');

  // A question mark is a sign in a text and asks for help elsewhere.
  const why = parley.ballot('Sales').getByRole('textbox', { name: 'Why' });
  const help = page.getByRole('dialog', { name: 'Shortcuts' });
  await why.press('?');
  await expect(why).toHaveValue(/\?$/);
  await expect(help).toBeHidden();
  await lock.focus();
  await page.keyboard.press('?');
  await expect(help.getByText('Find a room, a candidate, a role, an action or a term')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});

test('how many meet a bound and whether it can be saved follow every key', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await page.getByRole('button', { name: 'Add a requirement for Sales' }).click();
  const dialog = page.getByRole('dialog', { name: 'Requirement of Sales' });
  const save = dialog.getByRole('button', { name: 'Save' });
  await expect(save).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Bound' }).fill('1000');
  await expect(dialog.getByRole('status').first()).toContainText('meet it.');
  await expect(save).toBeEnabled();
  await dialog.getByRole('textbox', { name: 'Bound' }).fill('10x');
  await expect(save).toBeDisabled();
});

test('what is chosen in the settings shows at once, and outlasts a restart', async ({ app }) => {
  const { page } = app;
  const parley = new Parley(page);
  await parley.openSample();
  const cell = parley.cells
    .getByRole('gridcell')
    .filter({ hasText: /^\d+\.\d+$/ })
    .first();
  const before = (await cell.textContent()) ?? '';
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('1\u202f234,5').check();
  await settings.getByLabel('Dark').check();
  await settings.getByLabel('Largest').check();
  await settings.getByRole('button', { name: 'Done' }).click();
  await expect(parley.cells.getByText(before.replace('.', ','), { exact: true }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  const again = await app.restart('stop');
  await expect(again.locator('html')).toHaveAttribute('data-text', 'largest');
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the sections of Compromise are at hand, terms say what they mean, and each tab begins at its top', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Compromise');
  const sections = page.getByRole('navigation', { name: 'Sections' });
  const zones = sections.getByRole('button', { name: 'Safe zones' });
  await zones.click();
  await expect(page.locator('details#safe-zones')).toHaveAttribute('open', '');
  await expect(page.locator('details#safe-zones summary')).toBeInViewport();
  await expect(zones).toHaveAttribute('aria-current', 'location');
  await expect(sections).toBeInViewport();

  const term = page.getByRole('button', { name: 'How far each weight may move' });
  await term.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('note', { name: 'Safe zone' })).toContainText('stays first');
  await page.keyboard.press('Escape');
  await expect(term).toBeFocused();

  await sections.getByRole('button', { name: 'What if' }).click();
  await expect(page.getByRole('group', { name: 'The role whose weights are tried' })).toBeInViewport();

  await parley.go('Evidence');
  await parley.look('Measures');
  const heading = page.getByRole('heading', { level: 2 });
  await expect(heading).toBeInViewport();
  await parley.settled();
  await expect(async () => {
    await page.mouse.move(600, 240);
    await page.mouse.wheel(0, 1200);
    await expect(heading).not.toBeInViewport({ timeout: 500 });
  }).toPass();
  await parley.look('Fairness');
  await expect(heading).toBeInViewport();
});

test('a new review asks who sits at the table', async ({ page }) => {
  await page.getByRole('button', { name: 'New review…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New review' });
  await dialog.getByRole('textbox', { name: 'What is being decided' }).fill('Triage at night');
  await dialog.getByRole('radio', { name: 'Empty' }).check();
  await expect(dialog.getByRole('button', { name: 'Create' })).toBeDisabled();
  await dialog.getByRole('radio', { name: 'Medical triage' }).check();
  await expect(dialog.getByText('usually care about urgent cases that are missed')).toBeVisible();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Ballots' }).click();
  await expect(page.getByRole('group', { name: 'Seen by' }).getByRole('button')).toHaveText([
    'Everyone',
    'Clinicians',
    'Nursing',
    'Patient safety',
    'Operations',
  ]);
});
