// Copies of reviews kept in this installation's own folder, made after the first change of a session, after each quarter of
// an hour with changes, and before a file is brought to a newer format.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import type { AppOptions } from './options.ts';
import { extension, fileNameFrom, onlyForMe, partOf } from './files.ts';
import { entryOf } from './recents.ts';
import { toFailure } from '../store/failures.ts';
import { copyReview } from '../store/open.ts';
import type { OpenReview } from '../store/openReview.ts';

const quarterHour = 15 * 60 * 1000;
/** At most so many of one day, and so many of one review. */
const perDay = 3;
const perReview = 10;

export class Backups {
  readonly #folder: string;
  readonly #options: Pick<AppOptions, 'now' | 'log' | 'vet'>;
  readonly #made = new WeakMap<OpenReview, number>();
  readonly #making = new Set<Promise<unknown>>();

  constructor(folder: string, options: Pick<AppOptions, 'now' | 'log' | 'vet'>) {
    this.#folder = folder;
    this.#options = options;
  }

  /** Makes a copy if the last one of this session is old. Never fails the change that called for it. */
  changed(open: OpenReview): void {
    const now = this.#options.now();
    const last = this.#made.get(open);
    if (last !== undefined && now.getTime() - last < quarterHour) return;
    this.#made.set(open, now.getTime());
    // After the answer: a copy of a large review takes longer than a change may.
    const made = new Promise((resolve) => setImmediate(resolve))
      .then(() => (open.database.open ? this.#make(open.path, open.database, now) : undefined))
      .catch((error: unknown) => this.#options.log('no backup was made', toFailure(error)?.message ?? error))
      .finally(() => this.#making.delete(made));
    this.#making.add(made);
  }

  /** Resolves when every backup that was begun is made. */
  async settled(): Promise<void> {
    await Promise.all(this.#making);
  }

  /** Makes a copy before the format of a file changes, or throws. */
  beforeMigration(file: string, database: Database.Database): void {
    const folder = this.#folderOf(file);
    const target = path.join(folder, `${stamp(this.#options.now())}-before-upgrade${extension}`);
    const part = partOf(target);
    try {
      database.prepare('VACUUM INTO ?').run(part);
      putInPlace(part, target);
    } finally {
      fs.rmSync(part, { force: true });
    }
  }

  async #make(file: string, database: Database.Database, now: Date): Promise<void> {
    const folder = this.#folderOf(file);
    const target = path.join(folder, `${stamp(now)}${extension}`);
    const part = partOf(target);
    try {
      copyReview({ database }, part);
      const verdict = await this.#options.vet({ path: part, ownJournal: false });
      if (!verdict.ok) throw new Error(`The backup does not pass its checks: ${verdict.message}`);
      putInPlace(part, target);
      thinOut(folder);
    } finally {
      fs.rmSync(part, { force: true });
    }
  }

  #folderOf(file: string): string {
    const name = fileNameFrom(path.basename(file, extension));
    const folder = path.join(this.#folder, `${name}-${entryOf(file).slice(0, 8)}`);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }
}

/** Sorts as time does; only characters that every file system takes. */
const stamp = (now: Date) => now.toISOString().replaceAll(/[:.]/g, '-');

/** Gives a finished copy its name, for good. */
function putInPlace(part: string, target: string): void {
  onlyForMe(part);
  sync(part);
  fs.renameSync(part, target);
  sync(path.dirname(target));
}

function sync(target: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(target, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Keeps the latest three of the last day, the latest of each day before, ten in all; and every one from before an upgrade. */
function thinOut(folder: string): void {
  const files = fs
    .readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\dT[\d-]+Z\.parley$/.test(name))
    .sort()
    .reverse();
  const byDay = Map.groupBy(files, (name) => name.slice(0, 10));
  const kept = [...byDay.values()].flatMap((day, i) => day.slice(0, i === 0 ? perDay : 1)).slice(0, perReview);
  for (const name of files) if (!kept.includes(name)) fs.rmSync(path.join(folder, name), { force: true });
}
