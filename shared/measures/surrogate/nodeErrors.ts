// The error of each node of a surrogate tree on a given set of rows.
import type { Tree } from './tree.ts';
import { majority, stepDown } from './tree.ts';

/** Per node. */
export interface NodeErrors {
  /** Rows that pass it. */
  rows: Int32Array;
  /** Weighted share of them of which the model decides otherwise than the node; or mean distance of its score. NaN: no rows. */
  off: Float64Array;
}

/**
 * @param target   what the model said: 0 or 1 where `decides`, else its score.
 * @returns        each node as if the tree ended there. O(rows × depth).
 */
export function nodeErrors(
  tree: Tree,
  columns: readonly Float64Array[],
  target: ArrayLike<number>,
  weights: Float64Array | null,
  decides: boolean,
): NodeErrors {
  const nodes = tree.left.length;
  const rows = new Int32Array(nodes);
  const weight = new Float64Array(nodes);
  const off = new Float64Array(nodes);
  const answer = Float64Array.from(tree.left, (_, node) => (decides ? majority(tree, node) : tree.mean[node]!));
  const at = new Int32Array(target.length);
  const deepest = tree.depth.reduce((most, depth) => Math.max(most, depth), 0);
  for (let depth = 0; depth <= deepest; depth++) {
    for (let row = 0; row < at.length; row++) {
      const node = at[row]!;
      if (tree.depth[node] !== depth) continue;
      const w = weights === null ? 1 : weights[row]!;
      rows[node]!++;
      weight[node]! += w;
      off[node]! += w * Math.abs(target[row]! - answer[node]!);
    }
    stepDown(tree, columns, at);
  }
  return { rows, off: off.map((sum, node) => sum / weight[node]!) };
}
