// For tests: workbooks written by hand, part by part, as spreadsheets write them.
import { strToU8, zipSync } from 'fflate';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function cellXml(cell: string | number | null, column: number, row: number): string {
  if (cell === null) return '';
  const place = `${String.fromCharCode(65 + column)}${row}`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  // A formula counts by the value that was saved with it.
  if (cell.startsWith('=')) return `<c r="${place}"><f>${escaped(cell.slice(1))}</f><v>0.75</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
}

interface WorkbookOptions {
  /** Parts to add or to replace, by path. */
  parts?: Record<string, string | Uint8Array>;
}

/** A workbook with these sheets, row by row. */
export function workbookOf(
  sheets: Record<string, (string | number | null)[][]>,
  { parts = {} }: WorkbookOptions = {},
): Uint8Array {
  const names = Object.keys(sheets);
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names
      .map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${relations}">${names
      .map(
        (_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
      )
      .join('')}</Relationships>`,
    'xl/vbaProject.bin': 'not to be touched',
  };
  names.forEach((name, i) => {
    const rows = (sheets[name] ?? []).map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((cell, column) => cellXml(cell, column, row + 1)).join('')}</row>`,
    );
    files[`xl/worksheets/sheet${i + 1}.xml`] =
      `${head}<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
  });
  const all = Object.entries({ ...files, ...parts });
  return zipSync(
    Object.fromEntries(all.map(([path, part]) => [path, typeof part === 'string' ? strToU8(part) : part])),
  );
}
