// One column of a parsed table: the cells as written, their numbers and kinds, packed so that a million rows stay small
// and travel between threads without being copied one by one.
import { cellKind, quickNumber, readCell } from './numbers.ts';
import type { DecimalMark } from './numbers.ts';

export interface ParsedColumn {
  /** As in the file, made unique. */
  header: string;
  /** All cells one after another, exactly as written (quotes undone). */
  text: string;
  /** `ends[row]` is where the cell of `row` ends in `text`; it begins where the one before ends. */
  ends: Uint32Array;
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
  /** The spread per row ("± 0.02"), NaN where none is stated; null where no row states one. */
  spreads: Float64Array | null;
  /** How many numbers were written with a spread, and with something in its place that cannot be one. */
  spread: number;
  notSpread: number;
  /** How many numbers were read as thousands where they could be decimals, and the first row of them (-1: none). */
  ambiguous: number;
  firstAmbiguous: number;
}

/** The cell of a 0-based row, as written. */
export function cellText(column: Pick<ParsedColumn, 'text' | 'ends'>, row: number): string {
  return column.text.slice(row === 0 ? 0 : column.ends[row - 1], column.ends[row]);
}

const batch = 8192;

/** Takes cells row by row and packs them, so that the small strings can be freed early. */
export interface ColumnText {
  push: (cell: string) => void;
  finish: () => { text: string; ends: Uint32Array };
}

/** An empty column of text; `push` once per row. */
export function columnText(): ColumnText {
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
      return { text: chunks.join(''), ends: ends.slice(0, rows) };
    },
  };
}

/** Reads every cell of a column. O(rows), plus sorting the numbers to count the different ones. */
export function readColumn(
  header: string,
  { text, ends }: { text: string; ends: Uint32Array },
  decimal: DecimalMark,
): ParsedColumn {
  const rows = ends.length;
  const kinds = new Uint8Array(rows);
  const numbers = new Float64Array(rows).fill(NaN);
  const others = new Set<string>();
  const column = {
    header,
    text,
    ends,
    kinds,
    numbers,
    numeric: 0,
    missing: 0,
    unreadable: 0,
    infinite: 0,
    distinct: 0,
  };
  const notes = { percent: 0, spread: 0, notSpread: 0, ambiguous: 0, firstAmbiguous: -1 };
  let spreads: Float64Array | null = null;
  for (let row = 0, start = 0; row < rows; row += 1) {
    const end = ends[row] ?? start;
    const quick = quickNumber(text, start, end, decimal);
    if (!Number.isNaN(quick)) numbers[row] = quick;
    else {
      const cell = text.slice(start, end);
      const reading = readCell(cell, decimal);
      kinds[row] = reading.kind;
      numbers[row] = reading.value;
      if (reading.percent) notes.percent += 1;
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
        others.add(cell);
      }
    }
    start = end;
  }
  column.numeric = rows - column.missing - column.unreadable;
  // Typed arrays sort NaN last, so the numbers come first.
  const sorted = numbers.slice().sort();
  column.distinct = others.size;
  for (let i = 0; i < column.numeric; i += 1) if (i === 0 || sorted[i] !== sorted[i - 1]) column.distinct += 1;
  const min = column.numeric > 0 ? (sorted[0] ?? null) : null;
  const max = column.numeric > 0 ? (sorted[column.numeric - 1] ?? null) : null;
  return { ...column, ...notes, spreads, min, max };
}
