// The reviews this installation knows: those in its library folder, and those opened elsewhere. Kept in recent.json, which is
// read whenever it is needed: another host of this installation may have written it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { exclusively } from './exclusive.ts';
import { extension, writeWhole } from './files.ts';

const recent = z.strictObject({
  path: z.string().min(1),
  title: z.string(),
  openedAt: z.string().nullable(),
  /** Taken off the list by the person; comes back when it is opened again. */
  forgotten: z.boolean(),
  /** The copy of the sample that was made here. */
  sample: z.boolean().optional(),
});
type Recent = z.infer<typeof recent>;

export interface RecentReview {
  path: string;
  title: string;
  /** ISO time, or null if it was never opened here. */
  openedAt: string | null;
  sample: boolean;
}

const maxRecents = 200;

/** A stable name for a path that tells nothing about it. */
export const entryOf = (file: string) => createHash('sha256').update(file).digest('hex').slice(0, 32);

export class Recents {
  readonly #file: string;
  readonly #folder: string;
  /** Titles as they are now, by path, of reviews that were noted here; those that are not in the file yet. */
  readonly #titles = new Map<string, string>();
  readonly #unsaved = new Set<string>();
  readonly #changed: () => void;

  /** @param file where the list is kept. @param folder the library folder. @param changed called after each change of the list. */
  constructor(file: string, folder: string, changed: () => void = () => undefined) {
    this.#file = file;
    this.#folder = folder;
    this.#changed = changed;
  }

  /** Newest first; files of the library folder that were never opened come last, by name. */
  list(): RecentReview[] {
    const known = new Map(this.#known().map((each) => [each.path, each]));
    for (const file of this.#inFolder()) {
      if (!known.has(file)) {
        known.set(file, { path: file, title: path.basename(file, extension), openedAt: null, forgotten: false });
      }
    }
    return [...known.values()]
      .filter(({ forgotten }) => !forgotten)
      .sort((a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? '') || a.path.localeCompare(b.path))
      .map((each) => ({
        path: each.path,
        title: each.title,
        openedAt: each.openedAt,
        sample: each.sample === true,
      }));
  }

  /** The path behind an entry, or null. */
  find(entry: string): string | null {
    const paths = [...this.#known().map((each) => each.path), ...this.#inFolder()];
    return paths.find((file) => entryOf(file) === entry) ?? null;
  }

  /** Puts a review on top of the list. */
  note(file: string, title: string, openedAt: string, sample = this.#isSample(file)): void {
    this.#titles.set(file, title);
    this.#change((known) => [
      { path: file, title, openedAt, forgotten: false, sample },
      ...known.filter((each) => each.path !== file),
    ]);
  }

  #isSample = (file: string) => this.#known().some((each) => each.path === file && each.sample === true);

  /** Keeps the title of a noted review current without moving the entry; written with the next `flush`. */
  retitle(file: string, title: string): void {
    if (this.#titles.get(file) === title) return;
    this.#titles.set(file, title);
    this.#unsaved.add(file);
  }

  flush(): void {
    if (this.#unsaved.size > 0) this.#change((known) => known);
  }

  /** Lets go of a file that is gone. */
  drop(file: string): void {
    this.#change((known) => known.filter((each) => each.path !== file));
  }

  forget(entry: string): void {
    const file = this.find(entry);
    if (file === null) return;
    this.#change((known) => [
      ...known.filter((each) => each.path !== file),
      { path: file, title: path.basename(file, extension), openedAt: null, forgotten: true },
    ]);
  }

  /** The list as it is in the file now, with titles that are still to be written. */
  #known(): Recent[] {
    return read(this.#file).map((each) => {
      const title = this.#unsaved.has(each.path) ? this.#titles.get(each.path) : undefined;
      return title === undefined ? each : { ...each, title };
    });
  }

  #change(change: (known: Recent[]) => Recent[]): void {
    exclusively(this.#file, () => {
      const changed = change(this.#known()).slice(0, maxRecents);
      writeWhole(this.#file, JSON.stringify(changed, null, 1));
    });
    this.#unsaved.clear();
    this.#changed();
  }

  #inFolder(): string[] {
    return entriesOf(this.#folder)
      .filter((each) => each.isFile() && each.name.endsWith(extension) && !each.name.startsWith('.'))
      .map((each) => path.join(this.#folder, each.name))
      .sort();
  }
}

/** None where the folder cannot be read: whoever shows the list says so. */
function entriesOf(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
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
