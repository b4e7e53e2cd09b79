// A stand-in for the parts of Electron's API that the main bundle uses. It stands where `import … from 'electron'` points in
// the child process; windows are pages of a real Chromium that the test owns.
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decode, encode } from '../../shared/contract/codec.ts';
import type { FromMain, PageAnswer, Seen, ShownDisplay, ShownItem, ToMain } from './messages.ts';

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
  readonly recent: string[] = [];
  addRecentDocument(path: string): void {
    const at = this.recent.indexOf(path);
    if (at !== -1) this.recent.splice(at, 1);
    this.recent.unshift(path);
  }
  clearRecentDocuments(): void {
    this.recent.length = 0;
  }
  quitting = false;
  /** As Electron: every window is asked first, and one that stays calls it off. */
  quit(): void {
    if (prevented(this, 'before-quit')) return;
    this.quitting = true;
    if (BrowserWindow.open.length === 0) this.quitNow();
    else for (const window of [...BrowserWindow.open]) window.close();
  }
  quitNow(): void {
    if (!prevented(this, 'will-quit')) process.exit(0);
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
  printed: (bytes: Uint8Array) => void = () => undefined;
  readonly #window: number;
  constructor(window: number) {
    super();
    this.#window = window;
  }
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: WebContents['open']): void {
    this.open = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    send({ type: 'push', window: this.#window, channel, args: encode(args) });
  }
  reload(): void {
    send({ type: 'reload', window: this.#window });
  }
  undo(): void {
    send({ type: 'edit', window: this.#window, command: 'undo' });
  }
  redo(): void {
    send({ type: 'edit', window: this.#window, command: 'redo' });
  }
  printToPDF({ pageSize }: { pageSize: 'A4' | 'Letter' }): Promise<Uint8Array> {
    return new Promise((resolve) => {
      this.printed = resolve;
      send({ type: 'print', window: this.#window, size: pageSize });
    });
  }
}

type Bounds = ShownDisplay['bounds'];
interface WindowOptions extends Partial<Bounds> {
  fullscreen?: boolean;
  icon?: string;
  webPreferences: Preferences;
}
const isBounds = (bounds: Partial<Bounds>): bounds is Bounds =>
  [bounds.x, bounds.y, bounds.width, bounds.height].every(Number.isInteger);

export class BrowserWindow extends EventEmitter {
  /** The one in front first. */
  static readonly open: BrowserWindow[] = [];
  static #made = 0;
  readonly number = ++BrowserWindow.#made;
  readonly webContents = new WebContents(this.number);
  readonly #preload: string;
  #bounds: Bounds;
  #maximised = false;
  #minimised = false;
  #fullScreen: boolean;

  constructor({ webPreferences, x, y, width = 800, height = 600, fullscreen = false, icon }: WindowOptions) {
    super();
    if (!app.sandboxed) fail('The app did not enable the sandbox.');
    for (const [name, value] of Object.entries(must))
      if (webPreferences[name] !== value) fail(`webPreferences.${name} must be ${value}.`);
    for (const name of mustNot) if (webPreferences[name] !== false) fail(`webPreferences.${name} must be false.`);
    if (icon !== undefined && !existsSync(icon)) fail(`There is no icon ${icon}.`);
    this.#preload = readFileSync(webPreferences.preload, 'utf8');
    const bounds = { x: x ?? 0, y: y ?? 0, width, height };
    this.#bounds = isBounds(bounds) ? bounds : fail(`A window cannot stand at ${JSON.stringify(bounds)}.`);
    this.#fullScreen = fullscreen;
    BrowserWindow.open.unshift(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.open];
  }
  static numbered(window: number): BrowserWindow | undefined {
    return BrowserWindow.open.find(({ number }) => number === window);
  }
  loadURL(url: string): Promise<void> {
    send({ type: 'open', window: this.number, url, preload: this.#preload });
    setImmediate(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  /** As Electron: the window says so first, then the page may object, then it is closed. */
  close(): void {
    if (this.isDestroyed() || prevented(this, 'close')) return;
    send({ type: 'close', window: this.number });
  }
  /** The page has gone. */
  gone(): void {
    if (this.isDestroyed()) return;
    BrowserWindow.open.splice(BrowserWindow.open.indexOf(this), 1);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (BrowserWindow.open.length > 0) return;
    if (app.quitting) app.quitNow();
    else app.emit('window-all-closed');
  }
  isDestroyed = () => !BrowserWindow.open.includes(this);
  getBounds = () => ({ ...this.#bounds });
  getNormalBounds = () => ({ ...this.#bounds });
  setBounds(bounds: Bounds): void {
    this.#bounds = isBounds(bounds) ? bounds : fail(`A window cannot stand at ${JSON.stringify(bounds)}.`);
  }
  isMaximized = () => this.#maximised;
  maximize(): void {
    this.#maximised = true;
  }
  isMinimized = () => this.#minimised;
  minimize(): void {
    this.#minimised = true;
  }
  restore(): void {
    this.#minimised = false;
  }
  isFullScreen = () => this.#fullScreen;
  setFullScreen(on: boolean): void {
    if (on === this.#fullScreen) return;
    this.#fullScreen = on;
    setImmediate(() => this.emit(on ? 'enter-full-screen' : 'leave-full-screen'));
  }
  focus(): void {
    if (this.isDestroyed()) fail('A window that is gone cannot be brought to the front.');
    BrowserWindow.open.splice(BrowserWindow.open.indexOf(this), 1);
    BrowserWindow.open.unshift(this);
    this.emit('focus', {});
  }
  show(): void {
    this.focus();
  }
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;
const channels = new Map<string, Handler>();
export const ipcMain = { handle: (channel: string, handler: Handler) => void channels.set(channel, handler) };

interface ItemOptions {
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  enabled?: boolean;
  submenu?: ItemOptions[];
  click?: () => void;
}
/** The roles that Parley uses, as Electron's documentation lists them. */
const roles = [
  ...['appMenu', 'fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'help', 'about', 'services', 'hide', 'hideOthers'],
  ...['unhide', 'quit', 'close', 'cut', 'copy', 'paste', 'delete', 'selectAll', 'resetZoom', 'zoomIn', 'zoomOut'],
  ...['togglefullscreen', 'reload', 'toggleDevTools'],
];
const accelerator = /^((CmdOrCtrl|Shift|Alt)\+)*([A-Z0-9]|,|F\d{1,2})$/;

let menu: ItemOptions[] = [];
function checkItems(items: readonly ItemOptions[]): void {
  for (const item of items) {
    if (item.role !== undefined && !roles.includes(item.role)) fail(`Electron has no menu role ${item.role}.`);
    if (item.role === undefined && item.type !== 'separator' && !item.label) fail('A menu item has no label.');
    if (item.accelerator !== undefined && !accelerator.test(item.accelerator))
      fail(`${item.accelerator} is no accelerator.`);
    checkItems(item.submenu ?? []);
  }
}
export const Menu = {
  buildFromTemplate: (template: ItemOptions[]) => {
    checkItems(template);
    return template;
  },
  setApplicationMenu: (template: ItemOptions[]) => void (menu = template),
};
/** As a menu names an item whose role brings its own name. */
const roleNames: Record<string, string> = { fileMenu: 'File', editMenu: 'Edit', viewMenu: 'View', help: 'Help' };
const labelOf = ({ label, role = '' }: ItemOptions): string => label ?? roleNames[role] ?? role;
const shownItem = (item: ItemOptions): ShownItem => ({
  label: labelOf(item),
  role: item.role,
  accelerator: item.accelerator,
  enabled: item.enabled !== false,
  submenu: (item.submenu ?? []).filter(({ type }) => type !== 'separator').map(shownItem),
});
/** null: there is no such item. */
function takeItem([first, ...rest]: readonly string[], items: readonly ItemOptions[]): boolean | null {
  const item = items.find((each) => labelOf(each) === first);
  if (!item) return null;
  if (rest.length > 0) return takeItem(rest, item.submenu ?? []);
  if (item.enabled === false) return false;
  if (item.role === 'close') BrowserWindow.open[0]?.close();
  else if (item.role === 'quit') app.quit();
  else item.click?.();
  return true;
}

const display = (id: number, label: string, x: number, width: number, height: number): ShownDisplay => ({
  id,
  label,
  internal: id === 1,
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 0, width, height: height - 40 },
  size: { width, height },
});
const overlap = (a: Bounds, b: Bounds) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
class Screen extends EventEmitter {
  displays = [display(1, 'Built-in', 0, 1600, 1000)];
  getAllDisplays = () => [...this.displays];
  getPrimaryDisplay = () => this.displays[0]!;
  getDisplayMatching = (bounds: Bounds) =>
    this.displays.reduce((best, each) => (overlap(bounds, each.bounds) > overlap(bounds, best.bounds) ? each : best));
  change(displays: ShownDisplay[]): void {
    const before = this.displays;
    this.displays = displays;
    const isIn = (list: ShownDisplay[], { id }: ShownDisplay) => list.some((each) => each.id === id);
    for (const each of displays) if (!isIn(before, each)) this.emit('display-added', {}, each);
    for (const each of before) if (!isIn(displays, each)) this.emit('display-removed', {}, each);
  }
}
export const screen = new Screen();

let chosen: string | null = null;
/** Buttons that will be pressed, in their order. */
const presses: number[] = [];
const asked: Seen['asked'] = [];
interface BoxOptions {
  message: string;
  detail?: string;
  buttons?: string[];
  cancelId?: number;
}
function ask({ message, detail = '', buttons = [], cancelId = 0 }: BoxOptions): number {
  asked.push({ message, detail, buttons });
  return presses.shift() ?? cancelId;
}
export const dialog = {
  showOpenDialog: () => Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] }),
  showSaveDialog: () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' }),
  showMessageBox: (_window: BrowserWindow, options: BoxOptions) =>
    Promise.resolve({ response: ask(options), checkboxChecked: false }),
  showMessageBoxSync: (_window: BrowserWindow, options: BoxOptions) => ask(options),
  showErrorBox: (title: string, text: string) => fail(`${title}: ${text}`),
};

const opened: string[] = [];
/** A trash of its own beside what the app remembers, and a browser that opens nothing. */
export const shell = {
  openExternal: (url: string): Promise<void> => {
    opened.push(url);
    return Promise.resolve();
  },
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
/** A system without a keychain. */
export const safeStorage = { isEncryptionAvailable: () => false };

export const utilityProcess = {
  fork: (modulePath: string, args: string[] = [], { execArgv = [] }: { execArgv?: string[] } = {}) =>
    new UtilityProcess(modulePath, args, execArgv),
};

// Only a preload has these; the names must exist for the import to resolve.
export const contextBridge = undefined;
export const webUtils = undefined;
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
  const window = 'window' in message ? BrowserWindow.numbered(message.window) : BrowserWindow.open[0];
  const contents = window?.webContents;
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
    case 'objects': {
      const goes = !contents || prevented(contents, 'will-prevent-unload');
      if (!goes) app.quitting = false;
      return goes;
    }
    case 'gone':
      return window?.gone();
    case 'printed':
      return contents?.printed(message.bytes);
    case 'closeWindow':
      return window?.close();
    case 'quit':
      return app.quit();
    case 'focus':
      return window?.focus();
    case 'choose':
      return void (chosen = message.file);
    case 'press':
      return void presses.push(message.button);
    case 'takeItem':
      return takeItem(message.labels, menu);
    case 'secondInstance':
      return app.emit('second-instance', {}, message.argv, message.workingDirectory);
    case 'openFile':
      return prevented(app, 'open-file', message.file);
    case 'displays':
      return screen.change(message.displays);
    case 'look':
      return {
        windows: BrowserWindow.open.map((each) => ({
          window: each.number,
          bounds: each.getBounds(),
          maximised: each.isMaximized(),
          fullScreen: each.isFullScreen(),
        })),
        menu: menu.map(shownItem),
        recent: [...app.recent],
        asked: [...asked],
        opened: [...opened],
      } satisfies Seen;
  }
}

process.on('message', (message: ToMain) => {
  void answer(message).then((value) => {
    if ('id' in message) send({ type: 'answer', id: message.id, value });
  });
});
process.on('disconnect', () => process.exit(0));
