// What a person is told when the process of a page has ended, and how the page comes back.
import type { BrowserWindow, MessageBoxOptions, MessageBoxReturnValue, RenderProcessGoneDetails } from 'electron';

type Ask = (window: BrowserWindow, options: MessageBoxOptions) => Promise<MessageBoxReturnValue>;

const causes: Partial<Record<RenderProcessGoneDetails['reason'], string>> = {
  oom: 'It ran out of memory.',
  killed: 'The system or another program ended it.',
  'launch-failed': 'The system could not start it.',
  'integrity-failure': 'Its program files are not what they should be. Install Parley again.',
};

/** Says that the page of this window has stopped, and loads it again or closes the window, as the person decides. */
export function offerToLoadAgain(window: BrowserWindow, ask: Ask): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const told: MessageBoxOptions = {
      type: 'error',
      title: 'Parley',
      message: 'This page of Parley has stopped.',
      detail: `${causes[reason] ?? 'It crashed.'} Every change that was saved is in the review file. Only what was being typed or dragged is lost.`,
      buttons: ['Load it again', 'Close the window'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    void ask(window, told).then(({ response }) => {
      if (window.isDestroyed()) return;
      if (response === 0) window.webContents.reload();
      else window.close();
    });
  });
}
