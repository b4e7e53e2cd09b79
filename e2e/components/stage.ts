// Puts one component of the gallery on a page. The gallery is built in memory and answered from there: no file, no port.
import { expect, test as base, type Page } from '@playwright/test';
import { build } from 'vite';
import settings from '../../build/vite.renderer.ts';

export { expect };

/** A page of this computer: only there do browsers have all of what the app has. */
const origin = 'http://components.localhost';
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

export interface Stage {
  page: Page;
  /** Shows a component as its scene in gallery.svelte.ts has it, with some props replaced. */
  show(name: string, more?: Record<string, unknown>): Promise<void>;
  /** What it asked for since: the name of the callback and its arguments. */
  asked(): Promise<[name: string, ...what: unknown[]][]>;
}

interface Built {
  files: Map<string, string | Uint8Array>;
}

export const test = base.extend<{ stage: Stage }, { built: Built }>({
  built: [
    async ({}, use) => {
      const root = new URL('.', import.meta.url).pathname;
      const made = await build({
        ...settings,
        root,
        configFile: false,
        logLevel: 'warn',
        build: {
          ...settings.build,
          write: false,
          rolldownOptions: { ...settings.build.rolldownOptions, input: `${root}gallery.html` },
        },
      });
      if (!('output' in made)) throw new Error('The gallery was not built.');
      const files = new Map(
        made.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
      );
      await use({ files });
    },
    { scope: 'worker' },
  ],
  stage: async ({ page, built }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      const body = built.files.get(pathname);
      if (body === undefined) return route.fulfill({ status: 404 });
      return route.fulfill({
        body: Buffer.from(body),
        contentType: types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      });
    });
    await page.goto(`${origin}/gallery.html`);
    await use({
      page,
      show: async (name, more = {}) =>
        page.evaluate(([what, props]) => window.show(what, props), [name, more] as const),
      asked: async () => page.evaluate(() => window.asked),
    });
    expect(problems).toEqual([]);
  },
});
