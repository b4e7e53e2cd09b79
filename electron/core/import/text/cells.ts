// Text → cell positions and plain numbers in one pass: the fast path for tables with regular quoting. It gives the same cells as
// the slow path (records.ts), which tests compare; at the first irregular quote it gives up.
import type { CutCells } from './columns.ts';
import { largest, longestNumber, quickNumber } from './numbers.ts';
import type { Delimiter } from './records.ts';

interface CutEvents {
  isRow: () => boolean;
  odd: (cells: string[], number: number) => void;
  onRow: (read: number) => void;
  onFull: () => never;
}

interface CutTable {
  columns: CutCells[];
  /** The 1-based record per row; blank lines count. */
  records: Int32Array;
}

const tab = 9;
const newline = 10;
const quote = 34;
const space = 32;
const plus = 43;
const minus = 45;
const point = 46;
const zero = 48;
const exponentMark = 101;
/** As many digits as `readCell` takes before a point and behind it. */
const mostDigits = 30;
const powers = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * Cuts a whole text whose records end in "\n". Empty cells beyond the last column do not count, and neither do blank records.
 *
 * @param width    how many cells a row has, `expected` about how many rows there are, `most` how many there may be.
 * @param isRow    whether a record of that width is a row of the table (the header is not).
 * @param odd      gets every other record that is not blank.
 * @param onRow    called from time to time with the number of characters read.
 * @param onFull   called before a row too many; throws.
 * @returns null where a quote stands after a closing one, or never closes: the slow way says what is wrong.
 * O(characters).
 */
export function cut(
  text: string,
  { delimiter, width, expected, most }: { delimiter: Delimiter; width: number; expected: number; most: number },
  { isRow, odd, onRow, onFull }: CutEvents,
): CutTable | null {
  const divider = delimiter.charCodeAt(0);
  const { length } = text;
  const codes = codesOf(text);
  let capacity = Math.min(most, Math.max(16, expected));
  let places = placesFor(width, capacity);
  let { starts, ends, points, records, stride } = places;
  // Cells with quotes in them are nowhere in the text as they are meant, so they are appended to it.
  const undone: string[] = [];
  let undoneLength = length;

  let row = 0;
  let number = 0;
  let at = 0;
  while (at < length) {
    const recordStart = at;
    number += 1;
    let column = 0;
    let ink = false;
    let beyond = false;
    let open = true;
    while (open) {
      let start = at;
      let end: number;
      let value = NaN;
      if (codes[at] === quote) {
        start = at + 1;
        let doubled = false;
        let close = start;
        for (;;) {
          close = text.indexOf('"', close);
          if (close < 0) return null;
          if (codes[close + 1] !== quote) break;
          doubled = true;
          close += 2;
        }
        end = close;
        at = close + 1;
        if (codes[at] !== divider && codes[at] !== newline) return null;
        ink ||= inked(text, start, end);
        if (doubled) {
          const cell = text.slice(start, end).replaceAll('""', '"');
          undone.push(cell);
          start = undoneLength;
          undoneLength += cell.length;
          end = undoneLength;
        } else value = quickNumber(text, start, end, '.');
      } else {
        // Digits with at most one point, as `quickNumber` reads them; whatever else comes, the cell only has to end.
        let code = codes[at]!;
        const negative = code === minus;
        if (negative) code = codes[(at += 1)]!;
        const first = at;
        let mantissa = 0;
        while ((code - zero) >>> 0 <= 9) {
          mantissa = mantissa * 10 + (code - zero);
          code = codes[(at += 1)]!;
        }
        let digits = at - first;
        let fraction = 0;
        if (code === point) {
          const behind = at + 1;
          code = codes[(at = behind)]!;
          while ((code - zero) >>> 0 <= 9) {
            mantissa = mantissa * 10 + (code - zero);
            code = codes[(at += 1)]!;
          }
          fraction = at - behind;
          digits += fraction;
        }
        ink ||= at > start;
        let simple = digits > 0 && digits <= 15;
        if ((code | 32) === exponentMark && digits > 0) {
          at = behindExponent(codes, at);
          code = codes[at]!;
          simple = false;
        }
        if (code === divider || code === newline) {
          if (simple) {
            const size = fraction > 0 ? mantissa / powers[fraction]! : mantissa;
            value = negative && size !== 0 ? -size : size;
          } else if (digits > 0 && fraction <= mostDigits && digits - fraction <= mostDigits) {
            value = longNumber(text, start, at);
          }
        } else {
          while (code !== divider && code !== newline) {
            if (code > space && code < 127) ink = true;
            else if (code !== space && code !== tab) ink ||= inked(text, at, at + 1);
            code = codes[(at += 1)]!;
          }
        }
        end = at;
      }
      if (column < width) {
        if (row === capacity) {
          if (capacity >= most) onFull();
          capacity = Math.min(most, capacity * 2);
          places = widened(places, width, capacity);
          ({ starts, ends, points, records, stride } = places);
        }
        const place = column * stride + row;
        starts[place] = start;
        ends[place] = end;
        points[place] = value;
      } else beyond ||= start < length ? text.slice(start, end).trim() !== '' : end > start;
      column += 1;
      open = codes[at] === divider;
      if (open) at += 1;
    }
    if (ink) {
      if (column >= width && !beyond && isRow()) {
        records[row] = number;
        row += 1;
        if (row % 4096 === 0) onRow(at);
      } else odd(cellsOf(text, recordStart, at, delimiter), number);
    }
    // The line end.
    at += 1;
  }
  const source = { text: undone.length === 0 ? text : text + undone.join('') };
  const columns = Array.from({ length: width }, (_, i) => {
    const [from, to] = [i * stride, i * stride + row];
    return {
      source,
      starts: starts.subarray(from, to),
      ends: ends.subarray(from, to),
      points: points.subarray(from, to),
    };
  });
  return { columns, records: records.subarray(0, row) };
}

/** The place behind an exponent that begins at `at`, or `at` plus one where none does. */
function behindExponent(codes: Uint8Array | Uint16Array, at: number): number {
  let end = at + 1;
  if (codes[end] === plus || codes[end] === minus) end += 1;
  const first = end;
  while (end < first + 3 && (codes[end]! - zero) >>> 0 <= 9) end += 1;
  return end > first ? end : at + 1;
}

/** More digits than divide exactly, or an exponent: programs write all 17 digits of their numbers. NaN where it is left to `readCell`. */
function longNumber(text: string, start: number, end: number): number {
  if (end - start > longestNumber) return NaN;
  const value = Number(text.slice(start, end));
  // Adding 0 turns -0 into 0.
  return Math.abs(value) <= largest ? value + 0 : NaN;
}

/** The columns one after another, each `stride` long. */
interface Places {
  stride: number;
  starts: Uint32Array;
  ends: Uint32Array;
  points: Float64Array;
  records: Int32Array;
}

function placesFor(width: number, rows: number): Places {
  // An odd number of cache lines apart: columns that begin at equal places within a page would push each other out of the cache.
  const stride = Math.ceil(rows / 32) * 32 + 16;
  const cells = width * stride;
  return {
    stride,
    starts: new Uint32Array(cells),
    ends: new Uint32Array(cells),
    points: new Float64Array(cells),
    records: new Int32Array(rows),
  };
}

function widened(former: Places, width: number, rows: number): Places {
  const places = placesFor(width, rows);
  for (let i = 0; i < width; i += 1) {
    const [from, to] = [i * former.stride, i * places.stride];
    places.starts.set(former.starts.subarray(from, from + former.stride), to);
    places.ends.set(former.ends.subarray(from, from + former.stride), to);
    places.points.set(former.points.subarray(from, from + former.stride), to);
  }
  places.records.set(former.records);
  return places;
}

/** Whether there is anything but blanks. */
function inked(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code > space && code < 127) return true;
  }
  return text.slice(start, end).trim() !== '';
}

/** The cells of one record whose quotes are as they should be. */
function cellsOf(text: string, start: number, end: number, delimiter: Delimiter): string[] {
  const cells: string[] = [];
  for (let at = start; at <= end; at += 1) {
    if (text.charCodeAt(at) === quote && at < end) {
      let close = text.indexOf('"', at + 1);
      while (text.charCodeAt(close + 1) === quote) close = text.indexOf('"', close + 2);
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
    } else {
      const next = text.indexOf(delimiter, at);
      const stop = next < 0 || next > end ? end : next;
      cells.push(text.slice(at, stop));
      at = stop;
    }
  }
  return cells;
}

/**
 * The characters as numbers, with a line end behind the last: a typed array is read several times as fast as a string. One byte
 * each where the text is ASCII.
 */
function codesOf(text: string): Uint8Array | Uint16Array {
  const { length } = text;
  const ascii = Buffer.byteLength(text) === length;
  const bytes = Buffer.allocUnsafeSlow((length + 1) * (ascii ? 1 : 2));
  bytes.write(text, ascii ? 'latin1' : 'utf16le');
  const codes = ascii ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, length + 1);
  codes[length] = newline;
  return codes;
}
