// The channels between page and core, one each way: pipes with a check of who is asking.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { asOwner, clientId, type Dispatch, type Follow } from '../../shared/contract/caller.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import { pageOrigin } from './protocol.ts';

const refused: Envelope<never> = {
  ok: false,
  error: { code: 'refused', message: 'Only the page of Parley’s own window may call.' },
};

/** Whether the main frame of the current window asks, and nothing else. */
function isOwnPage(currentWindow: () => BrowserWindow | null, { senderFrame }: IpcMainInvokeEvent): boolean {
  const own = currentWindow()?.webContents.mainFrame;
  return !!senderFrame && senderFrame === own && senderFrame.origin === pageOrigin;
}

/** Answers calls of the window's own page. */
export function handleCalls(currentWindow: () => BrowserWindow | null, dispatch: Dispatch): void {
  ipcMain.handle('call', (event: IpcMainInvokeEvent, name: unknown, input: unknown, from: unknown) => {
    const client = clientId.safeParse(from);
    if (!isOwnPage(currentWindow, event) || typeof name !== 'string' || !client.success)
      return Promise.resolve(refused);
    return dispatch(name, input, asOwner(client.data));
  });
}

/** Tells the window's own page of every change, from when it asks until it goes or another page asks in its place. */
export function handleFollowers(currentWindow: () => BrowserWindow | null, follow: Follow): void {
  let stop = () => {};
  ipcMain.handle('follow', (event: IpcMainInvokeEvent, from: unknown) => {
    const client = clientId.safeParse(from);
    const contents = currentWindow()?.webContents;
    if (!isOwnPage(currentWindow, event) || !contents || !client.success) return;
    stop();
    stop = follow(asOwner(client.data), (change) => contents.send('changed', change));
    contents.once('destroyed', stop);
  });
}

type SavePdf = (window: BrowserWindow, name: string, size: 'A4' | 'Letter') => Promise<Envelope<string | null>>;

/** Lets the window's own page have itself saved as a PDF on one of two papers. */
export function handlePdf(currentWindow: () => BrowserWindow | null, save: SavePdf): void {
  ipcMain.handle('pdf', (event: IpcMainInvokeEvent, name: unknown, size: unknown) => {
    const window = currentWindow();
    const known = size === 'A4' || size === 'Letter';
    if (!window || !isOwnPage(currentWindow, event) || typeof name !== 'string' || !known) {
      return Promise.resolve(refused);
    }
    return save(window, name, size);
  });
}
