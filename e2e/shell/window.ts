// The browser half of the stand-in: starts the built main bundle in a child process and shows its window as a page of a real
// Chromium. Requests, calls, navigations and downloads of the page are put to the main bundle, as Electron does.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from '@playwright/test';
import { build } from 'vite';
import { encode } from '../../shared/contract/codec.ts';
import { toReal, toShown, type FromMain, type OpenPage, type PageAnswer, type ToMain } from './messages.ts';
import { isolatedWorld, mainWorld } from './pageScripts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const world = 'parley preload';

export interface ShellWindow {
  /** What the native dialog will answer next. */
  choose(file: string | null): Promise<void>;
  /** Calls as a frame of another origin would. */
  callFrom(origin: string, mainFrame: boolean, name: string, input: unknown): Promise<Uint8Array>;
  /** Closes the window as a person does, and waits for the app to end. */
  close(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

type Ask = ToMain extends infer M ? (M extends { id: number } ? Omit<M, 'id'> : never) : never;

let codec: Promise<string> | undefined;
/** The wire codec as one script that evaluates to it. */
function codecScript(): Promise<string> {
  codec ??= build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: `${root}shared/contract/codec.ts`, formats: ['iife'], name: 'codec' },
    },
  }).then((result) => {
    const [output] = Array.isArray(result) ? result : [result];
    if (!output || !('output' in output)) throw new Error('The codec was not built.');
    return `(() => { ${output.output[0].code}; return codec; })()`;
  });
  return codec;
}

/** Starts the built desktop bundle, unchanged, with `electron` resolved to the stand-in; its window is the given page. */
export async function openShell(page: Page, env: Record<string, string>, args: string[]): Promise<ShellWindow> {
  const child = fork(`${root}dist/main/desktop.js`, args, {
    cwd: root,
    env: { ...process.env, ...env },
    execPath: process.execPath,
    execArgv: ['--import', new URL('./hook.ts', import.meta.url).href],
    serialization: 'advanced',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const waiting = new Map<number, (value: unknown) => void>();
  let last = 0;
  // The app may end between the look at the channel and the writing to it: then the write fails, and only the asker hears of it.
  const send = (message: ToMain, failed: (error: Error) => void) => {
    if (child.connected) child.send(message, (error) => error && failed(error));
    else failed(new Error('The app has ended.'));
  };
  const tell = (message: ToMain) => send(message, () => undefined);
  const ask = <T>(message: Ask): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, resolve as (value: unknown) => void);
      send({ ...message, id }, reject);
    });

  const context = page.context();
  let opened = false;
  let push: (channel: string, args: Uint8Array) => void = () => undefined;
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The app ended with code ${code} before it opened a window.`)));
    child.on('message', (message: FromMain) => {
      if (message.type === 'answer') waiting.get(message.id)?.(message.value);
      if (message.type === 'answer') waiting.delete(message.id);
      if (message.type === 'failed') reject(new Error(message.message));
      if (message.type === 'reload') void page.reload();
      if (message.type === 'print') {
        void page.pdf({ format: message.size, preferCSSPageSize: true }).then(
          (bytes) => tell({ type: 'printed', bytes }),
          () => undefined,
        );
      }
      if (message.type === 'push') push(message.channel, message.args);
      if (message.type === 'open') {
        showPage(message)
          .then(() => (opened = true))
          .then(() => resolve(), reject);
      }
    });
  });

  async function showPage({ url, preload }: OpenPage): Promise<void> {
    await context.route('**/*', async (route) => {
      // A page that is still loading when the app ends gets no answer, and nobody waits for it.
      if (!child.connected) return route.abort().catch(() => undefined);
      const request = route.request();
      const asked = toReal(request.url());
      // Loading the same page again is no navigation, wherever in it one is.
      if (opened && request.isNavigationRequest() && asked !== toReal(page.url()).split('#')[0]) {
        const denied = await ask<boolean>({ type: 'navigate', url: asked }).catch(() => true);
        if (denied) return route.abort('aborted').catch(() => undefined);
      }
      const about = { type: 'request', url: asked, method: request.method() } as const;
      const answer = await ask<PageAnswer | null>(about).catch(() => undefined);
      if (answer === undefined) return route.abort().catch(() => undefined);
      if (!answer) return route.abort('blockedbyclient');
      return route.fulfill({ ...answer, body: Buffer.from(answer.body) });
    });
    context.on('page', (popup) => {
      ask<boolean>({ type: 'popup', url: toReal(popup.url()) })
        .then((denied) => (denied ? popup.close() : undefined))
        .catch(() => undefined);
    });
    page.on('download', (download) => {
      ask<boolean>({ type: 'download', url: toReal(download.url()) })
        .then((denied) => (denied ? download.cancel() : undefined))
        .catch(() => undefined);
    });
    const session = await context.newCDPSession(page);
    await installPreload(session, preload);
    await page.goto(toShown(url));
  }

  async function installPreload(session: CDPSession, preload: string): Promise<void> {
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: 'parleyInvoke', executionContextName: world });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: world,
      source: isolatedWorld(await codecScript(), preload),
    });
    session.on('Runtime.bindingCalled', ({ payload, executionContextId: contextId }) => {
      const call = JSON.parse(payload) as {
        id: number;
        channel: string;
        args: string;
        origin: string;
        mainFrame: boolean;
      };
      const { channel, mainFrame } = call;
      push = (to, pushed) => {
        const text = Buffer.from(pushed).toString('base64');
        const expression = `parleyHear('${to}', '${text}')`;
        void session.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
      };
      const args = new Uint8Array(Buffer.from(call.args, 'base64'));
      const reply = ask<Uint8Array>({ type: 'invoke', channel, args, origin: toReal(call.origin), mainFrame });
      reply
        .then((bytes) => {
          const text = Buffer.from(bytes).toString('base64');
          return session.send('Runtime.evaluate', { contextId, expression: `parleyAnswer(${call.id}, '${text}')` });
        })
        // The page or the app has gone meanwhile, and nobody waits for the answer any more.
        .catch(() => undefined);
    });
  }

  return {
    choose: (file) => Promise.resolve(tell({ type: 'choose', file })),
    callFrom: (origin, mainFrame, name, input) =>
      ask<Uint8Array>({
        type: 'invoke',
        channel: 'call',
        args: encode([name, input, 'another-frame']),
        origin,
        mainFrame,
      }),
    close: async () => {
      tell({ type: 'windowClosed' });
      await ended;
      await context.close();
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
      await context.close();
    },
  };
}
