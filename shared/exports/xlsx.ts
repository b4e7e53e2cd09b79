// Tables as one Excel workbook, a sheet each. Text is written as text, so that no cell of it is ever run as a formula.
import writeWorkbook from 'write-excel-file/universal';
import type { SheetData } from 'write-excel-file/universal';
import type { ExportCell, ExportTable } from './table.ts';

/** Excel's own limits. */
export const MOST_ROWS = 1_048_576;
const longestCell = 32_767;

const headerCell = (text: string) => ({ value: text, type: String, fontWeight: 'bold' as const, wrap: true });

function bodyCell(cell: ExportCell): SheetData[number][number] {
  if (cell === null) return null;
  return typeof cell === 'number' ? { value: cell, type: Number } : { value: cell.slice(0, longestCell), type: String };
}

/** Wide enough for all but long texts, in characters. */
function widthOf({ headers, rows }: ExportTable, column: number): number {
  let longest = Math.min(24, headers[column]!.length);
  for (const row of rows.slice(0, 500)) longest = Math.max(longest, String(row[column] ?? '').length);
  return Math.min(60, longest + 2);
}

/**
 * The bytes of a workbook with a sheet per table; the header row stays in sight. O(cells).
 *
 * @throws RangeError for a table of more rows than a sheet holds.
 */
export async function toXlsx(tables: readonly ExportTable[]): Promise<Uint8Array> {
  const sheets = tables.map((table) => {
    if (table.rows.length >= MOST_ROWS) {
      throw new RangeError(`A sheet holds ${MOST_ROWS - 1} rows, and ${table.name} has ${table.rows.length}.`);
    }
    return {
      sheet: table.name,
      data: [table.headers.map(headerCell), ...table.rows.map((row) => row.map(bodyCell))],
      columns: table.headers.map((_, column) => ({ width: widthOf(table, column) })),
      stickyRowsCount: 1,
    };
  });
  const blob = await writeWorkbook(sheets).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
