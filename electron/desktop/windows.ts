// The windows of the app, each on the list of reviews or on one review: which shows what, which is in front, and where a review goes that
// somebody asks for.
import type { BrowserWindow } from 'electron';
import { asOwner, type ClientId } from '../../shared/contract/caller.ts';
import { askedFragment, type Asked, type WindowState } from '../../shared/contract/window.ts';
import type { PageWindow } from './ipc.ts';

export interface AppWindow extends PageWindow {
  window: BrowserWindow;
  /** What its page said last; null: nothing yet. */
  state: WindowState | null;
  /** What it was opened for; null: to show the list. */
  readonly isFor: Asked | null;
  /** The review that it was asked to open and has not shown yet, by handle. */
  opening: string | null;
  /** What its page is asked for as soon as it can be asked. */
  later: Asked | null;
}

/** A review as the core opened it. */
interface Opened {
  review: string;
  entry: string;
}

export class AppWindows {
  /** The one in front last comes first. */
  readonly #all: AppWindow[] = [];
  readonly #open: (fragment: string, others: readonly BrowserWindow[]) => BrowserWindow;
  readonly #left: (client: ClientId) => void;
  readonly #changed: () => void;

  /**
   * @param open    makes a window on a fragment of the page.
   * @param left    told of each page whose window is gone.
   * @param changed called when another window is in front, or shows something else.
   */
  constructor(
    open: (fragment: string, others: readonly BrowserWindow[]) => BrowserWindow,
    left: (client: ClientId) => void,
    changed: () => void,
  ) {
    this.#open = open;
    this.#left = left;
    this.#changed = changed;
  }

  get all(): readonly AppWindow[] {
    return this.#all;
  }
  /** The window in front, or that was so last; null: there is none. */
  get front(): AppWindow | null {
    return this.#all[0] ?? null;
  }

  /** Opens a window, on the list or for what was asked. */
  open(asked: Asked | null, opening: string | null = null): AppWindow {
    const others = this.#all.map(({ window }) => window);
    const window = this.#open(asked === null ? '' : askedFragment(asked), others);
    const clients = new Set<ClientId>();
    const caller = (client: ClientId) => {
      clients.add(client);
      return asOwner(client);
    };
    const own: AppWindow = { window, caller, state: null, isFor: asked, opening, later: null };
    this.#all.unshift(own);
    window.on('focus', () => {
      this.#all.splice(this.#all.indexOf(own), 1);
      this.#all.unshift(own);
      this.#changed();
    });
    window.on('closed', () => {
      this.#all.splice(this.#all.indexOf(own), 1);
      for (const client of clients) this.#left(client);
      this.#changed();
    });
    this.#changed();
    return own;
  }

  /** Takes in what a page says of its window. */
  say(own: AppWindow, state: WindowState): void {
    own.state = state;
    const { later } = own;
    own.later = null;
    if (later !== null) this.ask(own, later);
    else if (!state.busy) own.opening = null;
    this.#changed();
  }

  /** The window that shows this review, or is about to; null: none. */
  showing(review: string): AppWindow | null {
    return this.#all.find(({ state, opening }) => opening === review || state?.review?.handle === review) ?? null;
  }

  /** Shows a review that was opened: in its window, in one that shows the list, or in a new one. */
  show({ review, entry }: Opened): void {
    const there = this.showing(review);
    if (there === null) this.openEntry(entry, review);
    else bringToFront(there.window);
  }

  /** Has a review of the list opened by a window that shows the list, or by a new one. @param review its handle, where it is open. */
  openEntry(entry: string, review: string | null = null): void {
    const free = this.#all.find(
      ({ state, isFor, opening }) => opening === null && (state === null ? isFor === null : state.review === null),
    );
    if (free === undefined) return void this.open({ open: entry }, review);
    free.opening = review;
    this.ask(free, { open: entry });
    bringToFront(free.window);
  }

  /** Asks the page of a window for something; one that is still loading as soon as it has said something. */
  ask(own: AppWindow, what: Asked): void {
    if (own.state === null) own.later = what;
    else own.window.webContents.send('asked', what);
  }
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
