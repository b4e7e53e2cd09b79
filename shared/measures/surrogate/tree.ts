// A binary decision tree as flat arrays, and what can be read off it at any depth: where rows end, what it asks, how much that helps.

/** Nodes level by level, the root first; the two children of a node stand side by side. */
export interface Tree {
  /** Place of the column that a node asks; −1: it asks none. */
  question: Int32Array;
  /** value ≤ threshold goes left; larger ones and blanks go right. Infinity: whatever is not blank goes left. */
  threshold: Float64Array;
  /** The left child; the right one is the next. −1 where there is none. */
  left: Int32Array;
  depth: Uint8Array;
  /** Rows it was grown from, and the sum of their weights. */
  rows: Int32Array;
  weight: Float64Array;
  /** Of the target, weighted. Of a 0/1 target the mean is the share of 1, and Gini impurity is twice the variance. */
  mean: Float64Array;
  variance: Float64Array;
}

/** Whether a node is the end of the tree cut at `depth`: a tree grown greedily to less depth is the same tree cut. */
export function isLeaf(tree: Tree, node: number, depth: number): boolean {
  return tree.left[node]! < 0 || tree.depth[node]! >= depth;
}

/** The nodes of the tree cut at `depth`, level by level. */
export function nodesWithin(tree: Tree, depth: number): number[] {
  return Array.from(tree.depth, (_, node) => node).filter((node) => tree.depth[node]! <= depth);
}

/** The class of a leaf of a 0/1 target: the majority, 0 where it is even. */
export const majority = (tree: Tree, node: number): 0 | 1 => (tree.mean[node]! > 0.5 ? 1 : 0);

/** Moves every row from its node to the child it belongs to; rows at a leaf stay. O(rows). */
export function stepDown(tree: Tree, columns: readonly Float64Array[], at: Int32Array): void {
  for (let row = 0; row < at.length; row++) {
    const node = at[row]!;
    const left = tree.left[node]!;
    if (left < 0) continue;
    at[row] = columns[tree.question[node]!]![row]! <= tree.threshold[node]! ? left : left + 1;
  }
}

/** Per row the leaf of the tree cut at `depth`. O(rows × depth). */
export function leavesOf(tree: Tree, columns: readonly Float64Array[], rows: number, depth: number): Int32Array {
  const at = new Int32Array(rows);
  for (let d = 0; d < depth; d++) stepDown(tree, columns, at);
  return at;
}

/** Places of the features it asks, rising. @param featureOf per column the place of its feature. */
export function featuresAsked(tree: Tree, featureOf: readonly number[], depth: number): number[] {
  const asked = nodesWithin(tree, depth).filter((node) => !isLeaf(tree, node, depth));
  return [...new Set(asked.map((node) => featureOf[tree.question[node]!]!))].sort((a, b) => a - b);
}

/**
 * Share of each feature in the total decrease of impurity, of the rows it was grown from; all 0 for a tree that asks nothing.
 * Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees, 5.3.
 */
export function impurityImportance(
  tree: Tree,
  featureOf: readonly number[],
  features: number,
  depth: number,
): Float64Array {
  const decrease = new Float64Array(features);
  const weighted = (node: number) => tree.weight[node]! * tree.variance[node]!;
  let total = 0;
  for (const node of nodesWithin(tree, depth)) {
    if (isLeaf(tree, node, depth)) continue;
    const left = tree.left[node]!;
    const gain = Math.max(0, weighted(node) - weighted(left) - weighted(left + 1));
    decrease[featureOf[tree.question[node]!]!]! += gain;
    total += gain;
  }
  return total > 0 ? decrease.map((gain) => gain / total) : decrease;
}
