// What the desktop shell owes on top: one window, one function, one caller.
import { decode } from '../../shared/contract/codec.ts';
import { expect, test } from '../app.ts';

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

test('the page in the shell sees three functions, and nothing of Node or Electron', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    parley: Object.keys(window.parley ?? {}),
    others: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ parley: ['call', 'follow', 'pdf'], others: [] });
});
