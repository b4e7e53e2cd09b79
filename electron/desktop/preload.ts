// Runs in the page's isolated world before the page does, and gives it one function.
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('parley', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
});
