// Candidates as small integers for the Pareto algorithms: per objective the dense rank of the measurement, 0 best.
// Dominance only asks which number is better, so nothing is lost, ties become exact, and directions are gone.
import type { ObjectiveColumns } from '../dominance.ts';
import { argsort } from './argsort.ts';

export interface RankSpace {
  /** Distinct points, in lexicographic order of their ranks: whoever dominates a point stands before it. */
  u: number;
  /** Objectives that tell candidates apart; constant ones are dropped. */
  d: number;
  /** u × d, row-major, smaller is better. Columns by falling number of levels. */
  ranks: Int32Array;
  /** Number of distinct values per column. */
  levels: Int32Array;
  /** Per candidate its point (duplicates share one), −1 when left out. */
  pointOf: Int32Array;
}

/**
 * @param mask  1 takes part; null for all. Those taking part have no missing cell.
 * O(nm).
 */
export function toRankSpace({ n, m, compared, signs }: ObjectiveColumns, mask: Uint8Array | null): RankSpace {
  const members = new Int32Array(n);
  let k = 0;
  for (let i = 0; i < n; i++) if (mask === null || mask[i] === 1) members[k++] = i;
  const count = k;
  const columns: { ranks: Int32Array; levels: number }[] = [];
  const keys = new Float64Array(count);
  for (let j = 0; j < m; j++) {
    const column = compared[j]!;
    const sign = -signs[j]!;
    for (let p = 0; p < count; p++) keys[p] = sign * column[members[p]!]!;
    const dense = denseRanks(keys);
    if (dense.levels > 1) columns.push(dense);
  }
  columns.sort((a, b) => b.levels - a.levels);
  const order = lexicographicOrder(columns, count);
  return { ...distinctPoints(columns, order), pointOf: pointsOfCandidates(columns, order, members, n) };
}

function denseRanks(keys: Float64Array): { ranks: Int32Array; levels: number } {
  const order = argsort(keys);
  const ranks = new Int32Array(keys.length);
  let level = 0;
  for (let k = 1; k < order.length; k++) {
    if (keys[order[k]!]! !== keys[order[k - 1]!]!) level++;
    ranks[order[k]!] = level;
  }
  return { ranks, levels: order.length === 0 ? 0 : level + 1 };
}

type RankedColumn = { ranks: Int32Array; levels: number };

/** Counting sort by the last column first: stable passes leave the first column in charge. */
function lexicographicOrder(columns: readonly RankedColumn[], count: number): Int32Array {
  let order = new Int32Array(count);
  for (let p = 0; p < count; p++) order[p] = p;
  let next = new Int32Array(count);
  for (const { ranks, levels } of columns.toReversed()) {
    const start = new Int32Array(levels + 1);
    for (let p = 0; p < count; p++) start[ranks[p]! + 1]!++;
    for (let level = 0; level < levels; level++) start[level + 1]! += start[level]!;
    for (let k = 0; k < count; k++) {
      const p = order[k]!;
      next[start[ranks[p]!]!++] = p;
    }
    [order, next] = [next, order];
  }
  return order;
}

function equal(columns: readonly RankedColumn[], a: number, b: number): boolean {
  return columns.every(({ ranks }) => ranks[a] === ranks[b]);
}

function distinctPoints(columns: readonly RankedColumn[], order: Int32Array): Omit<RankSpace, 'pointOf'> {
  const d = columns.length;
  const ranks = new Int32Array(order.length * d);
  let u = 0;
  for (let k = 0; k < order.length; k++) {
    if (k > 0 && equal(columns, order[k]!, order[k - 1]!)) continue;
    for (let j = 0; j < d; j++) ranks[u * d + j] = columns[j]!.ranks[order[k]!]!;
    u++;
  }
  return { u, d, ranks: ranks.subarray(0, u * d), levels: Int32Array.from(columns, (column) => column.levels) };
}

function pointsOfCandidates(
  columns: readonly RankedColumn[],
  order: Int32Array,
  members: Int32Array,
  n: number,
): Int32Array {
  const pointOf = new Int32Array(n).fill(-1);
  let point = -1;
  for (let k = 0; k < order.length; k++) {
    if (k === 0 || !equal(columns, order[k]!, order[k - 1]!)) point++;
    pointOf[members[order[k]!]!] = point;
  }
  return pointOf;
}
