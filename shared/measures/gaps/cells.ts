// Counts of groups, and the numbers that follow from them directly. A cell is one group looked at by one measure.

/** How many cases of a group the measure is about, and how many of those count: selected, found, right. Whole numbers. */
export interface Cell {
  cases: number;
  count: number;
}

/** Verdicts hold with this chance of a false one. */
export const LEVEL = 0.05;
/** Standard errors to either side for 95 %: the point a standard normal number exceeds with a chance of 0.025. */
export const Z = 1.959963984540054;

/** The cell's rate; NaN without cases. */
export const rateOf = ({ cases, count }: Cell): number => count / cases;

/** Cases and counts of all cells together. */
export function pooled(cells: readonly Cell[]): Cell {
  let cases = 0;
  let count = 0;
  for (const cell of cells) {
    cases += cell.cases;
    count += cell.count;
  }
  return { cases, count };
}

/** Places of the cells with the lowest and the highest rate, of equal ones the first. @param cells  each with cases; at least one. */
export function extremes(cells: readonly Cell[]): { low: number; high: number } {
  let low = 0;
  let high = 0;
  cells.forEach((cell, k) => {
    if (rateOf(cell) < rateOf(cells[low]!)) low = k;
    if (rateOf(cell) > rateOf(cells[high]!)) high = k;
  });
  return { low, high };
}

/** Highest minus lowest rate: the gap as it stands in the log, which noise alone makes larger than 0. */
export function plainGap(cells: readonly Cell[]): number {
  const { low, high } = extremes(cells);
  return rateOf(cells[high]!) - rateOf(cells[low]!);
}

/** Every two of so many, (0, 1), (0, 2) … */
export function pairsOf(count: number): { a: number; b: number }[] {
  const pairs: { a: number; b: number }[] = [];
  for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) pairs.push({ a, b });
  return pairs;
}
