// Excel workbooks (.xlsx, .xlsm): the cells of one sheet. Only the parts that hold cells are unpacked, each within its limit;
// macros, pictures and links are never touched, formulas count by the value they had when the workbook was saved.
import { formatCount } from '../../../../shared/domain/format.ts';
import { unzipSync, zipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadOptions } from '../../../../shared/contract/imports.ts';
import { excerpt, libraryMessage } from '../text/problems.ts';
import { choose } from '../planning/source.ts';
import { readTextTable } from './textTable.ts';
import type { TextTable } from './textTable.ts';

const largestParts = 256 * 1024 * 1024;
const mostParts = 2_000;
const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/[^/]{1,200}|worksheets\/[^/]{1,200}\.xml))$/i;

const refused = (message: string) => new ParleyError('badInput', message);

/** The parts that hold cells, stored without compression, so that the reader unpacks nothing itself. */
function cellParts(bytes: Uint8Array, fileName: string): ArrayBuffer {
  let size = 0;
  let count = 0;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted.test(name)) return false;
        size += originalSize;
        count += 1;
        if (size > largestParts || count > mostParts) {
          throw new ParleyError(
            'tooLarge',
            `${fileName} unpacks to more than 256 MB of cells. Save the sheet you need as CSV (UTF-8).`,
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    throw refused(`${fileName} is damaged: it cannot be unpacked. Save it again, or save the sheet as CSV (UTF-8).`);
  }
  if (!Object.keys(parts).some((name) => name.toLowerCase() === 'xl/workbook.xml')) {
    throw refused(
      `${fileName} is an archive, but not an Excel workbook (.xlsx). Unpack it, or save the sheet as CSV (UTF-8).`,
    );
  }
  // No entity is ever declared in a workbook; what declares one means harm.
  const decoder = new TextDecoder();
  for (const part of Object.values(parts)) {
    if (/<!(?:DOCTYPE|ENTITY)/i.test(decoder.decode(part.subarray(0, 4096)))) {
      throw refused(`${fileName} was not opened: it declares entities, which no workbook needs.`);
    }
  }
  const stored = zipSync(parts, { level: 0 });
  return stored.slice().buffer;
}

const quoted = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const iso = Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  return typeof cell === 'number' ? String(cell) : `"${String(cell).replaceAll('"', '""')}"`;
};

/**
 * One sheet of a workbook, read like any table of text.
 *
 * @throws ParleyError `badInput` when it is damaged, no workbook, or empty; `tooLarge` above 256 MB of cells.
 */
export async function readWorkbook(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<TextTable> {
  const parts = cellParts(bytes, fileName);
  const sheets = await readXlsxFile(parts).catch((error: unknown) => {
    throw refused(`${fileName} cannot be read as a workbook${libraryMessage(error)}. Save the sheet as CSV (UTF-8).`);
  });
  const filled = sheets
    .map(({ sheet, data }, i) => ({ key: String(i), name: sheet, data }))
    .filter(({ data }) => data.some((row) => row.some((cell) => cell !== null && cell !== '')));
  if (filled.length === 0) throw refused(`${fileName} has no sheet with cells.`);
  const choice = choose(
    'sheet',
    'Sheet',
    filled.map(({ key, name, data }) => ({ value: key, label: `${excerpt(name)}: ${formatCount(data.length)} rows` })),
    options.choices ?? {},
  );
  const sheet = filled.find(({ key }) => key === choice.chosen);
  const text = (sheet?.data ?? []).map((row) => row.map(quoted).join(',')).join('\n');
  const table = readTextTable(
    { text: `${text}\n`, encoding: 'UTF-8' },
    fileName,
    { ...options, delimiter: ',', decimal: '.' },
    { sheet: sheet?.name ?? '', choices: filled.length > 1 ? [choice] : [] },
  );
  // How the cells were written out for the reader is nobody's business.
  return { ...table, reading: { ...table.reading, encoding: '', delimiter: null } };
}
