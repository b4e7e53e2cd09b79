// The rows in two halves: one to choose on, one to measure on. What is chosen and measured on the same rows looks better than it is.
import { randomFrom } from '../../engine/certainty/random.ts';
import { halvesOfUnits } from '../log/unitHalves.ts';

/**
 * 0: the row is chosen on, 1: it is measured on. Of each label every second row of a random order. Rows that belong together are not
 * parted: what is measured on people who were chosen on flatters. Their units come in a random order, each to the half that has fewer
 * rows. O(n).
 * @param units  per row its unit, 0, 1, 2 …; null: every row is one.
 */
export function holdoutHalves(labels: Uint8Array, seed: number, units: Int32Array | null = null): Uint8Array {
  const random = randomFrom(seed, 5);
  if (units !== null) return halvesOfUnits(units, random);
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

/** The same units, numbered from 0 on without gaps. */
export function renumbered(units: Int32Array): Int32Array {
  const known = new Map<number, number>();
  return units.map((unit) => {
    const number = known.get(unit) ?? known.size;
    known.set(unit, number);
    return number;
  });
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
