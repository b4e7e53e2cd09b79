// Keeps the result tables of open reviews current: soon after the last change, and on closing.
import type { AppOptions } from './options.ts';
import { commitResults } from './services/review.ts';
import { countCandidates } from './store/catalog.ts';
import { toFailure } from './store/failures.ts';
import type { OpenReview } from './store/openReview.ts';
import { resultsRevision } from './store/results.ts';
import { readRevision } from './store/review.ts';

/** How long the review must rest before its results are written, in milliseconds. */
const rest = 600;
/** With more candidates than this, writing them would be felt; then they are written on closing only. */
const manyCandidates = 20_000;

export class ResultWriter {
  readonly #options: Pick<AppOptions, 'now' | 'log'>;
  readonly #waiting = new Map<OpenReview, NodeJS.Timeout | null>();

  constructor(options: Pick<AppOptions, 'now' | 'log'>) {
    this.#options = options;
  }

  changed(open: OpenReview): void {
    this.#stopClock(open);
    const many = countCandidates(open.readable) > manyCandidates;
    this.#waiting.set(open, many ? null : setTimeout(() => this.#write(open), rest).unref());
  }

  closing(open: OpenReview): void {
    this.#stopClock(open);
    if (this.#waiting.has(open)) this.#write(open);
  }

  #stopClock(open: OpenReview): void {
    clearTimeout(this.#waiting.get(open) ?? undefined);
  }

  #write(open: OpenReview): void {
    this.#waiting.delete(open);
    const { revision } = readRevision(open.readable);
    if (open.readOnly !== null || resultsRevision(open.readable) === revision) return;
    try {
      open.write('results', '', (db) => commitResults(db, { open, now: this.#options.now() }));
    } catch (error) {
      // The review itself is saved; results that could not be written are computed again with the next change.
      this.#options.log('results were not written', toFailure(error)?.message ?? error);
    }
  }
}
