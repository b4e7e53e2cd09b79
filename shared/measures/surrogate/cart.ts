// Growing a tree (CART) for a 0/1 target or a number. Greedy, depth limited, deterministic.
import { Nodes } from './nodes.ts';
import type { Tree } from './tree.ts';

/** Gains that differ by less than this share of a node's spread are equal: rounding must not choose between questions. */
const SAME = 1e-12;

/**
 * Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees. Splits on the largest decrease of squared error,
 * which for a 0/1 target is that of Gini impurity; the threshold is the midpoint of neighbouring values in the node; blanks go
 * right, and "is it blank?" is a question too. Ties go to the lowest column, then the lowest threshold. A node is split until it is
 * pure, even where no question helps at once (two may together). Rows of weight 0 do not count.
 *
 * @param columns  a value per row; NaN: blank.
 * @param orders   of each column the rows whose value is known, rising, as `risingOrder` gives them.
 * @param target   finite. Whole numbers are summed exactly, others about their mean.
 * @param weights  not negative; null: every row counts 1.
 * O(columns × rows × depth).
 */
export function growTree(
  columns: readonly Float64Array[],
  orders: readonly Int32Array[],
  target: Float64Array,
  weights: Float64Array | null,
  depth: number,
): Tree {
  const centre = target.every(Number.isInteger) ? 0 : weightedMean(target, weights);
  const nodes = new Nodes(centre);
  /** Per row the place of its node among those of the level; −1: it is in none that can be split. */
  const slot = Int32Array.from(target, (_, row) => (weights === null || weights[row]! > 0 ? 0 : -1));
  let level = nodes.add(target, weights, slot, 1, 0);
  const pure = SAME * nodes.variance(level[0]!);
  for (let d = 1; d <= depth && level.length > 0; d++) {
    const open = level.map((node) => nodes.variance(node) > pure);
    const best = bestSplits(columns, orders, target, weights, slot, level, nodes);
    let children = 0;
    const childOf = level.map((node, s) => {
      if (!open[s] || best.question[s]! < 0) return -1;
      nodes.split(node, best.question[s]!, best.threshold[s]!, children);
      children += 2;
      return children - 2;
    });
    for (let row = 0; row < slot.length; row++) {
      const s = slot[row]!;
      if (s < 0) continue;
      const child = childOf[s]!;
      slot[row] = child < 0 ? -1 : columns[best.question[s]!]![row]! <= best.threshold[s]! ? child : child + 1;
    }
    level = nodes.add(target, weights, slot, children, d);
  }
  return nodes.tree();
}

function weightedMean(target: Float64Array, weights: Float64Array | null): number {
  // From the first on, so that equal numbers have no spread about their mean.
  const first = target[0] ?? 0;
  let sum = 0;
  let total = 0;
  for (let row = 0; row < target.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    sum += w * (target[row]! - first);
    total += w;
  }
  return total > 0 ? first + sum / total : first;
}

/** Per node of the level the question with the largest gain. */
function bestSplits(
  columns: readonly Float64Array[],
  orders: readonly Int32Array[],
  target: Float64Array,
  weights: Float64Array | null,
  slot: Int32Array,
  level: readonly number[],
  nodes: Nodes,
) {
  const many = level.length;
  const total = Float64Array.from(level, (node) => nodes.weights[node]!);
  const sum = Float64Array.from(level, (node) => nodes.sums[node]!);
  const same = Float64Array.from(level, (node) => SAME * nodes.squares[node]!);
  const question = new Int32Array(many).fill(-1);
  const threshold = new Float64Array(many);
  const gain = new Float64Array(many).fill(-Infinity);
  const leftWeight = new Float64Array(many);
  const leftSum = new Float64Array(many);
  const last = new Float64Array(many);
  const { centre } = nodes;
  const offer = (s: number, q: number, at: number) => {
    const right = sum[s]! - leftSum[s]!;
    const found = (leftSum[s]! * leftSum[s]!) / leftWeight[s]! + (right * right) / (total[s]! - leftWeight[s]!);
    if (!(found > gain[s]! + same[s]!)) return;
    gain[s] = found;
    question[s] = q;
    threshold[s] = at;
  };
  columns.forEach((values, q) => {
    leftWeight.fill(0);
    leftSum.fill(0);
    for (const row of orders[q]!) {
      const s = slot[row]!;
      if (s < 0) continue;
      const value = values[row]!;
      const before = last[s]!;
      if (value !== before && leftWeight[s]! > 0) offer(s, q, between(before, value));
      const w = weights === null ? 1 : weights[row]!;
      leftWeight[s]! += w;
      leftSum[s]! += w * (target[row]! - centre);
      last[s] = value;
    }
    if (orders[q]!.length === values.length) return;
    for (let s = 0; s < many; s++)
      if (leftWeight[s]! > 0 && total[s]! - leftWeight[s]! > 1e-9 * total[s]!) offer(s, q, Infinity);
  });
  return { question, threshold };
}

/** The midpoint; the lower one where rounding would put it on the upper. */
function between(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2;
  return middle >= lower && middle < upper ? middle : lower;
}
