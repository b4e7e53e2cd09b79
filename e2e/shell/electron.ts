// A stand-in for the parts of Electron's API that the main bundle uses. It stands where `import … from 'electron'` points in
// the child process; windows are pages of a real Chromium that the test owns.
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decode, encode } from '../../shared/contract/codec.ts';
import type { FromMain, PageAnswer, ToMain } from './messages.ts';

const send = (message: FromMain) => process.send?.(message);
const fail = (message: string): never => {
  send({ type: 'failed', message });
  throw new Error(message);
};

const userData = process.env['PARLEY_DATA'] ?? fail('PARLEY_DATA is not set.');
const folders: Record<string, string> = { userData, documents: userData, home: userData, temp: userData };

class App extends EventEmitter {
  readonly isPackaged = false;
  #sandboxed = false;
  get sandboxed(): boolean {
    return this.#sandboxed;
  }
  enableSandbox(): void {
    this.#sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  whenReady(): Promise<void> {
    // As in Electron: not before the main module has been evaluated.
    return new Promise((resolve) => setTimeout(resolve, 0));
  }
  getPath(name: string): string {
    return folders[name] ?? fail(`The stand-in has no folder ${name}.`);
  }
  getVersion(): string {
    return '0.0.0';
  }
  setAboutPanelOptions(): void {}
  setName(): void {}
  quit(): void {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    this.emit('before-quit', event);
    if (!prevented) this.emit('will-quit', event);
    if (!prevented) process.exit(0);
  }
  exit(code = 0): void {
    process.exit(code);
  }
}
export const app = new App();

type SchemeHandler = (request: Request) => Response | Promise<Response>;
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;

class Session extends EventEmitter {
  readonly handlers = new Map<string, SchemeHandler>();
  beforeRequest: BeforeRequest = (_details, answer) => answer({});
  permission: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void = (_c, _p, answer) =>
    answer(true);
  readonly protocol = {
    handle: (scheme: string, handler: SchemeHandler) => void this.handlers.set(scheme, handler),
  };
  readonly webRequest = { onBeforeRequest: (listener: BeforeRequest) => void (this.beforeRequest = listener) };
  setPermissionRequestHandler(handler: Session['permission']): void {
    this.permission = handler;
  }
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
}
export const session = { defaultSession: new Session() };

export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void {
    const allowed = ['standard', 'secure', 'supportFetchAPI'];
    for (const { privileges } of schemes)
      for (const name of Object.keys(privileges)) if (!allowed.includes(name)) fail(`The scheme may not be ${name}.`);
  },
};

interface Preferences {
  preload: string;
  [name: string]: unknown;
}
const must: Record<string, boolean> = { contextIsolation: true, sandbox: true, webSecurity: true };
const mustNot = ['nodeIntegration', 'nodeIntegrationInWorker', 'webviewTag', 'navigateOnDragDrop'];

class WebContents extends EventEmitter {
  readonly mainFrame = { origin: 'app://bundle' };
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: WebContents['open']): void {
    this.open = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    send({ type: 'push', channel, args: encode(args) });
  }
  reload(): void {
    send({ type: 'reload' });
  }
  printToPDF({ pageSize }: { pageSize: 'A4' | 'Letter' }): Promise<Uint8Array> {
    return new Promise((resolve) => {
      printed = resolve;
      send({ type: 'print', size: pageSize });
    });
  }
}

export class BrowserWindow extends EventEmitter {
  static current: BrowserWindow | null = null;
  readonly webContents = new WebContents();
  readonly #preload: string;

  constructor({ webPreferences }: { webPreferences: Preferences }) {
    super();
    if (!app.sandboxed) fail('The app did not enable the sandbox.');
    for (const [name, value] of Object.entries(must))
      if (webPreferences[name] !== value) fail(`webPreferences.${name} must be ${value}.`);
    for (const name of mustNot) if (webPreferences[name] !== false) fail(`webPreferences.${name} must be false.`);
    this.#preload = readFileSync(webPreferences.preload, 'utf8');
    BrowserWindow.current = this;
    app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.current ? [BrowserWindow.current] : [];
  }
  loadURL(url: string): Promise<void> {
    send({ type: 'open', url, preload: this.#preload });
    this.emit('ready-to-show');
    return Promise.resolve();
  }
  close(): void {
    this.emit('close', {});
    BrowserWindow.current = null;
    send({ type: 'close' });
    this.emit('closed');
    app.emit('window-all-closed');
  }
  isDestroyed = () => BrowserWindow.current !== this;
  getNormalBounds = () => ({ x: 0, y: 0, width: 1440, height: 900 });
  isMaximized = () => false;
  isMinimized = () => false;
  maximize(): void {}
  restore(): void {}
  focus(): void {}
  show(): void {}
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;
const channels = new Map<string, Handler>();
export const ipcMain = { handle: (channel: string, handler: Handler) => void channels.set(channel, handler) };

export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => undefined };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1440, height: 900 } }] };

let chosen: string | null = null;
let printed: (bytes: Uint8Array) => void = () => undefined;
export const dialog = {
  showOpenDialog: () => Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }),
  showSaveDialog: () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' }),
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
  showErrorBox: (title: string, text: string) => fail(`${title}: ${text}`),
};

/** A trash of its own beside what the app remembers. */
export const shell = {
  trashItem: async (file: string): Promise<void> => {
    const trash = join(userData, 'trash');
    await mkdir(trash, { recursive: true });
    await rename(file, join(trash, basename(file)));
  },
};

/** Node in place of Electron's utility process: the same events, streams and kill. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  constructor(modulePath: string, args: string[], execArgv: string[]) {
    super();
    this.#child = spawn(process.execPath, [...execArgv, modulePath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1));
  }
  get stdout() {
    return this.#child.stdout;
  }
  get pid(): number | undefined {
    return this.#child.pid;
  }
  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}
export const utilityProcess = {
  fork: (modulePath: string, args: string[] = [], { execArgv = [] }: { execArgv?: string[] } = {}) =>
    new UtilityProcess(modulePath, args, execArgv),
};

// Only a preload has these; the names must exist for the import to resolve.
export const contextBridge = undefined;
export const ipcRenderer = undefined;

async function serve(url: string, method: string): Promise<PageAnswer | null> {
  const { beforeRequest, handlers } = session.defaultSession;
  const cancelled = await new Promise<boolean>((resolve) =>
    beforeRequest({ url }, ({ cancel }) => resolve(cancel === true)),
  );
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (cancelled || !handler) return null;
  const response = await handler(new Request(url, { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** Whether a listener of the event called preventDefault. */
function prevented(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  let stopped = false;
  emitter.emit(name, { preventDefault: () => (stopped = true) }, ...rest);
  return stopped;
}

async function answer(message: ToMain): Promise<unknown> {
  const contents = BrowserWindow.current?.webContents;
  switch (message.type) {
    case 'invoke': {
      const senderFrame =
        message.mainFrame && message.origin === 'app://bundle' ? contents?.mainFrame : { origin: message.origin };
      const handler = channels.get(message.channel) ?? fail(`Nothing handles the channel ${message.channel}.`);
      return encode(await handler({ senderFrame }, ...(decode(message.args) as unknown[])));
    }
    case 'request':
      return serve(message.url, message.method);
    case 'navigate':
      return !contents || prevented(contents, 'will-navigate', message.url);
    case 'popup':
      return contents?.open({ url: message.url }).action !== 'allow';
    case 'download':
      return prevented(session.defaultSession, 'will-download', { getURL: () => message.url });
    case 'permission':
      return new Promise((resolve) => session.defaultSession.permission(contents, message.permission, resolve));
    case 'windowClosed':
      return BrowserWindow.current?.close();
    case 'printed':
      return printed(message.bytes);
    case 'choose':
      return void (chosen = message.file);
    case 'secondInstance':
      return app.emit('second-instance', {}, message.argv, process.cwd());
  }
}

process.on('message', (message: ToMain) => {
  void answer(message).then((value) => {
    if ('id' in message) send({ type: 'answer', id: message.id, value });
  });
});
process.on('disconnect', () => process.exit(0));
