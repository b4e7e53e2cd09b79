// A score column, sorted once: how much of either class stands at each distinct score. What curves and their areas need.
import { sortDescending } from '../../engine/sortDescending.ts';

export interface ScoreSteps {
  /** Distinct scores, falling. */
  score: Float64Array;
  /** Weight of the positive and of the negative labels at each. */
  positive: Float64Array;
  negative: Float64Array;
}

/** Orders by the column they are of: a dozen measures of one log ask for each, and a million rows take a third of a second. */
const known = new WeakMap<Float64Array, Int32Array>();

/**
 * Rows by falling score, of equal scores the later row first: read backwards it is rising by (score, row). Near O(n), once per
 * column: the order is kept as long as the column, so neither is to be written to.
 */
export function scoreOrder(scores: Float64Array): Int32Array {
  let order = known.get(scores);
  if (!order) known.set(scores, (order = sortedRows(scores)));
  return order;
}

function sortedRows(scores: Float64Array): Int32Array {
  const order = Int32Array.from(scores, (_, i) => i);
  sortDescending(scores, order, 0, order.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const score = scores[order[from]!]!;
    for (to = from + 1; to < order.length && scores[order[to]!] === score;) to++;
    if (to - from > 1) order.subarray(from, to).sort().reverse();
  }
  return order;
}

/** @param order  rows by falling score, as `scoreOrder` gives them; rows left out of it do not count. O(n). */
export function scoreSteps(
  labels: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | null,
  order: Int32Array,
): ScoreSteps {
  const score = new Float64Array(order.length);
  const positive = new Float64Array(order.length);
  const negative = new Float64Array(order.length);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    if (count === 0 || score[count - 1] !== scores[i]) score[count++] = scores[i]!;
    (labels[i] === 1 ? positive : negative)[count - 1]! += weights === null ? 1 : weights[i]!;
  }
  return {
    score: score.subarray(0, count),
    positive: positive.subarray(0, count),
    negative: negative.subarray(0, count),
  };
}
