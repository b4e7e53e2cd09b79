// What the web host owes on top: whoever lacks the key, or comes from another site, gets nothing.
import { copyFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

test('a page without its key is told what to do', async ({ page }) => {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await expect(other.getByText(/Use the full address that Parley printed/)).toBeVisible();
});

test('another site can neither read nor call nor frame the web host', async ({ page }) => {
  const origin = new URL(page.url()).origin;
  const script = `
    const tries = {
      read: fetch('${origin}/').then((answer) => answer.text()),
      blind: fetch('${origin}/', { mode: 'no-cors' }).then((answer) => answer.type),
      call: fetch('${origin}/call/library.list', { method: 'POST', headers: { 'Content-Type': 'application/vnd.msgpack' }, body: 'x' }).then(String),
      script: new Promise((resolve, reject) => {
        const element = document.head.appendChild(document.createElement('script'));
        Object.assign(element, { src: '${origin}/', onload: resolve, onerror: () => reject(new Error()) });
      }),
    };
    globalThis.outcome = Promise.all(Object.entries(tries).map(([name, one]) => one.then(() => name + ' worked', () => name + ' failed')));`;
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<iframe src="${origin}/"></iframe><script>${script}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A context of its own: its complaints are those of the other site.
  const context = await page.context().browser()!.newContext();
  try {
    const site = await context.newPage();
    await site.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const outcome = await site.evaluate(() => (globalThis as unknown as { outcome: Promise<string[]> }).outcome);
    expect(outcome).toEqual(['read failed', 'blind failed', 'call failed', 'script failed']);
    await expect(site.frameLocator('iframe').getByText('Parley')).toHaveCount(0);
  } finally {
    await context.close();
    server.close();
  }
});

test('while the menu of a review is open, its row stays in its group', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.newReview('Spring ranker');
  await parley.toList();
  const unseen = page.getByRole('rowgroup', { name: 'Not looked at yet' });
  await expect(page.getByRole('rowgroup', { name: 'Being decided' })).toBeVisible();
  await expect(unseen).toHaveCount(0);
  // A copy that came from elsewhere has not been looked at; the look waits until the menu was seen.
  let look = () => {};
  const looked = new Promise<void>((resolve) => (look = resolve));
  await page.route('**/call/library.look', async (route) => {
    await looked;
    await route.continue();
  });
  copyFileSync(join(app.libraryFolder, 'Spring-ranker.parley'), join(app.libraryFolder, 'Copied.parley'));
  await page.reload();
  await expect(unseen.getByRole('row')).toHaveCount(2);
  await unseen.getByRole('button', { name: /^Actions for/ }).click();
  await expect(unseen).toContainText('Being looked at');
  look();
  // What was found is known by now, and waits too.
  await expect(unseen).not.toContainText('Being looked at');
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toBeVisible();
  await expect(unseen.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(unseen).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(2);
});
