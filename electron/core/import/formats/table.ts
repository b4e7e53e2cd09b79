// A file's bytes → a parsed table and its preview. Decides nothing for good: how the text was read and what each column could
// become are proposals that the preview states.
import { createHash } from 'node:crypto';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadOptions, SourceChoice } from '../../../../shared/contract/imports.ts';
import { readColumn } from '../text/columns.ts';
import { decodeText } from '../text/decode.ts';
import type { Encoding } from '../text/decode.ts';
import { excerpt } from '../text/problems.ts';
import type { Progress, ReadTable } from '../planning/parsedTable.ts';
import { firstRecords, withEvenLineEnds } from '../text/records.ts';
import { readRows } from '../text/rows.ts';
import { recognised } from './recognised.ts';
import { declaredDelimiter, sniffDecimal, sniffDelimiter, sniffHeader } from '../text/sniff.ts';
import { warnAboutNumbers, warnAboutTotal } from '../planning/warnings.ts';

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
  return readDecoded(decodeText(bytes, fileName), hash(bytes), fileName, options, { onProgress });
}

/** What the text was before it was text. */
interface Origin {
  onProgress?: Progress;
  format?: string;
  choices?: SourceChoice[];
  part?: string;
}

/** Reads a whole table whose text was decoded already; see `readTable`. */
export function readDecoded(
  { text: decoded, encoding }: { text: string; encoding: Encoding },
  sha256: string,
  fileName: string,
  options: ReadOptions,
  { onProgress = () => undefined, format = 'Table', choices = [], part = '' }: Origin = {},
): ReadTable {
  const even = withEvenLineEnds(decoded);
  const declared = declaredDelimiter(even);
  const text = declared === null ? even : even.slice('sep=,\n'.length);
  const delimiter = options.delimiter ?? declared ?? sniffDelimiter(text);
  const sample = firstRecords(text, delimiter, 200);
  const header = options.header ?? sniffHeader(sample);

  const recordsBefore = declared === null ? 0 : 1;
  const rows = readRows(text, { fileName, delimiter, header, sample, recordsBefore }, (fraction) =>
    onProgress(0.05 + 0.6 * fraction, 'Reading the rows'),
  );
  const { headers, records, problems } = rows;
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
  const facts = { fileName, format, choices, sha256, encoding, delimiter, decimal, header };
  const read = recognised(facts, columns, records, problems, part, options.choices ?? {});
  onProgress(1, 'Read');
  return read;
}

export const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
