// Candidates whose measures follow from sums over rows or lists: groups, gaps between them, and intervals, for several kinds of log.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { SummedBootstrap } from '../bootstrap/summed.ts';
import { startSummedBootstrap } from '../bootstrap/summed.ts';
import { jackknifeInterval } from '../bootstrap/unitIntervals.ts';
import type { Units } from '../bootstrap/units.ts';
import { effectiveUnits, unitsOf, unitSums } from '../bootstrap/units.ts';
import { studentQuantile } from '../compare/student.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import { groupSizes } from '../fairness/groups.ts';
import { wilson } from '../fairness/wilson.ts';
import { LEVEL, Z } from '../gaps/cells.ts';
import { estimatedEvidence } from '../gaps/evidence.ts';
import type { Estimates } from '../gaps/evidence.ts';
import type { GapFinding } from '../gaps/finding.ts';
import { gapFinding } from '../gaps/finding.ts';
import { judgeGaps } from '../gaps/gapVerdict.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import type { MeasuredCandidate, MeasuredColumn, SampleOptions } from './study.ts';
import { findingOf, findingsOf } from './study.ts';

type Add = (place: number, amount: number) => void;

/** One candidate as sums over rows, and what follows from the sums. */
export interface Sums<Id extends string, GroupId extends string> {
  /** Measures of the whole that follow from the sums. */
  ids: readonly Id[];
  /**
   * Those that are a share of the rows, and what is taken from the share: where all rows count or none does, samples vary in nothing and
   * say nothing, so that the interval is Wilson's.
   */
  shares?: Partial<Record<Id, number>>;
  groupIds: readonly GroupId[];
  /** Whether the first measure of a group is worst where it is largest. */
  worst: 'largest' | 'smallest';
  /** How many sums there are over all rows, and over the rows of each group. */
  sums: number;
  groupSums: number;
  contribute: (row: number, add: Add) => void;
  /** Adds to each of the group's sums once at most. */
  contributeToGroup: (row: number, add: Add) => void;
  /** Writes the measures from `to` on; NaN where undefined. */
  whole: (sums: Float64Array, out: Float64Array) => void;
  group: (sums: Float64Array, at: number, out: Float64Array, to: number) => void;
  /** Why a measure of a group has no value where it has none. */
  reasons: Record<GroupId, string>;
}

/** A candidate's measures with reasons, its sums, and intervals that do not follow from the sums. */
interface SummedCandidate<Id extends string, SumId extends Id, GroupId extends string> {
  measures: Record<Id, Measure>;
  sums: Sums<SumId, GroupId>;
  otherIntervals?: Partial<Record<Id, IntervalOrReason>>;
}

interface SummedProblem<Id extends string, SumId extends Id, GroupId extends string> {
  /** Rows that are drawn; of ordered lists the lists. */
  rows: number;
  columns: readonly GroupColumn[];
  weights: Float64Array | null;
  /** Per row the unit it belongs to; null: every row is one. */
  units: Int32Array | null;
  /** The measures of groups that are within 0 … 1, as the tolerance is. */
  shares: readonly GroupId[];
  candidates: number;
  /** Called once, when the candidate's turn comes. */
  measure: (candidate: number) => SummedCandidate<Id, SumId, GroupId>;
}

/** The gap of each measure of a group, and the first of them in the group where it is worst. */
export type GapOf<GroupId extends string> = GroupId | 'worst';

/** One candidate after another, all over the same samples: one slice measures it, the next sums up its rows, the others draw. */
export function startSums<Id extends string, SumId extends Id, GroupId extends string>(
  problem: SummedProblem<Id, SumId, GroupId>,
  options: SampleOptions,
): SlicedRun<MeasuredCandidate<Id, GroupId, GapOf<GroupId>>[]> {
  const { columns, candidates: count } = problem;
  const units = unitsOf(problem.rows, options.seed, problem.units);
  // Where rows come in units, intervals are from leaving out each in turn, and one sample stands for the work.
  const inUnits = problem.units !== null;
  const replicates = inUnits ? 1 : options.replicates;
  // Rows that are dealt into random groups share them with rows of other groups of people.
  const shared = problem.units !== null || units.starts.length - 1 < problem.rows;
  const worth = columns.map((column) => unitsWorth(units, column, problem.weights));
  const whole = effectiveUnits(units, problem.weights);
  const finished: MeasuredCandidate<Id, GroupId, GapOf<GroupId>>[] = [];
  let current: { candidate: SummedCandidate<Id, SumId, GroupId>; run: SlicedRun<SummedBootstrap> | null } | null = null;

  function start({ sums }: SummedCandidate<Id, SumId, GroupId>): SlicedRun<SummedBootstrap> {
    const { statistics, total, size, contribute, blocks } = layout(sums, columns);
    return startSummedBootstrap(unitSums(units, size, contribute), statistics, total, blocks, {
      ...options,
      replicates,
    });
  }
  function finish(
    { measures, sums, otherIntervals = {} }: SummedCandidate<Id, SumId, GroupId>,
    found: SummedBootstrap,
  ): void {
    const intervals: Partial<Record<Id, IntervalOrReason>> = inUnits ? {} : { ...otherIntervals };
    const byUnits = inUnits ? { ...found, intervals: unitIntervals(found, sums, worth, whole) } : found;
    sums.ids.forEach((id, k) => {
      const less = sums.shares?.[id];
      const share = byUnits.estimates[k]! + (less ?? 0);
      const certain = less !== undefined && (Math.abs(share) < 1e-12 || Math.abs(share - 1) < 1e-12);
      intervals[id] = certain ? certainShare(Math.round(share), whole, less) : byUnits.intervals[k]!;
    });
    const toleranceOf = (id: GroupId) => (problem.shares.includes(id) ? options.tolerance : null);
    const judged = { worth, shared, toleranceOf, smallest: options.smallest };
    finished.push({
      measures: findingsOf(measures, intervals),
      columns: columnFindings(sums, columns, byUnits, judged),
    });
  }

  return {
    total: replicates * count,
    get done() {
      return finished.length * replicates + (current?.run?.done ?? 0);
    },
    advance(more) {
      if (finished.length === count) return;
      if (current === null) {
        current = { candidate: problem.measure(finished.length), run: null };
        return;
      }
      current.run ??= start(current.candidate);
      current.run.advance(more);
      if (current.run.done < current.run.total) return;
      finish(current.candidate, current.run.result());
      // Frees its replicates.
      current = null;
    },
    result: () => finished,
  };
}

/** Of a share of 0 or 1 less a number, on so many effective units; its standard error is that of an interval as wide. */
function certainShare(share: number, units: number, less: number): IntervalOrReason {
  const [lo, hi] = wilson(share, units);
  const standardError = (hi - lo) / (2 * Z);
  return { reason: null, lo: lo - less, hi: hi - less, standardError, method: 'Wilson', defined: 1 };
}

/** Statistics in order: the whole; then per column every group. A block is one measure of all groups of a column. */
function layout<Id extends string, GroupId extends string>(sums: Sums<Id, GroupId>, columns: readonly GroupColumn[]) {
  const { ids, groupIds, groupSums } = sums;
  const m = groupIds.length;
  const sumsAt: number[] = [];
  const statisticsAt: number[] = [];
  const blocks: number[][] = [];
  let size = sums.sums;
  let total = ids.length;
  for (const { groups } of columns) {
    sumsAt.push(size);
    statisticsAt.push(total);
    const first = total;
    for (let j = 0; j < m; j++) blocks.push(groups.map((_, g) => first + g * m + j));
    size += groups.length * groupSums;
    total += groups.length * m;
  }
  // What a row adds to its group is the same in every column, so it is asked for once.
  const places = new Int32Array(groupSums);
  const amounts = new Float64Array(groupSums);
  let own = 0;
  const keep: Add = (place, amount) => {
    places[own] = place;
    amounts[own++] = amount;
  };
  return {
    size,
    total,
    blocks,
    contribute: (row: number, add: Add) => {
      sums.contribute(row, add);
      own = 0;
      sums.contributeToGroup(row, keep);
      for (let v = 0; v < columns.length; v++) {
        const group = columns[v]!.codes[row]!;
        if (group < 0) continue;
        const at = sumsAt[v]! + group * groupSums;
        for (let k = 0; k < own; k++) add(at + places[k]!, amounts[k]!);
      }
    },
    statistics: (found: Float64Array, out: Float64Array) => {
      sums.whole(found, out);
      for (let v = 0; v < columns.length; v++) {
        const from = statisticsAt[v]!;
        const groups = columns[v]!.groups.length;
        for (let g = 0; g < groups; g++) sums.group(found, sumsAt[v]! + g * groupSums, out, from + g * m);
      }
    },
  };
}

/** Per statistic its interval from leaving out each unit in turn, with the effective units of the whole or of its group. */
function unitIntervals<Id extends string, GroupId extends string>(
  { estimates, variances }: SummedBootstrap,
  { ids, groupIds }: Sums<Id, GroupId>,
  worth: readonly Worth[],
  whole: number,
): IntervalOrReason[] {
  const ofGroups = worth.flatMap(({ units }) => Array.from(units).flatMap((own) => groupIds.map(() => own)));
  const units = [...ids.map(() => whole), ...ofGroups];
  return Array.from(estimates, (estimate, k) => jackknifeInterval(estimate, variances[k]!, units[k]!));
}

/** Per group of a column its effective cases, and the effective units that they come in; 0 where it has none. O(rows). */
interface Worth {
  cases: Float64Array;
  units: Float64Array;
}
function unitsWorth({ rows, starts }: Units, { groups, codes }: GroupColumn, weights: Float64Array | null): Worth {
  const sums = new Float64Array(groups.length);
  const ofRows = new Float64Array(groups.length);
  const ofUnits = new Float64Array(groups.length);
  const own = new Float64Array(groups.length);
  for (let u = 0; u + 1 < starts.length; u++) {
    own.fill(0);
    for (let k = starts[u]!; k < starts[u + 1]!; k++) {
      const group = codes[rows[k]!]!;
      if (group < 0) continue;
      const w = weights === null ? 1 : weights[rows[k]!]!;
      own[group]! += w;
      ofRows[group]! += w * w;
    }
    for (let group = 0; group < own.length; group++) {
      sums[group]! += own[group]!;
      ofUnits[group]! += own[group]! * own[group]!;
    }
  }
  const effective = (squares: Float64Array) => sums.map((sum, g) => (sum > 0 ? (sum * sum) / squares[g]! : 0));
  return { cases: effective(ofRows), units: effective(ofUnits) };
}

interface Judged<GroupId extends string> {
  /** Per column. */
  worth: readonly Worth[];
  shared: boolean;
  toleranceOf: (id: GroupId) => number | null;
  smallest: number;
}

function columnFindings<Id extends string, GroupId extends string>(
  { ids, groupIds, reasons, worst }: Sums<Id, GroupId>,
  columns: readonly GroupColumn[],
  { estimates, intervals, covariances }: SummedBootstrap,
  { worth, shared, toleranceOf, smallest }: Judged<GroupId>,
): MeasuredColumn<GroupId, GapOf<GroupId>>[] {
  const finding = (k: number, reason: string) => findingOf(measured(estimates[k]!, reason), intervals[k]);
  const each = <T>(of: (id: GroupId, j: number) => T) =>
    Object.fromEntries(groupIds.map((id, j) => [id, of(id, j)])) as Record<GroupId, T>;
  const m = groupIds.length;
  let from = ids.length;
  return columns.map((column, v) => {
    const first = from;
    const k = column.groups.length;
    from += k * m;
    const { cases, units } = worth[v]!;
    const estimated = groupIds.map((_, j): Estimates => {
      const values = Float64Array.from({ length: k }, (_value, g) => estimates[first + g * m + j]!);
      return { values, covariance: covariances[v * m + j]!, units, cases, shared };
    });
    const questions = estimated.map((of, j) => ({
      parts: [estimatedEvidence(of)],
      tolerance: toleranceOf(groupIds[j]!),
    }));
    const verdicts = judgeGaps(questions, { smallest, rows: groupSizes(column) });
    return {
      gaps: {
        ...each((_, j) => gapFinding(verdicts[j]!, questions[j]!, smallest)),
        worst: worstFinding(estimated[0]!, verdicts[0]!.deciding[0]!, worst, smallest),
      },
      groups: column.groups.map((_, g) => ({
        measures: each((id, j) => finding(first + g * m + j, reasons[id])),
      })),
    };
  });
}

/**
 * The first measure in the group where it is worst, among those that decide. That the worst group is at least this good is said only
 * if it could be said of every group, each at its own level (Berger 1982); that it is no better than this is a best of several, and
 * each of them is corrected (Šidák 1967).
 */
function worstFinding(
  { values, covariance, units }: Estimates,
  deciding: readonly number[],
  worst: Sums<'', ''>['worst'],
  smallest: number,
): GapFinding {
  const noVerdict = { verdict: null, fourFifths: null };
  if (deciding.length === 0) {
    const reason = `No group has ${smallest} cases of it, the least that decides.`;
    return { measure: { value: null, reason }, interval: null, ...noVerdict };
  }
  const sign = worst === 'largest' ? 1 : -1;
  // Turned so that the worst is always the largest.
  let [value, lo, hi, standardError] = [-Infinity, -Infinity, -Infinity, 0];
  for (const g of deciding) {
    const error = Math.sqrt(covariance[g * values.length + g]!);
    const freedom = units[g]! - 1;
    if (!(freedom >= 1)) return { measure: measured(values[g]!, ''), interval: null, ...noVerdict };
    const own = sign * values[g]!;
    if (own > value) [value, standardError] = [own, error];
    const corrected = 1 - (1 - LEVEL) ** (1 / deciding.length);
    lo = Math.max(lo, own - studentQuantile(corrected, freedom) * error);
    hi = Math.max(hi, own + studentQuantile(LEVEL, freedom) * error);
  }
  const ends = sign === 1 ? { lo, hi } : { lo: -hi, hi: -lo };
  return {
    measure: measured(sign * value, 'No group has the measure.'),
    interval: { reason: null, ...ends, standardError, method: 'jackknife', defined: 1 },
    ...noVerdict,
  };
}
