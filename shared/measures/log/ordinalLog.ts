// A log of ordered answers as columns: stars, grades, stages, written as numbers or as words whose order was said. Built from the columns of a wide table.
import type { LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { inOrder } from './answerOrder.ts';
import type { LogRows } from './usableRows.ts';
import { columnOf, LogProblem, numbersAt, numbersOf, saysNumber, usableRows } from './usableRows.ts';

/** All columns have the same rows, those that can be measured. */
export interface OrdinalLog extends LogRows {
  /** Every answer that is a label or a prediction, rising. */
  levels: Float64Array;
  /** What the levels are called. */
  names: string[];
  /** How far two neighbouring answers are apart at least: 1 for stars, 0.5 for half stars. */
  step: number;
  labels: Float64Array;
  candidates: { name: string; predicted: Float64Array }[];
}

/** More answers than this are no steps of a scale. */
export const MOST_LEVELS = 50;

/**
 * A prediction between two answers is none of them: it is refused, since rounding it would be a decision of ours.
 * @param order  of answers in words, from the lowest to the highest, which are then levels 1, 2, 3 …; null: they are numbers.
 * @throws LogProblem. O(rows × columns used).
 */
export function ordinalLog(columns: LogColumns, roles: LogRoles, order: readonly string[] | null = null): OrdinalLog {
  if (order === null) return numberedLog(columns, roles);
  const log = numberedLog(inOrder(columns, roles, order), roles);
  // A word that nobody used keeps its place on the scale.
  return { ...log, levels: Float64Array.from(order, (_, place) => place + 1), step: 1, names: [...order] };
}

function numberedLog(columns: LogColumns, roles: LogRoles): OrdinalLog {
  const label = columnOf(columns, roles.label, 'label');
  const said = numbersOf(columns, roles, 'prediction');
  const log = usableRows(columns, roles, {
    label: saysNumber(label),
    candidates: said.map(({ column }) => saysNumber(column)),
  });
  const labels = numbersAt(label, log.at);
  const candidates = said.map(({ name, column }) => ({ name, predicted: numbersAt(column, log.at) }));
  const known = risingLevels([labels]);
  const step = stepOf(known);
  // Of labels 1 and 3 the step may be 1: whole numbers are on a scale of whole numbers.
  const whole = known.every(Number.isInteger);
  candidates.forEach(({ name, predicted }, c) => {
    const between = predicted.find(
      (number) => !(whole && Number.isInteger(number)) && !isOnScale(number, known[0]!, step),
    );
    if (between === undefined) return;
    throw new LogProblem(
      `“${said[c]!.column.header}” of ${name} holds ${between}, which is between two of the answers ${listed(known)}. ` +
        'Choose “a number”, or write whole answers in the file.',
    );
  });
  const levels = risingLevels([labels, ...candidates.map(({ predicted }) => predicted)]);
  return { ...log, levels, names: Array.from(levels, String), step: stepOf(levels), labels, candidates };
}

/** @throws LogProblem where there are too many. */
function risingLevels(of: readonly Float64Array[]): Float64Array {
  const found = new Set<number>();
  for (const numbers of of) {
    for (const number of numbers) found.add(number);
    if (found.size > MOST_LEVELS)
      throw new LogProblem(`There are more than ${MOST_LEVELS} different answers, too many for steps of a scale.`);
  }
  return Float64Array.from(found).sort();
}

/** The smallest difference of two neighbours; 1 where there is one answer alone. */
function stepOf(levels: Float64Array): number {
  let step = Infinity;
  for (let k = 1; k < levels.length; k++) step = Math.min(step, levels[k]! - levels[k - 1]!);
  return Number.isFinite(step) ? step : 1;
}

/** Whether a number is a whole number of steps away from an answer, so that it may be one that no label has. */
function isOnScale(number: number, from: number, step: number): boolean {
  const steps = (number - from) / step;
  return Math.abs(steps - Math.round(steps)) <= 1e-9 * Math.max(1, Math.abs(steps));
}

const listed = (levels: Float64Array) =>
  levels.length <= 12
    ? `${Array.from(levels.subarray(0, -1)).join(', ')} and ${levels.at(-1)!}`
    : `${levels[0]!} to ${levels.at(-1)!}`;
