// One open review: its connection, its lock, its undo history, and the checks before each write.
import type Database from 'better-sqlite3';
import path from 'node:path';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { UndoStep } from '../../../shared/contract/define.ts';
import type { TrailEntry, TrailHead } from '../../../shared/domain/trail.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { readCatalog } from './catalog.ts';
import { readableHandle, writableHandle, type ReadableDb, type SlowStatement, type WritableDb } from './handle.ts';
import { History } from './history.ts';
import { identify, noteClosed, sameContent, sameFile, type FileIdentity } from './identity.ts';
import type { Lock } from './lock.ts';
import { growRevision, readReview, readRevision } from './review.ts';
import { goingRound } from './rounds.ts';
import { openDatabase, SqliteError } from './sqlite.ts';
import { keepDigests } from './stateDigest.ts';
import { Unsealed } from './unsealed.ts';
import { barrierSince, lastEntry, trailHead } from './trail.ts';

/** The last entry of the trail, where one was added since. */
function entrySince(db: ReadableDb, head: TrailHead | null): TrailEntry | null {
  const last = lastEntry(db);
  return last?.n === head?.n ? null : last;
}

/** Content up to this size is kept in memory beside the file, in bytes. */
const mostKept = 64 * 1024 * 1024;

/** Content without SQLite's counters of changes, which a commit sets after the content was kept. */
function withoutCounters(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  copy.fill(0, 24, 28);
  copy.fill(0, 92, 100);
  return copy;
}

export class OpenReview {
  readonly path: string;
  readonly fileName: string;
  readonly notices: string[];
  /** The head of the trail as this computer remembered it when the review was opened; null: it remembered nothing. */
  remembered: TrailHead | null = null;
  readonly #history: History | null;
  /** The file as this process last left it. */
  #left: FileIdentity;
  readonly #file: Database.Database;
  /** What is shown: the file, or once another program has changed it, one's own content. */
  #shown: { database: Database.Database; readable: ReadableDb };
  readonly #onSlow: SlowStatement;
  /** The content as this process last left it; null where it is only read, or too large to be kept twice. */
  #own: Buffer | null = null;
  /** The same in a transaction that is not on the disk yet. */
  #next: Buffer | null = null;
  #readOnly: string | null;
  #stopped = false;
  readonly #lock: Lock | null;
  readonly #writable: WritableDb | null;
  readonly #uuid: string;
  #revision: number;
  #dataVersion: number;
  /** Grows with what another connection writes. Prepared once: it is asked with every answer. */
  #askDataVersion: Database.Statement<[], number> | undefined;
  #catalog: Catalog | null = null;
  #meetingVersion = 0;
  /** What was worked out from the review as it is, by name; and how the review was then. */
  readonly #kept = new Map<string, unknown>();
  #keptAt = '';
  #writes = 0;
  /** Ballots that were opened and wait for the reveal. */
  readonly unsealed = new Unsealed();
  #barrier: string | null = null;
  readonly #maxBytes: number;

  constructor(parts: {
    path: string;
    database: Database.Database;
    identity: FileIdentity;
    lock: Lock | null;
    readOnly: string | null;
    notices: readonly string[];
    onSlow: SlowStatement;
    /** Largest size the file may grow to, in bytes. */
    maxBytes: number;
  }) {
    this.path = parts.path;
    this.fileName = path.basename(parts.path);
    this.notices = [...parts.notices];
    this.#file = parts.database;
    this.#onSlow = parts.onSlow;
    this.#shown = { database: parts.database, readable: readableHandle(parts.database, parts.onSlow) };
    this.#left = parts.identity;
    this.#readOnly = parts.readOnly;
    this.#lock = parts.lock;
    this.#maxBytes = parts.maxBytes;
    this.#uuid = readReview(this.readable).id;
    this.#revision = readRevision(this.readable).revision;
    this.#dataVersion = this.#readDataVersion();
    const history = parts.readOnly === null ? new History(parts.database) : null;
    this.#history = history;
    this.#writable =
      history && writableHandle(parts.database, parts.onSlow, (table, insert) => history.insertMany(table, insert));
    if (history) {
      this.#noteOwn();
      this.#own = this.#next;
    }
  }

  get database(): Database.Database {
    return this.#shown.database;
  }

  get readable(): ReadableDb {
    return this.#shown.readable;
  }

  /** Why this review cannot be changed here, as a sentence; null when it can. */
  get readOnly(): string | null {
    return this.#readOnly;
  }

  get identity(): FileIdentity {
    return this.#left;
  }

  /** What undo and redo would do next, by label. */
  get labels(): { undo: string | null; redo: string | null } {
    return this.#history?.labels ?? { undo: null, redo: null };
  }

  /** Grows with every change of what is about the decision, counted from the start of this host. */
  get meetingVersion(): number {
    return this.#meetingVersion;
  }

  /** Why earlier changes cannot be undone, as a sentence; null where they can. */
  get undoBarrier(): string | null {
    return this.#barrier;
  }

  /** The next steps of undo and redo, and the windows they belong to. */
  next(way: 'undo' | 'redo'): { label: string; by: string } | null {
    return this.#history?.next(way) ?? null;
  }

  /** Replays the next step, inside a command of that kind; returns its label, or null when there is none. */
  replay(way: 'undo' | 'redo'): string | null {
    return this.#history?.replay(way) ?? null;
  }

  /** The catalogue, cached between changes. Not to be used inside a command, whose changes it would not see. */
  catalog(): Catalog {
    const { catalogRevision } = readRevision(this.readable);
    if (this.#catalog?.revision !== catalogRevision) this.#catalog = readCatalog(this.readable);
    return this.#catalog;
  }

  /**
   * What `make` works out from the review, kept under this name until anything is written to it, here or by another process: many
   * pages ask the same after each change. Not to be used inside a command, whose changes it would not see; nor to be changed by whoever
   * gets it.
   */
  kept<T>(name: string, make: () => T): T {
    const now = `${this.#writes} ${this.#readDataVersion()} ${this.#readOnly ?? ''}`;
    if (now !== this.#keptAt) this.#kept.clear();
    this.#keptAt = now;
    if (!this.#kept.has(name)) this.#kept.set(name, make());
    return this.#kept.get(name) as T;
  }

  /** Runs a query in one transaction, so that it sees one state of the file even while another process writes. */
  read<T>(run: (db: ReadableDb) => T): T {
    // What somebody else has put there is not mixed with what is on the screen.
    if (this.#readOnly === null) this.#findChange();
    return this.database.transaction(() => run(this.readable)).deferred();
  }

  /**
   * Runs a change in one transaction. When this returns, all of it is on the disk, or none.
   *
   * @param by the window it belongs to in the undo history.
   * @returns what `run` returned, whether anything changed that can be undone, and whether the trail grew.
   */
  write<T>(
    step: UndoStep,
    label: string,
    run: (db: WritableDb) => T,
    by = '',
  ): { value: T; changed: boolean; recorded: boolean; revision: number } {
    const history = this.#history;
    const db = this.#writable;
    if (this.#readOnly !== null || !db || !history) {
      throw new ParleyError('readOnly', this.#readOnly ?? 'This review cannot be changed here.');
    }
    const change = this.#findChange();
    if (change) throw change;
    this.#writes += 1;
    const written = this.database
      .transaction(() => {
        this.#checkRevision();
        if (step === 'meeting' || step === 'agreement') return this.#writeMeeting(db, step, history, run);
        if (step === 'results') {
          const value = run(db);
          this.#checkSize();
          this.#noteOwn();
          return { value, changed: false, revised: false, event: null, barrier: null };
        }
        history.begin();
        const head = trailHead(db);
        const value = run(db);
        this.#checkSize();
        const { any, catalog } = history.changes();
        if (any && !growRevision(db, this.#revision, catalog)) throw this.#changedElsewhere();
        keepDigests(db, catalog);
        this.#noteOwn();
        return { value, changed: any, revised: any, event: entrySince(db, head), barrier: null };
      })
      .immediate();
    this.#writes += 1;
    this.#own = this.#next;
    this.#left = identify(this.path) ?? this.#left;
    const ofMeeting = step === 'meeting' || step === 'agreement';
    if (ofMeeting ? written.changed : written.event !== null) this.#meetingVersion += 1;
    if (written.revised) {
      this.#revision += 1;
      history.committed(step === 'undo' || step === 'redo' ? step : 'change', label, by);
    }
    if (written.barrier !== null) {
      // With it the step that an agreement or a reveal took in the ballots: it stands on record, and is changed by hand alone.
      history.forgetAll();
      this.#barrier = written.barrier;
    }
    // What was opened is of no use once the round is over, and is not to lie about.
    if (this.unsealed.any && !goingRound(this.readable)) this.unsealed.forget();
    const recorded = written.event !== null;
    return { value: written.value, changed: written.changed, recorded, revision: this.#revision };
  }

  /** Lets go of the file. The journal beside it is gone afterwards. */
  close(): void {
    this.unsealed.forget();
    try {
      if (this.#readOnly === null) this.database.pragma('journal_mode = DELETE');
    } catch (error) {
      // A file that was moved or locked keeps an empty journal, which does no harm.
      if (!(error instanceof SqliteError)) throw error;
    } finally {
      this.#shown.database.close();
      this.#file.close();
      noteClosed(this.#left);
      this.#lock?.release();
    }
  }

  /**
   * Inside the transaction. `event` is the entry of the trail that was added, or null; `revised` says whether an agreement changed
   * something that the engine reads.
   */
  #writeMeeting<T>(
    db: WritableDb,
    step: 'meeting' | 'agreement',
    history: History,
    run: (db: WritableDb) => T,
  ): { value: T; changed: boolean; revised: boolean; event: TrailEntry | null; barrier: string | null } {
    if (step === 'agreement') history.begin();
    const changes = () => db.read<[], { count: number }>('SELECT total_changes() AS count').get()?.count;
    const before = changes();
    const head = trailHead(db);
    const value = run(db);
    this.#checkSize();
    const changed = changes() !== before;
    const revised = step === 'agreement' && history.changes().any;
    if (revised && !growRevision(db, this.#revision, false)) throw this.#changedElsewhere();
    // What a meeting says and agrees on is not about the candidates.
    if (changed) keepDigests(db, false);
    this.#noteOwn();
    return { value, changed, revised, event: entrySince(db, head), barrier: barrierSince(db, head) };
  }

  #readDataVersion(): number {
    this.#askDataVersion ??= this.#file.prepare<[], number>('PRAGMA data_version').pluck();
    return this.#askDataVersion.get()!;
  }

  /** Whether the file was taken away or changed under it, so that nothing more is written there. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Nothing more is written; what is shown from here on is one's own content. */
  #stop(code: 'moved' | 'conflict', message: string): ParleyError {
    this.#readOnly = message;
    this.#stopped = true;
    if (this.#own) {
      const database = openDatabase(this.#own, { readonly: true });
      this.#shown = { database, readable: readableHandle(database, this.#onSlow) };
    }
    return new ParleyError(code, message);
  }

  #changedElsewhere(): ParleyError {
    const what = `Another program has written into “${this.fileName}” since it was opened here, so nothing more is written to it. `;
    const next = this.#own
      ? 'Save a copy of what you see, then open the file again.'
      : 'Close it, and open the file again or an earlier version.';
    return this.#stop('conflict', `${what}${next}`);
  }

  /** The file must be the one that was opened, as this process left it; otherwise says why it is not. */
  #findChange(): ParleyError | null {
    const found = identify(this.path);
    if (!found) {
      return this.#stop('moved', `“${this.fileName}” was moved or deleted while it was open. Save a copy elsewhere.`);
    }
    if (!sameFile(found, this.#left)) {
      return this.#stop(
        'moved',
        `“${this.fileName}” was replaced by another file while it was open. Save a copy of this one elsewhere.`,
      );
    }
    if (sameContent(found, this.#left)) return null;
    // A new date alone is harmless: a backup program touched the file.
    if (found.size !== this.#left.size || !this.#isOwn()) return this.#changedElsewhere();
    this.#left = found;
    return null;
  }

  /** Takes note of the content, inside the transaction that makes it. O(size): 1 ms for each MB. */
  #noteOwn(): void {
    const pages = this.#file.pragma('page_count', { simple: true }) as number;
    const size = pages * (this.#file.pragma('page_size', { simple: true }) as number);
    this.#next = size <= mostKept ? this.#file.serialize() : null;
  }

  /**
   * Whether the file holds what this process left there. Read by a connection of its own: this one has pages in its cache, and SQLite
   * takes them for the file's as long as the file's counter of changes is the same.
   */
  #isOwn(): boolean {
    if (!this.#own) return false;
    try {
      const fresh = openDatabase(this.path, { readonly: true });
      try {
        return withoutCounters(fresh.serialize()).equals(withoutCounters(this.#own));
      } finally {
        fresh.close();
      }
    } catch (error) {
      // It is no database any more, or somebody keeps it to himself.
      if (error instanceof SqliteError) return false;
      throw error;
    }
  }

  /** At the end of each write: the file must stay small enough to be opened again. */
  #checkSize(): void {
    const pages = this.database.pragma('page_count', { simple: true }) as number;
    const bytes = pages * (this.database.pragma('page_size', { simple: true }) as number);
    if (bytes <= this.#maxBytes) return;
    throw new ParleyError(
      'tooLarge',
      `“${this.fileName}” would have ${Math.ceil(bytes / 2 ** 20)} MB with this; a review has at most ` +
        `${Math.floor(this.#maxBytes / 2 ** 20)}. Remove a prediction log that is no longer needed, or bring in less.`,
    );
  }

  #checkRevision(): void {
    if (this.#readDataVersion() !== this.#dataVersion) throw this.#changedElsewhere();
    if (readRevision(this.readable).revision !== this.#revision || readReview(this.readable).id !== this.#uuid) {
      throw this.#changedElsewhere();
    }
  }
}
