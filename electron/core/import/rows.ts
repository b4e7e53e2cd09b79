// Records → columns of cells: names the columns, keeps the rows that fit, and reports those that do not.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { columnText } from './columns.ts';
import { uniqueHeaders } from './headers.ts';
import { countText, excerpt } from './problems.ts';
import type { ProblemCollector } from './problems.ts';
import { filledLength, forEachRecord, isBlank } from './records.ts';
import type { Delimiter } from './records.ts';

export const mostColumns = 2_000;
export const mostRows = 1_000_000;
/** So many cells take about 350 MB while they are read. */
export const mostCells = 20_000_000;

export interface RowOptions {
  fileName: string;
  delimiter: Delimiter;
  header: boolean;
  /** The first records that are not blank, for the width of the table. */
  sample: readonly (readonly string[])[];
  /** Records that were taken off the beginning and still count. */
  recordsBefore: number;
}

export interface ReadRows {
  headers: string[];
  /** The 1-based record in the file, per row. */
  records: Int32Array;
  columns: { text: string; ends: Uint32Array }[];
}

/**
 * Reads all rows. Blank records are skipped; empty cells beyond the last column are ignored; a record that is otherwise longer
 * or shorter than the header is reported and left out.
 *
 * @throws ParleyError `tooLarge` above the limits of this file.
 */
export function readRows(
  text: string,
  { fileName, delimiter, header, sample, recordsBefore }: RowOptions,
  problems: ProblemCollector,
  onProgress: (fraction: number) => void,
): ReadRows {
  const width = tableWidth(sample, header);
  if (width > mostColumns) {
    const found = `${countText(width)} columns; the limit is ${countText(mostColumns)}`;
    throw new ParleyError('tooLarge', `${fileName} has ${found}. Keep the columns you need and try again.`);
  }
  const columns = Array.from({ length: width }, columnText);
  const records: number[] = [];
  const expected = header ? 'the header has' : 'the first row has';
  const cellCount = (count: number) => `${countText(count)} ${count === 1 ? 'cell' : 'cells'}`;
  let names: readonly string[] | null = header ? null : Array<string>(width).fill('');
  let headerRecord: number | null = null;

  forEachRecord(text, delimiter, (cells, number, fault, read) => {
    const record = number + recordsBefore;
    if (number % 4096 === 0) onProgress(read / text.length);
    if (fault !== null) {
      const message =
        fault === 'unterminated'
          ? `In row ${countText(record)} a quote opens and never closes. Close it, or write it twice if it belongs to the text.`
          : `In row ${countText(record)} text follows a closing quote. Write quotes inside quoted text twice.`;
      problems.add({
        row: record,
        column: '',
        found: excerpt(cells[cells.length - 1] ?? ''),
        message,
        severity: 'error',
      });
      names ??= cells;
      return;
    }
    if (isBlank(cells)) return;
    if (names === null) {
      names = cells;
      headerRecord = record;
      return;
    }
    const filled = filledLength(cells);
    if (filled > width || cells.length < width) {
      const found = filled > width ? filled : cells.length;
      const message = `Row ${countText(record)} has ${cellCount(found)}; ${expected} ${countText(width)}. Correct the row, or the quotes around cells with a ${delimiterName[delimiter]} in them.`;
      problems.add({ row: record, column: '', found: excerpt(cells.join(delimiter)), message, severity: 'error' });
      return;
    }
    if (records.length === mostRows || records.length * width >= mostCells) {
      const limit = records.length === mostRows ? `${countText(mostRows)} rows` : `${countText(mostCells)} cells`;
      throw new ParleyError('tooLarge', `${fileName} has more than ${limit}. Split the table and try again.`);
    }
    records.push(record);
    for (let i = 0; i < width; i += 1) columns[i]?.push(cells[i] ?? '');
  });

  const { headers, repeated } = uniqueHeaders(Array.from({ length: width }, (_, i) => names?.[i] ?? ''));
  for (const { column, name } of repeated) {
    const message = `The name "${excerpt(name)}" stands on more than one column; this one is called "${excerpt(headers[column] ?? '')}".`;
    problems.add({
      row: headerRecord,
      column: headers[column] ?? '',
      found: excerpt(name),
      message,
      severity: 'warning',
    });
  }
  return { headers, records: Int32Array.from(records), columns: columns.map((column) => column.finish()) };
}

const delimiterName: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'vertical bar' };

/** Empty cells at the end of the header count only where a row of the sample has something under them. */
function tableWidth(sample: readonly (readonly string[])[], header: boolean): number {
  const [first, ...others] = sample;
  if (!first) return 0;
  if (!header) return first.length;
  const filled = others.reduce((most, cells) => Math.max(most, filledLength(cells)), filledLength(first));
  return Math.min(first.length, filled);
}
