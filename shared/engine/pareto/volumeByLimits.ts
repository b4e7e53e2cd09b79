// The volume dominated in four dimensions and more: what each row adds to those before it, by the set that limits it.
import { boxVolume } from './gains.ts';
import { exclusiveIn3 } from './exclusiveIn3.ts';

/**
 * The volume of the union of the boxes between 0 and each row, for d ≥ 4. Duplicates and dominated rows add nothing.
 *
 * Rows go by falling last coordinate, so that each adds its last coordinate times what it alone covers, among those so far,
 * in the other d − 1 dimensions. That is its box less the volume of the others clipped to it, the limit set; in three
 * dimensions a sweep answers directly. While, Bradstreet & Barone (2012), IEEE TEC 16(1):86–95; in four dimensions the sweep
 * is that of Guerreiro & Fonseca (2018), IEEE TEC 22(3):449–463, with sorted arrays. O(u²) to O(u² log u) at d = 4, a factor
 * of u more for each further dimension at worst.
 *
 * @param onRow  told before each row how many are done; answering false stops.
 * @returns      null when stopped.
 */
export function volumeByLimits(rows: Float64Array, u: number, d: number): number;
export function volumeByLimits(
  rows: Float64Array,
  u: number,
  d: number,
  onRow: (done: number) => boolean | void,
): number | null;
export function volumeByLimits(
  rows: Float64Array,
  u: number,
  d: number,
  onRow?: (done: number) => boolean | void,
): number | null {
  if (u <= 2) return fewVolume(rows, u, d);
  const order = new Int32Array(u);
  for (let p = 0; p < u; p++) order[p] = p;
  order.sort((a, b) => rows[b * d + d - 1]! - rows[a * d + d - 1]!);
  const exclusive = d === 4 ? exclusiveIn3(u) : exclusiveByLimits(u, d - 1);
  let volume = 0;
  for (let k = 0; k < u; k++) {
    if (onRow?.(k) === false) return null;
    const at = order[k]! * d;
    volume += rows[at + d - 1]! * exclusive(rows, at);
  }
  return volume;
}

/** What each row (its first `d` coordinates, at an offset) covers that the rows asked about before do not. */
function exclusiveByLimits(capacity: number, d: number): (rows: Float64Array, at: number) => number {
  const seen = new Float64Array(capacity * d);
  const limits = new Float64Array(capacity * d);
  let count = 0;
  return (rows, at) => {
    for (let j = 0; j < d; j++) seen[count * d + j] = rows[at + j]!;
    const kept = limitSet(seen, count, d, seen, count, limits);
    if (kept < 0) return 0;
    const volume = boxVolume(seen, count, d) - volumeByLimits(limits, kept, d);
    count++;
    return volume;
  };
}

/**
 * The rows clipped to row p, without those that another covers; into `limits`.
 * @param skip  a row to leave out, or −1.
 * @returns     how many are left, or −1 when one of them covers p.
 */
export function limitSet(
  rows: Float64Array,
  u: number,
  d: number,
  of: Float64Array,
  p: number,
  limits: Float64Array,
  skip = -1,
): number {
  let kept = 0;
  for (let q = 0; q < u; q++) {
    if (q === skip) continue;
    const to = kept * d;
    let whole = true;
    for (let j = 0; j < d; j++) {
      const bound = of[p * d + j]!;
      const x = rows[q * d + j]!;
      limits[to + j] = x < bound ? x : bound;
      if (x < bound) whole = false;
    }
    if (whole) return -1;
    kept = keepUncovered(limits, kept, d);
  }
  return kept;
}

/** Adds the row behind the kept ones unless one of them covers it, and drops those it covers. Returns how many are kept. */
function keepUncovered(rows: Float64Array, kept: number, d: number): number {
  const added = kept * d;
  for (let k = 0; k < kept; k++) if (covers(rows, k * d, added, d)) return kept;
  let to = 0;
  for (let k = 0; k <= kept; k++) {
    if (k < kept && covers(rows, added, k * d, d)) continue;
    if (to !== k) for (let j = 0; j < d; j++) rows[to * d + j] = rows[k * d + j]!;
    to++;
  }
  return to;
}

function covers(rows: Float64Array, a: number, b: number, d: number): boolean {
  for (let j = 0; j < d; j++) if (rows[a + j]! < rows[b + j]!) return false;
  return true;
}

function fewVolume(rows: Float64Array, u: number, d: number): number {
  if (u === 0) return 0;
  if (u === 1) return boxVolume(rows, 0, d);
  let shared = 1;
  for (let j = 0; j < d; j++) shared *= Math.min(rows[j]!, rows[d + j]!);
  return boxVolume(rows, 0, d) + boxVolume(rows, 1, d) - shared;
}
