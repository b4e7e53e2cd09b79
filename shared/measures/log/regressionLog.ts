// A log of predicted numbers as columns. Built from the columns of a wide table and what each was said to be.
import type { LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import type { LogRows } from './usableRows.ts';
import { columnOf, numbersOf, saysNumber, numbersAt, usableRows } from './usableRows.ts';

/** All columns have the same rows, those that can be measured. */
export interface RegressionLog extends LogRows {
  labels: Float64Array;
  candidates: { name: string; predicted: Float64Array }[];
}

/**
 * A candidate's prediction is the number in its prediction column, else in its score column.
 * @throws LogProblem. O(rows × columns used).
 */
export function regressionLog(columns: LogColumns, roles: LogRoles): RegressionLog {
  const label = columnOf(columns, roles.label, 'label');
  const said = numbersOf(columns, roles, 'prediction');
  const log = usableRows(columns, roles, {
    label: saysNumber(label),
    candidates: said.map(({ column }) => saysNumber(column)),
  });
  return {
    ...log,
    labels: numbersAt(label, log.at),
    candidates: said.map(({ name, column }) => ({ name, predicted: numbersAt(column, log.at) })),
  };
}
