// What the stand-in's two halves tell each other: the child process that runs the built main bundle, and the test that owns the
// browser. Sent with Node's advanced serialisation, so bytes stay bytes.

export interface OpenPage {
  type: 'open';
  url: string;
  /** Source of the built preload, as the main bundle named it. */
  preload: string;
}

export type FromMain =
  | OpenPage
  | { type: 'reload' }
  | { type: 'close' }
  | { type: 'print'; size: 'A4' | 'Letter' }
  /** What the main side says to the page by itself. */
  | { type: 'push'; channel: string; args: Uint8Array }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; message: string };

export type ToMain =
  /** A page asks for something; each is answered with its id. */
  | { type: 'invoke'; id: number; channel: string; args: Uint8Array; origin: string; mainFrame: boolean }
  | { type: 'request'; id: number; url: string; method: string }
  | { type: 'navigate'; id: number; url: string }
  | { type: 'popup'; id: number; url: string }
  | { type: 'download'; id: number; url: string }
  | { type: 'permission'; id: number; permission: string }
  /** The person closed the window, or chose a file in the dialog that is to open next. */
  | { type: 'windowClosed' }
  | { type: 'choose'; file: string | null }
  | { type: 'printed'; bytes: Uint8Array }
  | { type: 'secondInstance'; argv: string[] };

/** How a request of the page is answered; null: the app cancelled it. */
export interface PageAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Chromium has no app:// of ours, so the browser half shows the page under an https address that no network answers. */
const shown = 'https://bundle';
const real = 'app://bundle';
export const toShown = (url: string): string => url.replace(real, shown);
export const toReal = (url: string): string => url.replace(shown, real);
