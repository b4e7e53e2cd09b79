// One run of the host: the reviews it has open, the library, parsed tables waiting to be imported, work under way.
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ClientId } from '../../../shared/contract/caller.ts';
import { contract, type In, type OpName } from '../../../shared/contract/contract.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { OpenedReview } from '../../../shared/contract/library.ts';
import type { AppOptions } from './options.ts';
import { ColumnMemory } from './columnMemory.ts';
import { Connections } from './connections.ts';
import { DeletedReviews } from './deletedReviews.ts';
import { Followers } from './followers.ts';
import { checkNotFrozen, whileVoting, type Writing } from './frozen.ts';
import { sweepParts, sweepScratch } from './files.ts';
import { Glimpses } from './glimpses.ts';
import { KeptVersions } from './keptVersions.ts';
import { LiveMeetings } from './liveMeeting.ts';
import { meetingPlace } from './meetingPlace.ts';
import { OpenRecord } from './openRecord.ts';
import { ParsedTables } from './parsedTables.ts';
import { entryOf, Recents } from './recents.ts';
import { ResultWriter } from './resultWriter.ts';
import { Screens } from './screens.ts';
import { identify, sameFile, type FileIdentity } from '../store/identity.ts';
import { holderText, openReviewFile, type OpenOptions } from '../store/open.ts';
import type { OpenReview } from '../store/openReview.ts';
import { toFailure } from '../store/failures.ts';
import type { WritableDb } from '../store/handle.ts';
import { lapseReleases } from '../store/releases.ts';
import { readReview } from '../store/review.ts';
import { listRoles } from '../store/roles.ts';
import { changedBehind } from '../store/stateDigest.ts';
import { trailHead } from '../store/trail.ts';
import { verify } from '../store/verify.ts';
import type { VetResult } from '../store/vet.ts';
import { Surveys } from './surveys.ts';
import { Tasks } from './tasks.ts';
import { TrailMemory } from './trailMemory.ts';
import { Uploads } from './uploads.ts';

const newHandle = () => randomBytes(18).toString('base64url');

export class Workspace {
  readonly options: AppOptions;
  readonly recents: Recents;
  readonly glimpses: Glimpses;
  readonly deleted: DeletedReviews;
  readonly tasks = new Tasks();
  readonly tables = new ParsedTables();
  readonly surveys = new Surveys();
  readonly uploads = new Uploads(() => this.newPart());
  readonly columns: ColumnMemory;
  readonly connections: Connections;
  readonly #trails: TrailMemory;
  /** Reviews whose trail is not what this computer remembers, or does not hold: what they say is not remembered. */
  readonly #doubted = new WeakSet<OpenReview>();
  readonly followers = new Followers();
  readonly live: LiveMeetings;
  readonly screens = new Screens();
  /** The windows that have worked on each open review. */
  readonly #users = new Map<string, Set<ClientId>>();
  readonly #reviews = new Map<string, OpenReview>();
  readonly #results: ResultWriter;
  readonly #record: OpenRecord;
  readonly versions: KeptVersions;
  /** Files that were asked for here, by their names on the list: where nothing can be remembered they are not on it. */
  readonly #asked = new Map<string, string>();
  /** Versions that are looked at, by handle. */
  readonly #looking = new Map<string, { entry: string; version: string; fileName: string }>();
  #initial: string | null = null;
  /** The file the host was asked for last, where it is damaged. */
  #damaged: { entry: string; message: string } | null = null;
  #opening: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(options: AppOptions) {
    this.options = options;
    // Reviews can be opened without either; the list says what that means.
    this.keepRecords(() => fs.mkdirSync(options.libraryFolder, { recursive: true }));
    this.keepRecords(() => fs.mkdirSync(options.userData, { recursive: true }));
    this.columns = new ColumnMemory(path.join(options.userData, 'columns.json'));
    this.connections = new Connections(path.join(options.userData, 'connections.json'), options.keychain ?? null);
    this.recents = new Recents(path.join(options.userData, 'recent.json'), options.libraryFolder, () =>
      options.recentsChanged?.(),
    );
    this.glimpses = new Glimpses(path.join(options.userData, 'glimpses.json'));
    this.deleted = new DeletedReviews(path.join(options.userData, 'deleted'));
    this.#trails = new TrailMemory(path.join(options.userData, 'trails.json'));
    this.#record = new OpenRecord(path.join(options.userData, 'open'));
    this.versions = new KeptVersions(path.join(options.userData, 'backups'), options);
    const now = options.now();
    sweepParts(options.libraryFolder, now);
    // Only what is Parley's own in there: the desktop shell keeps the profile of its browser in the same folder.
    sweepParts(options.userData, now);
    for (const own of ['backups', 'deleted', 'open']) sweepParts(path.join(options.userData, own), now, true);
    sweepScratch(os.tmpdir(), now);
    this.#results = new ResultWriter(options);
    const invitation = (handle: string) => {
      const db = this.review(handle).readable;
      return { title: readReview(db).title, roles: listRoles(db).map(({ id, name }) => ({ id, name })) };
    };
    const places = meetingPlace(path.join(options.userData, 'meeting.json'));
    this.live = new LiveMeetings(options.now, options.listen, invitation, {
      recall: places.recall,
      note: (place) => this.keepRecords(() => places.note(place)),
    });
  }

  /** The open review of a handle. */
  review(handle: string): OpenReview {
    const open = this.#reviews.get(handle);
    if (!open) throw new ParleyError('notFound', 'This review is closed. Open it again from the list.');
    return open;
  }

  /** The review the host was asked to open at start, as long as it is open. */
  initial(): OpenedReview | null {
    return this.#initial !== null && this.#reviews.has(this.#initial) ? this.#opened(this.#initial) : null;
  }

  /** Takes note that a window works on an open review. */
  use(handle: string, client: ClientId): void {
    this.#users.get(handle)?.add(client);
  }

  /** What a window may undo and redo: its own changes, and those of windows that are gone. */
  historyFor(handle: string, client: ClientId): { undo: string | null; redo: string | null; elsewhere: string | null } {
    const open = this.review(handle);
    const undo = open.next('undo');
    const redo = open.next('redo');
    const others = (step: { by: ClientId } | null) => step !== null && this.#isOfAnother(step.by, client);
    return {
      undo: others(undo) ? null : (undo?.label ?? null),
      redo: others(redo) ? null : (redo?.label ?? null),
      elsewhere: others(undo) ? (undo?.label ?? null) : null,
    };
  }

  #isOfAnother = (by: ClientId, client: ClientId) => by !== client && this.followers.has(by);

  /** A window undoes what it did itself; of a window that is gone anybody may. */
  #checkIsOwn(open: OpenReview, way: 'undo' | 'redo', client: ClientId): void {
    const next = open.next(way);
    if (!next || !this.#isOfAnother(next.by, client)) return;
    const message =
      way === 'undo'
        ? `The last change was made in another window: “${next.label}”. Undo it there.`
        : `“${next.label}” was undone in another window. Redo it there.`;
    throw new ParleyError('refused', message);
  }

  /**
   * Changes an open review in one transaction, tells every window of it, and sees to its results and its versions. Releases of a draft
   * that no longer fit fall away in the same transaction. Refused where a round is going on that this would change.
   *
   * @param client the window that asks.
   * @param name   of the operation, which says what undo calls it and whether a round freezes it.
   */
  change<T, N extends Writing>(
    handle: string,
    client: ClientId,
    name: N,
    input: Omit<In<N>, 'review'>,
    run: (db: WritableDb) => T,
  ): T {
    const open = this.review(handle);
    this.use(handle, client);
    const { step, label } = contract[name];
    if (step === 'undo' || step === 'redo') this.#checkIsOwn(open, step, client);
    const changeAll = (db: WritableDb): T => {
      checkNotFrozen(db, name, input);
      const value = run(db);
      if (step !== 'meeting') lapseReleases(db, this.options.now().toISOString());
      return value;
    };
    const { value, changed, recorded, revision } = open.write(step, label, changeAll, client);
    if (changed) {
      this.followers.tell({ review: handle, revision, by: client });
      this.#results.changed(open);
      if (name === 'round.close') this.versions.keepNow(open, 'beforeReveal');
      else this.versions.changed(open);
      this.recents.retitle(open.path, readReview(open.readable).title);
      if (step === 'meeting' || step === 'agreement' || recorded) this.keepRecords(() => this.#rememberTrail(open));
    }
    return value;
  }

  /** Refuses an operation that a round freezes; see `frozen.ts`. */
  checkNotFrozen(handle: string, name: OpName, input: object): void {
    if (!Object.hasOwn(whileVoting, name)) return;
    this.review(handle).read((db) => checkNotFrozen(db, name as Writing, input as never));
  }

  /** Opens the review at a path; one that is open already keeps its handle. One at a time. */
  openPath(file: string): Promise<OpenedReview> {
    return this.alone(() => this.#open(path.resolve(file)));
  }

  /** The file the host was asked for and that is damaged, until another review is opened. */
  damaged(): { entry: string; message: string } | null {
    return this.#damaged;
  }

  /** Opens the review the host was asked for. Of one that is damaged, a page is told where else it is kept. */
  async openInitial(file: string): Promise<OpenedReview> {
    try {
      const opened = await this.openPath(file);
      this.#initial = opened.review;
      return opened;
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'damaged' && error.entry !== undefined) {
        this.#damaged = { entry: error.entry, message: error.message };
      }
      throw error;
    }
  }

  /**
   * Opens a file of this installation. Rejects with a ParleyError.
   *
   * @param verdict of a look that has just been taken.
   * @param noted whether it goes to the top of the list.
   */
  async openFile(file: string, verdict?: VetResult & { ok: true }, noted = true): Promise<OpenedReview> {
    return this.#openAs(newHandle(), file, verdict, noted);
  }

  /** Opens a review again after it was closed, under the handle that its window knows. */
  async reopen(handle: string, client: ClientId, file: string): Promise<void> {
    await this.#openAs(handle, file, undefined, false);
    this.use(handle, client);
  }

  async #openAs(
    handle: string,
    file: string,
    verdict: (VetResult & { ok: true }) | undefined,
    noted: boolean,
  ): Promise<OpenedReview> {
    const open = await this.#openReview(file, {
      ...this.#openOptions(),
      ownJournal: this.isOwn(file),
      ...(verdict ? { verdict } : {}),
      backUp: (database) => this.versions.beforeMigration(file, database),
    });
    this.#reviews.set(handle, open);
    this.#damaged = null;
    const changed = open.read(changedBehind);
    if (changed !== null) open.notices.push(changed);
    this.#checkTrail(open);
    this.#users.set(handle, new Set());
    this.keepRecords(() => {
      this.#rememberTrail(open);
      if (open.readOnly === null) this.#record.opened(file, open.identity);
      if (noted) this.recents.note(file, readReview(open.readable).title, this.options.now().toISOString());
    });
    return this.#opened(handle);
  }

  /** How files are opened here, whatever for. */
  #openOptions(): Pick<OpenOptions, 'vet' | 'signal' | 'holder' | 'onSlow'> {
    return {
      vet: this.options.vet,
      signal: this.#closing.signal,
      holder: holderText(this.options.host),
      onSlow: (sql, took) => this.options.log(`slow statement, ${Math.round(took)} ms: ${sql.slice(0, 120)}`),
    };
  }

  /** As `openReviewFile`; what is damaged is named, so that whoever is told can be led to its versions. */
  async #openReview(file: string, options: OpenOptions): Promise<OpenReview> {
    try {
      return await openReviewFile(file, options);
    } catch (error) {
      if (!(error instanceof ParleyError) || error.code !== 'damaged') throw error;
      throw new ParleyError(error.code, error.message, undefined, this.entryOf(file));
    }
  }

  /** Opens a kept version for reading alone, in a window of its own. @param why it cannot be changed, as a sentence. */
  async look(file: string, version: string, at: string, why: string): Promise<OpenedReview> {
    const already = this.handleAt(at);
    if (already !== null) return this.#opened(already);
    const open = await openReviewFile(at, {
      ...this.#openOptions(),
      ownJournal: false,
      backUp: () => undefined,
      onlyRead: why,
    });
    const handle = newHandle();
    this.#reviews.set(handle, open);
    this.#users.set(handle, new Set());
    this.#looking.set(handle, { entry: this.entryOf(file), version, fileName: path.basename(file) });
    return this.#opened(handle);
  }

  /** The name of a file on the list, also where nothing can be remembered of it. */
  entryOf(file: string): string {
    const entry = entryOf(file);
    this.#asked.set(entry, file);
    return entry;
  }

  /** The file of an entry, whether or not it is there; null where nobody has heard of it. */
  fileOf(entry: string): string | null {
    return this.recents.find(entry) ?? this.#asked.get(entry) ?? null;
  }

  /** The name on the list of an open review; null where it is closed. */
  entryOfOpen(handle: string): string | null {
    const open = this.#reviews.get(handle);
    return open ? (this.#looking.get(handle)?.entry ?? this.entryOf(open.path)) : null;
  }

  /** Whether the file of an open review was changed or taken away under it. */
  isStopped(handle: string): boolean {
    return this.#reviews.get(handle)?.stopped ?? false;
  }

  /** Runs work while nothing is opened besides. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const working = this.#opening.then(work);
    this.#opening = working.catch(() => undefined);
    return working;
  }

  /** The handle of the review of a file that is open here, or null. */
  handleAt(file: string): string | null {
    const found = identify(file);
    return found && this.#handleOf(found);
  }

  /** Whether a window that is there works on an open review, besides this one. */
  isUsedElsewhere(handle: string, client: ClientId): boolean {
    return [...(this.#users.get(handle) ?? [])].some((user) => user !== client && this.followers.has(user));
  }

  /**
   * Works on the review of a file without a window of its own: on the one that is open, or on one that is opened for as long as
   * the work takes. The list keeps its place.
   */
  withFile<T>(file: string, work: (handle: string) => T): Promise<T> {
    return this.alone(async () => {
      const found = identify(file);
      if (!found) throw new ParleyError('notFound', `“${path.basename(file)}” is no longer where it was.`);
      const already = this.#handleOf(found);
      if (already !== null) return work(already);
      const { review } = await this.openFile(file, undefined, false);
      try {
        return work(review);
      } finally {
        this.closeReview(review);
      }
    });
  }

  /** The review of a file that a window of this host has open, or null. */
  openAt(file: string): OpenReview | null {
    const handle = this.handleAt(file);
    return handle === null ? null : this.review(handle);
  }

  /** Whether an unfinished change beside a file is one that this installation left there. */
  isOwn(file: string): boolean {
    const found = identify(file);
    return found !== null && this.#record.isOwn(file, found);
  }

  /** Whether the trail and the records in a review are what was written, and what this computer remembers of them. */
  #checkTrail(open: OpenReview): void {
    open.remembered = this.#trails.recall(readReview(open.readable).id);
    const { ok, sentences } = open.read((db) => verify(db, null, open.remembered));
    if (ok) return;
    this.#doubted.add(open);
    open.notices.push(...sentences);
  }

  #rememberTrail(open: OpenReview): void {
    const head = trailHead(open.readable);
    if (head && !this.#doubted.has(open)) this.#trails.note(readReview(open.readable).id, head);
  }

  /** What this installation keeps for itself must never stand in the way of a review: its folder may be full, or read-only. */
  keepRecords(keep: () => void): void {
    try {
      keep();
    } catch (error) {
      const failure = toFailure(error);
      if (!failure) throw error;
      this.options.log(`the records of this installation were not written: ${failure.message}`);
    }
  }

  /** Closes a review, unless another window that is there works on it. */
  leaveReview(handle: string, client: ClientId): void {
    this.#users.get(handle)?.delete(client);
    if (!this.isUsedElsewhere(handle, client)) this.closeReview(handle);
  }

  /** A window is gone: what it alone had open is closed. */
  leaveAll(client: ClientId): void {
    for (const [handle, users] of [...this.#users]) if (users.has(client)) this.leaveReview(handle, client);
  }

  closeReview(handle: string): void {
    const open = this.#reviews.get(handle);
    if (!open) return;
    // Whoever was let in to this review has nothing to look at any more.
    void this.live.stop(handle);
    this.screens.end(handle);
    this.#results.closing(open);
    if (!this.#looking.delete(handle)) this.versions.closing(open);
    this.#reviews.delete(handle);
    this.#users.delete(handle);
    open.close();
    this.keepRecords(() => {
      this.#record.closed(open.path);
      this.recents.flush();
    });
  }

  /** A path for a file in the making, on the disk of the library. */
  newPart(): string {
    return path.join(this.options.libraryFolder, `.${randomUUID()}.part`);
  }

  /** Ends everything; open reviews are closed as they should be. */
  async close(): Promise<void> {
    this.tasks.cancelAll();
    this.#closing.abort();
    this.uploads.close();
    await this.live.close();
    await this.#opening;
    await this.versions.settled();
    for (const handle of [...this.#reviews.keys()]) this.closeReview(handle);
    await this.versions.settled();
  }

  async #open(file: string): Promise<OpenedReview> {
    const found = identify(file);
    if (!found) throw new ParleyError('notFound', `“${path.basename(file)}” is no longer where it was.`);
    const already = this.#handleOf(found);
    if (already !== null) return this.#opened(already);
    return this.openFile(file);
  }

  #handleOf(identity: FileIdentity): string | null {
    for (const [handle, open] of this.#reviews) if (sameFile(open.identity, identity)) return handle;
    return null;
  }

  #opened(handle: string): OpenedReview {
    const open = this.review(handle);
    const looking = this.#looking.get(handle);
    return {
      review: handle,
      entry: looking?.entry ?? this.entryOf(open.path),
      version: looking?.version ?? null,
      title: readReview(open.readable).title,
      fileName: looking?.fileName ?? open.fileName,
      readOnly: open.readOnly,
      notices: [...open.notices],
    };
  }
}
