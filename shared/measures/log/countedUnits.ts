// The units of a cube, of whom each has some cases: how units that are alike become one entry, and how measures read them.
import type { CountedUnits, UnitTable } from '../../domain/cube.ts';
import { FN, FP, TN, TP } from '../classification/confusion.ts';
import type { UnitSizes } from '../compare/unitSizes.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { RowUnits } from '../fairness/unitShares.ts';

/** More entries of one table are not kept. */
export const MOST_UNIT_ENTRIES = 20_000;

/** Units that are alike, as an engine counts them; the word of their group, '' for blank. */
export interface UnitEntry {
  group: string;
  tn: number;
  fp: number;
  fn: number;
  tp: number;
  times: number;
}

/** A table of units, entries that are alike added up, in an order that does not depend on who counted. O(entries log entries). */
export function unitTableOf(candidate: number, group: number | null, entries: readonly UnitEntry[]): UnitTable {
  const groups = [...new Set(entries.map((entry) => entry.group))].filter((word) => word !== '').sort();
  const code = new Map(groups.map((word, k) => [word, k]));
  const byKey = new Map<string, { key: number[]; times: number }>();
  for (const entry of entries) {
    const key = [code.get(entry.group) ?? -1, entry.tn, entry.fp, entry.fn, entry.tp];
    const known = byKey.get(key.join());
    if (known === undefined) byKey.set(key.join(), { key, times: entry.times });
    else known.times += entry.times;
  }
  const sorted = [...byKey.values()].sort((a, b) => firstDifference(a.key, b.key));
  const column = (at: number) => sorted.map(({ key }) => key[at]!);
  return {
    candidate,
    group,
    groups,
    member: column(0),
    tn: column(1),
    fp: column(2),
    fn: column(3),
    tp: column(4),
    times: sorted.map(({ times }) => times),
  };
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, k) => value !== b[k]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** Entries of units as measures read rows: of units that are alike as many rows as they have kinds of cases, counting those of all of them. */
export interface UnitRows {
  labels: Uint8Array;
  predicted: Uint8Array;
  counts: Float64Array;
  /** Per row its group. */
  codes: Int32Array;
  units: RowUnits;
}

/** How the units of a cube are read for one candidate. */
export interface CandidateUnits {
  /** By a column of groups, or of everybody; null: that was not counted. */
  of: (column: GroupColumn | null) => UnitRows | null;
  /** Whether some unit has cases of several groups, so that their rates go together in a way that was not counted. */
  shares: (column: GroupColumn) => boolean;
}

/**
 * @param c         the place of the candidate.
 * @param groups    the columns of groups as they are measured.
 * @param otherOne  whether the other label than the cube's is the positive one.
 * @param inverted  whether the candidate means the opposite of what it decides.
 */
export function unitsOfCandidate(
  counted: CountedUnits,
  c: number,
  { groups, otherOne, inverted }: { groups: readonly GroupColumn[]; otherOne: boolean; inverted: boolean },
): CandidateUnits {
  const tableOf = (group: number | null) =>
    counted.tables.find((table) => table.candidate === c && table.group === group) ?? null;
  return {
    of: (column) => {
      const place = column === null ? null : groups.indexOf(column);
      if (place === -1) return null;
      const table = tableOf(place);
      if (table === null) return null;
      const codeOf = table.groups.map((word) =>
        column === null ? -1 : column.groups.findIndex((group) => group.toLowerCase() === word.toLowerCase()),
      );
      // A unit with cases in two spellings of one group stands in two entries, which cannot be put together.
      const isMerged = new Set(codeOf).size < codeOf.length;
      if (place !== null && isMerged && counted.shared[place] === true) return null;
      return rowsOf(table, counted.units, codeOf, { otherOne, inverted });
    },
    shares: (column) => counted.shared[groups.indexOf(column)] ?? true,
  };
}

function rowsOf(
  table: UnitTable,
  units: number,
  codeOf: readonly number[],
  { otherOne, inverted }: { otherOne: boolean; inverted: boolean },
): UnitRows {
  const rows: [unit: number, label: number, predicted: number, count: number, code: number][] = [];
  const lists = [
    [TN, table.tn],
    [FP, table.fp],
    [FN, table.fn],
    [TP, table.tp],
  ] as const;
  table.times.forEach((_, unit) => {
    for (const [entry, counts] of lists) {
      const label = entry >> 1;
      const predicted = entry & 1;
      if (counts[unit] === 0) continue;
      rows.push([
        unit,
        otherOne ? 1 - label : label,
        otherOne !== inverted ? 1 - predicted : predicted,
        counts[unit]! * table.times[unit]!,
        codeOf[table.member[unit]!] ?? -1,
      ]);
    }
  });
  return {
    labels: Uint8Array.from(rows, ([, label]) => label),
    predicted: Uint8Array.from(rows, ([, , predicted]) => predicted),
    counts: Float64Array.from(rows, ([, , , count]) => count),
    codes: Int32Array.from(rows, ([, , , , code]) => code),
    units: {
      units: table.times.length,
      of: Int32Array.from(rows, ([unit]) => unit),
      times: Float64Array.from(table.times),
      count: units,
    },
  };
}

/**
 * The units as they are read where some candidates have left.
 * @param of  per candidate its place among those that were counted; −1: it was not counted.
 */
export function unitsOfSome(counted: CountedUnits, of: readonly number[]): CountedUnits {
  const { tables, sizes } = counted;
  const known = sizes.cases.length > 0 && of.every((c) => c >= 0);
  const place = placeOfPair(sizes.right.length);
  return {
    ...counted,
    tables: tables.flatMap((table) => {
      const candidate = of.indexOf(table.candidate);
      return candidate < 0 ? [] : [{ ...table, candidate }];
    }),
    sizes: known
      ? {
          ...sizes,
          right: of.map((c) => sizes.right[c]!),
          both: of.flatMap((a, k) => of.slice(k).map((b) => sizes.both[place(a, b)]!)),
        }
      : { cases: [], units: [], right: [], both: [] },
  };
}

/** Where two candidates stand in the order (0,0), (0,1) … (1,1) … */
const placeOfPair = (candidates: number) => (one: number, other: number) => {
  const [a, b] = one <= other ? [one, other] : [other, one];
  return a * candidates - (a * (a - 1)) / 2 + (b - a);
};

/** The sizes of units for comparing candidates. @param inverted  per candidate whether it means the opposite of what it decides. */
export function unitSizes({ sizes }: CountedUnits, inverted: readonly boolean[]): UnitSizes {
  const { cases, units } = sizes;
  const numbers = (sums: readonly string[] | undefined) => Float64Array.from(sums ?? [], Number);
  const rightOf = sizes.right.map(numbers);
  const bothOf = sizes.both.map(numbers);
  const place = placeOfPair(sizes.right.length);
  const right = rightOf.map((sums, c) =>
    inverted[c] === true ? sums.map((sum, k) => cases[k]! * units[k]! - sum) : sums,
  );
  return {
    cases: Float64Array.from(cases),
    units: Float64Array.from(units),
    right: (c) => right[c]!,
    both: (a, b) => {
      const sums = bothOf[place(a, b)]!;
      if (inverted[a] !== true && inverted[b] !== true) return sums;
      return sums.map((sum, k) => {
        const n = cases[k]!;
        const all = n * n * units[k]!;
        if (inverted[a] === true && inverted[b] === true) return all - n * rightOf[a]![k]! - n * rightOf[b]![k]! + sum;
        return (inverted[a] === true ? n * rightOf[b]![k]! : n * rightOf[a]![k]!) - sum;
      });
    },
  };
}
