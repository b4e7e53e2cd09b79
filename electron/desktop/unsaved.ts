// A window does not close over what is not saved: it waits for what is on its way, and asks where the last change was not taken.
import type { BrowserWindow, MessageBoxSyncOptions } from 'electron';
import type { Saving } from '../../shared/contract/window.ts';

type Ask = (window: BrowserWindow, options: MessageBoxSyncOptions) => number;

export interface UnsavedGuard {
  /** To be called whenever the page has said how far its changes are saved. */
  said: () => void;
}

/**
 * Guards a window whose page objects to being left while something is not saved.
 *
 * @param saving how far that is, as the page said last.
 * @param ask    a message box of the system; answers the number of the button.
 * @param stays  the person keeps the window open: whoever was closing all windows has to stop.
 */
export function guardUnsaved(window: BrowserWindow, saving: () => Saving, ask: Ask, stays: () => void): UnsavedGuard {
  /** Between the wish to close and what the page says to it. A page that is loaded again objects too, and then nothing closes. */
  let closing = false;
  let waiting = false;
  window.on('close', () => (closing = true));
  window.webContents.on('will-prevent-unload', (event) => {
    const now = saving();
    if (now.state !== 'failed') {
      waiting = closing;
      closing = false;
      return;
    }
    const answer = ask(window, {
      type: 'warning',
      title: 'Parley',
      message: 'The last change is not saved.',
      detail: `${now.why} What was saved before is in the review file.`,
      buttons: ['Keep it open', closing ? 'Close without it' : 'Go on without it'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    if (answer === 1) event.preventDefault();
    else stays();
    closing = false;
  });
  return {
    said: () => {
      if (!waiting || saving().state === 'saving') return;
      waiting = false;
      window.close();
    },
  };
}
