// The rows of a wide table that can be measured: those with a label and a prediction of every candidate. With their groups and weights.
import type { LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import type { Entries } from '../classification/entries.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { MergedSpelling } from './spellings.ts';
import { mergeSpellings } from './spellings.ts';

/** How many rows of the table were left out, by reason. */
export interface LeftOut {
  noLabel: number;
  noPrediction: number;
  noWeight: number;
  /** Of a ranking log: rows of no query. */
  noQuery?: number;
}

/** What every kind of log has. All columns have the same rows. */
export interface LogRows extends Entries {
  /** Rows, or cells of a cube. */
  rows: number;
  /** Per row its row of the table. */
  at: Int32Array;
  groups: GroupColumn[];
  left: LeftOut;
  /** Groups that are written in several spellings, and count as one each. */
  merged?: (MergedSpelling & { header: string })[];
  /** Per row the unit it belongs to, 0, 1, 2 …: a user with several visits is drawn as a whole. null or absent: every row is one. */
  units?: Int32Array | null;
}

/** What is wrong with a log as it was described; a sentence for the person. */
export class LogProblem extends Error {}

/** Why a question about single rows has no answer in a cube. */
export const NO_ROWS_KEPT =
  'This log is a cube: it keeps counts and no single rows, and this needs rows. Bring in a sample of the rows as a log of its own.';

/** Whether a cell says something, by its row of the table. */
export type Says = (at: number) => boolean;

export const saysNumber =
  ({ numbers }: LogColumn): Says =>
  (at) =>
    Number.isFinite(numbers[at]!);

/**
 * Takes the rows in which the label, every candidate and the weight are there: candidates are then compared on the same rows.
 * @throws LogProblem where none is left. O(rows × columns used).
 */
export function usableRows(
  columns: LogColumns,
  roles: LogRoles,
  says: { label: Says; candidates: readonly Says[]; query?: Says; cells?: true },
): LogRows {
  const { cells = null } = roles;
  if (cells !== null && !says.cells) throw new LogProblem(NO_ROWS_KEPT);
  const counted = cells && columns[cells.counts]!.numbers;
  const cases = (at: number) => (counted === null ? 1 : counted[at]!);
  const weight = roles.weight === null ? null : columns[roles.weight]!;
  const left = { noLabel: 0, noPrediction: 0, noWeight: 0 };
  let noQuery = 0;
  const length = columns[roles.label!]!.numbers.length;
  const kept = new Int32Array(length);
  let rows = 0;
  for (let at = 0; at < length; at++) {
    if (!says.label(at)) left.noLabel += cases(at);
    else if (says.query?.(at) === false) noQuery += cases(at);
    else if (!says.candidates.every((said) => said(at))) left.noPrediction += cases(at);
    else if (weight !== null && !(weight.numbers[at]! >= 0)) left.noWeight += cases(at);
    else kept[rows++] = at;
  }
  if (rows === 0) throw new LogProblem('No row has a label and a prediction of every candidate.');
  const at = kept.slice(0, rows);
  if (weight !== null && !at.some((row) => weight.numbers[row]! > 0))
    throw new LogProblem(`Every weight in “${weight.header}” is 0, so no row counts. Choose another column, or none.`);
  const merged: NonNullable<LogRows['merged']> = [];
  const counts = counted && Float64Array.from(at, (row) => counted[row]!);
  const squares = weight === null || cells?.squares == null ? null : numbersAt(columns[cells.squares]!, at);
  const groups = roles.groups.map(({ place }): GroupColumn => {
    // A log that was kept by an older Parley may still hold both "Male" and "male".
    const inOne = mergeSpellings(wordsOf(columns, place, 'group'), counted);
    const { codes, names } = inOne.words;
    merged.push(...inOne.merged.map((spelling) => ({ ...spelling, header: columns[place]!.header })));
    const column = sortedGroups(
      columns[place]!.header,
      at.map((row) => codes[row]!),
      names,
    );
    return counts === null ? column : { ...column, counts };
  });
  const units = roles.unit === undefined || roles.unit === null ? null : unitsAt(columns, roles.unit, at);
  return {
    rows,
    at,
    groups,
    units,
    merged,
    left: says.query ? { ...left, noQuery } : left,
    weights: weight && numbersAt(weight, at),
    ...(counts === null ? {} : { counts, squares }),
  };
}

/** Per row of the log its unit, 0, 1, 2 … in order of appearance; a row that names none is one of its own. O(rows). */
export function unitsAt(columns: LogColumns, place: number, at: Int32Array): Int32Array {
  const { codes } = wordsOf(columns, place, 'unit of sampling');
  const known = new Map<number, number>();
  let next = 0;
  return at.map((row) => {
    const code = codes[row]!;
    const unit = (code < 0 ? undefined : known.get(code)) ?? next++;
    if (code >= 0) known.set(code, unit);
    return unit;
  });
}

/** The numbers of these rows. */
export const numbersAt = ({ numbers }: LogColumn, at: Int32Array): Float64Array =>
  Float64Array.from(at, (row) => numbers[row]!);

/** @throws LogProblem */
export function columnOf(columns: LogColumns, place: number | null, what: string): LogColumn {
  const column = place === null ? undefined : columns[place];
  if (!column) throw new LogProblem(`Say which column is the ${what}.`);
  return column;
}

/** @throws LogProblem where the column is not there, or has no words. */
export function wordsOf(columns: LogColumns, place: number | null, what: string) {
  const column = columnOf(columns, place, what);
  if (!column.words) throw new LogProblem(`"${column.header}" has too many different values to be a ${what}.`);
  return column.words;
}

/**
 * Per candidate the column of the numbers it gave: its predictions where it has some, else its scores; or the other way round.
 * @throws LogProblem
 */
export function numbersOf(
  columns: LogColumns,
  { candidates }: LogRoles,
  first: 'prediction' | 'score',
): { name: string; column: LogColumn }[] {
  requireCandidates(candidates);
  return candidates.map(({ name, score, prediction }) => {
    const column = columns[(first === 'score' ? (score ?? prediction) : (prediction ?? score)) ?? -1];
    if (!column) throw new LogProblem(`Say which column holds the scores or predictions of ${name}.`);
    return { name, column };
  });
}

/** @throws LogProblem */
export function requireCandidates(candidates: LogRoles['candidates']): void {
  if (candidates.length === 0) throw new LogProblem('Say which columns hold the candidates’ scores or predictions.');
}

function sortedGroups(name: string, codes: Int32Array, names: readonly string[]): GroupColumn {
  const seen = new Set(codes);
  const order = names.map((_, code) => code).filter((code) => seen.has(code));
  order.sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const place = new Map(order.map((code, k) => [code, k]));
  return { name, groups: order.map((code) => names[code]!), codes: codes.map((code) => place.get(code) ?? -1) };
}
