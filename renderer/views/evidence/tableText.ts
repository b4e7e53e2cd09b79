// Rows of the evidence table as tab-separated text, the way spreadsheets take it from the clipboard.
import type { Column } from './columns.ts';

/** What would break a row or a column of the pasted table becomes a space. */
const cell = (text: string) => text.replace(/[\t\r\n]+/g, ' ');

/**
 * A header line and one line per row. Numbers carry all their digits and a plain minus, missing cells are empty.
 *
 * @param rows  catalogue indices.
 * @param standing  words for the standing of a row.
 */
export function tableText(
  columns: readonly Column[],
  rows: Iterable<number>,
  standing: (row: number) => string,
): string {
  const header = columns.map((column) => {
    const unit = column.kind === 'metric' && column.metric.unit !== '' ? ` (${column.metric.unit})` : '';
    return cell(column.label + unit);
  });
  const lines = [header.join('\t')];
  for (const row of rows) {
    lines.push(
      columns
        .map((column) => {
          if (column.kind === 'standing') return standing(row);
          if (column.kind !== 'metric') return cell(column.values[row] ?? '');
          const value = column.values[row] ?? NaN;
          return Number.isNaN(value) ? '' : String(value);
        })
        .join('\t'),
    );
  }
  return `${lines.join('\n')}\n`;
}
