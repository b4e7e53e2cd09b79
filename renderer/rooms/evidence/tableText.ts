// Rows of the evidence table as tab-separated text, the way spreadsheets take it from the clipboard.
import { safeText } from '../../../shared/exports/csv.ts';
import type { Column } from './columns.ts';

/** Words as a cell: what would break a row or a column becomes a space, quotes are doubled, formulas are none. */
function cell(text: string): string {
  const line = text.replace(/[\t\r\n]+/g, ' ');
  const safe = safeText(line);
  return safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A header line and one line per row; standard errors stand in a column of their own. Numbers carry all their digits and a plain
 * minus, missing cells are empty. Pasted here again, it gives the same names and the same numbers, bit for bit.
 *
 * @param rows  catalogue indices.
 * @param standing  words for the standing of a row.
 */
export function tableText(
  columns: readonly Column[],
  rows: Iterable<number>,
  standing: (row: number) => string,
): string {
  const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '' : String(value));
  const header = columns.flatMap((column) => {
    if (column.kind !== 'metric') return [cell(column.label)];
    const unit = column.metric.unit !== '' ? ` (${column.metric.unit})` : '';
    // Called so that pasting the table here again ties the two columns together.
    const error = column.standardErrors ? [`${column.label} standard error${unit}`] : [];
    return [column.label + unit, ...error].map(cell);
  });
  const lines = [header.join('\t')];
  for (const row of rows) {
    lines.push(
      columns
        .flatMap((column) => {
          if (column.kind === 'standing') return [standing(row)];
          if (column.kind !== 'metric') return [cell(column.texts[row] ?? '')];
          const error = column.standardErrors ? [number(column.standardErrors[row])] : [];
          return [number(column.measured[row]), ...error];
        })
        .join('\t'),
    );
  }
  return `${lines.join('\n')}\n`;
}
