// Numbers as groups: cut at bounds that are stated in the name of the column and of every group.
import type { LogColumn } from '../../domain/predictionLog.ts';
import { plainNumber } from '../../domain/format.ts';
import { LogProblem } from './usableRows.ts';

/** Ages at which laws and studies commonly cut. */
export const commonAges: readonly number[] = [18, 25, 40, 65];

/**
 * The quarters of the numbers: up to three bounds, none of them the smallest number, so that no group is empty.
 * @param numbers  NaN where a cell is no number.
 * @param counts   how many cells each number stands for; null: one. O(n log n).
 */
export function quarterBounds(numbers: Float64Array, counts: Float64Array | null = null): number[] {
  const known = [...numbers.keys()].filter((at) => Number.isFinite(numbers[at]!));
  if (known.length === 0) return [];
  known.sort((a, b) => numbers[a]! - numbers[b]!);
  const cells = (at: number) => (counts === null ? 1 : counts[at]!);
  const all = known.reduce((sum, at) => sum + cells(at), 0);
  let place = 0;
  let passed = cells(known[0]!);
  const quarters = [0.25, 0.5, 0.75].map((share) => {
    while (passed <= Math.floor(share * all) && place + 1 < known.length) passed += cells(known[++place]!);
    return numbers[known[place]!]!;
  });
  return [...new Set(quarters)].filter((bound) => bound > numbers[known[0]!]!);
}

/** What the groups between rising bounds are called: "below 18", "18 to below 25", "65 and above". */
export function groupNames(bounds: readonly number[]): string[] {
  const written = bounds.map(plainNumber);
  return [
    `below ${written[0]!}`,
    ...written.slice(1).map((to, k) => `${written[k]!} to below ${to}`),
    `${written.at(-1)!} and above`,
  ];
}

/** What a column is called that is cut. */
export const cutHeader = (header: string, bounds: readonly number[]): string =>
  `${header} (cut at ${bounds.map(plainNumber).join(', ')})`;

/**
 * The column with a group for every cell that is a number; others are blank.
 * @throws LogProblem where the bounds do not rise, or no cell is a number. O(rows log bounds).
 */
export function cutAt(column: LogColumn, bounds: readonly number[]): LogColumn {
  if (bounds.length === 0 || bounds.some((bound, k) => k > 0 && !(bound > bounds[k - 1]!)))
    throw new LogProblem(`The bounds of “${column.header}” have to rise: write them from the smallest to the largest.`);
  if (!column.numbers.some(Number.isFinite))
    throw new LogProblem(`“${column.header}” holds no numbers, so it cannot be cut.`);
  const codes = Int32Array.from(column.numbers, (number) => {
    if (!Number.isFinite(number)) return -1;
    let group = 0;
    while (group < bounds.length && number >= bounds[group]!) group++;
    return group;
  });
  const header = cutHeader(column.header, bounds);
  // Only groups that have somebody are named.
  const used = [...new Set(codes)].filter((code) => code >= 0).sort((a, b) => a - b);
  const place = new Map(used.map((code, k) => [code, k]));
  const names = groupNames(bounds);
  return {
    header,
    numbers: column.numbers,
    words: { codes: codes.map((code) => place.get(code) ?? -1), names: used.map((code) => names[code]!) },
  };
}
