// The window: its settings, and where it stood last time.
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
