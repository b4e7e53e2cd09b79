// A log of ranges that are to hold a number as columns. Built from the columns of a wide table and what each was said to be.
import type { LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import type { LogRows } from './usableRows.ts';
import { columnOf, LogProblem, numbersAt, requireCandidates, saysNumber, usableRows } from './usableRows.ts';

/** All columns have the same rows, those that can be measured. */
export interface IntervalLog extends LogRows {
  labels: Float64Array;
  candidates: {
    name: string;
    /** Never above `high`. */
    low: Float64Array;
    high: Float64Array;
    /** Rows whose ends stood the other way round. */
    crossed: number;
  }[];
}

/**
 * Ends that stand the other way round are put in order: Chernozhukov, Fernández-Val & Galichon (2010), Econometrica 78(3):1093–1125.
 * @throws LogProblem. O(rows × columns used).
 */
export function intervalLog(columns: LogColumns, roles: LogRoles): IntervalLog {
  const label = columnOf(columns, roles.label, 'label');
  requireCandidates(roles.candidates);
  const said = roles.candidates.map(({ name, intervalLow, intervalHigh }) => ({
    name,
    low: endOf(columns, intervalLow ?? null, name),
    high: endOf(columns, intervalHigh ?? null, name),
  }));
  const log = usableRows(columns, roles, {
    label: saysNumber(label),
    candidates: said.flatMap(({ low, high }) => [saysNumber(low), saysNumber(high)]),
  });
  return {
    ...log,
    labels: numbersAt(label, log.at),
    candidates: said.map(({ name, low, high }) => {
      const [lows, highs] = [numbersAt(low, log.at), numbersAt(high, log.at)];
      return {
        name,
        low: lows.map((end, i) => Math.min(end, highs[i]!)),
        high: highs.map((end, i) => Math.max(end, lows[i]!)),
        crossed: lows.reduce((count, end, i) => count + (end > highs[i]! ? 1 : 0), 0),
      };
    }),
  };
}

function endOf(columns: LogColumns, place: number | null, name: string): LogColumn {
  const column = place === null ? undefined : columns[place];
  if (!column) throw new LogProblem(`Say which columns hold both ends of the ranges of ${name}.`);
  return column;
}
