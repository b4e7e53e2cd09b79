// Candidates as gains over a reference point, which is all that hypervolume asks of them: larger is better, from 0 upwards.
import type { ObjectiveColumns } from '../dominance.ts';

interface Gains {
  /** How many candidates are better than the reference on every objective. */
  u: number;
  d: number;
  /** u × d, row-major, all above 0. */
  rows: Float64Array;
  /** Which candidate each row is. */
  candidates: Int32Array;
}

/**
 * Who is strictly better than the reference on every objective, and by how much. The others dominate no volume.
 * @param mask       1 takes part; null for all. A candidate with a missing cell is left out.
 * @param reference  length m, in the units of `compared`.
 */
export function toGains(
  { n, m, compared, signs }: ObjectiveColumns,
  mask: Uint8Array | null,
  reference: ArrayLike<number>,
): Gains {
  const rows = new Float64Array(n * m);
  const candidates = new Int32Array(n);
  let u = 0;
  for (let i = 0; i < n && m > 0; i++) {
    if (mask !== null && mask[i] !== 1) continue;
    let inside = true;
    for (let j = 0; j < m && inside; j++) {
      const gain = (compared[j]![i]! - reference[j]!) * signs[j]!;
      rows[u * m + j] = gain;
      inside = gain > 0;
    }
    if (inside) candidates[u++] = i;
  }
  return { u, d: m, rows: rows.subarray(0, u * m), candidates: candidates.subarray(0, u) };
}

/** The volume of one gain alone: the product of its coordinates. */
export function boxVolume(rows: Float64Array, p: number, d: number): number {
  let volume = 1;
  for (let x = p * d, end = x + d; x < end; x++) volume *= rows[x]!;
  return volume;
}
