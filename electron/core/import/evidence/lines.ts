// JSON Lines that a program appends to while it runs: each line is complete in itself, but the last may be half written.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { excerpt } from '../text/problems.ts';
import { readJsonCell } from './json.ts';
import type { Json } from './json.ts';

interface AppendedLines {
  /** With the 1-based line of each. */
  lines: { line: number; value: Json }[];
  /** The last line, where it is no JSON and has no line end behind it: its program was stopped while it wrote. */
  tornLine: number | null;
}

/** The first line that is not blank, as a value; undefined where it is no JSON. */
export function firstLine(text: string): Json | undefined {
  const start = text.search(/\S/);
  if (start < 0) return undefined;
  const end = text.indexOf('\n', start);
  return readJsonCell(text.slice(start, end < 0 ? text.length : end).trim());
}

/**
 * The values of all lines; blank lines are passed over. O(characters).
 *
 * @throws ParleyError `badInput` with file and line of the first that is no JSON, unless it is the torn last one.
 */
export function readAppendedLines(text: string, fileName: string): AppendedLines {
  const written = text.replace(/^\ufeff/, '').split('\n');
  const lines: AppendedLines['lines'] = [];
  for (const [i, line] of written.entries()) {
    if (line.trim() === '') continue;
    const value = readJsonCell(line.trim());
    if (value !== undefined) lines.push({ line: i + 1, value });
    else if (i === written.length - 1) return { lines, tornLine: i + 1 };
    else {
      throw new ParleyError(
        'badInput',
        `${fileName} is damaged in line ${formatCount(i + 1)}: "${excerpt(line)}" is not readable JSON. Correct or remove the line, and import the file again.`,
      );
    }
  }
  return { lines, tornLine: null };
}
