// One prediction log from the first byte to the kept evidence: reading, what is asked, keeping, and giving up.
import { kinds } from '../../../shared/measures/study/kinds/index.ts';
import type { LogColumn } from '../../../shared/domain/predictionLog.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { LogDoubts, WaitingColumn } from '../../../shared/contract/predictions.ts';
import type { Out } from '../../../shared/contract/contract.ts';
import type { TablePreview } from '../../../shared/contract/imports.ts';
import { isOrderOf, knownOrder, wordsOfAll } from '../../../shared/measures/log/answerOrder.ts';
import { mergeSpellings, type MergedSpelling } from '../../../shared/measures/log/spellings.ts';
import { quarterBounds } from '../../../shared/measures/log/cutGroups.ts';
import { call } from '../../client/client.ts';
import type { RunningTask } from '../../client/runningTask.svelte.ts';
import type { LogEvidence } from '../../state/logs.svelte.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { failureOf, TableReading } from '../reading/tableReading.svelte.ts';
import type { ReadingFailure, TableSource } from '../reading/tableReading.svelte.ts';
import { TypingPause } from '../../ui/typingPause.ts';
import { oddAnswers } from '../../../shared/measures/study/oddCells.ts';
import { countableFile, countingTrouble, isBeyondReading, ofCounts } from './countedInstead.ts';
import type { LogDraft } from './logDraft.ts';
import {
  doubtsOf,
  draftLog,
  draftTrouble,
  isInWords,
  keepingOf,
  likelyPositive,
  oddColumns,
  predictionsOf,
  readingTrouble,
  withProbabilities,
} from './logDraft.ts';

export class PredictionWork {
  readonly #review: ReviewState;
  readonly #logs: LogEvidence;
  phase = $state.raw<'source' | 'reading' | 'questions' | 'keeping'>('source');
  failure = $state.raw<ReadingFailure | null>(null);
  preview = $state.raw<TablePreview | null>(null);
  draft = $state.raw<LogDraft | null>(null);
  /** Whether the log is counted instead of read, because of its size. */
  counted = $state.raw(false);
  /** Columns that were fetched, by their place. */
  #columns = $state.raw<ReadonlyMap<number, WaitingColumn>>(new Map());
  /** Spellings that were taken for one word, by the place of their column. */
  #merged = $state.raw<ReadonlyMap<number, readonly MergedSpelling[]>>(new Map());
  readonly #reading = new TableReading();
  readonly #pause = new TypingPause();
  /** The question about the cells that is under way. */
  #asking = '';

  constructor(review: ReviewState, logs: LogEvidence) {
    this.#review = review;
    this.#logs = logs;
  }

  readonly #labelWords: LogColumn['words'] = $derived(
    this.draft?.label == null ? null : (this.#columns.get(this.draft.label)?.words ?? null),
  );
  /** The words of the label that are neither of its two answers. What is done with them is asked. */
  readonly oddAnswers: readonly string[] = $derived(
    this.draft === null ? [] : oddAnswers(this.draft.kind, this.#labelWords?.names ?? null),
  );
  /** The different labels; null while unknown, or when there are too many. */
  readonly labels: readonly string[] | null = $derived.by(() => {
    const { draft } = this;
    const words = this.#labelWords?.names ?? null;
    if (draft === null || words === null) return null;
    // Cells that are no numbers where numbers are used are no answers either.
    const hasOdd = oddColumns(draft, this.preview?.columns ?? []).some(({ index }) => index === draft.label);
    return words.filter((word) => !this.oddAnswers.includes(word) && (!hasOdd || Number.isFinite(Number(word))));
  });
  readonly trouble: string | null = $derived.by(() =>
    this.draft === null
      ? null
      : ((this.counted ? countingTrouble(this.draft) : null) ??
        draftTrouble(this.draft, this.labels, this.preview?.columns ?? [], this.#known) ??
        (this.doubts === undefined ? 'Looking at what the cells say…' : null)),
  );
  /** The words of labels and of what the candidates say, where those on a scale have to be put in order. */
  readonly answers: readonly string[] = $derived.by(() => {
    const { draft } = this;
    if (draft === null || !isInWords(draft, this.preview?.columns ?? [])) return [];
    const places = [draft.label, ...predictionsOf(draft)];
    return wordsOfAll(places.map((place) => this.#columns.get(place ?? -1)?.words?.names ?? []));
  });
  /** What was found in the cells, by the question that was asked. */
  #looked = $state.raw<{ asked: string; found: LogDoubts | null }>({ asked: '', found: null });
  /** What has to be known to look at the cells for doubts; null: not everything is said yet. */
  readonly #doubtQuestion: string | null = $derived.by(() => {
    const { draft, preview } = this;
    if (draft === null || preview === null) return null;
    if (readingTrouble(draft, this.labels, preview.columns, { neither: this.oddAnswers, answers: this.answers }))
      return null;
    return JSON.stringify(doubtsOf(draft));
  });
  /** What the cells leave to be asked; null: nothing could be told; undefined: not known yet. */
  readonly doubts: LogDoubts | null | undefined = $derived(
    this.#doubtQuestion !== null && this.#looked.asked === this.#doubtQuestion ? this.#looked.found : undefined,
  );
  readonly #known = $derived({ neither: this.oddAnswers, answers: this.answers, doubts: this.doubts ?? null });
  /** How many cells of the label are one of these words. O(rows). */
  cellsOfLabel(wanted: readonly string[]): number {
    const { words, counts } = this.#columns.get(this.draft?.label ?? -1) ?? { words: null, counts: null };
    if (words === null) return 0;
    const isWanted = words.names.map((name) => wanted.includes(name));
    return words.codes.reduce((sum, code, k) => (isWanted[code] === true ? sum + (counts?.[k] ?? 1) : sum), 0);
  }
  wordsIn(index: number): readonly string[] {
    return this.#columns.get(index)?.words?.names ?? [];
  }

  /** Bounds that cut the numbers of a column into quarters. */
  quartersOf(index: number): number[] {
    const column = this.#columns.get(index);
    return column ? quarterBounds(column.numbers, column.counts) : [];
  }
  mergedIn(index: number | null): readonly MergedSpelling[] {
    return index === null ? [] : (this.#merged.get(index) ?? []);
  }

  /** Keeps a cube as it is: what its columns are it says itself. null when that failed, which is then shown. */
  async keepCube(source: TableSource): Promise<Out<'predictions.keepCube'> | null> {
    this.phase = 'keeping';
    this.failure = null;
    try {
      const { fileName } = source;
      const kept = await this.task.run(async (task, signal) => {
        const handed = await this.#reading.bytesOf(source, signal);
        return call('predictions.keepCube', { task, review: this.#review.handle, fileName, ...handed });
      });
      await this.#review.refresh();
      return kept;
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'source';
      return null;
    }
  }

  async read(source: TableSource): Promise<void> {
    this.phase = 'reading';
    this.failure = null;
    try {
      const preview = await this.#readOrSurvey(source);
      if (preview === null) return;
      // Rows that cannot be told apart come before all else; a cell matters only where its column is used.
      const errors = preview.problems.filter(({ severity, column }) => severity === 'error' && column === '');
      if (errors.length > 0) {
        this.#reading.forget();
        this.failure = { message: 'Some rows could not be read, so the log was not taken.', problems: errors };
        this.phase = 'source';
        return;
      }
      this.preview = preview;
      const taken = this.#review.saved.logs.map(({ name }) => name);
      const proposed = draftLog(preview.columns, preview.rows, source.fileName, taken);
      const draft = this.counted ? ofCounts(proposed) : proposed;
      await this.#fetch(draft);
      this.draft = draft;
      this.#proposePositive();
      this.#proposeProbabilities();
      this.phase = 'questions';
      void this.#lookAtCells();
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'source';
    }
  }

  /** A log that is too large to be read is looked through, and counted once it is kept. */
  async #readOrSurvey(source: TableSource): Promise<TablePreview | null> {
    const file = countableFile(source);
    this.counted = file !== null && isBeyondReading(file);
    if (this.counted) return this.#reading.survey(file!);
    try {
      return await this.#reading.read(source);
    } catch (error) {
      if (file === null || !(error instanceof ParleyError) || error.code !== 'tooLarge') throw error;
      this.counted = true;
      return this.#reading.survey(file);
    }
  }

  /** Takes what is typed with every key. What the cells say to it is asked once there is a pause. */
  type(change: Pick<Partial<LogDraft>, 'name' | 'level' | 'smallest' | 'replicates' | 'candidates'>): void {
    if (this.draft === null) return;
    this.draft = { ...this.draft, ...change };
    this.#pause.later(() => void this.#lookAtCells());
  }

  /** Takes a change of what was said; columns it needs are fetched. */
  async say(change: Partial<LogDraft>): Promise<void> {
    if (this.draft === null) return;
    const draft = { ...this.draft, ...change };
    this.draft = draft;
    try {
      await this.#fetch(draft);
    } catch (error) {
      this.failure = failureOf(error);
    }
    if ('label' in change && this.draft?.label === change.label) {
      this.#proposePositive();
      this.#proposeProbabilities();
    }
    this.#proposeOrder();
    await this.#lookAtCells();
  }

  /** The order of words on a scale that everybody reads alike; what somebody said stays, as long as the words do. */
  #proposeOrder(): void {
    const { draft, answers } = this;
    if (draft === null || answers.length === 0 || (draft.order !== null && isOrderOf(draft.order, answers))) return;
    this.draft = { ...draft, order: knownOrder(answers) };
  }

  /** What the cells leave to be asked, once all is said that is needed to read them. What cannot be read the keeping says. */
  async #lookAtCells(): Promise<void> {
    const asked = this.#doubtQuestion;
    if (asked === null || this.#looked.asked === asked || this.#asking === asked) return;
    const { table } = this.preview!;
    this.#asking = asked;
    let found: LogDoubts | null = null;
    try {
      found = await call('predictions.doubts', { table, ...(JSON.parse(asked) as ReturnType<typeof doubtsOf>) });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
    }
    // Something else may have been said since.
    if (this.#asking === asked) this.#looked = { asked, found };
  }

  /** Columns are probabilities of answers by the answers of the label, which are known only now. */
  #proposeProbabilities(): void {
    if (this.draft === null || this.preview === null) return;
    const change = withProbabilities(this.draft, this.preview.columns, this.labels);
    if (change !== null) this.draft = { ...this.draft, ...change };
  }

  #proposePositive(): void {
    if (this.draft === null) return;
    this.draft = { ...this.draft, positive: this.labels && likelyPositive(this.labels), favourable: null };
  }

  /** Label and groups, whose words are shown; and predictions, where their words have to be put in order. */
  async #fetch(draft: LogDraft): Promise<void> {
    const inWords = isInWords(draft, this.preview?.columns ?? []) ? predictionsOf(draft) : [];
    const predictions = inWords.map((index) => ({ index, words: 'few' as const }));
    const groups = draft.groups.map(({ index }) => ({ index, words: 'few' as const }));
    const label = draft.label === null ? [] : [{ index: draft.label, words: 'few' as const }];
    const wanted = [...label, ...predictions, ...groups].filter(({ index }) => !this.#columns.has(index));
    if (wanted.length === 0 || this.preview === null) return;
    const columns = await call('predictions.columns', { table: this.preview.table, columns: wanted });
    const known = new Map(this.#columns);
    const merged = new Map(this.#merged);
    wanted.forEach(({ index }, k) => {
      const column = columns[k]!;
      const inOne = column.words && mergeSpellings(column.words, column.counts);
      known.set(index, { ...column, words: inOne && inOne.words });
      merged.set(index, inOne?.merged ?? []);
    });
    this.#columns = known;
    this.#merged = merged;
  }

  /** Keeps the log in the review; null when that failed, which is then shown. */
  async keep(): Promise<Out<'predictions.keep'> | null> {
    const { preview, draft } = this;
    if (preview === null || draft === null || this.trouble !== null) return null;
    this.phase = 'keeping';
    this.failure = null;
    try {
      const kept = await this.task.run((task) =>
        this.#review.save(() =>
          call('predictions.keep', { task, review: this.#review.handle, table: preview.table, ...keepingOf(draft) }),
        ),
      );
      await this.#review.refresh();
      this.#handOver(kept.log, draft);
      return kept;
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'questions';
      return null;
    }
  }

  /**
   * The words that were read here stay with the log, unless its cases are not the rows of the table as they were read: a long table
   * stands in another order, and odd cells were blanked or their rows left out.
   */
  #handOver(id: number, { model, label, groups, kind, order, odd }: LogDraft): void {
    const log = this.#review.saved.logs.find((each) => each.id === id);
    if (log === undefined || model !== null || odd !== null || this.counted) return;
    const words = new Map<number, LogColumn['words']>();
    const take = (place: number | null, index: number | null) => {
      const column = index === null ? undefined : this.#columns.get(index);
      if (place !== null && column !== undefined) words.set(place, column.words);
    };
    if (kinds[kind].answersInWords || order !== null) take(log.roles.label, label);
    const used = groups.filter(({ use }) => use);
    log.roles.groups.forEach(({ place }, k) => take(place, used[k]?.bounds == null ? (used[k]?.index ?? null) : null));
    this.#logs.take(log, words);
  }

  /** The reading or keeping under way. */
  get task(): RunningTask {
    return this.#reading.task;
  }

  /** Call when the dialog is gone. */
  close(): void {
    this.#reading.close();
  }
}
