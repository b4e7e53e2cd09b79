// Runs in the page's isolated world before the page does, and gives it its functions: what it may ask, and what it is told.
import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** The page gets what was said, never the event, whose sender could be asked for more. */
const listen = (channel: string, listener: (said: unknown) => void) =>
  void ipcRenderer.on(channel, (_event, said: unknown) => listener(said));

contextBridge.exposeInMainWorld('parley', {
  call: (name: unknown, input: unknown, client: unknown): Promise<unknown> =>
    ipcRenderer.invoke('call', name, input, client),
  follow: (client: unknown, changed: (change: unknown) => void): Promise<unknown> => {
    listen('changed', changed);
    return ipcRenderer.invoke('follow', client);
  },
  /** Of a file that the person chose; a page can make no other that has a path. */
  lend: (file: File, client: unknown): Promise<unknown> =>
    ipcRenderer.invoke('lend', webUtils.getPathForFile(file), client),
  pdf: (name: unknown, size: unknown): Promise<unknown> => ipcRenderer.invoke('pdf', name, size),
  shows: (state: unknown): Promise<unknown> => ipcRenderer.invoke('shows', state),
  asked: (asked: (what: unknown) => void): void => listen('asked', asked),
  focusOther: (review: unknown): Promise<unknown> => ipcRenderer.invoke('focusOther', review),
});
