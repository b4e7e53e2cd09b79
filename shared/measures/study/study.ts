// A whole log measured: every candidate with intervals, every group column with its gaps, every pair. One driver for all kinds of
// log; what a kind measures is its kernel.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { BootstrapOptions } from '../bootstrap/counted.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { Reliability } from '../classification/calibration.ts';
import type { ClassMeasures } from '../classification/multiclass.ts';
import type { ComparedMeasure, PairVerdict } from '../compare/verdict.ts';
import { startComparison } from '../compare/verdict.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import { groupSizes } from '../fairness/groups.ts';
import type { AgainstReference } from '../fairness/reference.ts';
import type { GapFinding } from '../gaps/finding.ts';
import type { Measure } from '../measure.ts';

/** How samples are drawn, and from how many cases on a group is not small. */
export interface SampleOptions extends Pick<BootstrapOptions, 'replicates' | 'seed' | 'method'> {
  /** Groups of fewer cases are flagged, and decide nothing. */
  smallest: number;
  /** The largest gap between groups that people are willing to live with, of measures within 0 … 1. */
  tolerance: number;
}

/** What any kind may be asked; a kernel reads what means something to it. */
export interface StudyOptions extends SampleOptions, BootstrapOptions {
  /** Whether the positive label is the favourable outcome. The fairness measures are about the favourable one. */
  favourable: 'positive' | 'negative';
  /** Per group column the place of its reference group; −1: none was named. */
  references: readonly number[];
}

/** A measure with its interval; `interval` is null where none is made. */
export interface Finding {
  measure: Measure;
  interval: IntervalOrReason | null;
}

interface GroupStudy<GroupId extends string = string> {
  group: string;
  /** Rows; of ordered lists the lists. */
  n: number;
  /** Fewer than the smallest group that was asked for. */
  small: boolean;
  measures: Record<GroupId, Finding>;
  /** Ten bins of equal width; null where there are no probabilities. */
  reliability: Reliability | null;
}

interface ColumnStudy<GroupId extends string = string, GapId extends string = string> {
  groups: GroupStudy<GroupId>[];
  /** How far the groups lie apart, and what the cases bear out of it. */
  gaps: Record<GapId, GapFinding>;
  /** Per group against the reference group, null for that group itself; null where none was named. */
  against: (AgainstReference | null)[] | null;
}

/** What was answered to what. */
export interface Confusions {
  classes: readonly string[];
  /** Label × answer: counts, or sums of weights. */
  table: Float64Array;
  /** Per class; null where it occurs in neither labels nor answers of this candidate. */
  ofClasses: (ClassMeasures | null)[];
}

/** Whether the probability of one answer comes true. */
export interface AnswerCalibration {
  answer: string;
  /** How many rows have it as their label, or the sum of their weights. */
  support: number;
  /** Ten bins of equal width of its probability. */
  reliability: Reliability;
  ece: Measure;
}

export interface CandidateStudy<
  Id extends string = string,
  GroupId extends string = string,
  GapId extends string = string,
> {
  name: string;
  measures: Record<Id, Finding>;
  /** Per group column. */
  columns: ColumnStudy<GroupId, GapId>[];
  /** Ten bins of equal width of the score of the positive label; null where there are no probabilities. */
  reliability: Reliability | null;
  /** null where there are no answers to mistake for others. */
  confusions: Confusions | null;
  /** Of probabilities of several answers: whether that of each comes true; null where there are none. */
  answers: AnswerCalibration[] | null;
}

export interface Study<Id extends string = string, GroupId extends string = string, GapId extends string = string> {
  /** What was drawn: rows, or lists. */
  rows: number;
  /** Whether rows were weighed. */
  weighted: boolean;
  columns: { name: string; groups: readonly string[] }[];
  candidates: CandidateStudy<Id, GroupId, GapId>[];
  /** Every pair; of very many candidates the leader with every other. */
  pairs: PairVerdict[];
  /** What else was counted in the log, by names of the kind's own. */
  counts: Readonly<Record<string, number>>;
}

type Optional<T, Key extends keyof T> = Omit<T, Key> & Partial<Pick<T, Key>>;

/** What a kernel says of one candidate; what a kind does not have may be left out. */
export interface MeasuredCandidate<Id extends string, GroupId extends string, GapId extends string> extends Optional<
  Omit<CandidateStudy<Id, GroupId, GapId>, 'name' | 'columns'>,
  'reliability' | 'confusions' | 'answers'
> {
  columns: MeasuredColumn<GroupId, GapId>[];
}
export interface MeasuredColumn<GroupId extends string, GapId extends string> extends Optional<
  Omit<ColumnStudy<GroupId, GapId>, 'groups'>,
  'against'
> {
  /** In the order of the groups of the column. */
  groups: Optional<Omit<GroupStudy<GroupId>, 'group' | 'n' | 'small'>, 'reliability'>[];
}

/** What one kind of log measures of its candidates. */
export interface Kernel<Id extends string = string, GroupId extends string = string, GapId extends string = string> {
  /** What is drawn: rows, or lists. */
  rows: number;
  weighted: boolean;
  columns: readonly GroupColumn[];
  candidates: readonly string[];
  /** Measures the candidates and draws the samples behind their intervals; one entry per candidate. */
  measure: SlicedRun<MeasuredCandidate<Id, GroupId, GapId>[]>;
  /** The leading measure, case by case. */
  compared: ComparedMeasure;
  /** Asked when everything is measured. */
  counts: () => Record<string, number>;
}

/** Measures the candidates first, then compares them in pairs. */
export function startStudy<Id extends string, GroupId extends string, GapId extends string>(
  kernel: Kernel<Id, GroupId, GapId>,
  { smallest }: Pick<SampleOptions, 'smallest'>,
): SlicedRun<Study<Id, GroupId, GapId>> {
  const { rows, weighted, columns, measure } = kernel;
  const comparison = startComparison(kernel.compared);
  return {
    total: measure.total + comparison.total,
    get done() {
      return measure.done + comparison.done;
    },
    advance(count) {
      if (measure.done < measure.total) measure.advance(count);
      else comparison.advance(count);
    },
    result() {
      const sizes = columns.map(groupSizes);
      const groupOf = (v: number, g: number) => {
        const n = sizes[v]![g]!;
        return { group: columns[v]!.groups[g]!, n, small: n < smallest };
      };
      return {
        rows,
        weighted,
        columns: columns.map(({ name, groups }) => ({ name, groups })),
        candidates: measure.result().map((candidate, c) => ({
          name: kernel.candidates[c]!,
          reliability: null,
          confusions: null,
          answers: null,
          ...candidate,
          columns: candidate.columns.map((column, v) => ({
            against: null,
            ...column,
            groups: column.groups.map((group, g) => ({ ...groupOf(v, g), reliability: null, ...group })),
          })),
        })),
        pairs: comparison.result(),
        counts: kernel.counts(),
      };
    },
  };
}

/** A measure beside its interval; what is undefined has none. */
export function findingOf(measure: Measure, interval: IntervalOrReason | null | undefined): Finding {
  return { measure, interval: measure.value === null ? null : (interval ?? null) };
}

/** The findings of several measures; where no interval is given none is made. */
export function findingsOf<Id extends string>(
  measures: Record<Id, Measure>,
  intervals: Partial<Record<Id, IntervalOrReason | null>>,
): Record<Id, Finding> {
  return Object.fromEntries(
    Object.entries<Measure>(measures).map(([id, measure]) => [id, findingOf(measure, intervals[id as Id])]),
  ) as Record<Id, Finding>;
}
