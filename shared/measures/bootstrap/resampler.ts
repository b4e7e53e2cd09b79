// A bootstrap sample of a log told by how often each kind of row is in it. Rows of the same kind need not be told apart.
import type { Random } from '../../engine/certainty/random.ts';
import { binomial } from './binomial.ts';

/**
 * A function that draws n of n rows with replacement and writes how many came from each cell. The same numbers come out as from
 * drawing row after row (a multinomial of the cells), at the cost of the cells where they are few.
 *
 * @param counts  rows per cell.
 * @param strata  per cell its stratum, 0 … s − 1: as many rows are drawn from each as it has. null: one for all.
 * O(cells) a draw where cells hold eight rows and more on average, else O(n).
 */
export function resampler(counts: Int32Array, strata: Int32Array | null) {
  const stratumCount = strata === null ? 1 : strata.reduce((most, stratum) => Math.max(most, stratum + 1), 0);
  const stratumOf = (cell: number) => (strata === null ? 0 : strata[cell]!);
  const sizes = new Int32Array(stratumCount);
  counts.forEach((count, cell) => (sizes[stratumOf(cell)]! += count));
  const rows = counts.reduce((sum, count) => sum + count, 0);
  if (rows >= 8 * counts.length) {
    const left = new Int32Array(stratumCount);
    const leftRows = new Int32Array(stratumCount);
    return (random: Random, drawn: Int32Array): void => {
      left.set(sizes);
      leftRows.set(sizes);
      for (let cell = 0; cell < counts.length; cell++) {
        const stratum = stratumOf(cell);
        const count = binomial(random, left[stratum]!, counts[cell]! / leftRows[stratum]!);
        drawn[cell] = count;
        left[stratum]! -= count;
        leftRows[stratum]! -= counts[cell]!;
      }
    };
  }
  const starts = new Int32Array(stratumCount + 1);
  sizes.forEach((size, stratum) => (starts[stratum + 1] = starts[stratum]! + size));
  const cellOfRow = new Int32Array(rows);
  const filled = starts.slice();
  counts.forEach((count, cell) => {
    for (let k = 0; k < count; k++) cellOfRow[filled[stratumOf(cell)]!++] = cell;
  });
  return (random: Random, drawn: Int32Array): void => {
    drawn.fill(0);
    for (let stratum = 0; stratum < stratumCount; stratum++) {
      const from = starts[stratum]!;
      const size = sizes[stratum]!;
      for (let k = 0; k < size; k++) drawn[cellOfRow[from + Math.floor((random() / 4294967296) * size)]!]!++;
    }
  };
}
