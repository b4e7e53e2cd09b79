// Proposes how to read a text: the delimiter, whether the first record is a header, the decimal mark. The preview shows each
// proposal, and a person can change it.
import { cellText } from './columns.ts';
import type { CutCells } from './columns.ts';
import { cellKind, quickNumber, readCell } from './numbers.ts';
import { firstRecords, isBlank } from './records.ts';
import type { DecimalMark } from './numbers.ts';
import type { Delimiter } from './records.ts';

const delimiters: readonly Delimiter[] = ['\t', ';', '|', ','];
const looked = 60;

/** "sep=;" alone on the first line, which Excel writes and obeys. */
export function declaredDelimiter(text: string): Delimiter | null {
  const match = /^sep=([,;\t|])(?=\n|$)/i.exec(text);
  return (match?.[1] as Delimiter | undefined) ?? null;
}

/**
 * The delimiter that cuts the first records into the most even table; between equally even ones, the one that leaves more
 * cells that are numbers ("1,5;2,5" is two numbers, not three cells). A comma when nothing cuts.
 */
export function sniffDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = -1;
  for (const delimiter of delimiters) {
    if (!text.includes(delimiter)) continue;
    const records = firstRecords(text, delimiter, looked);
    const counts = new Map<number, number>();
    for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [width, share] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [1, 0]);
    if (width < 2) continue;
    const cells = records.flat();
    const read = cells.filter((cell) => isNumber(cell)).length;
    const score = Math.round((share / records.length) * 100) + read / (cells.length + 1);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

const kindOf = (cell: string) => {
  // Most cells that are numbers are plain ones, which takes a tenth of the time to see.
  if (!Number.isNaN(quickNumber(cell, 0, cell.length, '.'))) return cellKind.number;
  const { kind } = readCell(cell, '.');
  return kind === cellKind.text ? readCell(cell, ',').kind : kind;
};
const isNumber = (cell: string) => {
  const kind = kindOf(cell);
  return kind === cellKind.number || kind === cellKind.infinite;
};

/**
 * Whether the first record names the columns. Each column of numbers votes: for a header when its first cell is a word, against
 * one when it is a number. Without a vote, a first record of different words, none of which comes again below, is a header.
 */
export function sniffHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...body] = records;
  if (!first || body.length === 0) return true;
  let votes = 0;
  let voters = 0;
  first.forEach((cell, column) => {
    const below = body.map((cells) => kindOf(cells[column] ?? '')).filter((kind) => kind !== cellKind.missing);
    const numbers = below.filter((kind) => kind === cellKind.number || kind === cellKind.infinite).length;
    if (below.length === 0 || numbers < below.length / 2) return;
    const kind = kindOf(cell);
    if (kind === cellKind.missing) return;
    voters += 1;
    votes += kind === cellKind.text ? 1 : -1;
  });
  if (voters > 0) return votes >= 0;
  const filled = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.some(isNumber) || new Set(filled).size < filled.length) return false;
  return !isBlank(first) && first.every((cell, column) => !body.some((cells) => cell !== '' && cells[column] === cell));
}

const commaDecimal =
  /^[-+−]?(?:\d{1,3}(?:\.\d{3}){1,9},\d{1,30}|0,\d{1,30}|\d{1,30},(?:\d{1,2}|\d{4,30}))(?:[eE][-+]?\d{1,3})?%?$/;
const pointDecimal =
  /^[-+−]?(?:\d{1,3}(?:,\d{3}){1,9}\.\d{1,30}|0?\.\d{1,30}|\d{1,30}\.(?:\d{1,2}|\d{4,30}))(?:[eE][-+]?\d{1,3})?%?$/;

const dressed =
  /^(?:[$€£¥₹~≈<>≤≥±]|US\$|EUR|USD|GBP|CHF)?\s?([-+−]?\d[\d.,]{0,40})(?:\s?(?:%|[$€£¥₹]|EUR|USD|CHF|±.{1,20}|[[(].{1,40}[\])]|[^\d\s.,;:/-]{1,6}))$/;

/** The number in a cell that has a currency before it, or a unit, a spread or an interval behind it; else the cell. */
function bareNumber(body: string): string {
  const last = body.charCodeAt(body.length - 1);
  const first = body.charCodeAt(0);
  const isDigit = (code: number) => code >= 48 && code <= 57;
  if (isDigit(last) && (isDigit(first) || first === 45)) return body;
  return (
    (dressed.exec(body) ?? /^(?:[$€£¥₹~≈<>≤≥±]|US\$|EUR|USD|GBP|CHF)\s?([-+−]?\d[\d.,]{0,40})$/.exec(body))?.[1] ?? body
  );
}

/** "0,912", or a number with its spread or interval in the same hand. */
const surelyDecimal = /^0,\d{2,30}%?$|^\d{1,30},\d{1,30}\s?(?:±|\[|\()/;

export interface DecimalEvidence {
  decimal: DecimalMark;
  /** The first cell that shows a decimal comma, when one is proposed. */
  seen: { column: number; row: number; cell: string } | null;
}

/**
 * The decimal mark of a file: a comma only where the cells leave no doubt, that is, where some are like "1,5" or "1.014,45",
 * none is like "1.5" or "1,014.45", and the comma is not the delimiter. "1,014" and "1.014" prove nothing.
 */
export function sniffDecimal(columns: readonly CutCells[], delimiter: Delimiter): DecimalEvidence {
  let seen: DecimalEvidence['seen'] = null;
  for (const [column, packed] of columns.entries()) {
    for (let row = 0; row < packed.ends.length; row += 1) {
      const start = packed.starts[row] ?? 0;
      const end = packed.ends[row] ?? 0;
      if (end - start > 64 || !marked(packed.source.text, start, end)) continue;
      const cell = cellText(packed, row);
      const body = cell.trim();
      const bare = bareNumber(body);
      if (pointDecimal.test(bare)) return { decimal: '.', seen: null };
      if (seen || !commaDecimal.test(bare)) continue;
      // Where the comma parts the columns, a cell with one was quoted, and "64,32" is as likely a list.
      if (delimiter !== ',' || surelyDecimal.test(body)) seen = { column, row, cell: body };
    }
  }
  return { decimal: seen ? ',' : '.', seen };
}

/** Whether there is a point or a comma. */
function marked(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 46) return true;
  }
  return false;
}
