// A text table: its dialect, its columns, and its problems. Separator, decimal mark and header are proposals; the preview shows
// them and a person can change them.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadOptions, SourceChoice } from '../../../../shared/contract/imports.ts';
import type { TextReading } from '../planning/assemble.ts';
import type { ReadProgress } from '../planning/parsedTable.ts';
import { warnAboutNumbers, warnAboutTotal } from '../planning/warnings.ts';
import { readColumn } from '../text/columns.ts';
import type { ParsedColumn } from '../text/columns.ts';
import type { DecodedText } from '../text/decode.ts';
import { excerpt } from '../text/problems.ts';
import type { ProblemList } from '../text/problems.ts';
import { firstRecords, withEvenLineEnds, withQuotedIntervals } from '../text/records.ts';
import { readRows } from '../text/rows.ts';
import type { DecimalEvidence } from '../text/sniff.ts';
import { declaredDelimiter, sniffDecimal, sniffDelimiter, sniffHeader } from '../text/sniff.ts';
import { stemOf } from './folder.ts';

/** A table as the formats of tools see it. */
export interface TextTable {
  fileName: string;
  /** The name without its ending. */
  stem: string;
  /** How the text was read. */
  reading: TextReading;
  columns: ParsedColumn[];
  headers: readonly string[];
  /** The 1-based record in the file, per row. */
  records: Int32Array;
  problems: ProblemList;
  /** Which sheet of a workbook it is, where it comes from one. */
  sheet: string | null;
  /** The sheets to choose from, where there are several. */
  choices: SourceChoice[];
}

/**
 * Reads a whole table.
 *
 * @param options null leaves the choice to the reader.
 * @param rest.onProgress gets a fraction from 0 to 1 and what is being done, now and then.
 * @throws ParleyError `badInput` when it has no rows, `tooLarge` above 2,000 columns, 1,000,000 rows or 20,000,000 cells.
 *         Everything else that is wrong is a problem in the preview.
 * O(characters), plus sorting each column's numbers.
 */
export function readTextTable(
  { text: decoded, encoding }: DecodedText,
  fileName: string,
  options: ReadOptions,
  {
    onProgress = () => undefined,
    sheet = null,
    choices = [],
    places = null,
  }: {
    onProgress?: ReadProgress;
    sheet?: string | null;
    choices?: SourceChoice[];
    /** Where each row under the header stands in the file, of a text that was made from it. */
    places?: readonly number[] | null;
  } = {},
): TextTable {
  const even = withEvenLineEnds(decoded);
  const declared = declaredDelimiter(even);
  const text = withQuotedIntervals(declared === null ? even : even.slice('sep=,\n'.length));
  const delimiter = options.delimiter ?? declared ?? sniffDelimiter(text);
  const sample = firstRecords(text, delimiter, 200);
  const header = options.header ?? sniffHeader(sample);

  const recordsBefore = declared === null ? 0 : 1;
  const rows = readRows(text, { fileName, delimiter, header, sample, recordsBefore }, (fraction) =>
    onProgress(0.05 + 0.6 * fraction, 'Reading the rows'),
  );
  const { headers, problems } = rows;
  const records = places === null ? rows.records : Int32Array.from(places);
  if (records.length === 0 && problems.errors === 0) {
    const under = header && sample.length > 0 ? 'has column names and no rows under them' : 'has no rows';
    throw new ParleyError('badInput', `${fileName} ${under}.`);
  }

  // Between commas a decimal comma stands in quotes.
  const evidence: DecimalEvidence =
    delimiter === ',' && !text.includes('"') ? { decimal: '.', seen: null } : sniffDecimal(rows.columns, delimiter);
  const decimal = options.decimal ?? evidence.decimal;
  const columns = rows.columns.map((column, index) => {
    onProgress(0.65 + (0.3 * index) / headers.length, 'Reading the numbers');
    const read = readColumn(headers[index] ?? '', column, decimal);
    const whole = rows.whole.get(index);
    return whole === undefined ? read : { ...read, whole };
  });
  if (options.decimal === null && evidence.seen) {
    const { column, row, cell } = evidence.seen;
    problems.add({
      row: records[row] ?? null,
      column: headers[column] ?? '',
      found: excerpt(cell),
      message:
        'Read with a decimal comma, because cells look like this one and none like 1.5. If that is wrong, choose the point.',
      severity: 'warning',
    });
  }
  warnAboutNumbers(columns, records, problems);
  warnAboutTotal(columns, records, problems);
  onProgress(0.95, 'Looking at the columns');
  const reading = { encoding, delimiter, decimal, header };
  return { fileName, stem: stemOf(fileName), reading, columns, headers, records, problems, sheet, choices };
}
