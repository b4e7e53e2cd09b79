// Which review is open in this window, and the list to choose from.
import { call, client, follow } from '../client/client.ts';
import type { ReviewChange } from '../../shared/contract/caller.ts';
import type { Out } from '../../shared/contract/contract.ts';
import type { LibraryEntry, OpenedReview } from '../../shared/contract/library.ts';
import type { Address } from './address.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import { ReviewState } from './review.svelte.ts';

export class Session {
  readonly #address: Address;
  readonly #notices: Notices;
  about = $state.raw<Out<'library.about'> | null>(null);
  entries = $state.raw<readonly LibraryEntry[] | null>(null);
  review = $state.raw<ReviewState | null>(null);
  /** What is being opened, for the screen to say so. */
  busy = $state.raw<string | null>(null);

  constructor(address: Address, notices: Notices) {
    this.#address = address;
    this.#notices = notices;
  }

  /** Asks the host who it is, and opens what it was started with or what was open before a reload. */
  async start(): Promise<void> {
    try {
      follow((change) => this.#heard(change));
      this.about = await call('library.about', {});
      const before = sessionStorage.getItem('parley.review');
      if (before !== null) {
        const opened = JSON.parse(before) as OpenedReview;
        if (await this.#enter(opened).catch(() => false)) return;
        sessionStorage.removeItem('parley.review');
      }
      if (this.about.initial) await this.#enter(this.about.initial);
      else await this.list();
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  async list(): Promise<void> {
    try {
      this.entries = (await call('library.list', {})).entries;
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
      const former = this.review?.handle;
      await this.#enter(opened);
      this.#address.go({ room: 'evidence', role: null, selected: [] });
      for (const notice of opened.notices) this.#notices.info(notice);
      if (former !== undefined && former !== opened.review) await call('library.close', { review: former });
    } catch (error) {
      this.#notices.failure(error);
    } finally {
      this.busy = null;
    }
  }

  /** Back to the list of reviews. */
  async close(): Promise<void> {
    const former = this.review;
    this.review = null;
    sessionStorage.removeItem('parley.review');
    this.#address.go({ selected: [], role: null });
    if (former !== null)
      await call('library.close', { review: former.handle }).catch(this.#notices.failure.bind(this.#notices));
    await this.list();
  }

  /** Somebody changed a review; null: or may have, unheard. What this window changes it reads again by itself. */
  #heard(change: ReviewChange | null): void {
    const { review } = this;
    if (!review || change?.by === client) return;
    if (change === null || change.review === review.handle) void review.refresh();
  }

  async #enter(opened: OpenedReview): Promise<boolean> {
    this.review = await ReviewState.load(opened, this.#address, this.#notices);
    sessionStorage.setItem('parley.review', JSON.stringify(opened));
    return true;
  }
}
