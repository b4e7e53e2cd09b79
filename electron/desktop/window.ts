// The windows: their settings, where the main one stood last time, and where one that shows a meeting to the room goes.
import { BrowserWindow, app, screen, type Rectangle } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageOrigin } from './protocol.ts';

interface Placement {
  bounds: Rectangle;
  maximised: boolean;
}

const firstSize = { width: 1440, height: 900 };

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value);

/** The last placement, if it was written by us and still touches a screen. */
function lastPlacement(file: string): Placement | null {
  try {
    const { bounds, maximised } = JSON.parse(readFileSync(file, 'utf8')) as Placement;
    if (![bounds.x, bounds.y, bounds.width, bounds.height].every(isNumber)) return null;
    const visible = screen.getAllDisplays().some(({ workArea: area }) => {
      const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
      const down = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
      return across >= 100 && down >= 100;
    });
    return visible ? { bounds, maximised: maximised === true } : null;
  } catch {
    // First start, or a file we cannot use: the window then stands where the system puts it.
    return null;
  }
}

const pageSettings = (preload: string) => ({
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
});

/**
 * Opens a window that shows a review to the room: all over the display that the main window is not on, where there is one; else a
 * window that can be moved to a projector.
 */
export function openScreen(preload: string, main: BrowserWindow, review: string): BrowserWindow {
  const own = screen.getDisplayMatching(main.getBounds());
  const other = screen.getAllDisplays().find(({ id }) => id !== own.id);
  const window = new BrowserWindow({
    ...(other?.bounds ?? { width: 1280, height: 720 }),
    fullscreen: other !== undefined,
    show: false,
    title: 'Parley',
    webPreferences: pageSettings(preload),
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${pageOrigin}/#screen=${review}`);
  return window;
}

/** Opens the window on the page. `userData` is where its placement is remembered. */
export function openWindow(preload: string, userData: string): BrowserWindow {
  const file = join(userData, 'window.json');
  const last = lastPlacement(file);
  const window = new BrowserWindow({
    ...(last?.bounds ?? firstSize),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Parley',
    webPreferences: pageSettings(preload),
  });
  if (last?.maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const placement: Placement = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
    try {
      writeFileSync(file, JSON.stringify(placement));
    } catch {
      // A full disk must not keep the window from closing; it will open where the system puts it.
    }
  });
  void window.loadURL(`${pageOrigin}/`);
  return window;
}
