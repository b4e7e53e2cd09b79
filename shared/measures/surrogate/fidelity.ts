// How faithfully a tree repeats a model, at every depth: against its decisions, or against its score.
import { confusionTable, FN, FP, TN, TP } from '../classification/confusion.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import { regressionErrors } from '../regression/errors.ts';
import type { Tree } from './tree.ts';
import { majority, stepDown } from './tree.ts';

const NO_ROWS = 'There are no rows, or all weights are 0.';

export interface DecisionFidelity {
  /** Share of rows on which the tree decides as the model does. */
  accuracy: Measure;
  /** Agreement beyond chance: Cohen (1960), Educ. Psychol. Meas. 20(1):37–46. */
  kappa: Measure;
  /** How often the tree is right about what really happened. */
  truth: Measure;
}
export interface ScoreFidelity {
  /** 1 − squared error of the tree / squared deviation of the model's scores. */
  r2: Measure;
  mae: Measure;
}

/**
 * @param decisions  the model's, 0 or 1.
 * @param labels     what really happened, 0 or 1; null: not known.
 * @returns          per depth 1 … depth. O(rows × depth).
 */
export function decisionFidelity(
  tree: Tree,
  columns: readonly Float64Array[],
  decisions: Uint8Array,
  labels: Uint8Array | null,
  weights: Float64Array | null,
  depth: number,
): DecisionFidelity[] {
  return byDepth(tree, columns, decisions.length, depth, (at) => {
    const said = Uint8Array.from(at, (node) => majority(tree, node));
    const table = confusionTable(decisions, said, weights);
    const truth = labels && accuracyOf(confusionTable(labels, said, weights));
    return {
      accuracy: measured(accuracyOf(table), NO_ROWS),
      kappa: measured(kappaOf(table), 'Model and tree decide every row alike, so nothing is beyond chance.'),
      truth: truth === null ? { value: null, reason: 'The log has no label.' } : measured(truth, NO_ROWS),
    };
  });
}

/** Per depth 1 … depth. O(rows × depth), and what the errors take. */
export function scoreFidelity(
  tree: Tree,
  columns: readonly Float64Array[],
  scores: Float64Array,
  weights: Float64Array | null,
  depth: number,
): ScoreFidelity[] {
  return byDepth(tree, columns, scores.length, depth, (at) => {
    const said = Float64Array.from(at, (node) => tree.mean[node]!);
    const { r2, mae } = regressionErrors(scores, said, weights);
    return { mae, r2: r2.value === null && scores.length > 0 ? { ...r2, reason: 'All its scores are the same.' } : r2 };
  });
}

function byDepth<T>(
  tree: Tree,
  columns: readonly Float64Array[],
  rows: number,
  depth: number,
  measure: (at: Int32Array) => T,
): T[] {
  const at = new Int32Array(rows);
  return Array.from({ length: depth }, () => {
    stepDown(tree, columns, at);
    return measure(at);
  });
}

const sumOf = (table: Float64Array) => table.reduce((sum, count) => sum + count, 0);
const accuracyOf = (table: Float64Array) => (table[TN]! + table[TP]!) / sumOf(table);

function kappaOf(table: Float64Array): number {
  const n = sumOf(table);
  const positive = (table[FN]! + table[TP]!) * (table[FP]! + table[TP]!);
  const negative = (table[TN]! + table[FP]!) * (table[TN]! + table[FN]!);
  const chance = (positive + negative) / (n * n);
  return chance === 1 ? NaN : (accuracyOf(table) - chance) / (1 - chance);
}
