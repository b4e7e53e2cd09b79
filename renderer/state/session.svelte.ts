// Which review is open in this window, and the list to choose from.
import { call, client, follow, handOver, shell } from '../client/client.ts';
import type { ReviewChange } from '../../shared/contract/caller.ts';
import type { Out } from '../../shared/contract/contract.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { OpenedReview } from '../../shared/contract/library.ts';
import type { Address } from './address.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import { LazyPart } from '../client/lazyPart.svelte.ts';
import type { ReviewState } from './review.svelte.ts';

/** A review with its engine, of which the list of reviews needs nothing. */
const reviewState = new LazyPart('This review', async () => (await import('./review.svelte.ts')).ReviewState);

/** Files for the import, or those of one folder, by their paths in it. */
type Dropped =
  | { kind: 'files'; files: readonly File[] }
  | { kind: 'folder'; name: string; files: readonly { path: string; file: File }[] };

export class Session {
  readonly #address: Address;
  readonly #notices: Notices;
  about = $state.raw<Out<'library.about'> | null>(null);
  review = $state.raw<ReviewState | null>(null);
  /** Files that a new review was started with, until the Evidence room takes them. */
  #dropped: Dropped | null = null;
  /** The review that was started for an import which is still being looked at. */
  #startedWith: string | null = null;
  /** Counts the reviews that were taken in without being opened, so that the list follows. */
  received = $state.raw(0);
  /** What is being opened, for the screen to say so. */
  busy = $state.raw<string | null>(null);

  /** The review of the list whose versions are shown, by its entry. */
  versionsOf = $state.raw<string | null>(null);

  constructor(address: Address, notices: Notices) {
    this.#address = address;
    this.#notices = notices;
    notices.showVersions = (entry) => (this.versionsOf = entry);
  }

  /**
   * Asks the host who it is, and opens what was open before a reload or what it was started with.
   *
   * @param entry the review of the list that this window was opened for.
   */
  async start(entry: string | null): Promise<void> {
    try {
      follow((change) => this.#heard(change));
      const about = await call('library.about', {});
      const before = sessionStorage.getItem('parley.review');
      if (before !== null) {
        const opened = JSON.parse(before) as OpenedReview;
        if (await this.#enter(opened).catch(() => false)) {
          this.about = about;
          return;
        }
        sessionStorage.removeItem('parley.review');
      }
      if (about.initial) await this.#enter(about.initial);
      else if (about.damaged) {
        const { entry, message } = about.damaged;
        this.#notices.failure(new ParleyError('damaged', message, undefined, entry));
        this.versionsOf = entry;
      }
      if (entry !== null) await this.openEntry(entry);
      this.about = about;
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  /** Opens whatever `work` yields and goes to its first room; null means the person changed their mind. */
  async open(doing: string, work: () => Promise<OpenedReview | null>): Promise<void> {
    this.busy = doing;
    try {
      const opened = await work();
      if (opened === null) return;
      // In the desktop app a review has one window.
      if (await shell?.focusOther(opened.review)) return;
      const former = this.review?.handle;
      await this.#enter(opened);
      this.#address.go({ room: 'evidence', tab: 'table', role: null, selected: [] });
      for (const notice of opened.notices) {
        this.#notices.offer(notice, 'Versions…', () => (this.versionsOf = opened.entry));
      }
      if (former !== undefined && former !== opened.review) await call('library.close', { review: former });
    } catch (error) {
      // What else there is of it is said at once.
      if (error instanceof ParleyError && error.code === 'damaged' && error.entry !== undefined) {
        this.versionsOf = error.entry;
      } else this.#notices.failure(error);
    } finally {
      this.busy = null;
    }
  }

  /** Opens a kept version of a review for reading. */
  async lookAt(entry: string, version: string): Promise<void> {
    await this.open('Opening the version', () => call('versions.look', { entry, version }));
  }

  /** Opens a review of the list: from a version of it, or because somebody chose it in a menu of the desktop. */
  async openEntry(entry: string): Promise<void> {
    await this.open('Opening', () => call('library.open', { entry }));
  }

  /** Puts a version in the place of its review, opens that, and offers to take it back. */
  async restore(entry: string, version: string): Promise<void> {
    await this.open('Restoring the version', async () => {
      const { opened, before, movedTo } = await call('versions.restore', { entry, version });
      if (before !== null) {
        const said = 'The version is restored. What was there before is a version too.';
        this.#notices.offer(said, 'Take it back', () => void this.restore(entry, before));
      } else if (movedTo !== null) {
        this.#notices.stay(`The version is restored. The damaged file is kept in the same folder, as “${movedTo}”.`);
      } else this.#notices.info('The version is restored.');
      return opened;
    });
  }

  /** Makes a new review of what can still be read of a damaged one. */
  async salvage(entry: string): Promise<void> {
    await this.open('Reading what is left', async () => {
      const { opened, missing } = await call('versions.salvage', { entry });
      this.#notices.stay(
        missing.length === 0
          ? 'Everything could be read. The damaged file is still where it was.'
          : `${missing.join(' ')} The description of the new review says so as well.`,
      );
      return opened;
    });
  }

  /** Takes copies of review files into the library; a single one is opened. */
  async receive(files: readonly File[]): Promise<void> {
    const take = async (file: File) =>
      call('library.receive', { fileName: file.name, ...(await handOver('review', file)) });
    const [first] = files;
    if (first && files.length === 1) return this.open(`Opening ${first.name}`, () => take(first));
    let taken = 0;
    for (const file of files) {
      this.busy = `Taking in ${file.name}`;
      try {
        await call('library.close', { review: (await take(file)).review });
        taken += 1;
      } catch (error) {
        this.#notices.failure(error);
      }
    }
    this.busy = null;
    this.received += taken;
    if (taken > 0) this.#notices.info(`${taken} of ${files.length} reviews are on the list now.`);
  }

  /** Starts a review with files: their import opens as soon as the review is there. */
  async startWith(title: string, dropped: Dropped): Promise<void> {
    this.#dropped = dropped;
    await this.open(`Starting “${title}”`, () => call('library.create', { title }));
  }

  /** What the review was started with; once. */
  takeDropped(): Dropped | null {
    const dropped = this.#dropped;
    this.#dropped = null;
    this.#startedWith = dropped === null ? null : (this.review?.handle ?? null);
    return dropped;
  }

  /** The import that the review was started for is over. Where nothing came of it, the review goes too, and the list is back. */
  async endOfStart(): Promise<void> {
    const { review } = this;
    const started = this.#startedWith;
    this.#startedWith = null;
    if (started === null || review?.handle !== started) return;
    try {
      // The host knows what was written, whatever this page has fetched so far.
      const { settings } = await call('review.get', { review: started });
      const { names } = await call('review.catalog', { review: started });
      if (names.length > 0 || settings.metrics.length > 0 || settings.logs.length > 0) return;
      const open = (await call('library.list', {})).entries.filter((entry) => entry.open);
      await this.close();
      const entry = open.find(({ fileName, title }) => fileName === review.fileName && title === settings.title);
      if (!entry) return;
      const { deleted } = await call('library.remove', { entry: entry.entry });
      // Nobody looks for an empty review among the deleted ones.
      await call('library.erase', { deleted });
      this.received += 1;
      this.#notices.info('Nothing was imported, so no review was started.');
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  /** Back to the list of reviews. */
  async close(): Promise<void> {
    const former = this.review;
    sessionStorage.removeItem('parley.review');
    // Before the list shows: it would say that the review is still open.
    if (former !== null)
      await call('library.close', { review: former.handle }).catch(this.#notices.failure.bind(this.#notices));
    this.review = null;
    this.#address.go({ selected: [], role: null });
  }

  /** Somebody changed a review; null: or may have, unheard. What this window changes it reads again by itself. */
  #heard(change: ReviewChange | null): void {
    const { review } = this;
    if (!review || change?.by === client) return;
    if (change === null || change.review === review.handle) void review.refresh();
  }

  async #enter(opened: OpenedReview): Promise<boolean> {
    const State = await reviewState.need();
    this.review = await State.load(opened, this.#address, this.#notices);
    sessionStorage.setItem('parley.review', JSON.stringify(opened));
    return true;
  }
}
