// The versions of reviews that are kept in this installation's own folder: made after the first change of a session, after each
// quarter of an hour with changes, and before whatever could lose something: an upgrade of the format, a reveal, a restore.
import type Database from 'better-sqlite3';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { versionSummary, type VersionReason } from '../../../shared/domain/version.ts';
import { copyContent, copyReview } from '../store/open.ts';
import { toFailure } from '../store/failures.ts';
import type { OpenReview } from '../store/openReview.ts';
import { exclusively } from './exclusive.ts';
import { extension, fileNameFrom, partOf, putInPlace, readList, writeWhole } from './files.ts';
import type { AppOptions } from './options.ts';
import { entryOf } from './recents.ts';

const quarterHour = 15 * 60 * 1000;
/** At most so many of one day, and so many of one review, of those that were kept while somebody worked. */
const perDay = 3;
const perReview = 10;
/** At most so many from before a reveal, and as many from before a restore. */
const perReason = 5;

const suffixes: Readonly<Record<VersionReason, string>> = {
  change: '',
  beforeUpgrade: '-before-upgrade',
  beforeReveal: '-before-reveal',
  beforeRestore: '-before-restore',
};
const reasonOf = new Map(Object.entries(suffixes).map(([reason, suffix]) => [suffix, reason as VersionReason]));
const versionName = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(-before-[a-z]+)?$/;

/** A kept version, by the name of its file; nothing of it has been read. */
export interface VersionFile {
  version: string;
  path: string;
  /** ISO time. */
  at: string;
  why: VersionReason;
  bytes: number;
  mtimeMs: number;
}

/** What was found in a version when it was last read. */
const read = z.strictObject({
  version: z.string(),
  bytes: z.number(),
  mtimeMs: z.number(),
  summary: versionSummary.nullable(),
  /** Why it cannot be read; null when it can. */
  problem: z.string().nullable(),
});
type Read = z.infer<typeof read>;
export type VersionContent = Pick<Read, 'summary' | 'problem'>;

/** What a version is made of: a review that is open, or vetted bytes of one that is not. */
type Content = Pick<OpenReview, 'database'> | { bytes: Uint8Array; wal: boolean };

/** A copy on its way, and the path that it gets. */
interface Copied {
  part: string;
  target: string;
}

export class KeptVersions {
  readonly #folder: string;
  readonly #options: Pick<AppOptions, 'now' | 'log' | 'vet'>;
  readonly #made = new WeakMap<OpenReview, number>();
  /** Reviews that were changed since their last version. */
  readonly #unkept = new WeakSet<OpenReview>();
  readonly #making = new Set<Promise<unknown>>();

  constructor(folder: string, options: Pick<AppOptions, 'now' | 'log' | 'vet'>) {
    this.#folder = folder;
    this.#options = options;
  }

  /** Keeps a version if the last one of this session is old. Never fails the change that called for it. */
  changed(open: OpenReview): void {
    const now = this.#options.now();
    const last = this.#made.get(open);
    this.#unkept.add(open);
    if (last !== undefined && now.getTime() - last < quarterHour) return;
    this.#keepSoon(open);
  }

  /** Takes note that a review is not as its latest version; how it is left is kept when it is closed. */
  note(open: OpenReview): void {
    this.#unkept.add(open);
  }

  /** Keeps how a review is left, where it was changed since its last version. To be called before it is closed. */
  closing(open: OpenReview): void {
    if (this.#unkept.has(open)) this.keepNow(open, 'change');
  }

  /** Copies an open review at once, as it must not be a moment later; the rest is done after the answer. Never fails. */
  keepNow(open: OpenReview, why: VersionReason): void {
    try {
      const copied = this.#copy(open.path, open, why);
      this.#unkept.delete(open);
      this.#made.set(open, this.#options.now().getTime());
      this.#follow(this.#finish(open.path, copied));
    } catch (error) {
      this.#options.log('no version was kept', toFailure(error)?.message ?? error);
    }
  }

  /** Keeps a version of an open review after the answer: a copy of a large one takes longer than a change may. */
  #keepSoon(open: OpenReview): void {
    this.#made.set(open, this.#options.now().getTime());
    this.#follow(
      new Promise((resolve) => setImmediate(resolve)).then(() => {
        if (!open.database.open) return;
        this.#unkept.delete(open);
        return this.keep(open.path, open, 'change');
      }),
    );
  }

  #follow(making: Promise<unknown>): void {
    const made = making
      .catch((error: unknown) => this.#options.log('no version was kept', toFailure(error)?.message ?? error))
      .finally(() => this.#making.delete(made));
    this.#making.add(made);
  }

  /** Resolves when every version that was begun is made. */
  async settled(): Promise<void> {
    await Promise.all(this.#making);
  }

  /** Makes a copy before the format of a file changes, or throws. */
  beforeMigration(file: string, database: Database.Database): void {
    const { part, target } = this.#copy(file, { database }, 'beforeUpgrade');
    try {
      putInPlace(part, target);
    } finally {
      fs.rmSync(part, { force: true });
    }
  }

  /** Keeps a version of the review at a path; returns its name. Rejects where it cannot be written, or does not pass its checks. */
  async keep(file: string, content: Content, why: VersionReason): Promise<string> {
    return this.#finish(file, this.#copy(file, content, why));
  }

  /** Copies at once, under a name that nobody sees. */
  #copy(file: string, content: Content, why: VersionReason): Copied {
    const target = this.#freeTarget(file, why);
    const part = partOf(target);
    if ('bytes' in content) copyContent(content.bytes, content.wal, part);
    else copyReview(content, part);
    return { part, target };
  }

  async #finish(file: string, { part, target }: Copied): Promise<string> {
    const version = path.basename(target, extension);
    try {
      const verdict = await this.#options.vet({ path: part, ownJournal: false, summary: true });
      if (!verdict.ok) throw new Error(`The version does not pass its checks: ${verdict.message}`);
      putInPlace(part, target);
      thinOut(this.list(file));
      this.noteContent(file, version, { summary: verdict.summary, problem: null });
    } finally {
      fs.rmSync(part, { force: true });
    }
    return version;
  }

  /** The versions of the review at a path, the latest first. O(files in its folder). */
  list(file: string): VersionFile[] {
    const folder = this.#folderOf(file);
    return namesIn(folder)
      .flatMap((name): VersionFile[] => {
        const version = name.endsWith(extension) ? name.slice(0, -extension.length) : '';
        const [, day, hour, minute, second, fraction, suffix = ''] = versionName.exec(version) ?? [];
        const why = reasonOf.get(suffix);
        const full = path.join(folder, name);
        const stat = fs.lstatSync(full, { throwIfNoEntry: false });
        if (day === undefined || why === undefined || !stat?.isFile()) return [];
        const at = `${day}T${hour}:${minute}:${second}.${fraction}Z`;
        return [{ version, path: full, at, why, bytes: stat.size, mtimeMs: stat.mtimeMs }];
      })
      .sort((a, b) => b.version.localeCompare(a.version));
  }

  /** What is known of the content of versions, by name, as long as their files are as they were read. */
  recall(file: string): (found: VersionFile) => VersionContent | null {
    const known = new Map(readList(this.#contents(file), read).map((each) => [each.version, each]));
    return ({ version, bytes, mtimeMs }) => {
      const each = known.get(version);
      return each?.bytes === bytes && each.mtimeMs === mtimeMs ? each : null;
    };
  }

  /** Remembers what was found in a version. What is not remembered is read again, so this never fails. */
  noteContent(file: string, version: string, content: VersionContent): void {
    try {
      const all = this.list(file);
      const found = all.find((each) => each.version === version);
      if (!found) return;
      const list = this.#contents(file);
      exclusively(list, () => {
        const others = readList(list, read).filter(
          (each) => each.version !== version && all.some((kept) => kept.version === each.version),
        );
        const { bytes, mtimeMs } = found;
        writeWhole(list, JSON.stringify([{ version, bytes, mtimeMs, ...content }, ...others]));
      });
    } catch (error) {
      this.#options.log('what is in a version was not noted', toFailure(error)?.message ?? error);
    }
  }

  #contents(file: string): string {
    return path.join(this.#folderOf(file), 'contents.json');
  }

  #folderOf(file: string): string {
    const name = fileNameFrom(path.basename(file, extension));
    return path.join(this.#folder, `${name}-${entryOf(file).slice(0, 8)}`);
  }

  /** The name of a version that is made now. Two of one millisecond get two. */
  #freeTarget(file: string, why: VersionReason): string {
    const folder = this.#folderOf(file);
    fs.mkdirSync(folder, { recursive: true });
    for (let at = this.#options.now().getTime(); ; at++) {
      const target = path.join(folder, `${stamp(new Date(at))}${suffixes[why]}${extension}`);
      if (!fs.existsSync(target)) return target;
    }
  }
}

/** Sorts as time does; only characters that every file system takes. */
export const stamp = (now: Date) => now.toISOString().replaceAll(/[:.]/g, '-');

/** None where there is no such folder, or it cannot be read. */
function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Keeps, of those made while somebody worked, the latest three of the last day, the latest of each day before, ten in all; of those from
 * before a reveal or a restore the latest five; and every one from before an upgrade.
 *
 * @param versions of one review, the latest first.
 */
function thinOut(versions: readonly VersionFile[]): void {
  const keptFor = (reason: VersionReason) => versions.filter(({ why }) => why === reason);
  const working = keptFor('change');
  const byDay = Map.groupBy(working, ({ at }) => at.slice(0, 10));
  const kept = [...byDay.values()].flatMap((day, i) => day.slice(0, i === 0 ? perDay : 1)).slice(0, perReview);
  const gone = [
    ...working.filter((each) => !kept.includes(each)),
    ...keptFor('beforeReveal').slice(perReason),
    ...keptFor('beforeRestore').slice(perReason),
  ];
  for (const { path: file } of gone) fs.rmSync(file, { force: true });
}
