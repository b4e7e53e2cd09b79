// The rows in two halves: one to choose on, one to measure on. What is chosen and measured on the same rows looks better than it is.
import { randomFrom } from '../../engine/certainty/random.ts';

/** 0: the row is chosen on, 1: it is measured on. Of each label every second row of a random order. O(n). */
export function holdoutHalves(labels: Uint8Array, seed: number): Uint8Array {
  const random = randomFrom(seed, 5);
  const half = new Uint8Array(labels.length);
  const rows = new Int32Array(labels.length);
  for (const label of [0, 1]) {
    let count = 0;
    for (let i = 0; i < labels.length; i++) if (labels[i] === label) rows[count++] = i;
    for (let k = count - 1; k > 0; k--) {
      const other = Math.floor((random() / 4294967296) * (k + 1));
      const row = rows[k]!;
      rows[k] = rows[other]!;
      rows[other] = row;
    }
    // The odd row out of either label goes to different halves.
    for (let k = 0; k < count; k++) half[rows[k]!] = (k + label) % 2;
  }
  return half;
}

/** The rows of one half, rising. */
export function rowsOfHalf(half: Uint8Array, which: 0 | 1): Int32Array {
  let count = 0;
  for (const own of half) if (own === which) count++;
  const rows = new Int32Array(count);
  let at = 0;
  for (let i = 0; i < half.length; i++) if (half[i] === which) rows[at++] = i;
  return rows;
}

export function takeRows<T extends Uint8Array | Int32Array | Float64Array>(column: T, rows: Int32Array): T {
  const taken = new (column.constructor as new (length: number) => T)(rows.length);
  for (let k = 0; k < rows.length; k++) taken[k] = column[rows[k]!]!;
  return taken;
}
