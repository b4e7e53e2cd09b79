// Oracles for fronts: definitions written down, quadratic, nothing clever. For tests and as the baselines of benchmarks.
import { dominates } from '../dominance.ts';
import type { ObjectiveColumns } from '../dominance.ts';

/** Layer by layer: whoever is dominated by nobody left makes the next one. */
export function naiveFronts(matrix: ObjectiveColumns, mask: Uint8Array | null): Int32Array {
  const layers = new Int32Array(matrix.n);
  let left = Array.from({ length: matrix.n }, (_, i) => i).filter((i) => mask === null || mask[i] === 1);
  for (let layer = 1; left.length > 0; layer++) {
    const front = left.filter((i) => !left.some((k) => dominates(matrix, k, i)));
    for (const i of front) layers[i] = layer;
    left = left.filter((i) => layers[i] === 0);
  }
  return layers;
}

/**
 * The sort-filter everybody writes first: by falling promise (sum), each point against the front so far. O(n × front).
 * Chomicki et al. (2003), ICDE, "Skyline with presorting".
 */
export function naiveFront(matrix: ObjectiveColumns): Uint8Array {
  const { rows, order } = bySum(matrix);
  const front: number[] = [];
  for (const i of order) if (!front.some((k) => rowDominates(rows, matrix.m, k, i))) front.push(i);
  const marks = new Uint8Array(matrix.n);
  for (const i of front) marks[i] = 1;
  return marks;
}

/**
 * Layers the same way: each point against the members of one layer after another, until one has nobody who dominates it.
 * Zhang, Tian, Cheng & Jin (2015), IEEE TEC 19(2):201–213, "ENS-SS".
 */
export function naiveLayers(matrix: ObjectiveColumns): Int32Array {
  const { rows, order } = bySum(matrix);
  const members: number[][] = [];
  const layers = new Int32Array(matrix.n);
  for (const i of order) {
    let layer = 0;
    while (members[layer]?.some((k) => rowDominates(rows, matrix.m, k, i))) layer++;
    (members[layer] ??= []).push(i);
    layers[i] = layer + 1;
  }
  return layers;
}

/** Row-major, oriented so that smaller is better, and the order of the row sums. */
function bySum({ n, m, compared, signs }: ObjectiveColumns): { rows: Float64Array; order: number[] } {
  const rows = new Float64Array(n * m);
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      rows[i * m + j] = -signs[j]! * compared[j]![i]!;
      sums[i]! += rows[i * m + j]!;
    }
  }
  return { rows, order: Array.from({ length: n }, (_, i) => i).sort((a, b) => sums[a]! - sums[b]!) };
}

function rowDominates(rows: Float64Array, m: number, a: number, b: number): boolean {
  let better = false;
  for (let j = 0; j < m; j++) {
    const difference = rows[a * m + j]! - rows[b * m + j]!;
    if (difference > 0) return false;
    if (difference < 0) better = true;
  }
  return better;
}
