// Two and three objectives: one sweep in lexicographic order with a prefix tree does it.
import type { RankSpace } from './rankSpace.ts';

/**
 * Layers of points with at most two objectives, 1 = the front. A point's layer is one more than the deepest layer among the
 * points before it that are no worse on the second objective, which a Fenwick tree of maxima answers.
 * O(u log u). Jensen (2003), IEEE TEC 7(5):503–515, the base case of the divide and conquer.
 */
export function sweepLayers({ u, d, ranks, levels }: RankSpace): Int32Array {
  const layers = new Int32Array(u);
  if (d === 0) return layers.fill(1);
  if (d === 1) return layers.map((_, p) => p + 1);
  const size = levels[1]!;
  const deepest = new Int32Array(size + 1);
  for (let p = 0; p < u; p++) {
    const y = ranks[2 * p + 1]! + 1;
    let layer = 0;
    for (let k = y; k > 0; k &= k - 1) if (deepest[k]! > layer) layer = deepest[k]!;
    layers[p] = ++layer;
    for (let k = y; k <= size && deepest[k]! < layer; k += k & -k) deepest[k] = layer;
  }
  return layers;
}

/**
 * The front of points with three objectives: a point is dominated when some point before it, no worse on the second
 * objective, is no worse on the third, which a Fenwick tree of minima answers.
 * O(u log u). Kung, Luccio & Preparata (1975), J. ACM 22(4):469–476.
 * @returns 1 non-dominated, 0 dominated.
 */
export function sweepFront3({ u, ranks, levels }: RankSpace): Uint8Array {
  const front = new Uint8Array(u);
  const size = levels[1]!;
  const lowest = new Int32Array(size + 1).fill(0x7fffffff);
  for (let p = 0; p < u; p++) {
    const y = ranks[3 * p + 1]! + 1;
    const z = ranks[3 * p + 2]!;
    let dominated = false;
    for (let k = y; k > 0 && !dominated; k &= k - 1) dominated = lowest[k]! <= z;
    if (dominated) continue;
    front[p] = 1;
    for (let k = y; k <= size; k += k & -k) if (lowest[k]! > z) lowest[k] = z;
  }
  return front;
}
