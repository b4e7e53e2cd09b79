// The channels between pages and core, one each way: pipes with a check of who is asking.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import {
  clientId,
  type Caller,
  type ClientId,
  type Dispatch,
  type Follow,
  type Lend,
} from '../../shared/contract/caller.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import { windowState, type WindowState } from '../../shared/contract/window.ts';
import { pageOrigin } from './protocol.ts';

const refused: Envelope<never> = {
  ok: false,
  error: { code: 'refused', message: 'Only the page of Parley’s own window may call.' },
};
const ended: Envelope<never> = {
  ok: false,
  error: { code: 'refused', message: 'This presentation has ended. Close this window.' },
};

/** A window of Parley, and who its page is; null: it has nothing to look at any more. */
export interface PageWindow {
  window: BrowserWindow;
  caller: (client: ClientId) => Caller | null;
}
type Windows<W extends PageWindow = PageWindow> = () => readonly W[];

/** Whether the main frame of this window asks, and nothing else. */
const isPageOf = (window: BrowserWindow, { senderFrame }: IpcMainInvokeEvent): boolean =>
  !!senderFrame && senderFrame === window.webContents.mainFrame && senderFrame.origin === pageOrigin;

/** The window whose page asks; undefined for anybody else. */
const windowOf = <W extends PageWindow>(windows: Windows<W>, event: IpcMainInvokeEvent): W | undefined =>
  windows().find(({ window }) => isPageOf(window, event));

/** Answers calls of the windows' own pages, each as who it is. */
export function handleCalls(windows: Windows, dispatch: Dispatch): void {
  ipcMain.handle('call', (event: IpcMainInvokeEvent, name: unknown, input: unknown, from: unknown) => {
    const client = clientId.safeParse(from);
    const asking = windowOf(windows, event);
    if (!asking || typeof name !== 'string' || !client.success) return Promise.resolve(refused);
    const caller = asking.caller(client.data);
    return caller ? dispatch(name, input, caller) : Promise.resolve(ended);
  });
}

/** Tells the page of each window of every change it may know of, from when it asks until it goes or another asks in its place. */
export function handleFollowers(windows: Windows, follow: Follow): void {
  const stops = new WeakMap<BrowserWindow, () => void>();
  ipcMain.handle('follow', (event: IpcMainInvokeEvent, from: unknown) => {
    const client = clientId.safeParse(from);
    const asking = windowOf(windows, event);
    const caller = client.success ? (asking?.caller(client.data) ?? null) : null;
    if (!asking || !caller) return;
    const { window } = asking;
    const contents = window.webContents;
    stops.get(window)?.();
    const stop = follow(caller, (change) => contents.send('changed', change));
    stops.set(window, stop);
    contents.once('destroyed', stop);
  });
}

/** Takes note of files that the person chose in the page of a window. The preload alone knows their paths, and tells the page none. */
export function handleLend(windows: Windows, lend: Lend): void {
  ipcMain.handle('lend', (event: IpcMainInvokeEvent, path: unknown, from: unknown) => {
    const client = clientId.safeParse(from);
    const asking = windowOf(windows, event);
    if (!asking || typeof path !== 'string' || !client.success) return Promise.resolve(refused);
    const caller = asking.caller(client.data);
    return caller ? lend(path, caller) : Promise.resolve(ended);
  });
}

type SavePdf = (window: BrowserWindow, name: string, size: 'A4' | 'Letter') => Promise<Envelope<string | null>>;

/** Lets the page of a window of the app have itself saved as a PDF on one of two papers. */
export function handlePdf(windows: Windows, save: SavePdf): void {
  ipcMain.handle('pdf', (event: IpcMainInvokeEvent, name: unknown, size: unknown) => {
    const asking = windowOf(windows, event);
    const known = size === 'A4' || size === 'Letter';
    if (!asking || typeof name !== 'string' || !known) return Promise.resolve(refused);
    return save(asking.window, name, size);
  });
}

/** Hears from the page of each window of the app what it shows, and whether another one shows a review. */
export function handleWindows<W extends PageWindow>(
  windows: Windows<W>,
  shows: (window: W, state: WindowState) => void,
  focusOther: (window: W, review: string) => boolean,
): void {
  ipcMain.handle('shows', (event: IpcMainInvokeEvent, said: unknown) => {
    const asking = windowOf(windows, event);
    const state = windowState.safeParse(said);
    if (asking && state.success) shows(asking, state.data);
  });
  ipcMain.handle('focusOther', (event: IpcMainInvokeEvent, review: unknown) => {
    const asking = windowOf(windows, event);
    return asking !== undefined && typeof review === 'string' && focusOther(asking, review);
  });
}
