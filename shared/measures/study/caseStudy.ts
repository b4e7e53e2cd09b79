// What logs have in common in which every row is a case of its own: a row has a label, perhaps a weight and a unit, and candidates say
// something about it.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { Entries } from '../classification/entries.ts';
import { casesIn } from '../classification/entries.ts';
import { rightRows } from '../classification/confusion.ts';
import type { UnitSizes } from '../compare/unitSizes.ts';
import type { ComparedMeasure } from '../compare/verdict.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { Backwards } from './kind.ts';
import { startStudy, type Kernel, type SampleOptions, type Study } from './study.ts';

interface CaseLog extends Entries {
  /** Rows, or cells of a cube. */
  rows: number;
  units?: Int32Array | null;
  /** Of a cube whose cases come in units: these by their size. */
  sizes?: UnitSizes | null;
  candidates: readonly { name: string }[];
}

interface NumberLog extends CaseLog {
  labels: Float64Array;
  candidates: readonly { name: string; predicted: Float64Array }[];
}

/** A measure that every case has by itself, to compare candidates by. */
export function comparedCases(
  { rows, weights, counts = null, squares = null, units = null, sizes = null, candidates }: CaseLog,
  how: Pick<ComparedMeasure, 'rightness' | 'better' | 'of'>,
): ComparedMeasure {
  return { candidates: candidates.length, cases: rows, weights, counts, squares, units, sizes, ...how };
}

interface AnswerLog<Codes extends Uint8Array | Int32Array> extends CaseLog {
  labels: Codes;
  candidates: readonly { name: string; predicted: Codes }[];
}

/** Whether every answer is the label. */
export const rightCases = <Codes extends Uint8Array | Int32Array>(log: AnswerLog<Codes>): ComparedMeasure =>
  comparedCases(log, {
    rightness: true,
    better: 'larger',
    of: (c) => rightRows(log.labels, log.candidates[c]!.predicted),
  });

/** How far off the label every prediction is. */
export const absoluteErrors = (log: NumberLog): ComparedMeasure =>
  comparedCases(log, {
    rightness: false,
    better: 'smaller',
    of: (c) => log.candidates[c]!.predicted.map((number, i) => Math.abs(number - log.labels[i]!)),
  });

/** Whose predictions run against the label: those of which this measure of agreement is below 0. */
export const backwardsBy =
  (measure: string) =>
  ({ candidates }: Pick<Study, 'candidates'>): Backwards[] =>
    candidates.flatMap(({ name, measures }): Backwards[] => {
      const value = measures[measure]?.measure.value ?? null;
      return value !== null && value < 0 ? [{ name, says: 'prediction', value, reversed: null }] : [];
    });

/** A study in which rows are drawn, candidates over the same ones. */
export function startCaseStudy<Id extends string, GroupId extends string, GapId extends string>(
  { rows, weights, counts = null, candidates }: CaseLog,
  columns: readonly GroupColumn[],
  kernel: Pick<Kernel<Id, GroupId, GapId>, 'measure' | 'compared' | 'counts'>,
  options: SampleOptions,
): SlicedRun<Study<Id, GroupId, GapId>> {
  const names = candidates.map(({ name }) => name);
  const cases = casesIn(rows, { counts });
  return startStudy({ rows: cases, weighted: weights !== null, columns, candidates: names, ...kernel }, options);
}
