// A prediction log measured: every candidate on the same cases with intervals, every gap between groups, every pair of candidates.
import type { LogColumn, LogRoles } from '../../domain/predictionLog.ts';
import { finish } from '../../engine/certainty/run.ts';
import type { IntervalOrReason } from '../../measures/bootstrap/interval.ts';
import type { LogChoices } from '../../measures/log/predictionLog.ts';
import type { Measure } from '../../measures/measure.ts';
import { wideLog } from '../../measures/log/wideLog.ts';
import { kinds } from '../../measures/study/kinds/index.ts';
import type { Comparison, GapOutcome } from './compare.ts';

/** One cell per case: words, numbers or yes and no. '', null and NaN are blank. */
export type Cells = ArrayLike<string | number | boolean | null>;

/** What one candidate said about every case. Which of these are needed follows from the kind of the log. */
export interface LogCandidate {
  name: string;
  /** binary: larger means more surely positive. ranking: larger is earlier in the list. */
  scores?: ArrayLike<number>;
  /** An answer or a number per case. */
  predictions?: Cells;
  /** multiclass: the probability of each answer, by the answer. */
  probabilities?: Readonly<Record<string, ArrayLike<number>>>;
  /** interval: the ends of the range. */
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
  /** binary: scores of at least this are decided positive; that of the log if left out. */
  threshold?: number;
}

export interface PredictionLog {
  /**
   * - binary: one of two answers, by `scores`, `predictions` or both. multiclass: one of several. ordinal: one on a scale.
   * - regression: a number. interval: a range that is to hold a number.
   * - ranking: an order of the items of each of `queries`, by `scores`; labels are their relevance, from 0.
   */
  kind: 'binary' | 'multiclass' | 'ordinal' | 'regression' | 'interval' | 'ranking';
  /** What really happened, per case. */
  labels: Cells;
  candidates: readonly LogCandidate[];
  /** binary: the label that counts as positive. */
  positive?: string | number | boolean;
  /** binary: whether the positive label is good for the person it is about; it is what the fairness measures go by. 'positive' if left out. */
  favourable?: 'positive' | 'negative';
  /** binary: scores of at least this are decided positive; 0.5 if left out. */
  threshold?: number;
  /** interval: the share of cases that ranges are to hold; 0.9 if left out. */
  level?: number;
  /** ordinal: answers in words from the lowest to the highest; left out where they are numbers. */
  order?: readonly string[];
  /** Attributes whose groups are compared: a word per case. */
  groups?: readonly { name: string; of: Cells; reference?: string }[];
  /** What each case counts, from 0 upwards. */
  weights?: ArrayLike<number>;
  /** ranking: the list that an item belongs to. */
  queries?: Cells;
  /** Whose case it is: cases of one person are no independent ones. */
  units?: Cells;
}

/** A number, or null with the reason why there is none; never 0 for what cannot be measured. */
export interface Measured {
  value: number | null;
  reason: string | null;
  /** 95 % interval; null where none is made. */
  low: number | null;
  high: number | null;
}

export interface MeasuredGap extends Measured {
  /** null: no verdict is made of this measure. */
  verdict: GapOutcome | null;
}

export interface MeasuredCandidate {
  name: string;
  /** By the measure: accuracy, rocAuc, mae, ndcg … as the kind of the log has them. */
  measures: Readonly<Record<string, Measured>>;
  /** Per attribute. */
  groups: readonly {
    attribute: string;
    gaps: Readonly<Record<string, MeasuredGap>>;
    /** `small`: too few cases to decide anything. */
    of: readonly { group: string; cases: number; small: boolean; measures: Readonly<Record<string, Measured>> }[];
  }[];
}

export interface LogReport {
  /** How many cases (of rankings: lists) could be measured. */
  cases: number;
  candidates: readonly MeasuredCandidate[];
  /** Every pair, by the leading measure of the kind, with regard to all pairs. */
  pairs: readonly Comparison[];
}

/**
 * Measures a prediction log, as Parley's Evidence room does.
 *
 * @param options  `replicates`: bootstrap samples behind intervals, 1,000 by default; `seed`, 1 by default: the same seed repeats
 *   the result; `smallest`: groups of fewer cases decide nothing, 30 by default; `tolerance`: the largest gap that people are willing
 *   to live with, of measures within 0 … 1, 0.05 by default.
 * @throws Error with a sentence where the columns cannot be read as a log of this kind; RangeError where they are not equally long.
 * About O(candidates · cases · (log cases + replicates)), less where intervals have a closed form. See README.md for the methods.
 * @example
 * ```ts
 * import { measureLog } from 'parley/measures';
 * const report = measureLog({
 *   kind: 'binary',
 *   labels: ['yes', 'no', 'yes', 'no'],
 *   positive: 'yes',
 *   candidates: [{ name: 'A', scores: [0.9, 0.2, 0.8, 0.6] }, { name: 'B', predictions: ['yes', 'no', 'yes', 'no'] }],
 * }, { replicates: 100 });
 * report.candidates[0]!.measures.accuracy!.value; // → 0.75
 * report.candidates[0]!.measures.rocAuc!.value; // → 1
 * report.candidates[1]!.measures.rocAuc!.reason; // → 'The log has decisions only, no scores.'
 * report.pairs[0]!.verdict; // → 'noise'
 * ```
 */
export function measureLog(
  log: PredictionLog,
  options: { replicates?: number; seed?: number; smallest?: number; tolerance?: number } = {},
): LogReport {
  const { replicates = 1000, seed = 1, smallest = 30, tolerance = 0.05 } = options;
  const { columns, roles, choices } = toColumns(log);
  const read = kinds[log.kind].read(columns, roles, choices);
  const references = read.rows.groups.map(({ groups }, v) => {
    const reference = roles.groups[v]?.reference;
    return reference == null ? -1 : groups.findIndex((group) => group.toLowerCase() === reference.toLowerCase());
  });
  const { favourable = 'positive' } = log;
  const asked = {
    replicates,
    seed,
    method: 'BCa',
    stratified: false,
    smallest,
    tolerance,
    favourable,
    references,
  } as const;
  const study = finish(read.study(read.rows.groups, asked))!;
  return {
    cases: study.rows,
    candidates: study.candidates.map((candidate) => ({
      name: candidate.name,
      measures: each(candidate.measures, toMeasured),
      groups: candidate.columns.map((column, v) => ({
        attribute: study.columns[v]!.name,
        gaps: each(column.gaps, (gap) => ({ ...toMeasured(gap), verdict: gap.verdict?.outcome ?? null })),
        of: column.groups.map(({ group, n, small, measures }) => ({
          group,
          cases: n,
          small,
          measures: each(measures, toMeasured),
        })),
      })),
    })),
    pairs: study.pairs,
  };
}

function each<T, U>(entries: Readonly<Record<string, T>>, of: (entry: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, of(entry)]));
}

function toMeasured({ measure, interval }: { measure: Measure; interval: IntervalOrReason | null }): Measured {
  const known = interval !== null && interval.reason === null ? interval : null;
  return { value: measure.value, reason: measure.reason, low: known?.lo ?? null, high: known?.hi ?? null };
}

/** The log as Parley keeps it: columns, and what each of them is. */
function toColumns(log: PredictionLog): { columns: LogColumn[]; roles: LogRoles; choices: LogChoices } {
  const columns: LogColumn[] = [];
  const cases = log.labels.length;
  const add = (header: string, cells: Cells | undefined): number | null => {
    if (cells === undefined) return null;
    if (cells.length !== cases) {
      throw new RangeError(`${header} has ${cells.length} cells, and there are ${cases} labels.`);
    }
    return columns.push(toColumn(header, cells)) - 1;
  };
  const roles: LogRoles = {
    label: add('label', log.labels),
    weight: add('weight', log.weights),
    row: null,
    model: null,
    query: add('query', log.queries),
    unit: add('unit', log.units),
    candidates: log.candidates.map(({ name, scores, predictions, probabilities, low, high, threshold }) => ({
      name,
      score: add(`${name}: score`, scores),
      prediction: add(`${name}: prediction`, predictions),
      ...(low === undefined || high === undefined
        ? {}
        : { intervalLow: add(`${name}: low`, low), intervalHigh: add(`${name}: high`, high) }),
      ...(probabilities === undefined
        ? {}
        : {
            classProbabilities: Object.entries(probabilities).map(([answer, of]) => ({
              place: add(`${name}: probability of ${answer}`, of)!,
              answer,
            })),
          }),
      ...(threshold === undefined ? {} : { threshold }),
    })),
    groups: (log.groups ?? []).map(({ name, of, reference = null }) => ({ place: add(name, of)!, reference })),
    features: [],
  };
  if (log.kind === 'binary' && log.positive === undefined) {
    throw new RangeError('Say which label counts as positive.');
  }
  const choices: LogChoices = {
    positive: String(log.positive ?? ''),
    threshold: log.threshold ?? 0.5,
    level: log.level ?? 0.9,
    inverted: new Set(),
    ...(log.order === undefined ? {} : { order: log.order }),
  };
  const wide = wideLog(columns, roles);
  return { columns: wide.columns, roles: wide.roles, choices };
}

/** Numbers where cells are numbers, and every cell as a word. */
function toColumn(header: string, cells: Cells): LogColumn {
  const names: string[] = [];
  const codeOf = new Map<string, number>();
  const numbers = new Float64Array(cells.length);
  const codes = Int32Array.from(cells, (cell, at) => {
    const word = cell === null || (typeof cell === 'number' && Number.isNaN(cell)) ? '' : String(cell);
    numbers[at] = word.trim() === '' ? NaN : typeof cell === 'boolean' ? Number(cell) : Number(word);
    if (word === '') return -1;
    let code = codeOf.get(word);
    if (code === undefined) codeOf.set(word, (code = names.push(word) - 1));
    return code;
  });
  return { header, numbers, words: { codes, names } };
}
