// Tables that a training loop wrote: a row per step or epoch, a column per metric.
import { cellAt } from '../../evidence/tableCells.ts';
import type { TextTable } from '../../evidence/textTable.ts';
import type { Point } from './history.ts';

const counters = ['epoch', 'step', 'iteration', 'iter', 'global_step', 'training_iteration'];
const logged =
  /(?:^|[^a-z])(?:loss|acc|accuracy|val|valid|eval|train|test|map50|f1|auc|error|perplexity|wer)(?:[^a-z]|$)/i;

/** The column that counts epochs or steps; null where there is none. An epoch says more than a step. */
export const counterOf = ({ headers }: TextTable): string | null =>
  counters.find((name) => headers.some((header) => header.toLowerCase() === name)) ?? null;

/** Whether a table has a row per point in time of one run: it counts them, no column is of words, and some names are of training. */
export function isHistory(table: TextTable): boolean {
  const counter = counterOf(table);
  if (counter === null || table.headers.length < 2) return false;
  const column = table.columns.find(({ header }) => header.toLowerCase() === counter);
  if (!column || column.numeric !== table.records.length) return false;
  let before = -Infinity;
  for (const value of column.numbers) {
    // An appended file may count from the beginning again.
    if (!Number.isInteger(value) || (value < before && value > 1)) return false;
    before = value;
  }
  const others = table.columns.filter(({ header }) => !counters.includes(header.toLowerCase()));
  return (
    others.every(({ numeric, unreadable }) => unreadable === 0 || numeric > unreadable) &&
    others.some(({ header }) => logged.test(header))
  );
}

/** The points of the run; rows of one epoch, such as those of training and of validation, are one point. */
export function pointsOf(table: TextTable): Point[] {
  const counter = counterOf(table);
  const column = table.columns.find(({ header }) => header.toLowerCase() === counter);
  const points = new Map<number, Map<string, number>>();
  let round = 0;
  let before = -Infinity;
  for (let row = 0; row < table.records.length; row += 1) {
    const counted = column?.numbers[row] ?? row;
    if (counted < before) round = Math.max(...points.keys()) + 1;
    before = counted;
    const at = round + counted;
    const values = points.get(at) ?? new Map<string, number>();
    points.set(at, values);
    for (const other of table.columns) {
      if (counters.includes(other.header.toLowerCase())) continue;
      const cell = cellAt(other, row);
      if (typeof cell === 'number') values.set(other.header, cell);
    }
  }
  return [...points].map(([at, values]) => ({ at, values }));
}
