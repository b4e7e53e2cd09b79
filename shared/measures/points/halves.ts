// The rows in two halves: one to choose on, one to measure on. What is chosen and measured on the same rows flatters itself.
import { randomFrom } from '../../engine/certainty/random.ts';

/** 0: the row is chosen on, 1: it is measured on. Of each label every second row of a random order. O(n). */
export function halves(labels: Uint8Array, seed: number): Uint8Array {
  const random = randomFrom(seed, 5);
  const half = new Uint8Array(labels.length);
  for (const label of [0, 1]) {
    const rows: number[] = [];
    labels.forEach((own, i) => own === label && rows.push(i));
    for (let k = rows.length - 1; k > 0; k--) {
      const other = Math.floor((random() / 4294967296) * (k + 1));
      [rows[k], rows[other]] = [rows[other]!, rows[k]!];
    }
    // The odd row out of either label goes to different halves.
    rows.forEach((row, k) => (half[row] = (k + label) % 2));
  }
  return half;
}

/** The rows of one half, rising. */
export function rowsOf(half: Uint8Array, which: 0 | 1): Int32Array {
  let count = 0;
  for (const own of half) if (own === which) count++;
  const rows = new Int32Array(count);
  let at = 0;
  half.forEach((own, i) => own === which && (rows[at++] = i));
  return rows;
}

export function takeRows<T extends Uint8Array | Int32Array | Float64Array>(column: T, rows: Int32Array): T {
  const taken = new (column.constructor as new (length: number) => T)(rows.length);
  rows.forEach((row, k) => (taken[k] = column[row]!));
  return taken;
}
