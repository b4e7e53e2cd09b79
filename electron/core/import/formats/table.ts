// Tables of text and sheets of workbooks that no tool is known to have written: every column as it is.
import type { ReadOptions, SourceChoice } from '../../../../shared/contract/imports.ts';
import { hash } from '../evidence/evidence.ts';
import { readTextTable } from '../evidence/textTable.ts';
import type { TextTable } from '../evidence/textTable.ts';
import { assemble } from '../planning/assemble.ts';
import type { ReadProgress, ReadTable } from '../planning/parsedTable.ts';
import { decodeText } from '../text/decode.ts';
import type { Format } from './format.ts';

export const table: Format = {
  name: 'Table',
  looksLike: ({ kind }) => kind === 'text',
  read: async (evidence) => tableAsItIs((await evidence.table())!, evidence.sha256()),
};

export const workbook: Format = {
  name: 'Excel workbook',
  looksLike: ({ kind }) => kind === 'zip',
  read: async (evidence) => tableAsItIs((await evidence.table())!, evidence.sha256()),
};

/** Takes every column as it is. */
export function tableAsItIs(
  { fileName, reading, columns, records, problems, sheet, choices }: TextTable,
  sha256: string,
  {
    format = sheet === null ? table.name : workbook.name,
    asked = [],
  }: { format?: string; asked?: SourceChoice[] } = {},
): ReadTable {
  const facts = { fileName, format, choices: [...choices, ...asked], sha256, ...reading };
  return assemble(facts, columns, records, problems, { part: sheet ?? '' });
}

/**
 * Reads bytes as a table of text, whatever tool may have written them.
 *
 * @throws ParleyError what `decodeText` and `readTextTable` throw.
 */
export function readTable(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
  onProgress: ReadProgress = () => undefined,
): ReadTable {
  onProgress(0, 'Reading the text');
  const read = readTextTable(decodeText(bytes, fileName), fileName, options, { onProgress });
  return tableAsItIs(read, hash(bytes));
}
