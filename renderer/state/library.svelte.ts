// The reviews of this installation: listed at once from what is remembered, then looked into one by one, so that none waits for
// another and nothing waits for all.
import { call } from '../client/client.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { DeletedReview, LibraryEntry } from '../../shared/contract/library.ts';
import type { Notices } from './notices.svelte.ts';

export class LibraryState {
  readonly #notices: Notices;
  /** null until they were listed. */
  entries = $state.raw<readonly LibraryEntry[] | null>(null);
  deleted = $state.raw<readonly DeletedReview[]>([]);
  /** What was deleted last while this screen is open, until it is restored: Ctrl+Z brings it back. */
  lastDeleted = $state.raw<{ deleted: string; title: string; notice: number } | null>(null);
  /** What stands in the way of saving, as sentences. */
  warnings = $state.raw<readonly string[]>([]);
  /** The entry that is being looked into. */
  looking = $state.raw<string | null>(null);
  /** Entries whose look came to nothing; they are asked again with the next list. */
  #inVain = new Set<string>();
  #left = false;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  async load(): Promise<void> {
    try {
      const { entries, deleted, notices } = await call('library.list', {});
      this.entries = entries;
      this.deleted = deleted;
      this.warnings = notices;
      this.#inVain.clear();
      void this.#lookIntoAll();
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  /** The screen is gone: what is under way is the last. */
  leave(): void {
    this.#left = true;
  }

  async rename(entry: string, title: string): Promise<void> {
    await this.#change(() => call('library.rename', { entry, title }));
  }

  async duplicate(entry: string, title: string): Promise<void> {
    await this.#change(() => call('library.duplicateEntry', { entry, title }));
  }

  /** Deletes, and offers to take it back. */
  async remove(entry: string): Promise<void> {
    await this.#change(async () => {
      const { deleted, title, inTrash } = await call('library.remove', { entry });
      const where = inTrash
        ? 'Its file is in the system’s trash; a copy is kept for 30 days.'
        : 'It is kept for 30 days.';
      const notice = this.#notices.offer(`Deleted “${title}”. ${where}`, 'Undo', () => void this.restore(deleted));
      this.lastDeleted = { deleted, title, notice };
    });
  }

  async restore(deleted: string): Promise<void> {
    const title = this.deleted.find((each) => each.deleted === deleted)?.title;
    await this.#change(async () => {
      const { fileName, folder } = await call('library.restore', { deleted });
      this.#forgetDeleted(deleted);
      this.#notices.info(`Restored “${title ?? fileName}” to ${folder}.`);
    });
  }

  async erase(deleted: string): Promise<void> {
    this.#forgetDeleted(deleted);
    await this.#change(() => call('library.erase', { deleted }));
  }

  async forget(entry: string): Promise<void> {
    await this.#change(() => call('library.forget', { entry }));
  }

  /** It is back, or gone for good: nothing offers to restore it any more. */
  #forgetDeleted(deleted: string): void {
    if (this.lastDeleted?.deleted !== deleted) return;
    this.#notices.dismiss(this.lastDeleted.notice);
    this.lastDeleted = null;
  }

  async #change(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#notices.failure(error);
    }
    if (!this.#left) await this.load();
  }

  async #lookIntoAll(): Promise<void> {
    if (this.looking !== null) return;
    for (let next = this.#unseen(); next && !this.#left; next = this.#unseen()) {
      this.looking = next.entry;
      try {
        const seen = await call('library.look', { entry: next.entry });
        this.entries = (this.entries ?? []).map((each) => (each.entry === seen.entry ? seen : each));
        if (seen.glimpse === null && seen.problem === null) this.#inVain.add(next.entry);
      } catch (error) {
        // It stays unknown, which the list says; a message for each file of a lost drive would help nobody.
        if (!(error instanceof ParleyError)) throw error;
        this.#inVain.add(next.entry);
      } finally {
        this.looking = null;
      }
    }
  }

  #unseen(): LibraryEntry | undefined {
    return this.entries?.find(
      ({ entry, present, open, glimpse, problem }) =>
        present && !open && glimpse === null && problem === null && !this.#inVain.has(entry),
    );
  }
}
