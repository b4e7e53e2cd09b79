// A tree over points that answers: among those inserted so far, which layer is the deepest that dominates this point?
import { fieldwiseMin, packCodes } from './packedCodes.ts';
import type { RankSpace } from './rankSpace.ts';
import { selectNth } from './selectNth.ts';

/** Points in a leaf: enough to pay for the walk there, few enough to scan. */
const LEAF = 16;

interface DominanceTree {
  /**
   * The largest layer among inserted points that dominate point p, or 0. Stops as soon as `enough` is reached.
   * Points go in in the order of the rank space, so every inserted one is no worse on the first objective.
   */
  deepest(p: number, enough: number): number;
  insert(p: number, layer: number): void;
}

/**
 * A static median-split k-d tree over all points (Bentley 1975, CACM 18(9):509–517), each node with the best corner and the
 * deepest layer of what has been inserted below it. A node is skipped when its layer cannot improve the answer or its
 * corner is worse somewhere, which is branch and bound; Gustavsson & Syberfeldt (2018), Evol. Comput. 26(1):89–116, use
 * such a tree per front, here one serves all. Corners and leaves are compared on packed codes, then exactly.
 *
 * Build O(d u log u); a query is O(u) at worst and far less as a rule. Needs d ≥ 2.
 */
export function dominanceTree(space: RankSpace): DominanceTree {
  const { u, d, ranks } = space;
  const { words, codes, guards, bits } = packCodes(space);
  let depth = 0;
  while (u > LEAF << depth) depth++;
  const leaves = 1 << depth;
  const points = new Int32Array(u);
  const leafStart = new Int32Array(leaves + 1);
  for (let p = 0; p < u; p++) points[p] = p;
  split(1, 0, u, 0);
  leafStart[leaves] = u;

  const slotOf = new Int32Array(u);
  const slotCodes = new Int32Array(u * words);
  for (let slot = 0; slot < u; slot++) {
    slotOf[points[slot]!] = slot;
    for (let w = 0; w < words; w++) slotCodes[slot * words + w] = codes[points[slot]! * words + w]!;
  }
  const leafOf = new Int32Array(u);
  for (let k = 0; k < leaves; k++) leafOf.fill(leaves + k, leafStart[k]!, leafStart[k + 1]!);
  const slotLayers = new Int32Array(u);
  const nodeLayers = new Int32Array(2 * leaves);
  const corners = new Int32Array(2 * leaves * words).fill(~guards & 0x3fffffff);
  const stack = new Int32Array(2 * depth + 2);

  function split(node: number, from: number, to: number, level: number): void {
    if (node >= leaves) {
      leafStart[node - leaves] = from;
      return;
    }
    const middle = (from + to) >>> 1;
    selectNth(points, from, to, middle, ranks, d, 1 + (level % (d - 1)));
    split(2 * node, from, middle, level + 1);
    split(2 * node + 1, middle, to, level + 1);
  }

  function deepest(p: number, enough: number): number {
    const first = codes[p * words]! | guards;
    let best = 0;
    let top = 0;
    stack[top++] = 1;
    while (top > 0) {
      const node = stack[--top]!;
      if (nodeLayers[node]! <= best) continue;
      if (((first - corners[node * words]!) & guards) !== guards || !restPasses(corners, node, p)) continue;
      if (node < leaves) {
        const left = 2 * node;
        // The deeper half on top, so that a good bound is found early.
        const swap = nodeLayers[left]! > nodeLayers[left + 1]! ? 1 : 0;
        stack[top++] = left + swap;
        stack[top++] = left + 1 - swap;
        continue;
      }
      const end = leafStart[node - leaves + 1]!;
      for (let slot = leafStart[node - leaves]!; slot < end; slot++) {
        if (slotLayers[slot]! <= best) continue;
        if (((first - slotCodes[slot * words]!) & guards) !== guards) continue;
        if (restPasses(slotCodes, slot, p) && noWorse(points[slot]!, p)) {
          best = slotLayers[slot]!;
          if (best >= enough) return best;
        }
      }
    }
    return best;
  }

  /** The words after the first one. */
  function restPasses(of: Int32Array, index: number, p: number): boolean {
    for (let w = 1; w < words; w++) {
      if ((((codes[p * words + w]! | guards) - of[index * words + w]!) & guards) !== guards) return false;
    }
    return true;
  }

  function noWorse(q: number, p: number): boolean {
    for (let j = 1; j < d; j++) if (ranks[q * d + j]! > ranks[p * d + j]!) return false;
    return true;
  }

  function insert(p: number, layer: number): void {
    const slot = slotOf[p]!;
    slotLayers[slot] = layer;
    for (let node = leafOf[slot]!; node > 0; node >>= 1) {
      let changed = false;
      if (nodeLayers[node]! < layer) {
        nodeLayers[node] = layer;
        changed = true;
      }
      for (let w = 0; w < words; w++) {
        const corner = corners[node * words + w]!;
        const lower = fieldwiseMin(corner, codes[p * words + w]!, guards, bits);
        if (lower !== corner) {
          corners[node * words + w] = lower;
          changed = true;
        }
      }
      if (!changed) return;
    }
  }

  return { deepest, insert };
}
