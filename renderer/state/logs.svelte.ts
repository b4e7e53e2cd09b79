// The prediction logs of the open review: which one is looked at, its columns once fetched, what was measured on it, and what
// surrogates tell of its candidates. All stay while one walks between tabs and rooms.
import { ParleyError } from '../../shared/contract/errors.ts';
import type { CountedUnits, CubeEvidence } from '../../shared/domain/cube.ts';
import { headerAt } from '../../shared/domain/predictionLog.ts';
import type { KeptLog, LogColumn, LogValues } from '../../shared/domain/predictionLog.ts';
import { SEED } from '../../shared/measures/bootstrap/seed.ts';
import { TOLERANCE } from '../../shared/measures/gaps/gapVerdict.ts';
import { decisionPlace } from '../../shared/measures/log/cube.ts';
import { unitsOfSome } from '../../shared/measures/log/countedUnits.ts';
import { wordNumbers } from '../../shared/measures/log/wordNumbers.ts';
import type { PredictionStudyAnswer } from '../analysis/kinds/predictionStudy.ts';
import type { SurrogateAnswer, SurrogateInput } from '../analysis/kinds/surrogate.ts';
import { KeptAnalysis } from '../analysis/keptAnalysis.svelte.ts';
import { call } from '../client/client.ts';
import type { Address } from './address.svelte.ts';
import { questionOf } from './logQuestion.ts';
import type { LogQuestion } from './logQuestion.ts';
import type { ReviewState } from './review.svelte.ts';
import { LogVerdicts } from './verdicts.ts';

/** Columns of one log that were read, by their places. */
interface ReadColumns {
  of: string;
  columns: readonly (LogColumn | undefined)[];
}

export class LogEvidence {
  readonly #review: ReviewState;
  readonly #address: Address;
  /** Of one log at a time: a large one takes a hundred megabytes. */
  #read = $state.raw<ReadColumns | null>(null);
  readonly #fetching = new Set<string>();
  /** Of the cube that is looked at, what is not in its columns. */
  #cube = $state.raw<{ of: string; evidence: CubeEvidence } | null>(null);
  /** Why the columns could not be fetched. */
  trouble = $state.raw<string | null>(null);
  readonly study = new KeptAnalysis('predictionStudy');
  readonly surrogates = new KeptAnalysis('surrogate');
  readonly verdicts = new KeptAnalysis('predictionVerdicts');
  /** Whether surrogates may ask about the groups as well. */
  askGroups = $state(false);
  /** Whether attributes that make very many groups together are crossed all the same. */
  crossAll = $state(false);
  /** Of several answers the one whose giving surrogates imitate; null: the first. */
  askedAnswer = $state<string | null>(null);

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
    const columns = this.#columnsOf(log);
    if (columns.length < log.headers.length || !allThere(columns)) return null;
    const cube = this.cubeOf(log);
    if (log.cube !== undefined && cube === null) return null;
    const nameById = new Map(
      Array.from(this.#review.catalog.candidateIds, (id, index) => [id, this.#review.catalog.names[index]!]),
    );
    const scores = cube === null ? [] : scoresOf(log, cube);
    const mailed = cube?.mailed ?? null;
    return { columns, scores, units: cube && unitsOf(log, cube), mailed, ...questionOf(log, nameById) };
  }

  /** Where the counts of a cube come from, and its scores; null where they are not fetched yet, or the log keeps its rows. */
  cubeOf(log: KeptLog): CubeEvidence | null {
    return this.#cube?.of === originOf(log) ? this.#cube.evidence : null;
  }

  /** Fetches the columns of a log that are not there yet. */
  async want(log: KeptLog): Promise<void> {
    await Promise.all([this.#wantColumns(log), this.#wantCube(log)]);
  }

  async #wantCube(log: KeptLog): Promise<void> {
    if (log.cube === undefined || this.cubeOf(log) !== null) return;
    const of = originOf(log);
    await this.#once(`cube ${of}`, async () => {
      const evidence = await call('predictions.cube', { review: this.#review.handle, log: log.id });
      this.#cube = { of, evidence };
    });
  }

  async #wantColumns(log: KeptLog): Promise<void> {
    const known = this.#columnsOf(log);
    const places = log.headers.flatMap((_, place) => (known[place] === undefined ? [place] : []));
    const key = JSON.stringify([originOf(log), places, log.headers]);
    if (places.length === 0) return;
    await this.#once(key, async () => {
      const values = await call('predictions.values', { review: this.#review.handle, log: log.id, places });
      const columns = [...this.#columnsOf(log)];
      places.forEach((place, k) => {
        columns[place] = columnFrom(headerAt(log, place), values[k]!, log.cases);
      });
      this.#read = { of: originOf(log), columns };
    });
  }

  /** Fetches what is not being fetched already. */
  async #once(key: string, fetch: () => Promise<void>): Promise<void> {
    if (this.#fetching.has(key)) return;
    this.#fetching.add(key);
    try {
      await fetch();
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      this.trouble = error.message;
    } finally {
      this.#fetching.delete(key);
    }
  }

  /**
   * Takes columns of a log that were read while it was brought in, so that they are not fetched again.
   * @param words  by the place in the log, of columns that are kept as words.
   */
  take(log: KeptLog, words: ReadonlyMap<number, LogColumn['words']>): void {
    this.#read = {
      of: originOf(log),
      columns: log.headers.map((header, place) => {
        const own = words.get(place) ?? null;
        return own === null ? undefined : columnFrom(header, { numbers: null, words: own }, log.cases);
      }),
    };
  }

  /**
   * The columns of the log that were read, by their places. Columns are only ever added to a log, or an addition is undone: from
   * the first that has another name now, what was read is of an addition that is undone.
   */
  #columnsOf(log: KeptLog): readonly (LogColumn | undefined)[] {
    const read = this.#read;
    if (read === null || read.of !== originOf(log)) return [];
    const { columns } = read;
    const other = columns.findIndex((column, place) => column !== undefined && column.header !== log.headers[place]);
    return other < 0 ? columns : columns.slice(0, other);
  }

  /** What was measured on the log as it is described now; null until then. */
  studyOf(log: KeptLog): PredictionStudyAnswer | null {
    return this.study.answerTo(this.#measureKey(log));
  }
  /** Why it was not measured; null where it was, or is being. */
  studyTrouble(log: KeptLog): string | null {
    return this.study.troubleWith(this.#measureKey(log));
  }
  /** Measures the log, unless that has been done or is under way; another description ends what is under way. */
  measure(log: KeptLog, again = false): void {
    const question = this.question(log);
    if (question === null) return;
    const options = {
      replicates: log.replicates,
      seed: SEED,
      method: 'BCa' as const,
      stratified: false,
      favourable: log.favourable ?? 'positive',
      smallest: log.smallest,
      tolerance: log.tolerance ?? TOLERANCE,
    };
    this.study[again ? 'askAgain' : 'ask'](this.#measureKey(log), {
      ...question,
      kind: log.kind,
      options,
      crossAll: this.crossAll,
    });
  }

  /** What surrogates of the candidates tell; null until then. */
  surrogatesOf(log: KeptLog): SurrogateAnswer | null {
    return this.surrogates.answerTo(this.#surrogateKey(log));
  }
  /** What they told of the log before another question about it was asked, whose options stay at hand; null unless that is worked out. */
  lastSurrogatesOf({ id }: KeptLog): SurrogateAnswer | null {
    return this.surrogates.lastAnswerTo(`[${id},`);
  }
  surrogateTrouble(log: KeptLog): string | null {
    return this.surrogates.troubleWith(this.#surrogateKey(log));
  }
  /** What is asked about the log and its rows; null until its columns are there. */
  surrogateQuestion(log: KeptLog): SurrogateInput | null {
    const question = this.question(log);
    if (question === null) return null;
    const { kind } = log;
    const { columns, roles } = question;
    const choices =
      kind === 'multiclass' ? { ...question.choices, positive: this.askedAnswer ?? '' } : question.choices;
    return { columns, roles, choices, kind, groups: this.askGroups || roles.features.length === 0 };
  }
  /** Explains the candidates of the log, unless that has been done or is under way. */
  explain(log: KeptLog, again = false): void {
    const question = this.surrogateQuestion(log);
    if (question !== null) this.surrogates[again ? 'askAgain' : 'ask'](this.#surrogateKey(log), question);
  }

  /** How the candidates compare in pairs; null until then, or where that cannot be told. */
  verdictsOf(log: KeptLog): LogVerdicts | null {
    const pairs = this.verdicts.answerTo(this.#studyKey(log));
    return pairs && new LogVerdicts(log, pairs);
  }
  /** Compares the candidates of the log in pairs, unless that has been done or is under way. */
  compare(log: KeptLog): void {
    const question = this.question(log);
    if (question === null) return;
    const { columns, roles, choices, scores } = question;
    const unread = new Set([...roles.features, ...roles.groups.map(({ place }) => place)]);
    this.verdicts.ask(this.#studyKey(log), {
      kind: log.kind,
      columns: columns.map((column, place) => (unread.has(place) ? undefined : column)),
      roles: { ...roles, features: [], groups: [] },
      choices,
      scores,
    });
  }

  /** Call when the review is left. */
  leave(): void {
    this.verdicts.end();
    this.study.end();
    this.surrogates.end();
  }

  #measureKey(log: KeptLog): string {
    return `${this.#studyKey(log)} ${this.crossAll}`;
  }
  #studyKey(log: KeptLog): string {
    return JSON.stringify([{ ...log, name: '', source: null }, this.#names(log)]);
  }
  #surrogateKey(log: KeptLog): string {
    const { id, headers, roles, candidates, positive, threshold } = log;
    return JSON.stringify([
      id,
      headers,
      { ...roles, groups: roles.groups.map(({ place }) => place) },
      candidates,
      positive,
      threshold,
      this.#names(log),
      this.askGroups,
      this.askedAnswer,
    ]);
  }

  #names(log: KeptLog): string[] {
    const { indexById, catalog } = this.#review;
    return log.candidates.map(({ candidateId }) => catalog.names[indexById.get(candidateId) ?? -1] ?? '');
  }
}

/** A log that is brought in anew after an undo may get the number of the one before. */
const originOf = ({ id, source }: KeptLog) => JSON.stringify([id, source.id, source.at]);

/** Scores by the candidates that are still in the log. */
const scoresOf = ({ candidates }: KeptLog, { scores }: CubeEvidence) =>
  scores.flatMap((counted) => {
    const candidate = candidates.findIndex(({ prediction }) => prediction === decisionPlace(counted.candidate));
    return candidate < 0 ? [] : [{ ...counted, candidate }];
  });

/** The units of a cube, by the candidates that it still has. */
function unitsOf({ candidates }: KeptLog, { units }: CubeEvidence): CountedUnits | null {
  if (units === undefined) return null;
  const counted = units.sizes.right.length;
  const placeOf = (prediction: number | null) =>
    Array.from({ length: counted }, (_, c) => c).findIndex((c) => decisionPlace(c) === prediction);
  return unitsOfSome(
    units,
    candidates.map(({ prediction }) => placeOf(prediction)),
  );
}

const allThere = (columns: readonly (LogColumn | undefined)[]): columns is readonly LogColumn[] =>
  columns.every((column) => column !== undefined);

const columnFrom = (header: string, { numbers, words }: LogValues, cases: number): LogColumn => ({
  header,
  numbers: numbers ?? (words ? wordNumbers(words) : new Float64Array(cases).fill(NaN)),
  words,
});
