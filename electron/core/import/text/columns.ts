// One column of a parsed table as typed arrays: positions of its cells in the text, their numbers and kinds. A million rows stay
// small, and move between threads without a copy.
import { readingInColumn } from './inColumn.ts';
import { cellKind, counted, factorBetween, quickNumber, readCell } from './numbers.ts';
import type { DecimalMark } from './numbers.ts';

/** Where the cells of one column are: the cell of `row` is `source.text.slice(starts[row], ends[row])`. */
interface CellText {
  /** An object, so that columns cut from one text share it on their way between threads. */
  source: { text: string };
  starts: Uint32Array;
  ends: Uint32Array;
}

/** The cells as written (quotes undone), and what each of them is. */
export interface ParsedColumn extends CellText {
  /** As in the file, made unique. */
  header: string;
  /** The whole name in the file, where `header` is a part of it. */
  whole?: string;
  /** How its numbers were worked out, where the file does not hold them: "standard deviation / √n". */
  made?: string;
  /** A `cellKind` per row. */
  kinds: Uint8Array;
  /** The number per row, NaN for every other kind. */
  numbers: Float64Array;
  numeric: number;
  missing: number;
  /** Cells that are neither a number nor missing, infinite ones included. */
  unreadable: number;
  /** Of these, the infinite ones. */
  infinite: number;
  /** How many different values: numbers by value, the rest as written. Missing counts for none. */
  distinct: number;
  /** Smallest and largest number, null where there is none. */
  min: number | null;
  max: number | null;
  /** How many numbers were written with a percent sign. */
  percent: number;
  /** The spread per row ("± 0.02"), NaN where a row has none; null where no row has one. */
  spreads: Float64Array | null;
  /** How many numbers were written with a spread, and with something in its place that cannot be one. */
  spread: number;
  notSpread: number;
  /** How many numbers were read as thousands where they could be decimals, and the first row of them (-1: none). */
  ambiguous: number;
  firstAmbiguous: number;
  /** Per row whether it was written with a percent sign (1) or not; null where none was. */
  signs: Uint8Array | null;
  /** The unit written in cells, which all numbers are in; '' where none is written. */
  unit: string;
  /** How many numbers were written with a unit, and how many of them in another one and converted. */
  united: number;
  converted: number;
  /** Per row whether it has no unit where others do (1); null where all have one or none has. */
  bare: Uint8Array | null;
  /** How many numbers stood in marks ("0.912*", "**0.88**"), how many spreads are from intervals; the first row of each (-1: none). */
  marked: number;
  firstMarked: number;
  intervals: number;
}

/** The cell of a 0-based row, as written. */
export const cellText = ({ source, starts, ends }: CellText, row: number): string =>
  source.text.slice(starts[row], ends[row]);

const batch = 8192;

/** Takes cells row by row and packs them, so that the small strings can be freed early. */
interface PackedCells {
  push: (cell: string) => void;
  finish: () => CellText;
}

/** An empty column of cells that come one by one; `push` once per row. */
export function packedCells(): PackedCells {
  let pending: string[] = [];
  const chunks: string[] = [];
  let ends = new Uint32Array(batch);
  let rows = 0;
  let length = 0;
  const flush = () => {
    chunks.push(pending.join(''));
    pending = [];
  };
  return {
    push(cell) {
      if (rows === ends.length) {
        const larger = new Uint32Array(rows * 2);
        larger.set(ends);
        ends = larger;
      }
      length += cell.length;
      ends[rows] = length;
      rows += 1;
      pending.push(cell);
      if (pending.length === batch) flush();
    },
    finish() {
      flush();
      const starts = new Uint32Array(rows);
      if (rows > 0) starts.set(ends.subarray(0, rows - 1), 1);
      return { source: { text: chunks.join('') }, starts, ends: ends.slice(0, rows) };
    },
  };
}

/** Cells whose plain numbers (with a decimal point) were read while they were cut out; NaN for all others. */
export interface CutCells extends CellText {
  points?: Float64Array;
}

/** Reads every cell of a column. O(rows). `points`, where given, becomes the column's numbers. */
export function readColumn(header: string, cells: CutCells, decimal: DecimalMark): ParsedColumn {
  const { source, starts, ends } = cells;
  const rows = ends.length;
  const kinds = new Uint8Array(rows);
  const quick = decimal === '.' ? cells.points : undefined;
  const numbers = quick ?? new Float64Array(rows);
  const { text } = source;
  const column = { header, source, starts, ends, kinds, numbers, numeric: 0, missing: 0, unreadable: 0, infinite: 0 };
  const notes = {
    percent: 0,
    spread: 0,
    notSpread: 0,
    ambiguous: 0,
    firstAmbiguous: -1,
    marked: 0,
    firstMarked: -1,
    intervals: 0,
  };
  let signs: Uint8Array | null = null;
  const written = new Map<number, string>();
  let spreads: Float64Array | null = null;
  const readSlowly = (row: number, start: number, end: number) => {
    if (plainlyText(text, start, end)) {
      kinds[row] = cellKind.text;
      numbers[row] = NaN;
      column.unreadable += 1;
      return;
    }
    const reading = readCell(text.slice(start, end), decimal);
    kinds[row] = reading.kind;
    numbers[row] = reading.value;
    if (reading.percent) {
      notes.percent += 1;
      signs ??= new Uint8Array(rows);
      signs[row] = 1;
    }
    if (reading.unit !== '') written.set(row, reading.unit);
    if (reading.interval) notes.intervals += 1;
    if (reading.marked) {
      if (notes.marked === 0) notes.firstMarked = row;
      notes.marked += 1;
    }
    if (reading.spread !== null && Number.isNaN(reading.spread)) notes.notSpread += 1;
    else if (reading.spread !== null) {
      notes.spread += 1;
      spreads ??= new Float64Array(rows).fill(NaN);
      spreads[row] = reading.spread;
    }
    if (reading.ambiguous) {
      if (notes.ambiguous === 0) notes.firstAmbiguous = row;
      notes.ambiguous += 1;
    }
    if (reading.kind === cellKind.missing) column.missing += 1;
    else if (reading.kind !== cellKind.number) {
      column.unreadable += 1;
      if (reading.kind === cellKind.infinite) column.infinite += 1;
    }
  };
  const readInContext = () => {
    const read = readingInColumn(header, textsOf(cells, kinds), rows - column.missing - column.unreadable, decimal);
    if (read === null) return;
    for (let row = 0; row < rows; row += 1) {
      if (kinds[row] !== cellKind.text) continue;
      kinds[row] = cellKind.number;
      numbers[row] = read(text.slice(starts[row], ends[row]));
      column.unreadable -= 1;
      if (notes.marked === 0) notes.firstMarked = row;
      notes.marked += 1;
    }
  };
  for (let row = 0; row < rows; row += 1) {
    const number = quick ? quick[row]! : quickNumber(text, starts[row]!, ends[row]!, decimal);
    if (number === number) numbers[row] = number;
    else readSlowly(row, starts[row]!, ends[row]!);
  }
  if (column.unreadable > column.infinite) readInContext();
  const units = inOneUnit(written, { kinds, numbers, spreads });
  column.unreadable += units.foreign;
  let min = Infinity;
  let max = -Infinity;
  for (let row = 0; row < rows; row += 1) {
    const number = numbers[row]!;
    if (number < min) min = number;
    if (number > max) max = number;
  }
  column.numeric = rows - column.missing - column.unreadable;
  const distinct = differentNumbers(numbers, min, max) + (column.unreadable > 0 ? differentCells(cells, kinds) : 0);
  const none = column.numeric === 0;
  const { unit, converted, bare } = units;
  return {
    ...column,
    ...notes,
    signs,
    unit,
    united: written.size - units.foreign,
    converted,
    bare,
    spreads,
    distinct,
    min: none ? null : min,
    max: none ? null : max,
  };
}

/** The cells that are text, one after the other. */
function* textsOf(cells: CellText, kinds: Uint8Array): Generator<string> {
  for (let row = 0; row < kinds.length; row += 1) if (kinds[row] === cellKind.text) yield cellText(cells, row);
}

/**
 * Brings the numbers of a column to the unit of the first that has one, in place: "1.2 s" below "12 ms" is 1200. A number whose
 * unit measures something else is taken for text, to be asked about.
 */
function inOneUnit(
  written: ReadonlyMap<number, string>,
  { kinds, numbers, spreads }: { kinds: Uint8Array; numbers: Float64Array; spreads: Float64Array | null },
): { unit: string; converted: number; foreign: number; bare: Uint8Array | null } {
  const [target] = written.values();
  if (target === undefined) return { unit: '', converted: 0, foreign: 0, bare: null };
  let bareNumbers = 0;
  for (let row = 0; row < kinds.length; row += 1) {
    if (kinds[row] === cellKind.number && !written.has(row) && numbers[row] !== 0) bareNumbers += 1;
  }
  // One "$5" among plain numbers is the odd cell, not they.
  const isOdd = target !== counted && bareNumbers > written.size;
  let converted = 0;
  let foreign = 0;
  for (const [row, unit] of written) {
    const factor = isOdd ? null : factorBetween(unit, target);
    if (factor === null) {
      kinds[row] = cellKind.text;
      numbers[row] = NaN;
      foreign += 1;
    } else if (factor !== 1) {
      // Rounded to twelve digits, so that 0.35 s is exactly 350 ms.
      numbers[row] = Number((numbers[row]! * factor).toPrecision(12));
      if (spreads) spreads[row]! *= factor;
      converted += 1;
    }
  }
  if (isOdd) return { unit: '', converted: 0, foreign, bare: null };
  let bare: Uint8Array | null = null;
  for (let row = 0; row < kinds.length; row += 1) {
    if (kinds[row] !== cellKind.number || written.has(row) || numbers[row] === 0) continue;
    bare ??= new Uint8Array(kinds.length);
    bare[row] = 1;
  }
  return { unit: target === counted ? '' : target, converted, foreign, bare: target === counted ? null : bare };
}

/** A letter first, and not the beginning of a word for a missing or an infinite number: text, without looking closer. */
function plainlyText(text: string, start: number, end: number): boolean {
  // Bit 5 makes a letter of ASCII small.
  const first = text.charCodeAt(start) | 32;
  if (end - start < 2 || text.charCodeAt(start) > 122 || first < 97 || first > 122) return false;
  const second = text.charCodeAt(start + 1) | 32;
  // nan, na, null, none, n/a, n.a., nat · missing · undefined · inf
  if (first === 110) return false;
  // about, approx, ca., USD, EUR, TBD
  if (first === 117 && second === 115) return false;
  if ((first === 97 && (second === 98 || second === 112)) || (first === 99 && second === 97)) return false;
  if ((first === 101 && second === 117) || (first === 116 && (second === 98 || second === 14))) return false;
  return !((first === 109 && second === 105) || ((first === 117 || first === 105) && second === 110));
}

/** A hash table large enough for that many rows. */
function tableFor(rows: number): Int32Array {
  let size = 16;
  while (size < rows * 2) size *= 2;
  return new Int32Array(size);
}

const scales = [1, 10, 100, 1000, 10_000];
const mostMarks = 1 << 23;

/**
 * How many different numbers there are between the smallest and the largest, NaN not counted. Measurements mostly have a few decimals and a narrow range: then each
 * number is a mark in a table of bits. Else they are hashed, which takes three times as long, and a fifth of sorting them.
 */
export function differentNumbers(numbers: Float64Array, min: number, max: number): number {
  if (min > max) return 0;
  const looked = numbers.subarray(0, 64);
  const scale = scales.find((one) => looked.every((number) => number !== number || onGrid(number, one)));
  const marked = scale !== undefined && (max - min) * scale < mostMarks ? marksOf(numbers, scale, min, max) : null;
  return marked ?? hashed(numbers);
}

const onGrid = (number: number, scale: number) => Math.round(number * scale) / scale === number;

/** By a bit each; null where a number lies between two bits. */
function marksOf(numbers: Float64Array, scale: number, min: number, max: number): number | null {
  const first = Math.round(min * scale);
  const bits = new Uint32Array((Math.round(max * scale) - first) / 32 + 1);
  let different = 0;
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row]!;
    if (number !== number) continue;
    const place = Math.round(number * scale);
    if (place / scale !== number) return null;
    const mark = place - first;
    const bit = 1 << (mark & 31);
    if ((bits[mark >>> 5]! & bit) !== 0) continue;
    bits[mark >>> 5]! |= bit;
    different += 1;
  }
  return different;
}

function hashed(numbers: Float64Array): number {
  const halves = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
  const table = tableFor(numbers.length);
  const mask = table.length - 1;
  let different = 0;
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row]!;
    if (number !== number) continue;
    let slot = hashOf(halves[2 * row]!, halves[2 * row + 1]!) & mask;
    let there = table[slot]!;
    while (there !== 0 && numbers[there - 1] !== number) {
      slot = (slot + 1) & mask;
      there = table[slot]!;
    }
    if (there === 0) {
      table[slot] = row + 1;
      different += 1;
    }
  }
  return different;
}

/** Of the two halves of a number. */
function hashOf(low: number, high: number): number {
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x9e3779b1);
  return hash ^ (hash >>> 14);
}

/** How many different cells there are that are neither numbers nor missing, as written. */
function differentCells({ source: { text }, starts, ends }: CellText, kinds: Uint8Array): number {
  const table = tableFor(kinds.length);
  const mask = table.length - 1;
  const same = (a: number, b: number) => {
    const from = starts[a]!;
    const length = ends[a]! - from;
    const other = starts[b]!;
    if (ends[b]! - other !== length) return false;
    for (let i = 0; i < length; i += 1) if (text.charCodeAt(from + i) !== text.charCodeAt(other + i)) return false;
    return true;
  };
  let different = 0;
  for (let row = 0; row < kinds.length; row += 1) {
    if (kinds[row] === cellKind.number || kinds[row] === cellKind.missing) continue;
    // FNV-1a.
    let hash = 0x811c9dc5;
    for (let at = starts[row]!; at < ends[row]!; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    let slot = (hash ^ (hash >>> 15)) & mask;
    let there = table[slot]!;
    while (there !== 0 && !same(there - 1, row)) {
      slot = (slot + 1) & mask;
      there = table[slot]!;
    }
    if (there === 0) {
      table[slot] = row + 1;
      different += 1;
    }
  }
  return different;
}
