// Cells that are numbers only beside the others of their column: "1st" among ranks, ">10000" among times, "45/50" among such shares.
import { readCell } from './numbers.ts';
import type { DecimalMark } from './numbers.ts';

const ranks = /^(?:#|no\.?)$|(?:^|[\s_.-])(?:rank(?:ing)?|place|position|pos\.?|rang|platz|rango)(?:$|[\s_.-])/i;
const ordinal = /^(\d{1,6})\s?(?:st|nd|rd|th|\.|º|ª|er|e)$/i;
const bound = /^[<>≤≥]=?\s?/;
const share = /^(\d{1,9}(?:[.,]\d{1,6})?)\s?\/\s?(\d{1,9})$/;
/** Scales that people are asked on; of another number the cell counts what was got right of so many. */
const scales: readonly number[] = [5, 10, 100];

/**
 * How the cells that are no numbers by themselves are read, if all of them are of one kind. null: they stay text.
 * @param cells    as written; all cells of the column that are text.
 * @param numeric  how many others are numbers.
 * O(cells).
 */
export function readingInColumn(
  header: string,
  cells: Iterable<string>,
  numeric: number,
  decimal: DecimalMark,
): ((cell: string) => number) | null {
  const number = (written: string): number => {
    const { value, unit } = readCell(written, decimal);
    return unit === '' ? value : NaN;
  };
  const readings: ((cell: string) => number)[] = [];
  // "50th" beside times is a percentile, and the name of its row.
  if (ranks.test(header.trim())) readings.push((cell) => Number(ordinal.exec(cell.trim())?.[1] ?? NaN));
  // Alone, "<30" and ">50" are the names of classes.
  if (numeric > 0) {
    readings.push((cell) => (bound.test(cell.trim()) ? number(cell.trim().replace(bound, '')) : NaN));
  }
  if (numeric === 0) readings.push(sharesOfOne(number));
  const seen: string[] = [];
  let open = readings;
  for (const cell of cells) {
    open = open.filter((read) => !Number.isNaN(read(cell)));
    if (open.length === 0) return null;
    if (seen.length < 2) seen.push(cell);
  }
  return seen.length > 0 ? (open[0] ?? null) : null;
}

/** "8.3/10" in a column that is all out of ten, "45/50" in one that is all of fifty: the number before the stroke. */
function sharesOfOne(number: (written: string) => number): (cell: string) => number {
  let whole: number | null = null;
  return (cell) => {
    const found = share.exec(cell.trim());
    if (!found) return NaN;
    const of = Number(found[2]);
    const value = number(found[1]!);
    whole ??= of;
    const isDay = of <= 31 && !scales.includes(of);
    return of === whole && !isDay && value <= of ? value : NaN;
  };
}
