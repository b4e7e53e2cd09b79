// Keeps the result tables of open reviews current: soon after the last change, and on closing.
import { evaluate } from '../../../shared/engine/evaluate.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import type { AppOptions } from './options.ts';
import { countCandidates } from '../store/catalog.ts';
import { toFailure } from '../store/failures.ts';
import type { WritableDb } from '../store/handle.ts';
import type { OpenReview } from '../store/openReview.ts';
import { putResults, resultsRevision } from '../store/results.ts';
import { goingRound } from '../store/rounds.ts';
import { readRevision, readSettings } from '../store/review.ts';

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
    // While a round is voted on nothing is ranked for it.
    if (goingRound(open.readable)) return;
    try {
      open.write('results', '', (db) => commitResults(db, { open, now: this.#options.now() }));
    } catch (error) {
      // The review itself is saved; results that could not be written are computed again with the next change.
      this.#options.log('results were not written', toFailure(error)?.message ?? error);
    }
  }
}

/** Ranks and writes the result tables; returns the revision they belong to. */
export function commitResults(db: WritableDb, { open, now }: { open: Pick<OpenReview, 'catalog'>; now: Date }): number {
  const settings = readSettings(db);
  const catalog = open.catalog();
  const evaluation =
    settings.objectives.length === 0 || settings.roles.length === 0 || catalog.names.length === 0
      ? null
      : evaluate({ settings, catalog }, { role: null });
  const run = {
    revision: settings.revision,
    engineVersion: ENGINE_VERSION,
    computedAt: now.toISOString(),
    groupRule: settings.groupRule,
  };
  putResults(db, run, catalog.candidateIds, evaluation);
  return settings.revision;
}
