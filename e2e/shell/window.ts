// The browser half of the stand-in: starts the built main bundle in a child process and shows its window as a page of a real
// Chromium. Requests, calls, navigations and downloads of the page are put to the main bundle, as Electron does.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Dialog, Page, Request } from '@playwright/test';
import { build } from 'vite';
import { encode } from '../../shared/contract/codec.ts';
import {
  toReal,
  toShown,
  type FromMain,
  type OpenPage,
  type PageAnswer,
  type Seen,
  type ShownDisplay,
  type ToMain,
} from './messages.ts';
import { isolatedWorld, mainWorld } from './pageScripts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const world = 'parley preload';

/** The app outside its pages, as a person has it before them. Windows are named by their pages. */
export interface Shell {
  /** What the native dialog will answer next. */
  choose(file: string | null): Promise<void>;
  /** The button that will be pressed in the next message box. Without, it is closed as with Esc. */
  press(button: number): void;
  /** Takes an item of the menu bar by the labels that lead to it; false: it could not be taken just now. */
  takeItem(...labels: string[]): Promise<boolean>;
  look(): Promise<Seen>;
  /** Waits for the page of the next window that the app opens. */
  nextPage(): Promise<Page>;
  numberOf(page: Page): number;
  bringToFront(page: Page): void;
  /** The process that writes the files. */
  pid: number | undefined;
  /** Asks for a window to be closed; its page may object. */
  closeWindow(page: Page): void;
  /** The system asks for a file, as after a double click on a Mac. */
  openFile(file: string): void;
  /** The app is started a second time. */
  startAgain(argv: string[], workingDirectory: string): void;
  setDisplays(displays: ShownDisplay[]): void;
  /** Calls as a frame of another origin would. */
  callFrom(origin: string, mainFrame: boolean, name: string, input: unknown): Promise<Uint8Array>;
  /** Ends the app as a person does, and waits for that. */
  close(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** A page and the window that it is the page of. */
interface OwnPage {
  window: number;
  page: Page;
  opened: boolean;
  /** The window is to close, so that the page may object. */
  closing: boolean;
  push: (channel: string, args: Uint8Array) => void;
}

/** What a page asks of the app. */
interface Call {
  id: number;
  channel: string;
  args: string;
  origin: string;
  mainFrame: boolean;
}

/** Tells a page where a file lies that was chosen in it. */
async function tellPlace(session: CDPSession, contextId: number, file: number): Promise<void> {
  const found = await session.send('Runtime.evaluate', { contextId, expression: `parleyFile(${file})` });
  const { path } = await session.send('DOM.getFileInfo', { objectId: found.result.objectId ?? '' });
  const expression = `parleyPlace(${file}, ${JSON.stringify(path)})`;
  await session.send('Runtime.evaluate', { contextId, expression });
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

/** The page that asks; undefined: it is still being made. */
function pageOf(request: Request): Page | undefined {
  try {
    return request.frame().page();
  } catch {
    return undefined;
  }
}

/** Starts the built desktop bundle, unchanged, with `electron` resolved to the stand-in; its first window is the given page. */
export async function openShell(page: Page, env: Record<string, string>, args: string[]): Promise<Shell> {
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
  const own: OwnPage[] = [];
  /** Pages that are being made for windows; any other that comes was opened by a page. */
  let making = 0;
  const opening: ((page: Page) => void)[] = [];
  await listenToContext();
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The app ended with code ${code} before it opened a window.`)));
    child.on('message', (message: FromMain) => {
      if (message.type === 'answer') {
        waiting.get(message.id)?.(message.value);
        waiting.delete(message.id);
      } else if (message.type === 'failed') reject(new Error(message.message));
      else if (message.type === 'open') showPage(message).then(resolve, reject);
      else {
        const to = own.find(({ window }) => window === message.window);
        if (to) obey(message, to);
      }
    });
  });

  function obey(message: Exclude<FromMain, { type: 'answer' | 'failed' | 'open' }>, to: OwnPage): void {
    const { window } = to;
    if (message.type === 'reload') void to.page.reload();
    else if (message.type === 'push') to.push(message.channel, message.args);
    else if (message.type === 'edit') {
      const edit = (command: string) => document.execCommand(command);
      void to.page.evaluate(edit, message.command);
    } else if (message.type === 'close') {
      to.closing = true;
      void to.page.close({ runBeforeUnload: true });
    } else {
      void to.page.pdf({ format: message.size, preferCSSPageSize: true }).then(
        (bytes) => tell({ type: 'printed', window, bytes }),
        () => undefined,
      );
    }
  }

  async function listenToContext(): Promise<void> {
    await context.route('**/*', async (route) => {
      // A page that is still loading when the app ends gets no answer, and nobody waits for it.
      if (!child.connected) return route.abort().catch(() => undefined);
      const request = route.request();
      const asked = toReal(request.url());
      if (request.isNavigationRequest()) {
        // What comes from no window is put to the first.
        const from = own.find((each) => each.page === pageOf(request)) ?? own[0];
        // Loading the same page again is no navigation, wherever in it one is.
        if (from?.opened && asked !== toReal(from.page.url()).split('#')[0]) {
          const { window } = from;
          const denied = await ask<boolean>({ type: 'navigate', window, url: asked }).catch(() => true);
          if (denied) return route.abort('aborted').catch(() => undefined);
        }
      }
      const about = { type: 'request', url: asked, method: request.method() } as const;
      const answer = await ask<PageAnswer | null>(about).catch(() => undefined);
      if (answer === undefined) return route.abort().catch(() => undefined);
      if (!answer) return route.abort('blockedbyclient');
      return route.fulfill({ ...answer, body: Buffer.from(answer.body) });
    });
    context.on('page', (popup) => {
      if (making > 0) {
        making -= 1;
        return;
      }
      ask<boolean>({ type: 'popup', url: toReal(popup.url()) })
        .then((denied) => (denied ? popup.close() : undefined))
        .catch(() => undefined);
    });
  }

  async function pageFor(): Promise<Page> {
    if (own.length === 0) return page;
    making += 1;
    return context.newPage();
  }

  async function showPage({ window, url, preload }: OpenPage): Promise<void> {
    const shown: OwnPage = {
      window,
      page: await pageFor(),
      opened: false,
      closing: false,
      push: () => undefined,
    };
    own.push(shown);
    shown.page.on('download', (download) => {
      ask<boolean>({ type: 'download', url: toReal(download.url()) })
        .then((denied) => (denied ? download.cancel() : undefined))
        .catch(() => undefined);
    });
    shown.page.on('dialog', (box) => void answerDialog(shown, box).catch(() => undefined));
    shown.page.on('close', () => tell({ type: 'gone', window }));
    const session = await context.newCDPSession(shown.page);
    await installPreload(shown, session, preload);
    await shown.page.goto(toShown(url));
    shown.opened = true;
    opening.shift()?.(shown.page);
  }

  /** A page that objects to being left is heard where its window is closed. A test that loads it again means that. */
  async function answerDialog(shown: OwnPage, box: Dialog): Promise<void> {
    if (box.type() !== 'beforeunload') return box.dismiss();
    if (!shown.closing) return box.accept();
    shown.closing = false;
    const goes = await ask<boolean>({ type: 'objects', window: shown.window });
    await (goes ? box.accept() : box.dismiss());
  }

  async function installPreload(shown: OwnPage, session: CDPSession, preload: string): Promise<void> {
    const { window } = shown;
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: 'parleyInvoke', executionContextName: world });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld });
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: world,
      source: isolatedWorld(await codecScript(), preload),
    });
    session.on('Runtime.bindingCalled', ({ payload, executionContextId: contextId }) => {
      const said = JSON.parse(payload) as { file: number } | Call;
      if ('file' in said) return void tellPlace(session, contextId, said.file).catch(() => undefined);
      const call = said;
      const { channel, mainFrame } = call;
      shown.push = (to, pushed) => {
        const text = Buffer.from(pushed).toString('base64');
        const expression = `parleyHear('${to}', '${text}')`;
        void session.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
      };
      const args = new Uint8Array(Buffer.from(call.args, 'base64'));
      const origin = toReal(call.origin);
      const reply = ask<Uint8Array>({ type: 'invoke', window, channel, args, origin, mainFrame });
      reply
        .then((bytes) => {
          const text = Buffer.from(bytes).toString('base64');
          return session.send('Runtime.evaluate', { contextId, expression: `parleyAnswer(${call.id}, '${text}')` });
        })
        // The page or the app has gone meanwhile, and nobody waits for the answer any more.
        .catch(() => undefined);
    });
  }

  const numberOf = (of: Page): number => {
    const found = own.find((each) => each.page === of);
    if (!found) throw new Error('This page is no window of the app.');
    return found.window;
  };
  return {
    choose: (file) => Promise.resolve(tell({ type: 'choose', file })),
    press: (button) => tell({ type: 'press', button }),
    takeItem: async (...labels) => {
      const taken = await ask<boolean | null>({ type: 'takeItem', labels });
      if (taken === null) throw new Error(`The menu bar has no item ${labels.join(' › ')}.`);
      return taken;
    },
    look: () => ask<Seen>({ type: 'look' }),
    nextPage: () => new Promise((resolve) => opening.push(resolve)),
    numberOf,
    pid: child.pid,
    bringToFront: (of) => tell({ type: 'focus', window: numberOf(of) }),
    closeWindow: (of) => tell({ type: 'closeWindow', window: numberOf(of) }),
    openFile: (file) => tell({ type: 'openFile', file }),
    startAgain: (argv, workingDirectory) => tell({ type: 'secondInstance', argv, workingDirectory }),
    setDisplays: (displays) => tell({ type: 'displays', displays }),
    callFrom: (origin, mainFrame, name, input) =>
      ask<Uint8Array>({
        type: 'invoke',
        window: own[0]!.window,
        channel: 'call',
        args: encode([name, input, 'another-frame']),
        origin,
        mainFrame,
      }),
    close: async () => {
      // What a test left unsaved may go.
      tell({ type: 'press', button: 1 });
      tell({ type: 'quit' });
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
