// Whether predictions go up and down with the labels. Every row counts 1.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';

export interface Correlations {
  pearson: Measure;
  spearman: Measure;
  kendall: Measure;
}

/**
 * Pearson's r, Spearman's ρ (r of the mid-ranks), Kendall's τ-b (Kendall 1945, Biometrika 33(3):239–251). Undefined when either
 * side is constant. O(n log n): Knight (1966), J. Am. Stat. Assoc. 61(314):436–439.
 */
export function correlations(labels: Float64Array, predicted: Float64Array): Correlations {
  const reason =
    labels.length < 2
      ? 'There are fewer than two rows.'
      : isConstant(predicted)
        ? 'All predictions are the same.'
        : 'All labels are the same.';
  const flat = labels.length < 2 || isConstant(labels) || isConstant(predicted);
  const ranks = flat ? null : [midRanks(labels), midRanks(predicted)];
  return {
    pearson: measured(flat ? NaN : pearson(labels, predicted), reason),
    spearman: measured(ranks === null ? NaN : pearson(ranks[0]!, ranks[1]!), reason),
    kendall: measured(flat ? NaN : kendall(labels, predicted), reason),
  };
}

const isConstant = (values: Float64Array) => values.every((value) => value === values[0]);

function pearson(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const meanA = a.reduce((sum, x) => sum + x, 0) / n;
  const meanB = b.reduce((sum, x) => sum + x, 0) / n;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < n; i++) {
    ab += (a[i]! - meanA) * (b[i]! - meanB);
    aa += (a[i]! - meanA) ** 2;
    bb += (b[i]! - meanB) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

/** 1 for the smallest; equal values share the mean of their places. */
function midRanks(values: Float64Array): Float64Array {
  const order = scoreOrder(values).toReversed();
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    for (to = from + 1; to < order.length && values[order[to]!] === values[order[from]!];) to++;
    for (let k = from; k < to; k++) ranks[order[k]!] = (from + 1 + to) / 2;
  }
  return ranks;
}

function kendall(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const order = Int32Array.from(a, (_, i) => i).sort((i, j) => a[i]! - a[j]! || b[i]! - b[j]!);
  const pairs = (n * (n - 1)) / 2;
  const tiedA = tiedPairs(order, (i, j) => a[i] === a[j]);
  const tiedBoth = tiedPairs(order, (i, j) => a[i] === a[j] && b[i] === b[j]);
  const swaps = inversions(Float64Array.from(order, (i) => b[i]!));
  const tiedB = tiedPairs(scoreOrder(b), (i, j) => b[i] === b[j]);
  const balance = pairs - tiedA - tiedB + tiedBoth - 2 * swaps;
  return balance / Math.sqrt((pairs - tiedA) * (pairs - tiedB));
}

function tiedPairs(order: Int32Array, same: (i: number, j: number) => boolean): number {
  let pairs = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    for (to = from + 1; to < order.length && same(order[from]!, order[to]!);) to++;
    pairs += ((to - from) * (to - from - 1)) / 2;
  }
  return pairs;
}

/** How many pairs stand in falling order, by merging. Sorts what it is given. */
function inversions(values: Float64Array): number {
  let count = 0;
  let from = values;
  let to: Float64Array = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      for (let k = start, left = start, right = middle; k < end; k++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) to[k] = from[left++]!;
        else {
          to[k] = from[right++]!;
          count += middle - left;
        }
      }
    }
    [from, to] = [to, from];
  }
  return count;
}
