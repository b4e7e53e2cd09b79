// Candidates whose measures follow from sums over rows or lists: groups, gaps between them, and intervals, for several kinds of log.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { SummedBootstrap } from '../bootstrap/summed.ts';
import { startSummedBootstrap } from '../bootstrap/summed.ts';
import { unitsOf, unitSums } from '../bootstrap/units.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import type { MeasuredCandidate, MeasuredColumn, SampleOptions } from './study.ts';
import { findingOf, findingsOf } from './study.ts';

type Add = (place: number, amount: number) => void;

/** One candidate as sums over rows, and what follows from the sums. */
export interface Sums<Id extends string, GroupId extends string> {
  /** Measures of the whole that follow from the sums. */
  ids: readonly Id[];
  groupIds: readonly GroupId[];
  /** Whether the first measure of a group is worst where it is largest. */
  worst: 'largest' | 'smallest';
  /** How many sums there are over all rows, and over the rows of each group. */
  sums: number;
  groupSums: number;
  contribute: (row: number, add: Add) => void;
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
  const units = unitsOf(problem.rows, options.seed);
  const finished: MeasuredCandidate<Id, GroupId, GapOf<GroupId>>[] = [];
  let current: { candidate: SummedCandidate<Id, SumId, GroupId>; run: SlicedRun<SummedBootstrap> | null } | null = null;

  function start({ sums }: SummedCandidate<Id, SumId, GroupId>): SlicedRun<SummedBootstrap> {
    const { statistics, total, size, contribute, ranges } = layout(sums, columns);
    return startSummedBootstrap(unitSums(units, size, contribute), statistics, total, ranges, options);
  }
  function finish(
    { measures, sums, otherIntervals = {} }: SummedCandidate<Id, SumId, GroupId>,
    found: SummedBootstrap,
  ): void {
    const intervals: Partial<Record<Id, IntervalOrReason>> = { ...otherIntervals };
    sums.ids.forEach((id, k) => (intervals[id] = found.intervals[k]!));
    finished.push({ measures: findingsOf(measures, intervals), columns: columnFindings(sums, columns, found) });
  }

  return {
    total: options.replicates * count,
    get done() {
      return finished.length * options.replicates + (current?.run?.done ?? 0);
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

/** Statistics in order: the whole; then per column gaps, the worst group, and every group. */
function layout<Id extends string, GroupId extends string>(sums: Sums<Id, GroupId>, columns: readonly GroupColumn[]) {
  const { ids, groupIds, groupSums } = sums;
  const m = groupIds.length;
  const sumsAt: number[] = [];
  const statisticsAt: number[] = [];
  const ranges = new Set<number>();
  let size = sums.sums;
  let total = ids.length;
  for (const { groups } of columns) {
    sumsAt.push(size);
    statisticsAt.push(total);
    for (let j = 0; j <= m; j++) ranges.add(total + j);
    size += groups.length * groupSums;
    total += m + 1 + groups.length * m;
  }
  return {
    size,
    total,
    ranges,
    contribute: (row: number, add: Add) => {
      sums.contribute(row, add);
      for (let v = 0; v < columns.length; v++) {
        const group = columns[v]!.codes[row]!;
        if (group < 0) continue;
        const at = sumsAt[v]! + group * groupSums;
        sums.contributeToGroup(row, (place, amount) => add(at + place, amount));
      }
    },
    statistics: (found: Float64Array, out: Float64Array) => {
      sums.whole(found, out);
      for (let v = 0; v < columns.length; v++) {
        const from = statisticsAt[v]!;
        const groups = columns[v]!.groups.length;
        const first = from + m + 1;
        for (let g = 0; g < groups; g++) sums.group(found, sumsAt[v]! + g * groupSums, out, first + g * m);
        for (let j = 0; j < m; j++) out[from + j] = range(out, first + j, m, groups);
        out[from + m] = extreme(out, first, m, groups, sums.worst);
      }
    },
  };
}

/** Largest minus smallest; NaN unless two groups have a value. */
function range(values: Float64Array, from: number, step: number, groups: number): number {
  let min = Infinity;
  let max = -Infinity;
  let known = 0;
  for (let g = 0; g < groups; g++) {
    const value = values[from + g * step]!;
    if (Number.isNaN(value)) continue;
    known++;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return known < 2 ? NaN : max - min;
}

function extreme(values: Float64Array, from: number, step: number, groups: number, worst: Sums<'', ''>['worst']) {
  let found = NaN;
  for (let g = 0; g < groups; g++) {
    const value = values[from + g * step]!;
    if (Number.isNaN(found) || (worst === 'largest' ? value > found : value < found)) found = value;
  }
  return found;
}

function columnFindings<Id extends string, GroupId extends string>(
  { ids, groupIds, reasons }: Sums<Id, GroupId>,
  columns: readonly GroupColumn[],
  { estimates, intervals }: SummedBootstrap,
): MeasuredColumn<GroupId, GapOf<GroupId>>[] {
  const finding = (k: number, reason: string) => findingOf(measured(estimates[k]!, reason), intervals[k]);
  const each = <T>(of: (id: GroupId, j: number) => T) =>
    Object.fromEntries(groupIds.map((id, j) => [id, of(id, j)])) as Record<GroupId, T>;
  let from = ids.length;
  return columns.map(({ groups }) => {
    const gapsAt = from;
    const first = from + groupIds.length + 1;
    from = first + groups.length * groupIds.length;
    return {
      gaps: {
        ...each((_, j) => finding(gapsAt + j, 'Fewer than two groups have the measure.')),
        worst: finding(gapsAt + groupIds.length, 'No group has the measure.'),
      },
      groups: groups.map((_, g) => ({
        measures: each((id, j) => finding(first + g * groupIds.length + j, reasons[id])),
      })),
    };
  });
}
