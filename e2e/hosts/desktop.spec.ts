// What the desktop shell owes on top: one window, one function, one caller.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { decode } from '../../shared/contract/codec.ts';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';
import type { Shell } from '../shell/window.ts';

test('the window stays where it is and opens no other', async ({ page }) => {
  const address = page.url();
  await page.evaluate(() => location.assign('https://example.org/'));
  await page.evaluate(() => void window.open('https://example.org/'));
  // A round trip to the shell: what the page asked for before this has been decided.
  await page.evaluate(() => window.parley?.call('library.about', {}, 'a-test-window'));
  expect(page.url()).toBe(address);
  expect(page.context().pages()).toHaveLength(1);
  await expect(page.getByRole('button', { name: 'New review…' })).toBeVisible();
});

test('calls of other frames are refused by the shell', async ({ app }) => {
  test.skip(!app.shell, 'Needs the stand-in, which can pretend to be another frame.');
  for (const [origin, mainFrame] of [
    ['https://evil.example', true],
    ['app://bundle', false],
  ] as const) {
    const answer = decode(await app.shell!.callFrom(origin, mainFrame, 'library.list', {}));
    expect(answer).toMatchObject({ ok: false, error: { code: 'refused' } });
  }
  expect(decode(await app.shell!.callFrom('app://bundle', true, 'library.list', {}))).toMatchObject({ ok: true });
});

test('the page in the shell sees its functions, and nothing of Node or Electron', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    parley: Object.keys(window.parley ?? {}),
    others: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ parley: ['call', 'follow', 'lend', 'pdf', 'shows', 'asked', 'focusOther'], others: [] });
});

/** The labels of one menu, and whether each can be taken. */
async function menuOf(shell: Shell, name: string): Promise<Record<string, boolean>> {
  const { menu } = await shell.look();
  const items = menu.find(({ label }) => label === name)?.submenu ?? [];
  return Object.fromEntries(items.map(({ label, enabled }) => [label, enabled]));
}

const waitForMenu = (shell: Shell, name: string, items: Record<string, boolean>) =>
  expect.poll(() => menuOf(shell, name)).toMatchObject(items);

test('the menu bar does what the page can do, and follows it', async ({ app, page }) => {
  test.skip(!app.shell, 'Needs the stand-in, whose menu a test can take items from.');
  const shell = app.shell!;
  const parley = new Parley(page);
  await waitForMenu(shell, 'File', { 'New review…': true, 'Open…': true, 'Save a copy…': false, 'Print…': false });
  await parley.openSample();
  await waitForMenu(shell, 'File', { 'Save a copy…': true, 'Print…': true, 'Save as PDF…': true });
  await waitForMenu(shell, 'Edit', { Undo: false, Redo: false });

  await test.step('undo says what it undoes, and is the field’s while somebody writes', async () => {
    await page.getByRole('button', { name: 'Review menu' }).click();
    await page.getByRole('menuitem', { name: 'Title and description…' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Which recommender?');
    // Nothing behind a dialog can be done.
    await waitForMenu(shell, 'File', { 'New review…': true, 'Save a copy…': false });
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle('Which recommender? · Parley');
    await waitForMenu(shell, 'File', { 'Save a copy…': true });
    const label = Object.keys(await menuOf(shell, 'Edit')).find((each) => each.startsWith('Undo '));
    expect(label).toBe('Undo description');
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('tower');
    await waitForMenu(shell, 'Edit', { Undo: true });
    await shell.takeItem('Edit', 'Undo');
    await expect(search).toHaveValue('');
    await search.blur();
    await waitForMenu(shell, 'Edit', { [label!]: true });
    await shell.takeItem('Edit', label!);
    await expect(page).toHaveTitle('Restaurant recommender · Parley');
    await waitForMenu(shell, 'Edit', { 'Redo description': true });
  });

  await test.step('rooms, the palette and what helps are one item away', async () => {
    await shell.takeItem('View', 'Objectives');
    const rooms = page.getByRole('navigation', { name: 'Rooms' });
    await expect(rooms.getByRole('link', { name: /Objectives/ })).toHaveAttribute('aria-current', 'page');
    await shell.takeItem('View', 'Find…');
    await expect(page.getByRole('combobox', { name: 'Find' })).toBeFocused();
    await page.keyboard.press('Escape');
    for (const [item, words] of [
      ['Shortcuts', 'Open a review file'],
      ['Glossary', 'Pareto front: the candidates that no other candidate matches'],
      ['Licences', 'better-sqlite3'],
    ] as const) {
      await shell.takeItem('Help', item);
      const dialog = page.getByRole('dialog', { name: item });
      await expect(dialog.getByText(words).first()).toBeVisible();
      await dialog.getByRole('button', { name: 'Close' }).first().click();
      await expect(dialog).toBeHidden();
    }
  });

  await test.step('any page prints, and is saved as PDF', async () => {
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await shell.takeItem('File', 'Print…');
    await expect(page.locator('body[data-printed]')).toBeAttached();
    const file = join(app.libraryFolder, '..', 'page.pdf');
    await shell.choose(file);
    await shell.takeItem('File', 'Save as PDF…');
    await expect(page.getByText(/^This page is saved as .*page\.pdf\./)).toBeVisible();
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  });

  await test.step('recent reviews are in the menu and in the system’s list, until they are cleared or deleted', async () => {
    const path = join(app.libraryFolder, 'Restaurant-recommender.parley');
    expect((await shell.look()).recent).toEqual([path]);
    await parley.toList();
    await parley.newReview('Short-lived');
    await expect
      .poll(async () => (await shell.look()).recent)
      .toEqual([join(app.libraryFolder, 'Short-lived.parley'), path]);
    await parley.toList();
    await page.getByRole('button', { name: 'Actions for Short-lived' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.poll(async () => (await shell.look()).recent).toEqual([path]);
    await shell.takeItem('File', 'Open recent', 'Restaurant recommender');
    await expect(parley.cells).toBeVisible();
    await shell.takeItem('File', 'Open recent', 'Clear this list');
    expect((await shell.look()).recent).toEqual([]);
    expect(await shell.takeItem('File', 'Open recent', 'Nothing yet')).toBe(false);
  });
});

test('each review has one window, which stands where it stood and does not close over what is not saved', async ({
  app,
  page,
}) => {
  test.skip(!app.shell, 'Needs the stand-in, whose displays and disk a test can change.');
  const { libraryFolder } = app;
  const shell = app.shell!;
  const inFront = async () => (await shell.look()).windows[0]?.window;
  const boundsOf = async (of: Page) =>
    (await shell.look()).windows.find(({ window }) => window === shell.numberOf(of))?.bounds;
  const open = async (doing: () => unknown): Promise<Page> => {
    const next = shell.nextPage();
    await doing();
    return next;
  };
  const parley = new Parley(page);
  await parley.newReview('One');

  await test.step('a review that is open elsewhere comes to the front', async () => {
    const second = await open(() => shell.takeItem('File', 'New window'));
    const list = new Parley(second);
    expect(await boundsOf(second)).not.toEqual(await boundsOf(page));
    await second.getByRole('button', { name: /^One/ }).first().click();
    await expect.poll(inFront).toBe(shell.numberOf(page));
    await expect(second.getByRole('searchbox', { name: 'Find a review' })).toBeVisible();
    shell.bringToFront(second);
    shell.startAgain(['parley', 'One.parley'], libraryFolder);
    await expect.poll(inFront).toBe(shell.numberOf(page));
    // Another review goes to the window with the list, and the next one to a window of its own.
    copyFileSync(join(libraryFolder, 'One.parley'), join(libraryFolder, 'Two.PARLEY'));
    copyFileSync(join(libraryFolder, 'One.parley'), join(libraryFolder, 'Three.parley'));
    shell.startAgain(['parley', join('..', basename(libraryFolder), 'Two.PARLEY')], libraryFolder);
    await expect(second.getByText('Two.PARLEY')).toBeVisible();
    const third = await open(() => shell.openFile(join(libraryFolder, 'Three.parley')));
    await expect(third.getByText('Three.parley')).toBeVisible();
    shell.closeWindow(third);
    await expect.poll(async () => (await shell.look()).windows.length).toBe(2);
    await list.toList();
    const openFiles = () =>
      second.evaluate(async () => {
        const listed = await window.parley!.call('library.list', {}, 'a-test-window');
        const { entries } = (listed as { value: { entries: { fileName: string; open: boolean }[] } }).value;
        return entries.filter(({ open }) => open).map(({ fileName }) => fileName);
      });
    // What a window had open is closed with it.
    await expect.poll(openFiles).toEqual(['One.parley']);
    shell.closeWindow(second);
    await expect.poll(async () => (await shell.look()).windows.length).toBe(1);
  });

  await test.step('a presentation is on the other display, and comes back when that goes', async () => {
    const present = () => shell.takeItem('View', 'Present on another screen');
    const { bounds } = (await shell.look()).windows[0]!;
    const size = { width: 1920, height: 1080 };
    const at = (id: number, label: string, x: number) => {
      const area = { x, y: 0, ...size };
      return { id, label, internal: id === 1, bounds: area, workArea: area, size };
    };
    const displays = [at(1, 'Built-in', 0), at(2, 'Projector', 1920), at(3, 'Desk', 3840)];
    shell.setDisplays(displays.slice(0, 2));
    await waitForMenu(shell, 'View', { 'Present on another screen': true });
    const screen = await open(present);
    const shown = async () => (await shell.look()).windows.find(({ window }) => window === shell.numberOf(screen));
    expect(await shown()).toMatchObject({ fullScreen: true, bounds: displays[1]!.bounds });
    await expect(screen.getByRole('heading').first()).toBeVisible();
    shell.setDisplays(displays.slice(0, 1));
    await expect
      .poll(shown)
      .toMatchObject({ fullScreen: false, bounds: { x: bounds.x + 40, width: 1280, height: 720 } });
    shell.closeWindow(screen);
    shell.setDisplays(displays);
    shell.press(1);
    const other = await open(present);
    expect((await shell.look()).asked.at(-1)!.buttons).toEqual([
      'Projector (1920 × 1080)',
      'Desk (1920 × 1080)',
      'Cancel',
    ]);
    expect(await boundsOf(other)).toEqual(displays[2]!.bounds);
    // It goes with the review.
    await parley.toList();
    await expect.poll(async () => (await shell.look()).windows.length).toBe(1);
    shell.startAgain(['parley', 'One.parley'], libraryFolder);
    await expect(page).toHaveTitle('One · Parley');
    await expect(page.getByText('One.parley')).toBeVisible();
  });

  await test.step('the window says what is not saved, and asks before it closes over it', async () => {
    test.skip(process.platform !== 'linux', 'Only there a process can be given less room.');
    const room = (bytes: string) => execFileSync('prlimit', ['--pid', String(shell.pid), `--fsize=${bytes}:unlimited`]);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    room('4096');
    await page.getByRole('button', { name: 'Review menu' }).click();
    await page.getByRole('menuitem', { name: 'Title and description…' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Won');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('The disk');
    await expect(page).toHaveTitle('Not saved: One · Parley');
    await expect(page.getByText('Not saved', { exact: true })).toBeVisible();
    shell.closeWindow(page);
    await expect
      .poll(async () => (await shell.look()).asked.at(-1))
      .toMatchObject({
        message: 'The last change is not saved.',
        buttons: ['Keep it open', 'Close without it'],
      });
    room('unlimited');
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle('Won · Parley');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  });

  await test.step('it opens where it stood, also after nonsense was written there', async () => {
    const placements = join(libraryFolder, '..', 'data', 'windows.json');
    const stood = { bounds: { x: 40, y: 30, width: 1000, height: 700 }, maximised: true };
    await app.stop();
    expect(JSON.parse(readFileSync(placements, 'utf8'))).toMatchObject({ last: '1' });
    writeFileSync(placements, JSON.stringify({ last: '1', displays: { 1: stood } }));
    await app.restart('stop', join(libraryFolder, 'One.parley'));
    await expect(app.page).toHaveTitle('Won · Parley');
    expect((await app.shell!.look()).windows[0]).toMatchObject(stood);
    await app.stop();
    writeFileSync(placements, '{"last":"1","displays":{"1":{"bounds":');
    await app.restart('stop');
    expect((await app.shell!.look()).windows[0]?.bounds).toMatchObject({ width: 1440, height: 900 });
  });
});
