// Importances from the first byte to the attached evidence: reading, whose they are, attaching, and giving up.
import type { TablePreview } from '../../../../shared/contract/imports.ts';
import type { ReadExplanation } from '../../../../shared/measures/explanation/readExplanations.ts';
import { readExplanations } from '../../../../shared/measures/explanation/readExplanations.ts';
import { call } from '../../../client/client.ts';
import type { RunningTask } from '../../../client/runningTask.svelte.ts';
import type { ReviewState } from '../../../state/review.svelte.ts';
import type { Candidate } from './candidateNamed.ts';
import { candidateNamed } from './candidateNamed.ts';
import { failureOf, TableReading } from '../../../parts/reading/tableReading.svelte.ts';
import type { TableSource } from '../../../parts/reading/tableReading.svelte.ts';

/** What one request for columns may name. */
const MOST_COLUMNS = 500;

export interface Found extends ReadExplanation {
  /** Whose it is; null: not said yet. */
  candidateId: number | null;
}

export class AttachWork {
  readonly #review: ReviewState;
  readonly #candidates: readonly Candidate[];
  phase = $state.raw<'source' | 'reading' | 'preview' | 'writing'>('source');
  failure = $state.raw<{ message: string; problems: readonly { message: string }[] } | null>(null);
  preview = $state.raw<TablePreview | null>(null);
  found = $state.raw<readonly Found[]>([]);
  readonly #reading = new TableReading();

  constructor(review: ReviewState, candidates: readonly Candidate[]) {
    this.#review = review;
    this.#candidates = candidates;
  }

  /** Why it cannot be attached yet. */
  readonly trouble: string | null = $derived.by(() => {
    if (this.found.some(({ candidateId }) => candidateId === null)) return 'Say whose importances these are.';
    const ids = this.found.map(({ candidateId }) => candidateId);
    return new Set(ids).size < ids.length ? 'Two of them are said to be of the same candidate.' : null;
  });

  async read(source: TableSource): Promise<void> {
    this.phase = 'reading';
    this.failure = null;
    try {
      const preview = await this.#reading.read(source);
      if (preview === null) return;
      // Which cells have to be numbers is known better here.
      const unread = preview.problems
        .filter(({ severity, column }) => severity === 'error' && column === '')
        .map(({ message }) => ({ message }));
      if (preview.columns.length > MOST_COLUMNS) {
        const message = `It has ${preview.columns.length} columns; importances of up to ${MOST_COLUMNS} features are read.`;
        unread.push({ message });
      }
      const { explanations, problems } =
        unread.length > 0 ? { explanations: [], problems: [] } : await this.#read(preview);
      const wrong = [...unread, ...problems];
      if (wrong.length > 0) {
        this.#reading.forget();
        this.failure = { message: 'This file does not hold importances as it is.', problems: wrong };
        this.phase = 'source';
        return;
      }
      this.preview = preview;
      this.found = explanations.map((each) => ({
        ...each,
        candidateId: candidateNamed(each.candidate, this.#candidates),
      }));
      this.phase = 'preview';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'source';
    }
  }

  async #read({ table, columns }: TablePreview) {
    // Words of a column of texts are wanted whole, those of numbers only to quote a cell.
    const wanted = columns.map(({ index, numeric }) => ({
      index,
      words: numeric === 0 ? ('all' as const) : ('few' as const),
    }));
    return readExplanations(await call('predictions.columns', { table, columns: wanted }));
  }

  say(place: number, candidateId: number | null): void {
    this.found = this.found.map((each, k) => (k === place ? { ...each, candidateId } : each));
  }

  /** Writes them; whether that went well. */
  async attach(): Promise<boolean> {
    if (this.preview === null || this.trouble !== null) return false;
    this.phase = 'writing';
    this.failure = null;
    try {
      const { table } = this.preview;
      const explanations = this.found.map(({ kind, method, cases, features, candidateId }) => ({
        kind,
        method,
        cases,
        features,
        candidateId: candidateId!,
      }));
      const { handle } = this.#review;
      await this.#review.save(() => call('explanations.attach', { review: handle, table, explanations }));
      this.preview = null;
      await this.#review.refresh();
      return true;
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'preview';
      return false;
    }
  }

  /** The reading under way. */
  get task(): RunningTask {
    return this.#reading.task;
  }

  /** Call when the dialog is gone. */
  close(): void {
    this.#reading.close();
  }
}
