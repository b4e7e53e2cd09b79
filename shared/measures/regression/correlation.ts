// Whether predictions go up and down with the labels. Every row counts 1.
import { pearson } from '../../engine/agreement/pearson.ts';
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
  const levels = flat ? null : [levelsOf(labels), levelsOf(predicted)];
  return {
    pearson: measured(flat ? NaN : pearson(labels, predicted), reason),
    spearman: measured(levels === null ? NaN : pearson(midRanks(levels[0]!), midRanks(levels[1]!)), reason),
    kendall: measured(levels === null ? NaN : kendall(levels[0]!, levels[1]!, scoreOrder(predicted)), reason),
  };
}

const isConstant = (values: Float64Array) => values.every((value) => value === values[0]);

/** Values by their places among the distinct ones. */
interface Levels {
  /** Per row, 0 the smallest value. */
  codes: Int32Array;
  /** Per level how many rows. */
  counts: Int32Array;
}

function levelsOf(values: Float64Array): Levels {
  const order = scoreOrder(values);
  const codes = new Int32Array(values.length);
  const counts: number[] = [];
  for (let k = order.length - 1; k >= 0; k--) {
    const row = order[k]!;
    if (k === order.length - 1 || values[row] !== values[order[k + 1]!]) counts.push(0);
    codes[row] = counts.length - 1;
    counts[counts.length - 1]!++;
  }
  return { codes, counts: Int32Array.from(counts) };
}

/** 1 for the smallest; equal values share the mean of their places. */
function midRanks({ codes, counts }: Levels): Float64Array {
  let before = 0;
  const middle = Float64Array.from(counts, (count) => (before += count) - (count - 1) / 2);
  return Float64Array.from(codes, (code) => middle[code]!);
}

function kendall(a: Levels, b: Levels, byB: Int32Array): number {
  const n = byB.length;
  // Rising by a, and within a level of it by b: rows in the order of b are dealt to the places of a.
  const next = starts(a.counts);
  const dealt = new Int32Array(n);
  for (let k = n - 1; k >= 0; k--) {
    const row = byB[k]!;
    dealt[next[a.codes[row]!]!++] = b.codes[row]!;
  }
  let tiedBoth = 0;
  let end = 0;
  for (const count of a.counts) {
    const from = end;
    end += count;
    for (let k = from + 1, run = 1; k < end; k++) {
      run = dealt[k] === dealt[k - 1] ? run + 1 : 1;
      tiedBoth += run - 1;
    }
  }
  const pairs = (n * (n - 1)) / 2;
  const [tiedA, tiedB] = [pairsWithin(a.counts), pairsWithin(b.counts)];
  const swaps = inversions(dealt);
  const balance = pairs - tiedA - tiedB + tiedBoth - 2 * swaps;
  return balance / Math.sqrt((pairs - tiedA) * (pairs - tiedB));
}

/** Where each level begins. */
function starts(counts: Int32Array): Int32Array {
  let before = 0;
  return counts.map((count) => (before += count) - count);
}

const pairsWithin = (counts: Int32Array) => counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);

/** How many pairs stand in falling order, by merging. Sorts what it is given. */
function inversions(values: Int32Array): number {
  let count = 0;
  let from = values;
  let to: Int32Array = new Int32Array(values.length);
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
