// One prediction log from the first byte to the accepted metrics: reading, what is asked, measuring, writing, and giving up.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Problem } from '../../../shared/contract/errors.ts';
import type { Out } from '../../../shared/contract/contract.ts';
import type { TablePreview } from '../../../shared/contract/imports.ts';
import type { LogColumn } from '../../../shared/measures/log/predictionLog.ts';
import type { MeasuredLog } from '../../analysis/kinds/predictionStudy.ts';
import { runAnalysis } from '../../analysis/runner.ts';
import { call } from '../../client/client.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import type { Choice, Picked } from './chosenMeasures.ts';
import { metricsOf } from './chosenMeasures.ts';
import type { LogDraft } from './logDraft.ts';
import { columnsOf, draftLog, draftTrouble, likelyPositive, rolesOf } from './logDraft.ts';

export interface LogSource {
  fileName: string;
  kind: 'file' | 'paste';
  bytes: Uint8Array;
}
export interface Failure {
  message: string;
  problems: readonly Problem[];
}

/** Stated on screen and in the provenance, so that anybody gets the same intervals. */
export const SEED = 1;
const newTask = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');

export class PredictionWork {
  readonly #review: ReviewState;
  phase = $state.raw<'source' | 'reading' | 'questions' | 'measuring' | 'result' | 'writing'>('source');
  fraction = $state(0);
  failure = $state.raw<Failure | null>(null);
  preview = $state.raw<TablePreview | null>(null);
  draft = $state.raw<LogDraft | null>(null);
  result = $state.raw<MeasuredLog | null>(null);
  /** Names of the candidates whose scores were turned round. */
  inverted = $state.raw<ReadonlySet<string>>(new Set());
  picked = $state.raw<Picked>(new Map());
  /** Columns that were fetched, by their place. */
  #columns = $state.raw<ReadonlyMap<number, LogColumn>>(new Map());
  #task: string | null = null;
  #stop: (() => void) | null = null;
  #closed = false;

  constructor(review: ReviewState) {
    this.#review = review;
  }

  /** The different labels; null while unknown, or when there are too many. */
  readonly labels: readonly string[] | null = $derived.by(() => {
    const { draft } = this;
    return draft?.label == null ? null : (this.#columns.get(draft.label)?.words?.names ?? null);
  });
  readonly trouble: string | null = $derived.by(() =>
    this.draft === null ? null : draftTrouble(this.draft, this.labels),
  );
  wordsIn(index: number): readonly string[] {
    return this.#columns.get(index)?.words?.names ?? [];
  }

  async read(source: LogSource): Promise<void> {
    this.phase = 'reading';
    this.failure = null;
    this.fraction = 0;
    const task = newTask();
    this.#task = task;
    const timer = setInterval(() => {
      void call('tasks.progress', { task })
        .then((progress) => progress && (this.fraction = progress.fraction))
        .catch(() => undefined);
    }, 200);
    try {
      const options = { delimiter: null, decimal: null, header: null };
      const preview = await call('imports.read', { task, ...source, options });
      const errors = preview.problems.filter(({ severity }) => severity === 'error');
      if (this.#closed || errors.length > 0) void call('imports.drop', { table: preview.table }).catch(() => undefined);
      if (this.#closed) return;
      if (errors.length > 0) {
        this.failure = { message: 'Some rows could not be read, so the log was not taken.', problems: errors };
        this.phase = 'source';
        return;
      }
      this.preview = preview;
      const draft = draftLog(preview.columns, preview.rows, source.fileName);
      await this.#fetch(draft);
      this.draft = draft;
      this.#proposePositive();
      this.phase = 'questions';
    } catch (error) {
      this.#fail(error);
      this.phase = 'source';
    } finally {
      clearInterval(timer);
      this.#task = null;
    }
  }

  /** Takes a change of what was said; columns it needs are fetched. */
  async say(change: Partial<LogDraft>): Promise<void> {
    if (this.draft === null) return;
    const draft = { ...this.draft, ...change };
    this.draft = draft;
    try {
      await this.#fetch(draft);
    } catch (error) {
      this.#fail(error);
    }
    if ('label' in change && this.draft?.label === change.label) this.#proposePositive();
  }

  #proposePositive(): void {
    if (this.draft === null) return;
    this.draft = { ...this.draft, positive: this.labels && likelyPositive(this.labels), favourable: null };
  }

  /** Label and groups, whose words are shown; the rest comes when it is measured. */
  async #fetch(draft: LogDraft, all = false): Promise<void> {
    const groups = draft.groups.map(({ index }) => ({ index, words: 'few' as const }));
    const label = draft.label === null ? [] : [{ index: draft.label, words: 'few' as const }];
    const wanted = (all ? columnsOf(rolesOf(draft)) : [...label, ...groups]).filter(({ index, words }) => {
      const had = this.#columns.get(index);
      return had === undefined || (words !== 'none' && had.words === null);
    });
    if (wanted.length === 0 || this.preview === null) return;
    const columns = await call('predictions.columns', { table: this.preview.table, columns: wanted });
    const known = new Map(this.#columns);
    wanted.forEach(({ index }, k) => known.set(index, columns[k]!));
    this.#columns = known;
  }

  async measure(): Promise<void> {
    const { draft } = this;
    if (draft === null || this.trouble !== null) return;
    const before = this.phase;
    this.phase = 'measuring';
    this.failure = null;
    this.fraction = 0;
    let wanted = true;
    this.#stop = () => {
      wanted = false;
      this.phase = before;
    };
    try {
      await this.#fetch(draft, true);
    } catch (error) {
      this.#fail(error);
      this.phase = 'questions';
      return;
    }
    if (!wanted || this.#closed) return;
    const roles = rolesOf(draft);
    const columns: (LogColumn | undefined)[] = [];
    for (const { index } of columnsOf(roles)) columns[index] = this.#columns.get(index);
    const cancel = runAnalysis(
      'predictionStudy',
      {
        ...{ columns, roles },
        choices: { positive: draft.positive!, threshold: draft.threshold, inverted: this.inverted },
        references: draft.groups.filter(({ use }) => use).map(({ reference }) => reference),
        options: {
          ...{ replicates: draft.replicates, seed: SEED, method: 'BCa' as const, stratified: false },
          ...{ favourable: draft.favourable!, smallest: draft.smallest },
        },
      },
      {
        progress: (fraction) => (this.fraction = fraction),
        partial: () => undefined,
        done: (answer) => {
          this.#stop = null;
          if (answer.problem !== null) {
            this.failure = { message: answer.problem, problems: [] };
            this.phase = 'questions';
            return;
          }
          this.result = answer;
          this.phase = 'result';
        },
        failed: (message) => {
          this.#stop = null;
          this.failure = { message, problems: [] };
          this.phase = 'questions';
        },
      },
    );
    this.#stop = () => {
      cancel();
      this.phase = before;
    };
  }

  /** Measures again with a candidate's scores turned round, or as they are. */
  turnRound(name: string): void {
    const inverted = new Set(this.inverted);
    if (!inverted.delete(name)) inverted.add(name);
    this.inverted = inverted;
    void this.measure();
  }

  pick(key: string, choice: Choice | null): void {
    const picked = new Map(this.picked);
    if (choice === null) picked.delete(key);
    else picked.set(key, choice);
    this.picked = picked;
  }

  backToQuestions(): void {
    this.phase = 'questions';
  }

  /** Writes the picked measures; null when that failed, which is then shown. */
  async accept(): Promise<Out<'predictions.accept'> | null> {
    const { preview, draft, result } = this;
    if (preview === null || draft === null || result === null || this.picked.size === 0) return null;
    this.phase = 'writing';
    this.failure = null;
    try {
      const metrics = metricsOf(result.study, this.picked, {
        ...{ label: preview.columns[draft.label!]!.header, positive: draft.positive!, favourable: draft.favourable! },
        ...{ threshold: draft.threshold, replicates: draft.replicates, seed: SEED },
      });
      const written = await call('predictions.accept', { review: this.#review.handle, table: preview.table, metrics });
      this.preview = null;
      await this.#review.refresh();
      return written;
    } catch (error) {
      this.#fail(error);
      this.phase = 'result';
      return null;
    }
  }

  /** Stops reading or measuring; what there was before stays. */
  stop(): void {
    if (this.#task !== null) void call('tasks.cancel', { task: this.#task }).catch(() => undefined);
    this.#stop?.();
    this.#stop = null;
  }

  /** Call when the dialog is gone. */
  close(): void {
    this.#closed = true;
    this.stop();
    if (this.preview !== null) void call('imports.drop', { table: this.preview.table }).catch(() => undefined);
  }

  #fail(error: unknown): void {
    if (!(error instanceof ParleyError)) throw error;
    if (error.code !== 'cancelled') this.failure = { message: error.message, problems: error.problems ?? [] };
  }
}
