// The desktop shell: puts the core behind a window, and behind those that show a meeting to the room. Composition only; each rule lives in the file named after it.
import { app, dialog, session, shell, type BrowserWindow } from 'electron';
import { fileURLToPath } from 'node:url';
import { createApp, type App } from '../core/host/app.ts';
import { readBuiltPage } from '../builtPage.ts';
import { coreOptions, pageFolder, processEntry } from '../installation.ts';
import { networkAddresses } from '../network/addresses.ts';
import { listenWith } from '../network/listener.ts';
import { asOwner } from '../../shared/contract/caller.ts';
import { handleCalls, handleFollowers, handlePdf, type PageWindow } from './ipc.ts';
import { lockPages, lockSession } from './lockdown.ts';
import { setMenu } from './menu.ts';
import { openedFiles } from './openedFiles.ts';
import { saveAsPdf } from './pdf.ts';
import { registerPageScheme, servePage } from './protocol.ts';
import { readApart } from '../core/import/reading/process.ts';
import { vetApart } from '../core/installation/vetProcess.ts';
import { offerToLoadAgain } from './stoppedPage.ts';
import { startUtility } from './utility.ts';
import { openScreen, openWindow } from './window.ts';

const preload = fileURLToPath(new URL('preload.cjs', import.meta.url));
let window: BrowserWindow | null = null;
/** Those that show a meeting to the room; they go with the main one. */
const screens = new Set<PageWindow>();

async function pickFile(): Promise<string | null> {
  const options = { properties: ['openFile' as const], filters: [{ name: 'Parley review', extensions: ['parley'] }] };
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return filePaths[0] ?? null;
}

function tell(error: unknown): void {
  dialog.showErrorBox('Parley', error instanceof Error ? error.message : String(error));
}

function start(): void {
  const options = coreOptions();
  const page = readBuiltPage(pageFolder);
  const core: App = createApp({
    ...options,
    addresses: networkAddresses,
    listen: listenWith({ page, core: () => core, present: networkAddresses }),
    host: 'desktop' as const,
    pickFile,
    trash: (file) => shell.trashItem(file),
    present: (review, caller) => {
      if (window === null) return;
      const shown = { window: openScreen(preload, window, review), caller };
      screens.add(shown);
      offerToLoadAgain(shown.window, dialog.showMessageBox);
      shown.window.on('closed', () => screens.delete(shown));
    },
    vet: vetApart(startUtility(processEntry('vetChild'), 'Parley file check')),
    parse: readApart(startUtility(processEntry('readChild'), 'Parley import')),
  });
  const openFile = (file: string) =>
    // The page asks on loading which review it is to show.
    core.openPath(file).then(() => window?.webContents.reload(), tell);
  const show = () => {
    window = openWindow(preload, options.userData).on('closed', () => {
      window = null;
      for (const shown of [...screens]) shown.window.close();
    });
    offerToLoadAgain(window, dialog.showMessageBox);
  };

  setMenu();
  lockSession(session.defaultSession);
  servePage(session.defaultSession, page);
  const windows = () => [...(window === null ? [] : [{ window, caller: asOwner }]), ...screens];
  handleCalls(windows, core.dispatch);
  handleFollowers(windows, core.follow);
  handlePdf(
    () => window,
    (own, name, size) => saveAsPdf(own, name, size, app.getPath('documents')),
  );
  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    void core.close().finally(() => app.exit());
  });
  const first = asked.take((file) => void openFile(file));
  void (first === undefined ? Promise.resolve() : openFile(first)).then(show);
}

// Nothing fails in silence: what no caller took care of is said to the person.
process.on('unhandledRejection', tell);
app.enableSandbox();
registerPageScheme();
lockPages();
const asked = openedFiles(app, process.argv, () => {
  if (window?.isMinimized()) window.restore();
  window?.focus();
});
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();
