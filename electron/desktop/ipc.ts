// The one channel between page and core: a pipe with a check of who is asking.
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Envelope } from '../../shared/contract/errors.ts';
import { pageOrigin } from './protocol.ts';

type Dispatch = (name: string, input: unknown) => Promise<Envelope<unknown>>;

const refused: Envelope<unknown> = {
  ok: false,
  error: { code: 'refused', message: 'Only the page of Parley’s own window may call.' },
};

/** Answers calls of the main frame of the current window, and of nothing else. */
export function handleCalls(currentWindow: () => BrowserWindow | null, dispatch: Dispatch): void {
  ipcMain.handle('call', (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Envelope<unknown>> => {
    const frame = event.senderFrame;
    const own = currentWindow()?.webContents.mainFrame;
    if (!frame || frame !== own || frame.origin !== pageOrigin || typeof name !== 'string')
      return Promise.resolve(refused);
    return dispatch(name, input);
  });
}
