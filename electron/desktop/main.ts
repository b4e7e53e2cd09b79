// The desktop shell: puts the core behind windows, and behind those that show a meeting to the room. Composition only; each rule lives in
// the file named after it.
import { app, dialog, Menu, session, shell, type BrowserWindow } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp, type App } from '../core/host/app.ts';
import { readBuiltPage } from '../builtPage.ts';
import { coreOptions, iconFile, pageFolder, processEntry, repository as ownRepository } from '../installation.ts';
import { networkAddresses } from '../network/addresses.ts';
import { listenWith } from '../network/listener.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { CommandId } from '../../shared/domain/commands.ts';
import { handleCalls, handleFollowers, handleLend, handlePdf, handleWindows, type PageWindow } from './ipc.ts';
import { systemKeychain } from './keychain.ts';
import { lockPages, lockSession } from './lockdown.ts';
import { menuTemplate } from './menu.ts';
import { openedFiles } from './openedFiles.ts';
import { saveAsPdf } from './pdf.ts';
import { openScreen } from './presentation.ts';
import { registerPageScheme, servePage } from './protocol.ts';
import { countingApart } from '../core/counting/count.ts';
import { readApart } from '../core/import/reading/process.ts';
import { releasesOf, repositoryName } from './releases.ts';
import { RecentDocuments } from './recentDocuments.ts';
import { vetApart } from '../core/installation/vetProcess.ts';
import { offerToLoadAgain } from './stoppedPage.ts';
import { guardUnsaved, type UnsavedGuard } from './unsaved.ts';
import { startUtility } from './utility.ts';
import { openWindow } from './window.ts';
import { AppWindows, bringToFront, type AppWindow } from './windows.ts';

const sources = { preload: fileURLToPath(new URL('preload.cjs', import.meta.url)), icon: iconFile };
const isMac = process.platform === 'darwin';

/** The windows that show a review to the room, and from which window. */
interface ScreenWindow extends PageWindow {
  review: string;
}

function tell(error: unknown): void {
  dialog.showErrorBox('Parley', error instanceof Error ? error.message : String(error));
}

function start(): void {
  const options = coreOptions();
  const page = readBuiltPage(pageFolder);
  const repository = repositoryName(ownRepository);
  const screens = new Set<ScreenWindow>();
  const guards = new WeakMap<BrowserWindow, UnsavedGuard>();
  /** Somebody ends the app; a window that has to stay open calls it off. */
  let quitting = false;

  const windows = new AppWindows(
    (fragment, others) => {
      const window = openWindow(sources, fragment, options.userData, others);
      const saving = () =>
        windows.all.find((own) => own.window === window)?.state?.saving ?? { state: 'saved' as const };
      guards.set(
        window,
        guardUnsaved(window, saving, dialog.showMessageBoxSync, () => (quitting = false)),
      );
      offerToLoadAgain(window, dialog.showMessageBox);
      return window;
    },
    (client) => core.leave(client),
    () => {
      // A review that no window shows any more is not shown to the room either.
      for (const shown of [...screens]) if (windows.showing(shown.review) === null) shown.window.close();
      setMenu();
    },
  );

  const core: App = createApp({
    ...options,
    ...systemKeychain(),
    addresses: networkAddresses,
    listen: listenWith({ page, core: () => core, present: networkAddresses }),
    host: 'desktop' as const,
    pickFile,
    recentsChanged: () => {
      recent.changed();
      setMenu();
    },
    // Without an address in package.json nobody is asked, and nothing offers it.
    ...(repository === null
      ? {}
      : {
          releases: releasesOf(repository, session.fromPartition('releases', { cache: false }), (address) =>
            shell.openExternal(address),
          ),
        }),
    trash: (file) => shell.trashItem(file),
    present: (review, caller) => void present(review, caller).catch(tell),
    vet: vetApart(startUtility(processEntry('vetChild'), 'Parley file check')),
    parse: readApart(startUtility(processEntry('readChild'), 'Parley import')),
    counting: countingApart(startUtility(processEntry('countChild'), 'Parley counting')),
  });
  const recent = new RecentDocuments(app, join(options.userData, 'recent-menu.json'), core.recent);

  async function pickFile(): Promise<string | null> {
    const options = { properties: ['openFile' as const], filters: [{ name: 'Parley review', extensions: ['parley'] }] };
    const over = windows.front?.window;
    const { filePaths } = await (over ? dialog.showOpenDialog(over, options) : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  }
  async function present(review: string, caller: PageWindow['caller']): Promise<void> {
    const from = windows.showing(review);
    const window = from && (await openScreen(sources, from.window, review));
    if (!window) return;
    const shown = { window, caller, review };
    screens.add(shown);
    offerToLoadAgain(window, dialog.showMessageBox);
    window.on('closed', () => screens.delete(shown));
  }
  async function openPicked(): Promise<void> {
    const file = await pickFile();
    if (file !== null) await openFile(file);
  }
  const openFile = (file: string) =>
    core.openPath(file).then(
      (opened) => windows.show(opened),
      (error: unknown) => {
        // The page leads from a damaged review to its versions.
        const entry = error instanceof ParleyError ? error.entry : undefined;
        if (entry === undefined) tell(error);
        else windows.openEntry(entry);
      },
    );

  function command(id: CommandId): void {
    const { front } = windows;
    const offered = front?.state?.commands.some((each) => each.command === id) === true;
    if (id === 'newWindow') windows.open(null);
    else if (id === 'openFile') void openPicked().catch(tell);
    else if (id === 'newReview' && !offered) windows.open({ command: id });
    else if ((id === 'undo' || id === 'redo') && front?.state?.writing) front.window.webContents[id]();
    else if (front) windows.ask(front, { command: id });
  }
  /** The menu as it was built last, so that it is built again only when it changes. */
  let built = '';
  function setMenu(): void {
    const { platform } = process;
    const subject = {
      platform,
      development: !app.isPackaged,
      shown: windows.front?.state ?? null,
      recent: recent.list(),
    };
    const now = JSON.stringify(subject);
    if (now === built) return;
    built = now;
    const clearRecent = () => {
      recent.clear(new Date());
      setMenu();
    };
    const template = menuTemplate(subject, { command, open: (path) => void openFile(path), clearRecent });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  /** What the title bar of a Mac says besides the title. */
  function showTitle({ window, state }: AppWindow): void {
    if (!isMac) return;
    window.setDocumentEdited(state !== null && state.saving.state !== 'saved');
    const entry = state?.review?.version === null ? state.review.entry : null;
    window.setRepresentedFilename((entry === null ? null : core.fileOf(entry)) ?? '');
  }

  app.setAboutPanelOptions({
    applicationName: 'Parley',
    applicationVersion: options.version,
    copyright: 'The Parley founders, MIT licence',
  });
  if (isMac) {
    app.dock?.setMenu(Menu.buildFromTemplate([{ label: 'New review…', click: () => command('newReview') }]));
  }
  lockSession(session.defaultSession);
  servePage(session.defaultSession, page);
  const pages = () => [...windows.all, ...screens];
  handleCalls(pages, core.dispatch);
  handleFollowers(pages, core.follow);
  handleLend(() => windows.all, core.lend);
  handlePdf(
    () => windows.all,
    (own, name, size) => saveAsPdf(own, name, size, app.getPath('documents')),
  );
  handleWindows(
    () => windows.all,
    (own, state) => {
      windows.say(own, state);
      showTitle(own);
      guards.get(own.window)?.said();
    },
    (own, review) => {
      const other = windows.showing(review);
      if (other === null || other === own) return false;
      bringToFront(other.window);
      return true;
    },
  );
  app.on('before-quit', () => (quitting = true));
  app.on('window-all-closed', () => {
    // On a Mac an app stays until it is ended.
    if (!isMac || quitting) app.quit();
  });
  app.on('activate', () => {
    if (windows.front === null) windows.open(null);
  });
  app.once('will-quit', (event) => {
    event.preventDefault();
    void core.close().finally(() => app.exit());
  });
  setMenu();
  const first = asked.take((file) => void openFile(file));
  showFront = () => {
    if (windows.front === null) windows.open(null);
    else bringToFront(windows.front.window);
  };
  // Whatever becomes of the file, there is a window then.
  void (first === undefined ? Promise.resolve() : openFile(first)).then(() => {
    if (windows.front === null) windows.open(null);
  });
}

// Nothing fails in silence: what no caller took care of is said to the person.
process.on('unhandledRejection', tell);
app.enableSandbox();
registerPageScheme();
lockPages();
/** Somebody started the app a second time. Before there is a window, the one that opens is shown anyway. */
let showFront = (): void => undefined;
const asked = openedFiles(app, process.argv, () => showFront());
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();
