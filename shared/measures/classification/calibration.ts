// Whether 0.7 means 70 %: the reliability table and the errors that sum it up.
import { scoreOrder } from './scoreSteps.ts';

export interface Reliability {
  /** Per bin: from, to, weight, mean label and mean score; the means are NaN in an empty bin. */
  lo: Float64Array;
  hi: Float64Array;
  weight: Float64Array;
  meanLabel: Float64Array;
  meanScore: Float64Array;
}

/**
 * The reliability table over bins of equal width: a score belongs to min(⌊score × bins⌋, bins − 1), so bins are [lo, hi) and the
 * last one is closed. The score is that of the positive class. DeGroot & Fienberg (1983), The Statistician 32:12–22. O(n).
 * @param labels  0 or 1, or the chance of 1.
 * @param scores  within 0 … 1.
 * @param groups  with `group`: only the rows of that group.
 */
export function reliability(
  labels: ArrayLike<number>,
  scores: Float64Array,
  weights: Float64Array | null,
  bins = 10,
  groups: Int32Array | null = null,
  group = 0,
): Reliability {
  const weight = new Float64Array(bins);
  const meanLabel = new Float64Array(bins);
  const meanScore = new Float64Array(bins);
  for (let i = 0; i < labels.length; i++) {
    if (groups !== null && groups[i] !== group) continue;
    const bin = Math.min(Math.floor(scores[i]! * bins), bins - 1);
    const w = weights === null ? 1 : weights[i]!;
    weight[bin]! += w;
    meanLabel[bin]! += w * labels[i]!;
    meanScore[bin]! += w * scores[i]!;
  }
  for (let bin = 0; bin < bins; bin++) {
    meanLabel[bin]! /= weight[bin]!;
    meanScore[bin]! /= weight[bin]!;
  }
  const lo = Float64Array.from(weight, (_, bin) => bin / bins);
  const hi = Float64Array.from(weight, (_, bin) => (bin + 1) / bins);
  return { lo, hi, weight, meanLabel, meanScore };
}

/** The same over bins of equal mass: rows by (score, row), cut at ⌊m × n / bins⌋; every row counts 1. Near O(n). */
export function reliabilityByMass(labels: Uint8Array, scores: Float64Array, bins = 10): Reliability {
  const n = labels.length;
  const order = scoreOrder(scores);
  const table: Reliability = {
    lo: new Float64Array(bins),
    hi: new Float64Array(bins),
    weight: new Float64Array(bins),
    meanLabel: new Float64Array(bins),
    meanScore: new Float64Array(bins),
  };
  for (let bin = 0; bin < bins; bin++) {
    const from = Math.floor((bin * n) / bins);
    const to = Math.floor(((bin + 1) * n) / bins);
    let label = 0;
    let score = 0;
    for (let k = from; k < to; k++) {
      const i = order[n - 1 - k]!;
      label += labels[i]!;
      score += scores[i]!;
    }
    table.lo[bin] = to > from ? scores[order[n - 1 - from]!]! : NaN;
    table.hi[bin] = to > from ? scores[order[n - to]!]! : NaN;
    table.weight[bin] = to - from;
    table.meanLabel[bin] = label / (to - from);
    table.meanScore[bin] = score / (to - from);
  }
  return table;
}

/** Expected calibration error: |mean label − mean score| averaged over the bins by their weight. Naeini et al. (2015), AAAI. */
export function expectedError({ weight, meanLabel, meanScore }: Reliability): number {
  let sum = 0;
  let total = 0;
  for (let bin = 0; bin < weight.length; bin++) {
    if (weight[bin] === 0) continue;
    sum += weight[bin]! * Math.abs(meanLabel[bin]! - meanScore[bin]!);
    total += weight[bin]!;
  }
  return sum / total;
}

/** The largest gap of a bin that is not empty; NaN where all are. */
export function largestError({ weight, meanLabel, meanScore }: Reliability): number {
  let largest = NaN;
  for (let bin = 0; bin < weight.length; bin++) {
    const gap = Math.abs(meanLabel[bin]! - meanScore[bin]!);
    if (weight[bin]! > 0 && !(gap <= largest)) largest = gap;
  }
  return largest;
}
