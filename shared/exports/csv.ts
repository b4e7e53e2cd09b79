// A table as CSV that spreadsheets open with the same words and numbers, and without running anything.
import type { ExportCell, ExportTable } from './table.ts';

/**
 * What a spreadsheet would take for a formula: it begins with = + - @ (full-width ones too), a tab or a line break.
 * The apostrophe is the sign that spreadsheets themselves use for "this is text". OWASP, "CSV Injection".
 */
const formulaStart = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

/** Text that no spreadsheet runs: an apostrophe before what begins like a formula. */
export function safeText(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** Text as one quoted field. */
const textField = (text: string) => `"${safeText(text).replaceAll('"', '""')}"`;

function field(cell: ExportCell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : textField(cell);
}

/**
 * RFC 4180 with a byte order mark, so that Excel reads UTF-8. Text is quoted, numbers are not, so that −5 stays a number and
 * "-5 °C" stays text. Numbers are written as short as they can be without losing a bit.
 *
 * @returns  the whole text. O(cells).
 * @example  toCsv({ name: 'Candidates', headers: ['Candidate', 'Accuracy'], rows: [['Two-tower', 0.31]] })
 */
export function toCsv({ headers, rows }: ExportTable): string {
  const lines = [headers.map(textField), ...rows.map((row) => row.map(field))].map((fields) => fields.join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
