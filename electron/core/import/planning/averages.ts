// Totals and averages beside their parts: counted as one thing, not twice.
import { nameParts } from '../naming/tokens.ts';
import type { ParsedColumn } from '../text/columns.ts';

/** A column that is the mean or the sum of others. */
export interface Aggregate {
  /** Index among the columns asked about. */
  whole: number;
  parts: number[];
  kind: 'mean' | 'sum';
}

const meanWords = new Set(['avg', 'average', 'mean', 'overall', 'macro']);
const sumWords = new Set(['total', 'sum', 'overall']);

/**
 * The columns that are the mean or the sum of at least two others in every row, by what is printed. A name must say so first: that
 * two columns add up to a third by chance is no rare thing in short tables.
 *
 * @param asked the indices of the columns of measures.
 * O(rows × asked²) for each column that is called a mean or a sum.
 */
export function aggregatesAmong(columns: readonly ParsedColumn[], asked: readonly number[]): Aggregate[] {
  const tokensOf = new Map(asked.map((index) => [index, nameParts(columns[index]!.header).tokens]));
  const called = (index: number, words: ReadonlySet<string>) => tokensOf.get(index)!.some((token) => words.has(token));
  return asked.flatMap((whole): Aggregate[] => {
    const kinds = (['mean', 'sum'] as const).filter((kind) => called(whole, kind === 'mean' ? meanWords : sumWords));
    if (kinds.length === 0) return [];
    const others = asked.filter((index) => index !== whole && !called(index, meanWords) && !called(index, sumWords));
    const rest = tokensOf.get(whole)!.filter((token) => !meanWords.has(token) && !sumWords.has(token));
    const alike = others.filter((index) => rest.every((token) => tokensOf.get(index)!.includes(token)));
    for (const parts of [alike, ...blocksBeside(whole, others)]) {
      if (parts.length < 2) continue;
      for (const kind of kinds) if (addsUp(columns, whole, parts, kind)) return [{ whole, parts, kind }];
    }
    return [];
  });
}

/** The runs of neighbours right before and right behind a column, the longest first. */
function blocksBeside(whole: number, others: readonly number[]): number[][] {
  const run = (step: 1 | -1): number[] => {
    const found: number[] = [];
    for (let index = whole + step; others.includes(index); index += step) found.push(index);
    return found;
  };
  return [run(-1), run(1)].flatMap((block) =>
    Array.from({ length: Math.max(0, block.length - 1) }, (_, i) => block.slice(0, block.length - i)),
  );
}

/** Whether the parts make the whole in every row that has them all, within what rounding to the printed digits allows. */
function addsUp(
  columns: readonly ParsedColumn[],
  whole: number,
  parts: readonly number[],
  kind: Aggregate['kind'],
): boolean {
  const { numbers } = columns[whole]!;
  let rows = 0;
  let differs = false;
  for (let row = 0; row < numbers.length; row += 1) {
    const values = parts.map((index) => columns[index]!.numbers[row] ?? NaN);
    const stated = numbers[row] ?? NaN;
    const sum = values.reduce((a, b) => a + b, 0);
    const made = kind === 'mean' ? sum / parts.length : sum;
    if (Number.isNaN(stated) || Number.isNaN(made)) continue;
    rows += 1;
    differs ||= values.some((value) => value !== values[0]);
    // Every printed value may be off by half its last digit.
    const parted = values.reduce((error, value) => error + halfDigit(value), 0);
    const allowed = halfDigit(stated) + (kind === 'mean' ? parted / parts.length : parted);
    if (Math.abs(stated - made) > allowed * 1.0001 + 1e-12 * Math.abs(made)) return false;
  }
  return rows > 0 && differs;
}

/** Half a unit of the last digit that a number needs: 0.25 → 0.005. */
function halfDigit(value: number): number {
  const written = String(value);
  const point = written.indexOf('.');
  if (written.includes('e')) return Math.abs(value) * 1e-12;
  return point < 0 ? 0.5 : 0.5 * 10 ** -(written.length - point - 1);
}
