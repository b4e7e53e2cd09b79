// Starts Parley for a browser test, in the host that the project names, on folders of its own. The same specs run in all.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test as base, type Browser, type Page } from '@playwright/test';
import { electronRuntime } from '../build/paths.ts';
import { openShell, type Shell } from './shell/window.ts';

export { expect };
export type HostName = 'web' | 'shell' | 'electron';

interface Running {
  page: Page;
  shell?: Shell;
  /** The process that writes the files, where a test may reach it. */
  pid?: number | undefined;
  /** Ends it as a person would. */
  stop(): Promise<void>;
  /** Ends it as a power cut would, as far as a process can tell. */
  kill(): Promise<void>;
}

export interface App extends Running {
  host: HostName;
  libraryFolder: string;
  /** Starts it anew on the same folders, with files to open; afterwards `page` is the new page. */
  restart(how: 'stop' | 'kill', ...files: string[]): Promise<Page>;
  /** Errors of the console, of scripts and of the content security policy so far. Empty it where one is expected. */
  problems: string[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
type Env = Record<string, string>;
const viewport = { width: 1440, height: 900 };

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** The address that the web host prints on a line of its own. */
function printedAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(text)?.[0];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`The web host ended with code ${code}:\n${text}`)));
  });
}

type Watch = (page: Page) => void;

async function startWeb(browser: Browser, env: Env, files: string[], watch: Watch): Promise<Running> {
  const child = spawn(process.execPath, [`${root}dist/main/web.js`, ...files], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await printedAddress(child);
  const context = await browser.newContext({ acceptDownloads: true, viewport });
  const page = await context.newPage();
  watch(page);
  const end = async (signal: NodeJS.Signals) => {
    await context.close();
    child.kill(signal);
    await ended(child);
  };
  await page.goto(address);
  return { page, pid: child.pid, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function startShell(browser: Browser, env: Env, files: string[], watch: Watch): Promise<Running> {
  const context = await browser.newContext({ acceptDownloads: true, viewport });
  const page = await context.newPage();
  watch(page);
  const shell = await openShell(page, env, files);
  return { page, shell, stop: shell.close, kill: shell.kill };
}

async function startElectron(env: Env, files: string[], watch: Watch): Promise<Running> {
  const app = await _electron.launch({
    executablePath: electronRuntime() ?? '',
    args: [root, ...files],
    env: { ...(process.env as Env), ...env },
  });
  const page = await app.firstWindow();
  watch(page);
  const kill = async () => {
    app.process().kill('SIGKILL');
    await ended(app.process());
  };
  return { page, stop: () => app.close(), kill };
}

interface Fixtures {
  host: HostName;
  app: App;
}

interface WorkerFixtures {
  /** One browser for all tests of a worker, launched when the first one needs it. */
  chromium: () => Promise<Browser>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  host: ['web', { option: true }],

  chromium: [
    async ({ playwright }, use, { project }) => {
      let launched: Promise<Browser> | undefined;
      await use(() => (launched ??= playwright.chromium.launch(project.use.launchOptions)));
      await (await launched)?.close();
    },
    { scope: 'worker' },
  ],

  app: async ({ host, chromium }, use) => {
    test.skip(host === 'electron' && !electronRuntime(), 'The Electron runtime is not installed.');
    const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
    const libraryFolder = join(folder, 'library');
    // Meetings are held on a loopback address.
    const env = { PARLEY_LIBRARY: libraryFolder, PARLEY_DATA: join(folder, 'data'), PARLEY_MEET_AT: '127.0.0.2' };
    const problems: string[] = [];

    const watch: Watch = (page) => {
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
    };
    const start = async (files: string[]): Promise<Running> => {
      if (host === 'electron') return startElectron(env, files, watch);
      return (host === 'web' ? startWeb : startShell)(await chromium(), env, files, watch);
    };
    const app: App = {
      ...(await start([])),
      host,
      libraryFolder,
      problems,
      restart: async (how, ...files) => {
        await app[how]();
        Object.assign(app, await start(files));
        return app.page;
      },
    };
    await use(app);
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
    expect(problems).toEqual([]);
  },

  page: async ({ app }, use) => use(app.page),
});
