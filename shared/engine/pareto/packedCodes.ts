// Points squeezed into a few integers, so that one subtraction compares several objectives at once.
// A word holds fields side by side, each with a guard bit above it. With the guards of p set, (p − q) keeps the guard of
// every field where q ≤ p, and no borrow leaves its field. Codes are coarser than ranks: a field that fails proves that q
// does not dominate p; a word that passes still needs the exact ranks.
import type { RankSpace } from './rankSpace.ts';

const MAX_FIELDS = 3;

interface PackedCodes {
  /** Words per point. */
  words: number;
  /** u × words, without guards. */
  codes: Int32Array;
  /** The guard bit of every field. */
  guards: number;
  /** Bits of a field without its guard. */
  bits: number;
}

/**
 * Packs all columns but the first, which the sweep order settles. Each field holds the leading bits of the dense rank.
 * Lamport (1975), Multiple byte processing with full-word instructions, CACM 18(8):471–475.
 */
export function packCodes({ u, d, ranks, levels }: RankSpace): PackedCodes {
  const dims = d - 1;
  const words = Math.ceil(dims / MAX_FIELDS);
  const fields = Math.ceil(dims / words);
  const stride = Math.floor(30 / fields);
  const bits = stride - 1;
  let guards = 0;
  for (let f = 0; f < fields; f++) guards |= 1 << (f * stride + bits);
  const codes = new Int32Array(u * words);
  for (let j = 1; j < d; j++) {
    const word = Math.floor((j - 1) / fields);
    const shift = ((j - 1) % fields) * stride;
    const scale = Math.min(1, (1 << bits) / levels[j]!);
    for (let p = 0; p < u; p++) codes[p * words + word]! |= Math.floor(ranks[p * d + j]! * scale) << shift;
  }
  return { words, codes, guards, bits };
}

/** The smaller of each pair of fields. */
export function fieldwiseMin(a: number, b: number, guards: number, bits: number): number {
  const kept = ((a | guards) - b) & guards; // guards of the fields where b ≤ a
  const takeB = kept - (kept >>> bits); // those guards turned into masks over their fields
  return (b & takeB) | (a & ~takeB & ~guards);
}
