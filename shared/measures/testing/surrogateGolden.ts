// Checks trees grown on a log against golden trees, fidelities and importances, at every depth.
import { expect } from 'vitest';
import { growTree } from '../surrogate/cart.ts';
import { decisionFidelity, scoreFidelity } from '../surrogate/fidelity.ts';
import { risingOrder } from '../surrogate/order.ts';
import { permutationImportance } from '../surrogate/permutation.ts';
import { nodeErrors } from '../surrogate/nodeErrors.ts';
import type { Tree } from '../surrogate/tree.ts';
import { featuresAsked, impurityImportance, isLeaf, majority, nodesWithin } from '../surrogate/tree.ts';
import { expectClose } from './golden.ts';

type Numbers = Record<string, number>;
type GoldenNode =
  | { leaf: true; n: number; value: number[] }
  | {
      leaf?: never;
      feature: string;
      threshold: number;
      n: number;
      impurity: number;
      left: GoldenNode;
      right: GoldenNode;
    };
interface GoldenDepth {
  fidelity_accuracy: number;
  majority_baseline: number;
  fidelity_kappa: number;
  fidelity_r2: number;
  fidelity_mae: number;
  accuracy_over_seeds?: [number, number];
  r2_over_seeds?: [number, number];
  clf_leaves: number;
  reg_leaves: number;
  clf_features_used: string[];
  reg_features_used: string[];
  surrogate_accuracy_vs_truth: number;
  clf_impurity_importance: Numbers;
  reg_impurity_importance: Numbers;
  clf_tree?: GoldenNode;
  reg_tree?: GoldenNode;
  clf_exact_permutation_importance?: Numbers;
  reg_exact_permutation_importance_r2?: Numbers;
}
export type GoldenModel = Record<string, GoldenDepth> & { holdout: Record<string, GoldenDepth> };

interface ExplainedModel {
  name: string;
  features: readonly string[];
  columns: readonly Float64Array[];
  labels: Uint8Array;
  decisions: Uint8Array;
  scores: Float64Array | null;
  /** 1 for the rows that are held out. */
  odd: Uint8Array;
}

const DEPTH = 5;
const depths = [1, 2, 3, 4, 5];

/** Returns how many numbers were compared. */
export function checkModel(model: ExplainedModel, golden: GoldenModel): number {
  const { features, columns, labels, decisions, scores, odd, name } = model;
  const orders = columns.map(risingOrder);
  const places = features.map((_, place) => place);
  let compared = 0;
  const close = (actual: Parameters<typeof expectClose>[0], expected: number | undefined, what: string) => {
    expectClose(actual, expected, `${name} ${what}`);
    compared++;
  };
  const each = (actual: Float64Array, expected: Numbers, what: string) =>
    features.forEach((feature, f) => close(actual[f]!, expected[feature], `${what} ${feature}`));

  const target = Float64Array.from(decisions);
  const classifier = growTree(columns, orders, target, null, DEPTH);
  const decided = decisionFidelity(classifier, columns, decisions, labels, null, DEPTH);
  const tally = nodeErrors(classifier, columns, decisions, null, true);
  const regressor = scores && growTree(columns, orders, scores, null, DEPTH);
  const scored = scores && scoreFidelity(regressor!, columns, scores, null, DEPTH);
  const check = (tree: Tree, depth: number, key: 'clf' | 'reg') => {
    const expected = golden[depth]!;
    const leaves = nodesWithin(tree, depth).filter((node) => isLeaf(tree, node, depth));
    expect(leaves.length, `${name} ${depth} ${key} leaves`).toBe(expected[`${key}_leaves`]);
    const asked = featuresAsked(tree, places, depth).map((place) => features[place]);
    expect(asked.sort(), `${name} ${depth} ${key} features`).toEqual(expected[`${key}_features_used`]);
    each(
      impurityImportance(tree, places, features.length, depth),
      expected[`${key}_impurity_importance`],
      `${depth} ${key} impurity`,
    );
    const goldenTree = expected[`${key}_tree`];
    if (goldenTree)
      compared += checkNode(tree, 0, depth, goldenTree, features, key === 'clf', `${name} ${depth} ${key}`);
    compared += 2;
  };
  for (const depth of depths) {
    const expected = golden[depth]!;
    const { accuracy, kappa, truth } = decided[depth - 1]!;
    close(accuracy, expected.fidelity_accuracy, `${depth} accuracy`);
    close(kappa, expected.fidelity_kappa, `${depth} kappa`);
    close(truth, expected.surrogate_accuracy_vs_truth, `${depth} truth`);
    close(1 - tally.off[0]!, expected.majority_baseline, `${depth} baseline`);
    check(classifier, depth, 'clf');
    within(accuracy.value!, expected.accuracy_over_seeds, `${name} ${depth} over seeds`);
    if (expected.clf_exact_permutation_importance)
      each(
        permutationImportance(classifier, columns, places, features.length, decisions, null, depth, true),
        expected.clf_exact_permutation_importance,
        `${depth} permutation`,
      );
    if (!scores) continue;
    const { r2, mae } = scored![depth - 1]!;
    close(r2, expected.fidelity_r2, `${depth} R²`);
    close(mae, expected.fidelity_mae, `${depth} MAE`);
    check(regressor!, depth, 'reg');
    within(r2.value!, expected.r2_over_seeds, `${name} ${depth} R² over seeds`);
    if (expected.reg_exact_permutation_importance_r2)
      each(
        permutationImportance(regressor!, columns, places, features.length, scores, null, depth, false),
        expected.reg_exact_permutation_importance_r2,
        `${depth} permutation of R²`,
      );
  }

  const on =
    (parity: number) =>
    <T extends Float64Array | Uint8Array>(values: T) =>
      values.filter((_, row) => odd[row] === parity) as T;
  const [fitted, unseen] = [on(0), on(1)];
  const some = columns.map(fitted);
  const others = columns.map(unseen);
  const half = growTree(some, some.map(risingOrder), fitted(target), null, DEPTH);
  const heldOut = decisionFidelity(half, others, unseen(decisions), null, null, DEPTH);
  const halfScored = scores && growTree(some, some.map(risingOrder), fitted(scores), null, DEPTH);
  const heldOutScored = scores && scoreFidelity(halfScored!, others, unseen(scores), null, DEPTH);
  for (const depth of depths) {
    close(heldOut[depth - 1]!.accuracy, golden.holdout[depth]!.fidelity_accuracy, `${depth} held out`);
    if (heldOutScored) close(heldOutScored[depth - 1]!.r2, golden.holdout[depth]!.fidelity_r2, `${depth} R² held out`);
  }
  return compared;
}

function within(value: number, interval: [number, number] | undefined, what: string): void {
  if (!interval) return;
  expect(value, what).toBeGreaterThanOrEqual(interval[0] - 1e-12);
  expect(value, what).toBeLessThanOrEqual(interval[1] + 1e-12);
}

function checkNode(
  tree: Tree,
  node: number,
  depth: number,
  golden: GoldenNode,
  features: readonly string[],
  decides: boolean,
  what: string,
): number {
  expect(tree.rows[node], what).toBe(golden.n);
  expect(isLeaf(tree, node, depth), what).toBe(golden.leaf === true);
  if (golden.leaf) {
    const ones = tree.mean[node]! * tree.weight[node]!;
    if (!decides) expectClose(tree.mean[node]!, golden.value[0], what);
    // A pure root has one class, and one count.
    else if (golden.value.length === 2) {
      expectClose(ones, golden.value[1], what);
      expect(majority(tree, node), what).toBe(golden.value[1]! > golden.value[0]! ? 1 : 0);
    }
    return 3;
  }
  expect(features[tree.question[node]!], what).toBe(golden.feature);
  expect(tree.threshold[node], what).toBe(golden.threshold);
  expectClose((decides ? 2 : 1) * tree.variance[node]!, golden.impurity, what);
  const left = tree.left[node]!;
  return (
    5 +
    checkNode(tree, left, depth, golden.left, features, decides, `${what} left`) +
    checkNode(tree, left + 1, depth, golden.right, features, decides, `${what} right`)
  );
}
