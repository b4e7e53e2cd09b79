// Runs in the page's isolated world before the page does, and gives it three functions.
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('parley', {
  call: (name: unknown, input: unknown, client: unknown): Promise<unknown> =>
    ipcRenderer.invoke('call', name, input, client),
  // The page gets what was said, never the event, whose sender could be asked for more.
  follow: (client: unknown, changed: (change: unknown) => void): Promise<unknown> => {
    ipcRenderer.on('changed', (_event, change: unknown) => changed(change));
    return ipcRenderer.invoke('follow', client);
  },
  pdf: (name: unknown, size: unknown): Promise<unknown> => ipcRenderer.invoke('pdf', name, size),
});
