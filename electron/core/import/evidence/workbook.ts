// Excel workbooks (.xlsx, .xlsm): the cells of one sheet. Only the parts that hold cells are unpacked, each within its limit;
// macros, pictures and links are never touched, formulas count by the value they had when the workbook was saved.
import { formatCount } from '../../../../shared/domain/format.ts';
import { unzipSync, zipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadOptions, SourceChoice } from '../../../../shared/contract/imports.ts';
import { choose, remark } from '../planning/source.ts';
import { excerpt, libraryMessage, problemCollector } from '../text/problems.ts';
import { sniffHeader } from '../text/sniff.ts';
import { readTidy } from './shapedTable.ts';
import { workbookFacts } from './sheetFacts.ts';
import type { SheetFacts, Shown } from './sheetFacts.ts';
import { tidy } from './tables/grid.ts';
import type { Grid } from './tables/grid.ts';
import { readTextTable } from './textTable.ts';
import type { TextTable } from './textTable.ts';

const largestParts = 256 * 1024 * 1024;
const mostParts = 2_000;
const wanted =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/[^/]{1,200}|worksheets\/[^/]{1,200}\.xml))$/i;

const refused = (message: string) => new ParleyError('badInput', message);

/** The parts that hold cells, unpacked. */
function cellParts(bytes: Uint8Array, fileName: string): Record<string, Uint8Array> {
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
  return parts;
}

/** Stored without compression, so that the reader unpacks nothing itself. */
const stored = (parts: Record<string, Uint8Array>): ArrayBuffer => zipSync(parts, { level: 0 }).slice().buffer;

type Value = string | number | boolean | Date | null | undefined;

const written = (cell: Value): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const iso = Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
  }
  return String(cell);
};

const dayZero = Date.UTC(1899, 11, 30);
const hour = 3_600_000;
/** Without the last digits, which the arithmetic leaves behind. */
const clean = (value: number): number => Number(value.toPrecision(14));

/** The hours of a duration, which a workbook keeps in days and the reader gives as a moment. */
function hoursOf(cell: Value): number | null {
  if (cell instanceof Date) return clean((cell.getTime() - dayZero) / hour);
  return typeof cell === 'number' ? clean(cell * 24) : null;
}

/** The values of a sheet with what the sheet says of them: merged cells filled, hidden ones left out, shares shown per cent. */
function gridOfSheet(data: readonly (readonly Value[])[], facts: SheetFacts | undefined, hidden: boolean): Grid {
  const values = data.map((row) => [...row]);
  for (const { top, left, bottom, right } of facts?.merged ?? []) {
    const value = values[top]?.[left];
    if (value === null || value === undefined) continue;
    for (let row = top; row <= Math.min(bottom, values.length - 1); row += 1) {
      for (let column = left; column <= Math.min(right, mostColumns); column += 1) values[row]![column] = value;
    }
  }
  const width = Math.max(0, ...values.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column).filter(
    (column) => hidden || !facts?.hiddenColumns.has(column),
  );
  const shownAt = (row: number, column: number) => facts?.shown.get(`${row},${column}`) ?? null;
  const units = columns.map((column) => unitOfColumn(values, column, shownAt));
  const places: number[] = [];
  const rows: string[][] = [];
  values.forEach((cells, row) => {
    if (!hidden && facts?.hiddenRows.has(row)) return;
    places.push(row + 1);
    rows.push(
      columns.map((column) => {
        const value = cells[column];
        const shown = shownAt(row, column);
        if (shown?.as === 'percent' && typeof value === 'number') return `${clean(value * 100)}%`;
        const hours = shown?.as === 'duration' ? hoursOf(value) : null;
        return hours === null ? written(value) : String(hours);
      }),
    );
  });
  // The unit that only the format states goes to the name of the column: the last words above its first number.
  units.forEach((unit, place) => {
    if (unit === null) return;
    const first = rows.findIndex(
      (cells, row) => shownAt(places[row]! - 1, columns[place]!) !== null && cells[place] !== '',
    );
    const name = rows.slice(0, first).findLastIndex((cells) => (cells[place] ?? '') !== '');
    const cell = rows[name]?.[place];
    if (cell !== undefined && !/[([][^()[\]]+[)\]]\s*$/.test(cell)) rows[name]![place] = `${cell} (${unit})`;
  });
  return { rows, places, headerRows: null };
}

const mostColumns = 2_000;

/** The unit in the formats of a column, where all its numbers have the same; null otherwise. */
function unitOfColumn(
  values: readonly (readonly Value[])[],
  column: number,
  shownAt: (row: number, column: number) => Shown,
): string | null {
  const units = new Set<string | null>();
  values.forEach((row, i) => {
    const value = row[column];
    if (typeof value !== 'number' && !(value instanceof Date)) return;
    const shown = shownAt(i, column);
    units.add(shown?.as === 'duration' ? 'h' : shown?.as === 'unit' ? shown.unit : null);
  });
  const [only = null] = units;
  return units.size === 1 ? only : null;
}

/**
 * One sheet of a workbook, read like any table of text.
 *
 * @throws ParleyError `badInput` when it is damaged, no workbook, or empty; `tooLarge` above 256 MB of cells.
 */
export async function readWorkbook(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<TextTable> {
  const parts = cellParts(bytes, fileName);
  const sheets = await readXlsxFile(stored(parts)).catch((error: unknown) => {
    throw refused(`${fileName} cannot be read as a workbook${libraryMessage(error)}. Save the sheet as CSV (UTF-8).`);
  });
  const facts = workbookFacts(parts);
  const filled = sheets
    .map(({ sheet, data }, i) => ({ key: String(i), name: sheet, data, hidden: facts.hiddenSheets.has(sheet) }))
    .filter(({ data }) => data.some((row) => row.some((cell) => cell !== null && cell !== '')));
  if (filled.length === 0) throw refused(`${fileName} has no sheet with cells.`);
  // Somebody hid a sheet so that nobody reads it: it is on offer, after the others.
  const offered = [...filled.filter(({ hidden }) => !hidden), ...filled.filter(({ hidden }) => hidden)];
  const choice = choose(
    'sheet',
    'Sheet',
    offered.map(({ key, name, data, hidden }) => ({
      value: key,
      label: `${excerpt(name)}: ${formatCount(data.length)} rows${hidden ? ', hidden' : ''}`,
    })),
    options.choices ?? {},
  );
  const sheet = filled.find(({ key }) => key === choice.chosen)!;
  const mine = facts.sheets.get(sheet.name);
  const hiddenParts = (mine?.hiddenRows.size ?? 0) + (mine?.hiddenColumns.size ?? 0) > 0;
  const visible = choose(
    'hiddenCells',
    'Hidden rows and columns',
    [
      { value: 'leave', label: 'leave out' },
      { value: 'read', label: 'read too' },
    ],
    options.choices ?? {},
  );
  const grid = gridOfSheet(sheet.data as readonly (readonly Value[])[], mine, visible.chosen === 'read');
  const choices = [...(filled.length > 1 ? [choice] : []), ...(hiddenParts ? [visible] : [])];
  const table = options.header === false ? null : tidy(grid);
  const read =
    table !== null && sniffHeader([table.header, ...table.rows.slice(0, 200)])
      ? readTidy(table, '', fileName, options, { sheet: sheet.name, choices })
      : readAsItStands(grid, fileName, options, { sheet: sheet.name, choices });
  const problems = problemCollector(read.problems);
  for (const message of remarksOn(sheet, mine, offered, visible.chosen === 'read')) problems.add(remark(message));
  return { ...read, problems };
}

/** Every row with the same number of cells, and none of them a header for certain. */
function readAsItStands(
  { rows }: Grid,
  fileName: string,
  options: ReadOptions,
  { sheet, choices }: { sheet: string; choices: SourceChoice[] },
): TextTable {
  const text = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
  const read = readTextTable(
    { text: `${text}\n`, encoding: 'UTF-8' },
    fileName,
    { ...options, delimiter: ',', decimal: '.' },
    { sheet, choices },
  );
  // How the cells were encoded for the reader does not matter to people.
  return { ...read, reading: { ...read.reading, encoding: '', delimiter: null } };
}

/** What of a workbook is not read, and why. */
function remarksOn(
  sheet: { name: string; hidden: boolean },
  facts: SheetFacts | undefined,
  sheets: readonly { name: string; hidden: boolean }[],
  readsHidden: boolean,
): string[] {
  const remarks: string[] = [];
  const hidden = sheets.filter((one) => one.hidden && one !== sheet);
  if (hidden.length > 0) {
    const names = hidden.map(({ name }) => `"${excerpt(name)}"`).join(', ');
    remarks.push(
      `${hidden.length === 1 ? 'The sheet' : 'The sheets'} ${names} ${hidden.length === 1 ? 'is' : 'are'} hidden and not read.`,
    );
  }
  if (!facts) return remarks;
  const counted = [
    facts.hiddenRows.size > 0 ? counts(facts.hiddenRows.size, 'row') : '',
    facts.hiddenColumns.size > 0 ? counts(facts.hiddenColumns.size, 'column') : '',
  ].filter((text) => text !== '');
  if (counted.length > 0 && !readsHidden) remarks.push(`Hidden and not read: ${counted.join(' and ')}.`);
  const [first] = facts.uncalculated;
  if (first) {
    const cells = facts.uncalculated.length;
    const what = cells === 1 ? '1 cell has a formula' : `${formatCount(cells)} cells have formulas`;
    const place = `${columnLetters(first.column)}${first.row + 1}`;
    remarks.push(
      `${what} without a saved value, the first in ${place}. Open the workbook, let it calculate, and save it.`,
    );
  }
  return remarks;
}

const counts = (count: number, one: string): string => `${formatCount(count)} ${count === 1 ? one : `${one}s`}`;

/** 0 → A, 27 → AB. */
const columnLetters = (column: number): string =>
  (column >= 26 ? columnLetters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
