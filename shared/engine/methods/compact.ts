// Compacts a catalogue to the candidates that take part, for kernels that rank all they are given, and expands the result.
import { competitionRanks } from '../rank.ts';
import type { MethodResult, Valued } from './rankingMethod.ts';

/** The positions that are ranked: marked (or no mask), complete, and with an objective to go by. Ascending. O(n). */
export function rankedOf({ n, m, complete }: Valued, mask: Uint8Array | null): Int32Array {
  const members = new Int32Array(n);
  let count = 0;
  for (let i = 0; i < n && m > 0; i++) if (complete[i] === 1 && mask?.[i] !== 0) members[count++] = i;
  return members.subarray(0, count);
}

/** One number for each member, in the order of `members`. */
export function gather(column: Float64Array, members: Int32Array): Float64Array {
  if (members.length === column.length) return column;
  return Float64Array.from(members, (i) => column[i]!);
}

/** Back to catalogue order; NaN where nobody of `members` stands. */
export function scatter(column: Float64Array, members: Int32Array, n: number): Float64Array {
  const all = new Float64Array(n).fill(NaN);
  for (let k = 0; k < members.length; k++) all[members[k]!] = column[k]!;
  return all;
}

/**
 * Scores of the members as a result over the catalogue; what is level shares a rank.
 * @param scores  per member; large is better for `better` +1. NaN is a member without a number: all of them share rank 1
 *                when nobody has one, and otherwise they are not ranked.
 */
export function toResult<Parts>(
  scores: Float64Array,
  better: 1 | -1,
  members: Int32Array,
  n: number,
  parts: Parts,
): MethodResult<Parts> {
  const known = Uint8Array.from(scores, (score) => (Number.isNaN(score) ? 0 : 1));
  const keys = known.includes(1) ? scores.map((score) => better * score) : new Float64Array(scores.length);
  const local = competitionRanks(keys, known.includes(1) ? known : known.fill(1));
  const ranks = new Int32Array(n);
  const winners: number[] = [];
  local.forEach((rank, k) => {
    ranks[members[k]!] = rank;
    if (rank === 1) winners.push(members[k]!);
  });
  return { scores: scatter(scores, members, n), ranks, winners, parts };
}
