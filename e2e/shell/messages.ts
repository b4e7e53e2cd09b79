// What the stand-in's two halves tell each other: the child process that runs the built main bundle, and the test that owns the
// browser. Sent with Node's advanced serialisation, so bytes stay bytes. `window` is the number of a BrowserWindow, from 1.

export interface OpenPage {
  type: 'open';
  window: number;
  url: string;
  /** Source of the built preload, as the main bundle named it. */
  preload: string;
}

export type FromMain =
  | OpenPage
  | { type: 'reload'; window: number }
  /** The window is to close, if its page does not object. */
  | { type: 'close'; window: number }
  | { type: 'print'; window: number; size: 'A4' | 'Letter' }
  /** An editing command for whatever has the focus in the page. */
  | { type: 'edit'; window: number; command: 'undo' | 'redo' }
  /** What the main side says to the page by itself. */
  | { type: 'push'; window: number; channel: string; args: Uint8Array }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; message: string };

export type ToMain =
  /** A page asks for something; each is answered with its id. */
  | {
      type: 'invoke';
      id: number;
      window: number;
      channel: string;
      args: Uint8Array;
      origin: string;
      mainFrame: boolean;
    }
  | { type: 'request'; id: number; url: string; method: string }
  | { type: 'navigate'; id: number; window: number; url: string }
  | { type: 'popup'; id: number; url: string }
  | { type: 'download'; id: number; url: string }
  | { type: 'permission'; id: number; permission: string }
  /** The page objects to being left. Answered with whether it has to go all the same. */
  | { type: 'objects'; id: number; window: number }
  /** The page is gone, and its window with it. */
  | { type: 'gone'; window: number }
  | { type: 'printed'; window: number; bytes: Uint8Array }
  /** What a person does outside the page: closes a window, ends the app, brings a window to the front. */
  | { type: 'closeWindow'; window: number }
  | { type: 'quit' }
  | { type: 'focus'; window: number }
  /** … chooses a file in the dialog that is to open next, or presses a button of the message box after that. */
  | { type: 'choose'; file: string | null }
  | { type: 'press'; button: number }
  /** … takes an item of the menu bar by the labels that lead to it. Answered with whether it could be taken. */
  | { type: 'takeItem'; id: number; labels: string[] }
  | { type: 'secondInstance'; argv: string[]; workingDirectory: string }
  | { type: 'openFile'; file: string }
  /** Displays come and go. */
  | { type: 'displays'; displays: ShownDisplay[] }
  | { type: 'look'; id: number };

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ShownDisplay {
  id: number;
  label: string;
  internal: boolean;
  bounds: Rectangle;
  workArea: Rectangle;
  size: { width: number; height: number };
}

export interface ShownItem {
  label: string;
  role?: string | undefined;
  accelerator?: string | undefined;
  enabled: boolean;
  submenu: ShownItem[];
}

/** What a person sees of the app outside its pages. */
export interface Seen {
  /** The one in front first. */
  windows: { window: number; bounds: Rectangle; maximised: boolean; fullScreen: boolean }[];
  menu: ShownItem[];
  /** The system's list of recent documents, latest first. */
  recent: string[];
  /** The message boxes so far. */
  asked: { message: string; detail: string; buttons: string[] }[];
  /** Addresses that were opened in the browser. */
  opened: string[];
}

/** How a request of the page is answered; null: the app cancelled it. */
export interface PageAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Chromium has no app:// of ours, so the browser half shows the page under an https address that no network answers. */
const shown = 'https://bundle';
const real = 'app://bundle';
export const toReal = (url: string): string => url.replace(shown, real);
export const toShown = (url: string): string => url.replace(real, shown);
