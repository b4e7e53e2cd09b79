// The windows that show a review to the room: on which display, and what becomes of them when that display goes away.
import { dialog, screen, type BrowserWindow, type Display } from 'electron';
import { clamp } from './placement.ts';
import { openPage, type WindowSources } from './window.ts';

const windowed = { width: 1280, height: 720 };

const nameOf = ({ label, size, internal }: Display, at: number) =>
  `${label || (internal ? 'Built-in display' : `Display ${at + 1}`)} (${size.width} × ${size.height})`;

/** The display to present on: the one that this window is not on, or which of several the person says. */
async function choose(main: BrowserWindow): Promise<Display | 'none' | 'cancelled'> {
  const own = screen.getDisplayMatching(main.getBounds());
  const others = screen.getAllDisplays().filter(({ id }) => id !== own.id);
  if (others.length < 2) return others[0] ?? 'none';
  const { response } = await dialog.showMessageBox(main, {
    type: 'question',
    title: 'Present',
    message: 'Which display shows this review to the room?',
    buttons: [...others.map(nameOf), 'Cancel'],
    defaultId: 0,
    cancelId: others.length,
    noLink: true,
  });
  return others[response] ?? 'cancelled';
}

/**
 * Opens a window that shows a review to the room: all over another display, where there is one; else a window that can be moved to a
 * projector. null: the person changed their mind.
 */
export async function openScreen(
  sources: WindowSources,
  main: BrowserWindow,
  review: string,
): Promise<BrowserWindow | null> {
  const display = await choose(main);
  // The display may have been chosen after the window was closed.
  if (display === 'cancelled' || main.isDestroyed()) return null;
  const window = openPage(
    sources,
    `#screen=${review}`,
    display === 'none' ? windowed : { ...display.bounds, fullscreen: true },
  );
  if (display === 'none') return window;
  const bringBack = (_event: unknown, gone: Display) => {
    if (gone.id === display.id) comeBack(window, main);
  };
  screen.on('display-removed', bringBack);
  window.on('closed', () => screen.off('display-removed', bringBack));
  return window;
}

/** Puts a window whose display is gone beside the one it belongs to, as a window that can be moved. */
function comeBack(window: BrowserWindow, main: BrowserWindow): void {
  const place = () => {
    if (window.isDestroyed()) return;
    const { x, y } = main.isDestroyed() ? { x: 0, y: 0 } : main.getBounds();
    const area = screen.getDisplayMatching({ x, y, width: 1, height: 1 }).workArea;
    window.setBounds(clamp({ x: x + 40, y: y + 40, ...windowed }, area));
  };
  if (!window.isFullScreen()) return place();
  // On a Mac a window leaves full screen in its own time.
  window.once('leave-full-screen', place);
  window.setFullScreen(false);
}
