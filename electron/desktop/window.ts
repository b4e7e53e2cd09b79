// One window with Parley's page in it: its settings, and how it is remembered where it stood.
import { BrowserWindow, app, screen, type BrowserWindowConstructorOptions } from 'electron';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nextPlacement, readPlacements, smallestWindow, writePlacement } from './placement.ts';
import { pageOrigin } from './protocol.ts';

/** What windows are made with. */
export interface WindowSources {
  preload: string;
  /** The picture of windows on Linux; elsewhere the system takes the executable's. */
  icon: string;
}

/** Opens a window on a fragment of the page. It is shown once there is something to see. */
export function openPage(
  { preload, icon }: WindowSources,
  fragment: string,
  options: BrowserWindowConstructorOptions,
): BrowserWindow {
  const window = new BrowserWindow({
    ...options,
    ...(process.platform === 'linux' && existsSync(icon) ? { icon } : {}),
    show: false,
    title: 'Parley',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${pageOrigin}/${fragment}`);
  return window;
}

/**
 * Opens a window of the app where the last one stood.
 *
 * @param userData where placements are remembered.
 * @param others   the windows of the app that are open.
 */
export function openWindow(
  sources: WindowSources,
  fragment: string,
  userData: string,
  others: readonly BrowserWindow[],
): BrowserWindow {
  const file = join(userData, 'windows.json');
  const { bounds, maximised } = nextPlacement(
    readPlacements(file),
    screen.getAllDisplays(),
    screen.getPrimaryDisplay().id,
    others.map((other) => other.getBounds()),
  );
  const window = openPage(sources, fragment, {
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
  });
  if (maximised) window.maximize();
  window.on('close', () => {
    const display = screen.getDisplayMatching(window.getBounds()).id;
    writePlacement(file, display, { bounds: window.getNormalBounds(), maximised: window.isMaximized() });
  });
  return window;
}
