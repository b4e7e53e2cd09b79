// Text → records of cells, by papaparse. Line endings are unified first, because papaparse accepts only one kind per file.
import Papa from 'papaparse';

export type Delimiter = ',' | ';' | '\t' | '|';

/** What is wrong with the quotes of a record. */
type QuoteFault = 'unterminated' | 'stray' | null;

/**
 * Every record end as "\n"; line breaks inside quotes stay as they are.
 * What stands between quotes is every second part of the text split at the quotes, doubled quotes included.
 */
export function withEvenLineEnds(text: string): string {
  if (!text.includes('\r')) return text;
  const even = (part: string) => part.replace(/\r\n?/g, '\n');
  if (!text.includes('"')) return even(text);
  const parts = text.split('"');
  for (let i = 0; i < parts.length; i += 2) parts[i] = even(parts[i] ?? '');
  return parts.join('"');
}

const interval = /\[\s?[-+−]?[\d.,]{1,20}%?\s?;\s?[-+−]?[\d.,]{1,20}%?\s?\]/;
const cellWithInterval = new RegExp(`(?<=^|;)[^;"\\n]{0,40}${interval.source}[^;"\\n]{0,20}(?=;|$)`, 'gm');

/**
 * A table whose columns semicolons part may hold intervals with one as well, "5,1 [4,8; 5,4]": such cells are put in quotes, which
 * they lack. Text without any is returned as it is. O(characters).
 */
export function withQuotedIntervals(text: string): string {
  const ofHeader = text.indexOf('\n');
  if (ofHeader < 0 || !text.slice(0, ofHeader).includes(';') || !interval.test(text.slice(0, 1 << 16))) return text;
  return text.replace(cellWithInterval, '"$&"');
}

/**
 * Calls `each` with every record in order; `number` is 1-based and counts blank lines too, as a spreadsheet does.
 * An error that `each` throws ends the reading and reaches the caller. `text` has only "\n" as record end.
 */
export function forEachRecord(
  text: string,
  delimiter: Delimiter,
  each: (cells: string[], number: number, fault: QuoteFault, read: number) => void,
): void {
  let number = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    header: false,
    step: ({ data, errors, meta }) => {
      number += 1;
      const quotes = errors.find((error) => error.type === 'Quotes');
      const fault = !quotes ? null : quotes.code === 'MissingQuotes' ? 'unterminated' : 'stray';
      each(data, number, fault, meta.cursor);
    },
  });
}

/** The first records of a text, without the last one, which may be cut. For looking, not for importing. */
export function firstRecords(text: string, delimiter: Delimiter, limit: number, characters = 1 << 17): string[][] {
  const sample = text.length > characters ? text.slice(0, characters) : text;
  const { data } = Papa.parse<string[]>(sample, { delimiter, newline: '\n', header: false, preview: limit });
  if (sample.length < text.length && data.length > 1 && data.length < limit) data.pop();
  return data.filter((cells) => !isBlank(cells));
}

/** Whether a record is empty: a blank line, or delimiters only. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** How many cells a record has when empty ones at its end are not counted. */
export function filledLength(cells: readonly string[]): number {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return length;
}
