// A candidate explained by two small trees, one for its decisions and one for its scores, judged on rows that they have not seen.
import { randomFrom } from '../../engine/certainty/random.ts';
import { halvesOfUnits } from '../log/unitHalves.ts';
import { SEED } from '../bootstrap/seed.ts';
import type { ExplainedCandidate } from '../log/explainedLog.ts';
import { growTree } from './cart.ts';
import type { Feature, Question } from './features.ts';
import { onRows, treeQuestions } from './features.ts';
import type { DecisionFidelity, ScoreFidelity } from './fidelity.ts';
import { decisionFidelity, scoreFidelity } from './fidelity.ts';
import { risingOrder } from './order.ts';
import { permutationImportance } from './permutation.ts';
import type { NodeErrors } from './nodeErrors.ts';
import { nodeErrors } from './nodeErrors.ts';
import type { Tree } from './tree.ts';
import { featuresAsked, impurityImportance, isLeaf, nodesWithin } from './tree.ts';

/** A person can hold a tree of three questions in a row; five is where a tree stops explaining. */
export const DEEPEST = 5;
export const depths = [1, 2, 3, 4, 5] as const;

/** A tree cut at one depth. */
interface CutTree<Fidelity> {
  /** On rows the tree has not seen: what is to be believed. */
  unseen: Fidelity;
  /** On the rows it was grown from: always kinder. */
  seen: Fidelity;
  leaves: number;
  /** Places of the features it asks. */
  asked: number[];
  /** Per feature, on rows it has not seen; drop of the accuracy, or of R². */
  permutation: Float64Array;
  /** Per feature, share of the decrease of impurity while it was grown. */
  impurity: Float64Array;
}

interface Surrogate<Fidelity> {
  /** Grown to DEEPEST from half of the rows. */
  tree: Tree;
  /** Of the rows it has not seen. At the root: how far the one usual answer, asking nothing, is off. */
  tally: NodeErrors;
  /** For depth 1 … DEEPEST. */
  cuts: CutTree<Fidelity>[];
}

export interface CandidateSurrogates {
  name: string;
  decisions: Surrogate<DecisionFidelity> | null;
  scores: Surrogate<ScoreFidelity> | null;
}

interface Half {
  rows: Int32Array;
  columns: Float64Array[];
  labels: Uint8Array | null;
  weights: Float64Array | null;
}

interface Surroundings {
  features: readonly Feature[];
  questions: Question[];
  featureOf: number[];
  /** Of the columns of `grown`. */
  orders: Int32Array[];
  /** Drawn at random: an order of the rows, or one that repeats itself, would otherwise decide what is seen. */
  grown: Half;
  unseen: Half;
}

/**
 * What all candidates share: the questions, halved and sorted. Near O(rows × questions).
 * @param labels  0 or 1; null: none.
 * @param units   per row the unit it belongs to, 0, 1, 2 …, never parted: a user whose visits were seen says nothing of what was not.
 */
export function surroundings(
  features: readonly Feature[],
  rows: number,
  labels: Uint8Array | null,
  weights: Float64Array | null,
  units: Int32Array | null = null,
): Surroundings {
  const questions = treeQuestions(features);
  const [seen, held] = drawnHalves(units ?? Int32Array.from({ length: rows }, (_, row) => row));
  const half = (own: Int32Array): Half => {
    return {
      rows: own,
      columns: onRows(questions, own).map(({ values }) => values),
      labels: labels && Uint8Array.from(own, (row) => labels[row]!),
      weights: weights && Float64Array.from(own, (row) => weights[row]!),
    };
  };
  const grown = half(seen);
  return {
    features,
    questions,
    grown,
    featureOf: questions.map(({ feature }) => feature),
    orders: grown.columns.map(risingOrder),
    unseen: half(held),
  };
}

/** Two halves of the rows, each rising. The same in every run. O(rows). */
function drawnHalves(units: Int32Array): [Int32Array, Int32Array] {
  const half = halvesOfUnits(units, randomFrom(SEED, 7));
  const rows = Int32Array.from(units, (_, row) => row);
  return [rows.filter((row) => half[row] === 0), rows.filter((row) => half[row] === 1)];
}

/** O(questions × rows × DEEPEST), and what the importances take. */
export function surrogatesOf(
  around: Surroundings,
  { name, decisions, scores }: ExplainedCandidate,
): CandidateSurrogates {
  const { grown, unseen } = around;
  const own = (half: Half, values: ArrayLike<number>) => Float64Array.from(half.rows, (row) => values[row]!);
  return {
    name,
    decisions:
      decisions &&
      surrogate(around, own(grown, decisions), own(unseen, decisions), true, (tree, half) =>
        decisionFidelity(
          ...([tree, half.columns, Uint8Array.from(own(half, decisions)), half.labels, half.weights, DEEPEST] as const),
        ),
      ),
    scores:
      scores &&
      surrogate(around, own(grown, scores), own(unseen, scores), false, (tree, half) =>
        scoreFidelity(tree, half.columns, own(half, scores), half.weights, DEEPEST),
      ),
  };
}

function surrogate<Fidelity>(
  { features, featureOf, orders, grown, unseen }: Surroundings,
  target: Float64Array,
  judged: Float64Array,
  decides: boolean,
  fidelity: (tree: Tree, half: Half) => Fidelity[],
): Surrogate<Fidelity> {
  const tree = growTree(grown.columns, orders, target, grown.weights, DEEPEST);
  const seenBy = fidelity(tree, grown);
  const unseenBy = fidelity(tree, unseen);
  const many = features.length;
  return {
    tree,
    tally: nodeErrors(tree, unseen.columns, judged, unseen.weights, decides),
    cuts: depths.map((depth, d) => ({
      unseen: unseenBy[d]!,
      seen: seenBy[d]!,
      leaves: nodesWithin(tree, depth).filter((node) => isLeaf(tree, node, depth)).length,
      asked: featuresAsked(tree, featureOf, depth),
      permutation: permutationImportance(
        ...([tree, unseen.columns, featureOf, many, judged, unseen.weights, depth, decides] as const),
      ),
      impurity: impurityImportance(tree, featureOf, many, depth),
    })),
  };
}
