// One import from the first byte to the accepted table: reading, the preview and its checks, writing, and giving up.
import type { Out } from '../../../shared/contract/contract.ts';
import type { ColumnAnswer, ImportChanges, ReadOptions, TablePreview } from '../../../shared/contract/imports.ts';
import { call } from '../../client/client.ts';
import type { RunningTask } from '../../client/runningTask.svelte.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { asWritten, failureOf, TableReading } from '../reading/tableReading.svelte.ts';
import type { ReadingFailure, TableSource } from '../reading/tableReading.svelte.ts';
import type { Draft, DraftColumn, MetMetric } from './mapping.ts';
import {
  answersOf,
  draftOf,
  draftProblem,
  mappingOf,
  metColumns,
  objectiveColumns,
  unexplainedMixture,
  unexplainedZeros,
  unreadableCells,
  withAnswer,
  withExisting,
} from './mapping.ts';

export interface Imported {
  candidates: number;
  objectives: number;
  requirements: number;
  removed: number;
  changes: ImportChanges;
}
type Check = Out<'imports.check'>;

export class TableImport {
  readonly source: TableSource;
  readonly #reading = new TableReading();
  readonly #review: ReviewState;
  phase = $state.raw<'reading' | 'failed' | 'preview' | 'writing' | 'done'>('reading');
  failure = $state.raw<ReadingFailure | null>(null);
  preview = $state.raw<TablePreview | null>(null);
  draft = $state.raw<Draft | null>(null);
  /** What the whole table says to the draft; belongs to an older draft while `checking`. */
  check = $state.raw<Check | null>(null);
  /** What an import did that met candidates of the review; in the phase `done`. */
  result = $state.raw<Imported | null>(null);
  checking = $state.raw(false);
  /** Whether candidates that are gone from their server are removed too. */
  removeGone = $state(false);
  /** Metrics of the review whose values a column would replace, by the place of the column, at any name it had. */
  met = $state.raw<ReadonlyMap<number, MetMetric>>(new Map());
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the drafts, so that a late answer to an earlier one is dropped. */
  #asked = 0;

  constructor(source: TableSource, review: ReviewState) {
    this.source = source;
    this.#review = review;
  }

  /** What stops it without asking the host. */
  readonly blocked: string | null = $derived.by(() =>
    this.draft === null || this.preview === null ? null : draftProblem(this.draft, this.preview.columns),
  );

  /** Reads the bytes; options that are null are left to the reader. */
  async read(options: ReadOptions = asWritten): Promise<void> {
    const former = this.preview;
    this.phase = 'reading';
    this.failure = null;
    try {
      const preview = await this.#reading.read(this.source, options);
      if (preview === null) return;
      this.preview = preview;
      this.check = null;
      this.met = new Map();
      const { objectives, roles } = this.#review.saved;
      this.draft = draftOf(preview, objectives.length === 0, roles[0]?.id ?? null);
      this.phase = 'preview';
      this.#ask(0);
    } catch (error) {
      this.failure = failureOf(error);
      // Stopped: what was read before stays.
      this.phase = this.failure === null && former !== null ? 'preview' : 'failed';
    }
  }

  /** Reads again with one thing decided by the person; everything they see decided stays as it is. */
  async readAgain(change: Partial<ReadOptions>): Promise<void> {
    const { preview } = this;
    if (preview === null) return;
    const { delimiter, decimal, header } = preview;
    const choices = {
      ...Object.fromEntries(preview.choices.map(({ key, chosen }) => [key, chosen])),
      ...change.choices,
    };
    // Another separator makes other cells, and another sheet too, so the decimal mark and the header are guessed anew.
    const anew = 'delimiter' in change || 'choices' in change;
    await this.read({ ...(anew ? asWritten : { delimiter, decimal, header }), ...change, choices });
  }

  setColumn(index: number, change: Partial<DraftColumn>): void {
    const { draft } = this;
    if (draft === null) return;
    const columns = draft.columns.map((column, at) => (at === index ? { ...column, ...change } : column));
    this.draft = { ...draft, columns };
    if (!('objective' in change)) this.#ask(250);
  }
  /** What the person says of a column; remembered once the import is accepted. */
  answer(index: number, answer: ColumnAnswer): void {
    this.answerAll([index], answer);
  }
  answerAll(indices: readonly number[], answer: ColumnAnswer): void {
    const { draft, preview } = this;
    if (draft === null || preview === null) return;
    this.draft = withAnswer(draft, preview, indices, answer);
    this.#ask(250);
  }
  /** Says of columns whether they are the measurements of the review, or others with names of their own. */
  setExisting(indices: readonly number[], existing: 'update' | 'separate'): void {
    const { draft, preview } = this;
    if (draft === null || preview === null) return;
    const source = this.source.kind === 'paste' ? 'pasted' : preview.fileName;
    const taken = [...this.#review.saved.metrics.map(({ name }) => name), ...draft.columns.map(({ name }) => name)];
    const columns = draft.columns.map((column, at) => {
      const metric = this.met.get(at);
      return metric && indices.includes(at) && column.existing !== existing
        ? { ...column, ...withExisting(existing, metric, source, taken) }
        : column;
    });
    this.draft = { ...draft, columns };
    this.#ask(0);
  }
  /** Forgets earlier answers about these columns and reads the table again; where that fails, says why. */
  async forget(headers: readonly string[]): Promise<void> {
    this.failure = null;
    try {
      for (const header of headers) await call('imports.forget', { header });
    } catch (error) {
      this.failure = failureOf(error);
      return;
    }
    await this.readAgain({});
  }
  setPolicy(change: Partial<Pick<Draft, 'duplicates' | 'unreadable' | 'incumbent' | 'requirementsOf'>>): void {
    if (this.draft === null) return;
    this.draft = { ...this.draft, ...change };
    this.#ask(0);
  }

  /** Why it cannot be accepted now, as a sentence; null when it can. */
  readonly reason: string | null = $derived.by(() => {
    if (this.phase !== 'preview' || this.draft === null) return 'The table is still being read.';
    if (this.#review.readOnly !== null) return this.#review.readOnly;
    if (this.blocked !== null) return this.blocked;
    const { check } = this;
    if (this.checking || check === null) return 'The table is being checked.';
    if (check.acceptable) return null;
    if (check.duplicateCount > 0 && this.draft.duplicates === 'refuse') {
      return 'Say what to do with the rows that have the same name.';
    }
    if (this.draft.unreadable === 'refuse' && unreadableCells(this.draft, this.preview!.columns) > 0) {
      return 'Say what to do with the cells that are not numbers.';
    }
    const zeros = unexplainedZeros(this.draft, this.preview!.columns);
    if (zeros !== null) return `Say what a 0 of ${zeros.header} means.`;
    const mixed = unexplainedMixture(this.draft, this.preview!.columns);
    if (mixed !== null) return `Say what the numbers of ${mixed.header} are: it mixes two kinds.`;
    const asked = metColumns(this.draft, this.met).find(({ column }) => column.existing === null);
    if (asked) return `Say whether ${asked.metric.name} is the same measurement as the review’s.`;
    return 'The table cannot be imported as it is; what stops it is listed above.';
  });

  /**
   * Writes it all or nothing, as one step of undo; null when it was stopped or failed, which is then shown, and when there is
   * something to read about what it did to candidates that were there.
   */
  async accept(): Promise<Imported | null> {
    const { preview, draft } = this;
    if (preview === null || draft === null || this.reason !== null) return null;
    this.phase = 'writing';
    this.failure = null;
    try {
      const imported = await this.task.run((task) =>
        this.#review.save(() =>
          call('imports.accept', {
            task,
            review: this.#review.handle,
            table: preview.table,
            mapping: mappingOf(draft),
            objectives: objectiveColumns(draft),
            requirementsOf: draft.requirementsOf,
            answers: answersOf(draft),
            removeGone: this.removeGone,
          }),
        ),
      );
      await this.#review.refresh();
      if (imported.changes.updated + imported.changes.unchanged === 0) return imported;
      this.result = imported;
      this.phase = 'done';
      return null;
    } catch (error) {
      this.phase = 'preview';
      this.failure = failureOf(error);
      return null;
    }
  }

  /** The reading or writing under way. */
  get task(): RunningTask {
    return this.#reading.task;
  }

  /** Call when the dialog is gone: stops what is running and lets the host forget the table. */
  close(): void {
    clearTimeout(this.#timer);
    this.#reading.close();
  }

  #ask(delay: number): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (this.blocked !== null) {
      this.checking = false;
      return;
    }
    this.checking = true;
    this.#timer = setTimeout(() => void this.#checkNow(asked), delay);
  }

  async #checkNow(asked: number): Promise<void> {
    const { preview, draft } = this;
    if (preview === null || draft === null) return;
    try {
      const check = await call('imports.check', {
        review: this.#review.handle,
        table: preview.table,
        mapping: mappingOf(draft),
      });
      if (asked !== this.#asked) return;
      this.check = check;
      const met = new Map(this.met);
      for (const metric of check.changes.metrics) {
        const at = draft.columns.findIndex(({ use, name }) => use === 'metric' && name.trim() === metric.name);
        if (at >= 0 && metric.replaced > 0) met.set(at, metric);
      }
      this.met = met;
    } catch (error) {
      if (asked === this.#asked) this.failure = failureOf(error);
    } finally {
      if (asked === this.#asked) this.checking = false;
    }
  }
}
