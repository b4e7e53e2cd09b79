// The recent reviews outside the page: in the File menu, in the Dock and the jump list of the system. Which they are the core knows; from
// when on they are listed is remembered here, so that the menu can be cleared without a review leaving the first screen.
import type { App } from 'electron';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** A review that was opened here. `openedAt` is ISO time. */
export interface RecentDocument {
  path: string;
  title: string;
  openedAt: string | null;
}

const most = 10;
const kept = z.object({ clearedAt: z.string() });

type RecentApp = Pick<App, 'addRecentDocument' | 'clearRecentDocuments'>;

export class RecentDocuments {
  readonly #app: RecentApp;
  readonly #file: string;
  readonly #list: () => readonly RecentDocument[];
  #clearedAt: string;
  /** What the system was told, latest first. */
  #told: readonly string[];

  /** @param file where it is remembered that the menu was cleared. @param list what was opened here, latest first. */
  constructor(app: RecentApp, file: string, list: () => readonly RecentDocument[]) {
    this.#app = app;
    this.#file = file;
    this.#list = list;
    this.#clearedAt = readClearedAt(file);
    this.#told = this.list().map(({ path }) => path);
  }

  /** Latest first; those alone that are still there. */
  list(): readonly RecentDocument[] {
    return this.#list()
      .filter(({ path, openedAt }) => (openedAt ?? '') > this.#clearedAt && existsSync(path))
      .slice(0, most);
  }

  /** Tells the system what has changed. It takes single documents in, and can only forget all of them. */
  changed(): void {
    const now = this.list().map(({ path }) => path);
    const isGone = this.#told.some((path) => !now.includes(path));
    if (isGone) this.#app.clearRecentDocuments();
    const unknown = isGone ? now : now.slice(0, 1).filter((path) => path !== this.#told[0]);
    for (const path of [...unknown].reverse()) this.#app.addRecentDocument(path);
    this.#told = now;
  }

  /** Empties the list; the reviews stay on the first screen. */
  clear(at: Date): void {
    this.#clearedAt = at.toISOString();
    this.#told = [];
    this.#app.clearRecentDocuments();
    try {
      writeFileSync(this.#file, JSON.stringify({ clearedAt: this.#clearedAt }));
    } catch {
      // Where nothing can be written the list is back after the next start.
    }
  }
}

function readClearedAt(file: string): string {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8'))).clearedAt;
  } catch {
    return '';
  }
}
