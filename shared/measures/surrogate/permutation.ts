// Which features a tree leans on: how much worse it repeats the model when a feature is shuffled, exactly, without shuffling.
import type { Tree } from './tree.ts';
import { isLeaf, leavesOf, majority } from './tree.ts';

/**
 * Permutation importance is a sampled mean; this is the mean it samples. A row with a feature taken from another row ends in leaf ℓ
 * when it passes the conditions on the path to ℓ that ask other features and the other row those that ask this one. So the expected
 * loss over all pairs of rows (a row with itself too) is Σ over ℓ of loss of the former rows at ℓ × weight of the latter, in one
 * walk down the tree per feature. Breiman (2001), Machine Learning 45(1):5–32; Fisher, Rudin & Dominici (2019), JMLR 20(177).
 *
 * @param featureOf  per column the place of its feature: the columns of one feature are shuffled together.
 * @param target     what the model said: 0 or 1 where `decides`, else its score.
 * @param decides    true: drop of the share of rows decided alike. false: drop of R².
 * @returns          per feature; 0 where the tree does not ask it. NaN where there are no rows, or R² is undefined.
 * O(features asked × leaves × rows).
 */
export function permutationImportance(
  tree: Tree,
  columns: readonly Float64Array[],
  featureOf: readonly number[],
  features: number,
  target: ArrayLike<number>,
  weights: Float64Array | null,
  depth: number,
  decides: boolean,
): Float64Array {
  const n = target.length;
  const weightOf = (row: number) => (weights === null ? 1 : weights[row]!);
  const lossAt = (node: number, rows: Int32Array) => {
    const said = decides ? majority(tree, node) : tree.mean[node]!;
    let loss = 0;
    for (const row of rows) loss += weightOf(row) * (target[row]! - said) ** 2;
    return loss;
  };
  const weightIn = (rows: Int32Array) => rows.reduce((sum, row) => sum + weightOf(row), 0);
  const expectedLoss = (feature: number, node: number, own: Int32Array, other: Int32Array): number => {
    if (own.length === 0 || other.length === 0) return 0;
    if (isLeaf(tree, node, depth)) return lossAt(node, own) * weightIn(other);
    const values = columns[tree.question[node]!]!;
    const limit = tree.threshold[node]!;
    const left = tree.left[node]!;
    const here = featureOf[tree.question[node]!] === feature;
    const [lefts, rights] = parted(here ? other : own, values, limit);
    return here
      ? expectedLoss(feature, left, own, lefts) + expectedLoss(feature, left + 1, own, rights)
      : expectedLoss(feature, left, lefts, other) + expectedLoss(feature, left + 1, rights, other);
  };

  const all = Int32Array.from({ length: n }, (_, row) => row);
  const total = weightIn(all);
  const at = leavesOf(tree, columns, n, depth);
  let loss = 0;
  let mean = 0;
  for (let row = 0; row < n; row++) {
    const said = decides ? majority(tree, at[row]!) : tree.mean[at[row]!]!;
    loss += weightOf(row) * (target[row]! - said) ** 2;
    mean += (weightOf(row) * target[row]!) / total;
  }
  let spread = 0;
  for (let row = 0; row < n; row++) spread += weightOf(row) * (target[row]! - mean) ** 2;
  const unit = decides ? total : spread;
  if (!(unit > 0)) return new Float64Array(features).fill(NaN);
  const asked = new Set(
    Array.from(tree.question, (question, node) =>
      question >= 0 && !isLeaf(tree, node, depth) ? featureOf[question]! : -1,
    ),
  );
  return Float64Array.from({ length: features }, (_, feature) =>
    asked.has(feature) ? (expectedLoss(feature, 0, all, all) / total - loss) / unit : 0,
  );
}

/** The rows that go left and those that go right, in their order. */
function parted(rows: Int32Array, values: Float64Array, limit: number): [Int32Array, Int32Array] {
  const both = new Int32Array(rows.length);
  let left = 0;
  let right = rows.length;
  for (const row of rows)
    if (values[row]! <= limit) both[left++] = row;
    else both[--right] = row;
  return [both.subarray(0, left), both.subarray(left).reverse()];
}
