// What the first screen costs the browser's process, beside the smallest page on the same stack (Svelte, the client, one call, the
// same fonts and base styles, the same server) in one run; and what of the page arrives before it shows.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'vite';
import { readBuiltPage, type BuiltPage } from '../../electron/builtPage.ts';
import { startWebHost, type WebHost } from '../../electron/web/server.ts';
import type { In, OpName } from '../../shared/contract/contract.ts';
import { ensureBuilt } from '../build.ts';
import { obtainChromium } from '../chromium.ts';
import { localApp } from '../localApp.ts';
import { root } from '../paths.ts';
import renderer from '../vite.renderer.ts';

const ROUNDS = 21;

async function buildHello(folder: string): Promise<BuiltPage> {
  const outDir = join(folder, 'hello');
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'warn',
    root: `${root}e2e/hello`,
    build: { ...renderer.build, outDir },
  });
  return readBuiltPage(outDir);
}

interface Cost {
  /** Processor time of the page's process from its start, in milliseconds. */
  cpu: number;
  /** Of scripts, before they showed something: as they are built, and compressed. */
  bytes: number;
  gzip: number;
  scripts: number;
}

/** Opens the page in a process of its own and waits until it shows `seen` and rests. */
async function costOf(browser: Browser, host: WebHost, page: BuiltPage, seen: string): Promise<Cost> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const tab = await context.newPage();
  const scripts: string[] = [];
  tab.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) scripts.push(pathname);
  });
  await tab.goto(host.address);
  if (seen !== '') await tab.getByText(seen, { exact: true }).first().waitFor();
  await tab.evaluate(() => new Promise((rest) => requestIdleCallback(() => requestIdleCallback(rest))));
  const session = await context.newCDPSession(tab);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await context.close();
  const bodies = scripts.map((path) => page.get(path)?.body ?? Buffer.of());
  return {
    cpu: (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? NaN) * 1000,
    bytes: bodies.reduce((sum, body) => sum + body.length, 0),
    gzip: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0),
    scripts: scripts.length,
  };
}

/** The mean of the middle half: the system counts in steps of 10 ms, which a median cannot be finer than. */
function middle(list: readonly number[]): number {
  const quarter = list.length >> 2;
  const inner = list.toSorted((a, b) => a - b).slice(quarter, list.length - quarter);
  return inner.reduce((sum, value) => sum + value, 0) / inner.length;
}

export async function benchStart(): Promise<void> {
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const blank = join(folder, 'index.html');
  writeFileSync(blank, '<!doctype html><title>Blank</title><link rel="icon" href="data:,">');
  const app = localApp();
  const pages = {
    blank: { page: new Map([['/', { type: 'text/html', body: readFileSync(blank) }]]) as BuiltPage, seen: '' },
    hello: { page: await buildHello(folder), seen: 'Hello, world' },
    parley: { page: readBuiltPage(`${root}dist/renderer`), seen: 'Open the sample review' },
  };
  const names = ['blank', 'hello', 'parley'] as const;
  const hosts = await Promise.all(
    names.map((name) =>
      startWebHost({
        page: pages[name].page,
        dispatch: async (op, input) => ({ ok: true, value: await app.call(op as OpName, input as In<OpName>) }),
        receive: () => Promise.reject(new Error('Nothing is handed over here.')),
        follow: () => () => undefined,
        screen: () => null,
      }),
    ),
  );
  const browser = await chromium.launch({
    executablePath: obtainChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  });
  try {
    const costs: Record<(typeof names)[number], Cost[]> = { blank: [], hello: [], parley: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, name] of names.entries()) {
        const cost = await costOf(browser, hosts[index]!, pages[name].page, pages[name].seen);
        if (round > 0) costs[name].push(cost);
      }
    }
    const cpu = (name: (typeof names)[number]) => middle(costs[name].map((cost) => cost.cpu));
    const hello = cpu('hello') - cpu('blank');
    const parley = cpu('parley') - cpu('blank');
    console.log(`\nThe first screen in Chromium, beside the smallest page on the same stack; ${ROUNDS - 1} times each`);
    for (const name of ['hello', 'parley'] as const) {
      const { bytes, gzip, scripts } = costs[name][0]!;
      const kb = (size: number) => `${Math.round(size / 1000)} kB`;
      console.log(
        `${name.padEnd(8)} ${Math.round(cpu(name) - cpu('blank'))} ms of processor more than a blank page; ${scripts} scripts, ${kb(bytes)}, gzip ${kb(gzip)}`,
      );
    }
    console.log(
      `parley takes ${(parley / hello).toFixed(2)} of it, ${(cpu('parley') / cpu('hello')).toFixed(2)} with what a blank page takes in both`,
    );
  } finally {
    await browser.close();
    await Promise.all(hosts.map((host) => host.close()));
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
