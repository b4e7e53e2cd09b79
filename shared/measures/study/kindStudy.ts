// What logs of numbers, of several answers and of ordered lists have in common once measured: candidates, groups, gaps, pairs.
import type { Run } from '../../engine/certainty/run.ts';
import type { BootstrapOptions } from '../bootstrap/counted.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { Kept, SummedBootstrap } from '../bootstrap/summed.ts';
import { pairedDifference, startSummedBootstrap } from '../bootstrap/summed.ts';
import { unitsOf, unitSums } from '../bootstrap/units.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import { groupSizes } from '../fairness/groups.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import type { Finding } from './study.ts';
import { MOST_PAIRED } from './study.ts';

export interface KindOptions extends Pick<BootstrapOptions, 'replicates' | 'seed' | 'method'> {
  /** Groups of fewer rows, or queries, are flagged. */
  smallest: number;
}

export interface KindGroup<GroupId extends string> {
  group: string;
  /** Rows; of ordered lists queries. */
  n: number;
  small: boolean;
  measures: Record<GroupId, Finding>;
}
export interface KindColumn<GroupId extends string> {
  groups: KindGroup<GroupId>[];
  /** Largest minus smallest group, of each measure of a group. */
  gaps: Record<GroupId, Finding>;
  /** The first measure of a group, of the group where it is worst. */
  worst: Finding;
}
export interface KindCandidate<Id extends string, GroupId extends string> {
  name: string;
  measures: Record<Id, Finding>;
  /** Per group column. */
  columns: KindColumn<GroupId>[];
}
export interface KindPair {
  a: number;
  b: number;
  /** Of the leading measure, a minus b; NaN where undefined. */
  difference: number;
  /** Of that difference, bootstrapped in pairs. */
  interval: IntervalOrReason;
}
export interface KindStudy<Id extends string, GroupId extends string> {
  rows: number;
  weighted: boolean;
  columns: { name: string; groups: readonly string[] }[];
  candidates: KindCandidate<Id, GroupId>[];
  /** Every pair; of more candidates than are paired the best one with every other. */
  pairs: KindPair[];
}

type Add = (place: number, amount: number) => void;

/** One candidate as sums over rows, and what follows from the sums. */
export interface Kernel<Id extends string, GroupId extends string> {
  /** Measures of the whole that follow from the sums; the leading one is compared between candidates. */
  ids: readonly Id[];
  leading: NoInfer<Id>;
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
export interface Measured<Id extends string, SumId extends Id, GroupId extends string> {
  name: string;
  measures: Record<Id, Measure>;
  kernel: Kernel<SumId, GroupId>;
  others: Partial<Record<Id, IntervalOrReason>>;
}

export interface KindProblem<Id extends string, SumId extends Id, GroupId extends string> {
  /** Rows that are drawn; of ordered lists queries. */
  rows: number;
  weighted: boolean;
  columns: readonly GroupColumn[];
  candidates: number;
  /** Called once, when the candidate's turn comes. */
  measure: (candidate: number) => Measured<Id, SumId, GroupId>;
}

/** One candidate after another, all over the same samples: one slice measures it, the next sums up its rows, the others draw. */
export function startKindStudy<Id extends string, SumId extends Id, GroupId extends string>(
  problem: KindProblem<Id, SumId, GroupId>,
  options: KindOptions,
): Run<KindStudy<Id, GroupId>> {
  const { rows, columns, candidates: count } = problem;
  const units = unitsOf(rows, options.seed);
  const sizes = columns.map(groupSizes);
  const finished: KindCandidate<Id, GroupId>[] = [];
  const kept: Kept[] = [];
  let smallerIsBetter = false;
  let current: { measured: Measured<Id, SumId, GroupId>; run: Run<SummedBootstrap> | null } | null = null;

  function start(measured: Measured<Id, SumId, GroupId>): Run<SummedBootstrap> {
    const { statistics, total, size, contribute, leading, ranges } = layout(measured.kernel, columns);
    const sums = unitSums(units, size, contribute);
    return startSummedBootstrap(sums, statistics, total, leading, ranges, options);
  }
  function finish({ name, measures, kernel, others }: Measured<Id, SumId, GroupId>, found: SummedBootstrap): void {
    kept.push(found.kept);
    smallerIsBetter = kernel.worst === 'largest';
    const places = new Map<string, number>(kernel.ids.map((id, k) => [id, k]));
    const intervalOf = (id: string): IntervalOrReason | null =>
      places.has(id) ? found.intervals[places.get(id)!]! : (others[id as Id] ?? null);
    finished.push({
      name,
      measures: mapped(measures, (measure, id) => ({
        measure,
        interval: measure.value === null ? null : intervalOf(id),
      })),
      columns: columnFindings(kernel, columns, sizes, options.smallest, found),
    });
  }

  return {
    total: options.replicates * count,
    get done() {
      return finished.length * options.replicates + (current?.run?.done ?? 0);
    },
    advance(more) {
      if (finished.length === count) return;
      if (current === null) {
        current = { measured: problem.measure(finished.length), run: null };
        return;
      }
      current.run ??= start(current.measured);
      current.run.advance(more);
      if (current.run.done < current.run.total) return;
      finish(current.measured, current.run.result());
      // Frees its replicates.
      current = null;
    },
    result: () => ({
      ...{ rows, weighted: problem.weighted, candidates: finished },
      columns: columns.map(({ name, groups }) => ({ name, groups })),
      pairs: pairs(kept, smallerIsBetter, options.method),
    }),
  };
}

/** Every pair; of many candidates the best one with every other. */
function pairs(kept: readonly Kept[], smallerIsBetter: boolean, method: KindOptions['method']): KindPair[] {
  const better = (a: number, b: number) => (smallerIsBetter ? a < b : a > b);
  const best = kept.reduce((most, { estimate }, c) => (better(estimate, kept[most]!.estimate) ? c : most), 0);
  return kept.flatMap((one, a) =>
    kept.slice(a + 1).flatMap((two, k) => {
      const b = a + 1 + k;
      if (kept.length > MOST_PAIRED && a !== best && b !== best) return [];
      return { a, b, difference: one.estimate - two.estimate, interval: pairedDifference(one, two, method) };
    }),
  );
}

/** Statistics in order: the whole; then per column gaps, the worst group, and every group. */
function layout<Id extends string, GroupId extends string>(
  kernel: Kernel<Id, GroupId>,
  columns: readonly GroupColumn[],
) {
  const { ids, groupIds, groupSums } = kernel;
  const m = groupIds.length;
  const sumsAt: number[] = [];
  const statisticsAt: number[] = [];
  const ranges = new Set<number>();
  let size = kernel.sums;
  let total = ids.length;
  for (const { groups } of columns) {
    sumsAt.push(size);
    statisticsAt.push(total);
    for (let j = 0; j <= m; j++) ranges.add(total + j);
    size += groups.length * groupSums;
    total += m + 1 + groups.length * m;
  }
  return {
    ...{ size, total, ranges, leading: ids.indexOf(kernel.leading) },
    contribute: (row: number, add: Add) => {
      kernel.contribute(row, add);
      for (let v = 0; v < columns.length; v++) {
        const group = columns[v]!.codes[row]!;
        if (group < 0) continue;
        const at = sumsAt[v]! + group * groupSums;
        kernel.contributeToGroup(row, (place, amount) => add(at + place, amount));
      }
    },
    statistics: (sums: Float64Array, out: Float64Array) => {
      kernel.whole(sums, out);
      for (let v = 0; v < columns.length; v++) {
        const from = statisticsAt[v]!;
        const groups = columns[v]!.groups.length;
        const first = from + m + 1;
        for (let g = 0; g < groups; g++) kernel.group(sums, sumsAt[v]! + g * groupSums, out, first + g * m);
        for (let j = 0; j < m; j++) out[from + j] = range(out, first + j, m, groups);
        out[from + m] = extreme(out, first, m, groups, kernel.worst);
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

function extreme(values: Float64Array, from: number, step: number, groups: number, worst: Kernel<'', ''>['worst']) {
  let found = NaN;
  for (let g = 0; g < groups; g++) {
    const value = values[from + g * step]!;
    if (Number.isNaN(found) || (worst === 'largest' ? value > found : value < found)) found = value;
  }
  return found;
}

function columnFindings<Id extends string, GroupId extends string>(
  { ids, groupIds, reasons }: Kernel<Id, GroupId>,
  columns: readonly GroupColumn[],
  sizes: readonly Int32Array[],
  smallest: number,
  { estimates, intervals }: SummedBootstrap,
): KindColumn<GroupId>[] {
  const finding = (k: number, reason: string): Finding => ({
    measure: measured(estimates[k]!, reason),
    interval: Number.isNaN(estimates[k]!) ? null : intervals[k]!,
  });
  const each = (of: (id: GroupId, j: number) => Finding) =>
    Object.fromEntries(groupIds.map((id, j) => [id, of(id, j)])) as Record<GroupId, Finding>;
  let from = ids.length;
  return columns.map(({ groups }, v) => {
    const gapsAt = from;
    const first = from + groupIds.length + 1;
    from = first + groups.length * groupIds.length;
    return {
      gaps: each((_, j) => finding(gapsAt + j, 'Fewer than two groups have the measure.')),
      worst: finding(gapsAt + groupIds.length, 'No group has the measure.'),
      groups: groups.map((group, g) => ({
        ...{ group, n: sizes[v]![g]!, small: sizes[v]![g]! < smallest },
        measures: each((id, j) => finding(first + g * groupIds.length + j, reasons[id])),
      })),
    };
  });
}

function mapped<Id extends string, A, B>(record: Record<Id, A>, of: (value: A, id: Id) => B): Record<Id, B> {
  return Object.fromEntries(Object.entries(record).map(([id, value]) => [id, of(value as A, id as Id)])) as Record<
    Id,
    B
  >;
}
