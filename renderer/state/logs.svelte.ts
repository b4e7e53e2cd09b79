// The prediction logs of the open review: which one is looked at, its columns once fetched, and what was measured on it. Both
// stay while one walks between tabs and rooms.
import { ParleyError } from '../../shared/contract/errors.ts';
import type { KeptLog } from '../../shared/domain/predictionLog.ts';
import { SEED } from '../../shared/measures/bootstrap/seed.ts';
import type { LogColumn } from '../../shared/measures/log/predictionLog.ts';
import { wordNumbers } from '../../shared/measures/log/wordNumbers.ts';
import type { PredictionStudyAnswer } from '../analysis/kinds/predictionStudy.ts';
import { runAnalysis } from '../analysis/runner.ts';
import { call } from '../client/client.ts';
import type { Address } from './address.svelte.ts';
import { questionOf } from './logQuestion.ts';
import type { LogQuestion } from './logQuestion.ts';
import type { ReviewState } from './review.svelte.ts';

interface StudyRun {
  key: string;
  answer: PredictionStudyAnswer | null;
  /** A sentence when it failed, or was stopped. */
  trouble: string | null;
}

export class LogEvidence {
  readonly #review: ReviewState;
  readonly #address: Address;
  #columns = $state.raw<ReadonlyMap<string, readonly LogColumn[]>>(new Map());
  #fetching = new Set<string>();
  /** Why the columns could not be fetched. */
  trouble = $state.raw<string | null>(null);
  #study = $state.raw<StudyRun>({ key: '', answer: null, trouble: null });
  measuring = $state(false);
  /** 0 to 1 while measuring. */
  progress = $state(0);
  #cancel: (() => void) | null = null;

  constructor(review: ReviewState, address: Address) {
    this.#review = review;
    this.#address = address;
  }

  /** The log that is looked at: the one the address names, else the latest. */
  readonly current: KeptLog | null = $derived.by(() => {
    const { logs } = this.#review.saved;
    return logs.find(({ id }) => id === this.#address.log) ?? logs.at(-1) ?? null;
  });

  /** What an analysis is asked about a log; null until its columns are there: `want` fetches them. */
  question(log: KeptLog): LogQuestion | null {
    const columns = this.#columns.get(columnsKey(log));
    if (columns === undefined) return null;
    const nameById = new Map(
      Array.from(this.#review.catalog.candidateIds, (id, index) => [id, this.#review.catalog.names[index]!]),
    );
    return { columns, ...questionOf(log, nameById) };
  }

  /** Fetches the columns of a log, once. */
  async want(log: KeptLog): Promise<void> {
    const key = columnsKey(log);
    if (this.#columns.has(key) || this.#fetching.has(key)) return;
    this.#fetching.add(key);
    try {
      const values = await call('predictions.values', { review: this.#review.handle, log: log.id });
      const columns = values.map(({ numbers, words }, place) => ({
        header: log.columns[place]?.header ?? '',
        numbers: numbers ?? (words ? wordNumbers(words) : new Float64Array(log.cases).fill(NaN)),
        words,
      }));
      // One log at a time: a large one takes a hundred megabytes.
      this.#columns = new Map([[key, columns]]);
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      this.trouble = error.message;
    } finally {
      this.#fetching.delete(key);
    }
  }

  /** What was measured on the log as it is described now; null until then. */
  studyOf(log: KeptLog): PredictionStudyAnswer | null {
    return this.#study.key === studyKey(log, this.#names(log)) ? this.#study.answer : null;
  }
  /** Why it was not measured; null where it was, or is being. */
  studyTrouble(log: KeptLog): string | null {
    return this.#study.key === studyKey(log, this.#names(log)) ? this.#study.trouble : null;
  }

  /** Measures the log, unless that has been done or is under way; another description ends what is under way. */
  measure(log: KeptLog): void {
    const question = this.question(log);
    const key = studyKey(log, this.#names(log));
    if (question === null || this.#study.key === key) return;
    this.#start(log, question, key);
  }

  /** Again, after it was stopped. */
  measureAgain(log: KeptLog): void {
    const question = this.question(log);
    if (question !== null) this.#start(log, question, studyKey(log, this.#names(log)));
  }

  stop(): void {
    if (!this.measuring) return;
    this.#end();
    this.#study = { ...this.#study, trouble: 'Stopped.' };
  }

  /** Call when the review is left. */
  leave(): void {
    this.#end();
  }

  #start(log: KeptLog, { columns, roles, choices, references }: LogQuestion, key: string): void {
    this.#end();
    this.#study = { key, answer: null, trouble: null };
    this.progress = 0;
    this.measuring = true;
    const options = {
      ...{ replicates: log.replicates, seed: SEED, method: 'BCa' as const, stratified: false },
      ...{ favourable: log.favourable ?? 'positive', smallest: log.smallest },
    };
    this.#cancel = runAnalysis(
      'predictionStudy',
      { columns, roles, choices, references, options },
      {
        progress: (fraction) => (this.progress = fraction),
        partial: () => undefined,
        done: (answer) => this.#ended({ key, answer, trouble: null }),
        failed: (message) => this.#ended({ key, answer: null, trouble: message }),
      },
    );
  }

  #ended(run: StudyRun): void {
    this.#cancel = null;
    this.measuring = false;
    this.#study = run;
  }

  #end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.measuring = false;
  }

  #names(log: KeptLog): string[] {
    const { indexById, catalog } = this.#review;
    return log.candidates.map(({ candidateId }) => catalog.names[indexById.get(candidateId) ?? -1] ?? '');
  }
}

/** Columns are only ever added, so their headers name what they hold. */
const columnsKey = ({ id, columns }: KeptLog) => JSON.stringify([id, columns.map(({ header }) => header)]);

/** Equal keys, equal measurements. */
const studyKey = (log: KeptLog, names: readonly string[]) =>
  JSON.stringify([{ ...log, name: '', source: null }, names]);
