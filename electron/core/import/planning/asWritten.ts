// What a number loses when it is read, kept as a property beside it: a footnote mark, a sign for "about", the ends of an interval.
import { cellText } from '../text/columns.ts';
import { readCell } from '../text/numbers.ts';
import { property } from '../text/problems.ts';
import type { PlannedAttribute, UsedColumn } from './content.ts';

/** The name of such a property. */
export const asWrittenName = (header: string): string => `${header.slice(0, 180).toWellFormed()}, as written`;

/** A name that no attribute of the import has: `name`, or with a number behind it. */
export function freeOf(name: string, attributes: readonly UsedColumn<'attribute'>[]): string {
  const taken = new Set(attributes.map(({ use }) => use.name.toLowerCase()));
  let free = name;
  for (let i = 2; taken.has(free.toLowerCase()); i += 1) free = `${name} ${i}`;
  return free;
}

/** Whether the cell has a mark or an interval, with whichever decimal mark. */
const isDressed = (cell: string): boolean =>
  (['.', ','] as const).some((decimal) => {
    const { marked, interval } = readCell(cell, decimal);
    return marked || interval;
  });

/**
 * A property for each metric column with marks or intervals in it; it says the cells that have one as they are written, and
 * nothing of the others. O(rows) for each such column.
 */
export function asWritten(
  rows: ArrayLike<number>,
  metrics: readonly UsedColumn<'metric'>[],
  attributes: readonly UsedColumn<'attribute'>[],
): PlannedAttribute[] {
  return metrics
    .filter(({ column }) => column.marked > 0 || column.intervals > 0)
    .map(({ column }) => {
      const values = Array.from(rows, (row) => {
        const cell = cellText(column, row);
        return isDressed(cell) ? property(cell) : '';
      });
      return { name: freeOf(asWrittenName(column.header), attributes), header: column.header, values };
    });
}
