// Cells of a text table by column name, and source columns made from them for the formats of tools.
import { cellText } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import { cellKind } from '../text/numbers.ts';
import { words } from '../text/problems.ts';
import type { SourceCell, ColumnHint, SourceColumn } from '../planning/source.ts';
import type { TextTable } from './textTable.ts';

/** The cell as a number where it is one, else as written; null where it is missing. */
export function cellAt(column: ParsedColumn | undefined, row: number): SourceCell {
  if (!column) return null;
  const kind = column.kinds[row];
  if (kind === cellKind.number) return column.numbers[row] ?? null;
  return kind === cellKind.missing ? null : cellText(column, row);
}

/** The cell as text of one line; '' where it is missing. */
export const textAt = (column: ParsedColumn | undefined, row: number): string =>
  column && column.kinds[row] !== cellKind.missing ? words(cellText(column, row)) : '';

export const columnNamed = ({ columns }: TextTable, header: string): ParsedColumn | undefined =>
  columns.find((column) => column.header === header);

/** A column as it is, for the rows that are kept, with its own name and hint. */
export const sourceColumn = (
  column: ParsedColumn,
  rows: readonly number[],
  hint: ColumnHint | null,
  header = column.header,
): SourceColumn => ({ header, cells: rows.map((row) => keptCell(column, row)), hint });

/** With the spread, the percent sign or the unit after the value, where one is stated. */
function keptCell(column: ParsedColumn, row: number): SourceCell {
  const cell = cellAt(column, row);
  const spread = column.spreads?.[row] ?? NaN;
  if (typeof cell !== 'number') return cell;
  if (spread >= 0) return `${cell} ± ${spread}`;
  if (column.signs?.[row] === 1) return `${cell}%`;
  return column.unit === '' || column.bare?.[row] === 1 ? cell : `${cell} ${column.unit}`;
}

export const rowIndices = ({ records }: TextTable): number[] => Array.from(records, (_, row) => row);
export const placesOf = ({ records }: TextTable, rows: readonly number[]): number[] =>
  rows.map((row) => records[row] ?? 0);

export const ignore = (because: string): ColumnHint => ({ use: 'ignore', because });
export const attribute = (because: string): ColumnHint => ({ use: 'attribute', because });
export const name = (because: string): ColumnHint => ({ use: 'name', because });

/** Names, or null when they do not tell the rows apart. */
export const uniqueOrNull = (names: readonly string[]): boolean =>
  names.every((one) => one !== '') && new Set(names).size === names.length;

/** Mean and standard error of the mean (sample deviation / √n) of repeated measurements; the error is null for one. */
export function meanAndError(values: readonly number[]): { mean: number; error: number | null } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, error: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (n - 1) / n) };
}
