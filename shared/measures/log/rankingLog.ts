// A log of ordered lists as columns: one row per query and item. Built from the columns of a wide table.
import type { LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { LogRows, Says } from './usableRows.ts';
import { columnOf, LogProblem, numbersOf, saysNumber, numbersAt, usableRows } from './usableRows.ts';

/** All columns have the same rows, those that can be measured; groups, weights and units of sampling are of the queries. */
export interface RankingLog extends LogRows {
  /** Per row its query, 0 … queryCount − 1 in the order of the log. */
  queries: Int32Array;
  queryCount: number;
  /** Per query the row of the table that its first row is. */
  firstAt: Int32Array;
  /** Not negative; 0: not relevant. */
  relevance: Float64Array;
  /** Items stand by falling score. */
  candidates: { name: string; scores: Float64Array }[];
  /** Group columns that differ within a query, so that no query belongs to one of their groups. */
  mixed: string[];
}

/**
 * @param inverted  candidates whose smaller scores come first.
 * @throws LogProblem. O(rows × columns used).
 */
export function rankingLog(columns: LogColumns, roles: LogRoles, inverted: ReadonlySet<string>): RankingLog {
  const label = columnOf(columns, roles.label, 'label');
  const query = columnOf(columns, roles.query, 'query');
  const said = numbersOf(columns, roles, 'score');
  const log = usableRows(columns, roles, {
    label: saysNumber(label),
    candidates: said.map(({ column }) => saysNumber(column)),
    query: saysQuery(query),
  });
  const relevance = numbersAt(label, log.at);
  const negative = relevance.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw new LogProblem(
      `Row ${log.at[negative]! + 1} has the relevance ${relevance[negative]!}; a relevance is 0 or more.`,
    );
  }
  const { queries, queryCount, first } = coded(query, log.at);
  const constant = (value: (row: number) => number) => queries.every((q, row) => value(row) === value(first[q]!));
  const { weights } = log;
  if (weights !== null && !constant((row) => weights[row]!)) {
    throw new LogProblem(
      `The weights differ within a query. Queries are weighed as wholes: leave the weight out, or give all rows of a query the same.`,
    );
  }
  const { units = null } = log;
  if (units !== null && !constant((row) => units[row]!)) {
    throw new LogProblem(
      'The unit of sampling differs within a query. A query belongs to one user or case as a whole.',
    );
  }
  const whole = log.groups.map(({ codes }) => constant((row) => codes[row]!));
  return {
    ...log,
    queries,
    queryCount,
    firstAt: first.map((row) => log.at[row]!),
    relevance,
    candidates: said.map(({ name, column }) => {
      const scores = numbersAt(column, log.at);
      return { name, scores: inverted.has(name) ? scores.map((score) => -score) : scores };
    }),
    groups: log.groups.filter((_, k) => whole[k]).map((column) => ofQueries(column, first)),
    weights: weights && Float64Array.from(first, (row) => weights[row]!),
    units: units && Int32Array.from(first, (row) => units[row]!),
    mixed: log.groups.filter((_, k) => !whole[k]).map(({ name }) => name),
  };
}

const saysQuery = ({ numbers, words }: LogColumn): Says =>
  words ? (at) => words.codes[at]! >= 0 : (at) => Number.isFinite(numbers[at]!);

/** `first`: per query its first row of the log. */
function coded({ numbers, words }: LogColumn, at: Int32Array) {
  const codeOf = new Map<number, number>();
  const first: number[] = [];
  const queries = at.map((place, row) => {
    const key = words ? words.codes[place]! : numbers[place]!;
    let code = codeOf.get(key);
    if (code === undefined) {
      code = first.push(row) - 1;
      codeOf.set(key, code);
    }
    return code;
  });
  return { queries, queryCount: first.length, first: Int32Array.from(first) };
}

const ofQueries = ({ name, groups, codes }: GroupColumn, first: Int32Array): GroupColumn => ({
  name,
  groups,
  codes: first.map((row) => codes[row]!),
});
