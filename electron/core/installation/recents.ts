// The reviews this installation knows: those in its library folder, and those opened elsewhere. Kept in recent.json.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { LibraryEntry } from '../../../shared/contract/library.ts';
import { extension, writeWhole } from './files.ts';

const recent = z.strictObject({
  path: z.string().min(1),
  title: z.string(),
  openedAt: z.string().nullable(),
  /** Taken off the list by the person; comes back when it is opened again. */
  forgotten: z.boolean(),
});
type Recent = z.infer<typeof recent>;

const maxRecents = 200;

/** A stable name for a path that tells nothing about it. */
export const entryOf = (file: string) => createHash('sha256').update(file).digest('hex').slice(0, 32);

export class Recents {
  readonly #file: string;
  readonly #folder: string;
  #known: Recent[];
  #dirty = false;

  /** @param file where the list is kept. @param folder the library folder. */
  constructor(file: string, folder: string) {
    this.#file = file;
    this.#folder = folder;
    this.#known = read(file);
  }

  /** Newest first; files of the library folder that were never opened come last, by name. */
  list(): LibraryEntry[] {
    const known = new Map(this.#known.map((each) => [each.path, each]));
    for (const file of this.#inFolder()) {
      if (!known.has(file)) {
        known.set(file, { path: file, title: path.basename(file, extension), openedAt: null, forgotten: false });
      }
    }
    return [...known.values()]
      .filter(({ forgotten }) => !forgotten)
      .sort((a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? '') || a.path.localeCompare(b.path))
      .map((each) => ({
        entry: entryOf(each.path),
        title: each.title,
        fileName: path.basename(each.path),
        folder: path.dirname(each.path),
        openedAt: each.openedAt,
        present: fs.lstatSync(each.path, { throwIfNoEntry: false }) !== undefined,
      }));
  }

  /** The path behind an entry, or null. */
  find(entry: string): string | null {
    const paths = [...this.#known.map((each) => each.path), ...this.#inFolder()];
    return paths.find((file) => entryOf(file) === entry) ?? null;
  }

  /** Puts a review on top of the list. */
  note(file: string, title: string, openedAt: string): void {
    this.#save([
      { path: file, title, openedAt, forgotten: false },
      ...this.#known.filter((each) => each.path !== file),
    ]);
  }

  /** Keeps the list's title current without moving the entry; written with the next `flush`. */
  retitle(file: string, title: string): void {
    if (!this.#known.some((each) => each.path === file && each.title !== title)) return;
    this.#known = this.#known.map((each) => (each.path === file ? { ...each, title } : each));
    this.#dirty = true;
  }

  flush(): void {
    if (this.#dirty) this.#save(this.#known);
  }

  forget(entry: string): void {
    const file = this.find(entry);
    if (file === null) return;
    const rest = this.#known.filter((each) => each.path !== file);
    this.#save([...rest, { path: file, title: path.basename(file, extension), openedAt: null, forgotten: true }]);
  }

  #save(known: Recent[]): void {
    this.#known = known.slice(0, maxRecents);
    this.#dirty = false;
    writeWhole(this.#file, JSON.stringify(this.#known, null, 1));
  }

  #inFolder(): string[] {
    return fs
      .readdirSync(this.#folder, { withFileTypes: true })
      .filter((each) => each.isFile() && each.name.endsWith(extension) && !each.name.startsWith('.'))
      .map((each) => path.join(this.#folder, each.name))
      .sort();
  }
}

/** A list that is missing or unreadable is an empty one: it is a convenience, and the files are all still there. */
function read(file: string): Recent[] {
  try {
    return z.array(recent).parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
