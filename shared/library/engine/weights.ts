// Weights from what a person says: an order, swings, comparisons. And from the data alone, which says nothing of what anybody wants.
import { ahp } from '../../engine/preferences/ahp.ts';
import { bestWorst } from '../../engine/preferences/bestWorst.ts';
import { criticWeights as criticOf, entropyWeights as entropyOf } from '../../engine/preferences/informationWeights.ts';
import { rankOrderCentroid, rankReciprocal, rankSum } from '../../engine/preferences/rankWeights.ts';
import { swingWeights } from '../../engine/preferences/swing.ts';
import { columnsOf, type Table } from './table.ts';

const schemes = { centroid: rankOrderCentroid, sum: rankSum, reciprocal: rankReciprocal };

/**
 * Weights from an order of importance alone. Objectives that share a rank share the mean of the places they take.
 *
 * @param ranks   length m: 1 is the most important; only their order counts.
 * @param scheme  'centroid': the mean of all weights that keep the order (Barron & Barrett 1996, Management Science 42(11):1515–1523).
 *                'sum', 'reciprocal': in proportion to m + 1 − rank, or to 1 / rank (Stillwell, Seaver & Edwards 1981, OBHP 28(1):62–77).
 * @returns length m, summing to 1.
 * @throws RangeError for a rank that is no number.
 * O(m log m).
 * @example
 * ```ts
 * import { weightsFromRanks } from 'parley/engine';
 * weightsFromRanks([1, 2]); // → [0.75, 0.25]
 * weightsFromRanks([1, 2, 2], 'sum'); // → [0.5, 0.25, 0.25]
 * ```
 */
export function weightsFromRanks(
  ranks: ArrayLike<number>,
  scheme: 'centroid' | 'sum' | 'reciprocal' = 'centroid',
): Float64Array {
  return schemes[scheme](ranks);
}

/**
 * Weights from swings: how much would it help to bring each objective from its worst end to its best? The one that helps most has 100
 * points, the others their share of it.
 *
 * @param points  length m, from 0 to 100; only their proportions count.
 * @returns length m, summing to 1.
 * @throws RangeError for points outside 0 … 100, or when all are 0.
 * O(m). von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research, chapter 8.
 * @example
 * ```ts
 * import { weightsFromSwings } from 'parley/engine';
 * weightsFromSwings([100, 60, 40]); // → [0.5, 0.3, 0.2]
 * ```
 */
export function weightsFromSwings(points: ArrayLike<number>): Float64Array {
  return swingWeights(points);
}

/** Comparisons with the most and the least important objective, from 1 (as important) to 9. */
export interface BestWorstJudgements {
  /** Places of the most and of the least important objective. */
  best: number;
  worst: number;
  /** How many times as important the best is as each; 1 for itself. */
  bestToOthers: readonly number[];
  /** How many times as important each is as the worst; 1 for the worst itself. */
  othersToWorst: readonly number[];
}

/**
 * Weights by the best–worst method, the linear model solved exactly.
 *
 * @returns `weights` (length m, summing to 1); `deviation` ξ, the largest deviation of a judgement, 0 when they fit together;
 *   `inconsistency` from 0 to 1 before any weights are worked out, and up to which number that is acceptable (null: the published table has no entry).
 * @throws RangeError saying which judgement is missing, out of range or contradictory.
 * A linear program of m variables. Rezaei (2016), Omega 64:126–130; Liang, Brunelli & Rezaei (2020), Omega 96:102175.
 * @example
 * ```ts
 * import { weightsFromBestWorst } from 'parley/engine';
 * const judged = { best: 0, worst: 2, bestToOthers: [1, 2, 4], othersToWorst: [4, 2, 1] };
 * weightsFromBestWorst(judged).deviation; // → 0
 * weightsFromBestWorst(judged).weights; // → [0.5714285714, 0.2857142857, 0.1428571429]
 * ```
 */
export function weightsFromBestWorst(judgements: BestWorstJudgements): {
  weights: Float64Array;
  deviation: number;
  inconsistency: number;
  acceptable: number | null;
} {
  const { weights, xi, consistency } = bestWorst(judgements);
  return { weights, deviation: xi, inconsistency: consistency.inputRatio, acceptable: consistency.threshold };
}

/**
 * Weights from comparing every pair of objectives (AHP): the principal eigenvector.
 *
 * @param pairwise  m × m: how many times as important objective i is as j; the mirrored entry is 1 over it.
 * @returns `weights` (length m, summing to 1); `consistencyRatio` by Saaty's random index, customarily up to 0.1, 0 for m ≤ 2, null above 15.
 * @throws RangeError naming the pair that is not positive or not reciprocal.
 * O(m²) per step of the power iteration. Saaty (1977), J. Math. Psychology 15(3):234–281.
 * @example
 * ```ts
 * import { weightsFromPairs } from 'parley/engine';
 * weightsFromPairs([[1, 3], [1 / 3, 1]]).weights; // → [0.75, 0.25]
 * ```
 */
export function weightsFromPairs(pairwise: readonly (readonly number[])[]): {
  weights: Float64Array;
  consistencyRatio: number | null;
} {
  const { weights, consistencyRatio } = ahp(pairwise);
  return { weights, consistencyRatio };
}

/**
 * Entropy weights: an objective on which candidates hardly differ carries little information. They describe the data, not what anybody wants.
 *
 * @param table  n candidates × m objectives, no number below 0, none missing.
 * @returns length m, summing to 1; null with fewer than two candidates, or when every objective is constant.
 * @throws RangeError for a negative or missing number.
 * O(nm). Shannon (1948); Zeleny (1982), Multiple Criteria Decision Making.
 * @example
 * ```ts
 * import { entropyWeights } from 'parley/engine';
 * entropyWeights({ columns: [[1, 1, 1], [0, 1, 2]] }); // → [0, 1]
 * ```
 */
export function entropyWeights(table: Table): Float64Array | null {
  return entropyOf(columnsOf(table));
}

/**
 * CRITIC weights: the spread of an objective times its conflict with the others. They describe the data, not what anybody wants.
 *
 * @param table  n candidates × m objectives as values (larger is better, on comparable scales; see `toValues`), none missing.
 * @returns length m, summing to 1; null with fewer than two candidates, or when nothing conflicts.
 * @throws RangeError for a missing number.
 * O(nm²). Diakoulaki, Mavrotas & Papayannakis (1995), Computers & OR 22(7):763–770.
 * @example
 * ```ts
 * import { criticWeights } from 'parley/engine';
 * criticWeights({ columns: [[0, 0.5, 1], [1, 0.5, 0]] }); // → [0.5, 0.5]
 * ```
 */
export function criticWeights(table: Table): Float64Array | null {
  const columns = columnsOf(table);
  if (columns.some((column) => column.some(Number.isNaN))) throw new RangeError('CRITIC needs every number.');
  return criticOf(columns);
}
