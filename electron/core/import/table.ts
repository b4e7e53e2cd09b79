// A file's bytes → a parsed table and its preview. Decides nothing for good: how the text was read and what each column could
// become are proposals that the preview states.
import { createHash } from 'node:crypto';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { ColumnPreview, ReadOptions, TablePreview } from '../../../shared/contract/imports.ts';
import { cellText, readColumn } from './columns.ts';
import type { ParsedColumn } from './columns.ts';
import { decodeText } from './decode.ts';
import { proposeUses } from './guess.ts';
import type { Proposal } from './guess.ts';
import { excerpt, problemCollector } from './problems.ts';
import type { ProblemList } from './problems.ts';
import { firstRecords, withEvenLineEnds } from './records.ts';
import { readRows } from './rows.ts';
import { declaredDelimiter, sniffDecimal, sniffDelimiter, sniffHeader } from './sniff.ts';
import { reportUnreadable, warnAboutNumbers, warnAboutTotal } from './warnings.ts';

const sampleCells = 5;

/** A table as it was read; plain data and typed arrays, so that it can be handed from one thread to another. */
export interface ParsedTable {
  fileName: string;
  sha256: string;
  columns: ParsedColumn[];
  /** Per row, the 1-based record in the file; the header and blank lines count. */
  records: Int32Array;
  /** What is wrong with the file however its columns are used. */
  problems: ProblemList;
}

export interface ReadTable {
  table: ParsedTable;
  preview: Omit<TablePreview, 'table'>;
}

export type Progress = (fraction: number, doing: string) => void;

/**
 * Reads a whole table.
 *
 * @param fileName   stands in the sentences people read.
 * @param options    null leaves the choice to the reader.
 * @param onProgress gets a fraction from 0 to 1 and what is being done, now and then.
 * @throws ParleyError `badInput` when it is no text table or has no rows, `tooLarge` above 64 MB, 2,000 columns, 1,000,000 rows
 *         or 20,000,000 cells. Everything else that is wrong is a problem in the preview.
 * O(characters), plus sorting each column's numbers.
 */
export function readTable(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
  onProgress: Progress = () => undefined,
): ReadTable {
  onProgress(0, 'Reading the text');
  const { text: decoded, encoding } = decodeText(bytes, fileName);
  const even = withEvenLineEnds(decoded);
  const declared = declaredDelimiter(even);
  const text = declared === null ? even : even.slice('sep=,\n'.length);
  const delimiter = options.delimiter ?? declared ?? sniffDelimiter(text);
  const sample = firstRecords(text, delimiter, 200);
  const header = options.header ?? sniffHeader(sample);

  const problems = problemCollector();
  const recordsBefore = declared === null ? 0 : 1;
  const rows = readRows(text, { fileName, delimiter, header, sample, recordsBefore }, problems, (fraction) =>
    onProgress(0.05 + 0.6 * fraction, 'Reading the rows'),
  );
  const { headers, records } = rows;
  if (records.length === 0 && problems.errors === 0) {
    const under = header && sample.length > 0 ? 'has column names and no rows under them' : 'has no rows';
    throw new ParleyError('badInput', `${fileName} ${under}.`);
  }

  const evidence = sniffDecimal(rows.columns, delimiter);
  const decimal = options.decimal ?? evidence.decimal;
  const columns = rows.columns.map((column, index) => {
    onProgress(0.65 + (0.3 * index) / headers.length, 'Reading the numbers');
    return readColumn(headers[index] ?? '', column, decimal);
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
  const { shown, count, errors } = problems;
  const table = { fileName, sha256: hash(bytes), columns, records, problems: { shown, count, errors } };
  const proposals = proposeUses(columns);
  const all = problemCollector(table.problems);
  columns.forEach((column, index) => {
    if (proposals[index]?.use.use === 'metric') reportUnreadable(column, records, null, 'error', all);
  });
  onProgress(1, 'Read');
  return {
    table,
    preview: {
      ...{ fileName, sha256: table.sha256, encoding, delimiter, decimal, header },
      ...{ rows: records.length, columns: columns.map((column, index) => previewOf(column, index, proposals[index])) },
      ...{ problems: all.shown, problemCount: all.count },
    },
  };
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function previewOf(column: ParsedColumn, index: number, proposal: Proposal | undefined): ColumnPreview {
  const { header, numeric, missing, distinct, min, max } = column;
  const samples = Array.from({ length: Math.min(sampleCells, column.ends.length) }, (_, row) =>
    excerpt(cellText(column, row)),
  );
  const { use, because, directed } = proposal ?? { use: { use: 'ignore' as const }, because: '' };
  const said = directed === undefined ? {} : { directed };
  return {
    index,
    header,
    use,
    because,
    ...said,
    numeric,
    missing,
    text: column.unreadable,
    distinct,
    min,
    max,
    samples,
  };
}
