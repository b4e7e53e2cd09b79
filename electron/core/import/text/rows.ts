// Records → columns of cells: names the columns, keeps the rows that fit, and reports those that do not.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { packedCells } from './columns.ts';
import type { CutCells } from './columns.ts';
import { cut } from './cells.ts';
import { shortenedText, uniqueHeaders } from './headers.ts';
import { excerpt, problemCollector } from './problems.ts';
import type { ProblemCollector } from './problems.ts';
import { filledLength, forEachRecord, isBlank } from './records.ts';
import type { Delimiter } from './records.ts';

export const mostColumns = 2_000;
export const mostRows = 1_000_000;
/** Most cells; they take about 350 MB while they are read. */
export const mostCells = 20_000_000;

interface RowOptions {
  fileName: string;
  delimiter: Delimiter;
  header: boolean;
  /** The first records that are not blank, for the width of the table. */
  sample: readonly (readonly string[])[];
  /** Records that were taken off the beginning and still count. */
  recordsBefore: number;
}

interface ReadRows {
  headers: string[];
  /** The 1-based record in the file, per row. */
  records: Int32Array;
  columns: CutCells[];
  /** Problems of the rows alone so far. */
  problems: ProblemCollector;
  /** The whole name of each column whose name is shortened. */
  whole: ReadonlyMap<number, string>;
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
  onProgress: (fraction: number) => void,
): ReadRows {
  const width = tableWidth(sample, header);
  if (width > mostColumns) {
    const found = `${formatCount(width)} columns; the limit is ${formatCount(mostColumns)}`;
    throw new ParleyError('tooLarge', `${fileName} has ${found}. Keep the columns you need and try again.`);
  }
  let problems = problemCollector();
  const expected = header ? 'the header has' : 'the first row has';
  const cellCount = (count: number) => `${formatCount(count)} ${count === 1 ? 'cell' : 'cells'}`;
  let names: readonly string[] | null = header ? null : Array<string>(width).fill('');
  let headerRecord: number | null = null;
  const isRow = () => names !== null;
  /** A record that is no row: the header, or one with too many cells or too few. */
  const odd = (cells: readonly string[], number: number) => {
    const record = number + recordsBefore;
    if (names === null) {
      names = cells;
      headerRecord = record;
      return;
    }
    const filled = filledLength(cells);
    const found = filled > width ? filled : cells.length;
    const message = `Row ${formatCount(record)} has ${cellCount(found)}; ${expected} ${formatCount(width)}. Correct the row, or the quotes around cells with a ${delimiterName[delimiter]} in them.`;
    problems.add({ row: record, column: '', found: excerpt(cells.join(delimiter)), message, severity: 'error' });
  };
  const most = Math.min(mostRows, Math.ceil(mostCells / Math.max(1, width)));
  const onFull = () => {
    const limit = most === mostRows ? `${formatCount(mostRows)} rows` : `${formatCount(mostCells)} cells`;
    throw new ParleyError('tooLarge', `${fileName} has more than ${limit}. Split the table and try again.`);
  };
  const quick = cut(
    text,
    { delimiter, width, most, expected: rowsIn(text) },
    { isRow, odd, onFull, onRow: (read) => onProgress(read / text.length) },
  );
  let columns: CutCells[];
  let records: Int32Array;
  if (quick) {
    ({ columns } = quick);
    records = recordsBefore === 0 ? quick.records : quick.records.map((number) => number + recordsBefore);
  } else {
    // The slow way finds again what the quick way had found.
    problems = problemCollector();
    names = header ? null : Array<string>(width).fill('');
    const packed = Array.from({ length: width }, packedCells);
    const rows: number[] = [];
    forEachRecord(text, delimiter, (cells, number, fault, read) => {
      const record = number + recordsBefore;
      if (number % 4096 === 0) onProgress(read / text.length);
      if (fault !== null) {
        const message =
          fault === 'unterminated'
            ? `In row ${formatCount(record)} a quote opens and never closes. Close it, or write it twice if it belongs to the text.`
            : `In row ${formatCount(record)} text follows a closing quote. Write quotes inside quoted text twice.`;
        const found = excerpt(cells[cells.length - 1] ?? '');
        problems.add({ row: record, column: '', found, message, severity: 'error' });
        names ??= cells;
        return;
      }
      if (isBlank(cells)) return;
      if (!isRow() || filledLength(cells) > width || cells.length < width) return odd(cells, number);
      if (rows.length === most) onFull();
      rows.push(record);
      for (let i = 0; i < width; i += 1) packed[i]?.push(cells[i] ?? '');
    });
    columns = packed.map((column) => column.finish());
    records = Int32Array.from(rows);
  }
  const { headers, repeated, shortened } = uniqueHeaders(Array.from({ length: width }, (_, i) => names?.[i] ?? ''));
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
  for (const { column, whole } of shortened) {
    const place = { row: headerRecord, column: headers[column] ?? '', found: excerpt(whole) };
    problems.add({ ...place, message: shortenedText(whole), severity: 'warning' });
  }
  return { headers, records, columns, problems, whole: new Map(shortened.map((one) => [one.column, one.whole])) };
}

const delimiterName: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'vertical bar' };

/** About how many records a text has, by those at its beginning; a few more rather than a few less. */
function rowsIn(text: string): number {
  const looked = Math.min(text.length, 1 << 16);
  let ends = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < looked; at = text.indexOf('\n', at + 1)) ends += 1;
  return Math.ceil((text.length / looked) * (ends + 1) * 1.05) + 16;
}

/** Empty cells at the end of the header count only where a row of the sample has something under them. */
function tableWidth(sample: readonly (readonly string[])[], header: boolean): number {
  const [first, ...others] = sample;
  if (!first) return 0;
  if (!header) return first.length;
  const filled = others.reduce((most, cells) => Math.max(most, filledLength(cells)), filledLength(first));
  return Math.min(first.length, filled);
}
