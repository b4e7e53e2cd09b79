// The kinds of row that measures of a score can tell apart: its steps, of either label.
import type { ScoreBins } from '../classification/scoreBins.ts';
import { tenthOf } from '../classification/scoreBins.ts';
import { brierOf, logLossOf } from '../classification/probability.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';

/** Cell 2k is step k of the negative label, 2k + 1 of the positive one; steps by falling score. */
export interface ScoreCells extends DrawnCells {
  /** Per row its cell. */
  cellOf: Int32Array;
}
export interface DrawnCells {
  steps: number;
  /** Rows per cell. */
  counts: Int32Array;
  weight: Means;
  /** Log loss, squared error and score: means by weight; spread of weight × (value − mean). */
  logLoss: Means;
  brier: Means;
  score: Means;
  /** Per step the reliability bin of ten that all its scores are in. */
  bin: Uint8Array;
}
export interface Means {
  mean: Float64Array;
  spread: Float64Array;
}

/** Up to this many rows every distinct score is a step; beyond, steps are so many quantiles. */
const EXACT_ROWS = 20_000;
const QUANTILES = 4096;

/** @param scores  within 0 … 1. Near O(n). */
export function scoreCells(labels: Uint8Array, scores: Float64Array, weights: Float64Array | null): ScoreCells {
  const n = labels.length;
  const order = scoreOrder(scores);
  const binOf = (score: number) => Math.min(Math.floor(score * 10), 9);
  const stepOf = new Int32Array(n);
  const bins: number[] = [];
  let begun = 0;
  for (let k = 0; k < n; k++) {
    const score = scores[order[k]!]!;
    const before = k === 0 ? NaN : scores[order[k - 1]!]!;
    // A step never parts equal scores, nor joins two reliability bins.
    const full = n <= EXACT_ROWS || k - begun >= n / QUANTILES || binOf(score) !== binOf(before);
    if (score !== before && (k === 0 || full)) {
      bins.push(binOf(score));
      begun = k;
    }
    stepOf[order[k]!] = bins.length - 1;
  }
  const steps = bins.length;
  const cellOf = stepOf.map((step, i) => 2 * step + labels[i]!);
  const counts = new Int32Array(2 * steps);
  for (const cell of cellOf) counts[cell]!++;
  const w = (i: number) => (weights === null ? 1 : weights[i]!);
  const weight = means(cellOf, counts, w, () => 1);
  const total = weight.mean.map((mean, cell) => mean * counts[cell]!);
  return {
    steps,
    cellOf,
    counts,
    weight,
    bin: Uint8Array.from(bins),
    logLoss: means(cellOf, total, (i) => logLossOf(labels[i]!, scores[i]!), w, counts),
    brier: means(cellOf, total, (i) => brierOf(labels[i]!, scores[i]!), w, counts),
    score: means(cellOf, total, (i) => scores[i]!, w, counts),
  };
}

/**
 * Cells of scores that were counted in bins: every bin is a step. The spread of a loss within a bin is that of its scores times the
 * loss's slope at their mean. O(bins).
 */
export function binCells(bins: ScoreBins): DrawnCells {
  const { lo, hi, counts: cases, amounts, squares, scores, squaredScores, probabilities } = bins;
  // Scores that are no probabilities have an order alone: any number that is one does for what is then left out.
  const mean = amounts.map((amount, k) => (amount > 0 && probabilities ? scores[k]! / amount : 0.5));
  const spread = amounts.map((amount, k) => {
    if (amount === 0 || lo[k >> 1] === hi[k >> 1] || !probabilities) return 0;
    return Math.sqrt(Math.max(0, squaredScores[k]! / amount - mean[k]! ** 2));
  });
  // Of w·(value − mean): √(Σw²/n) times the spread of the value.
  const scale =
    squares === null ? null : squares.map((square, k) => (cases[k]! > 0 ? Math.sqrt(square / cases[k]!) : 0));
  const sized = (of: Float64Array) => (scale === null ? of : of.map((value, k) => value * scale[k]!));
  const lossAt = (slope: (label: number, score: number) => number, loss: (label: number, score: number) => number) => ({
    mean: mean.map((score, k) => loss(k & 1, score)),
    spread: sized(spread.map((own, k) => (own === 0 ? 0 : own * Math.abs(slope(k & 1, mean[k]!))))),
  });
  const brier = lossAt((label, score) => 2 * (score - label), brierOf);
  // Exact: the mean of squares is known, not only the square of the mean.
  brier.mean.forEach((_, k) => {
    if (amounts[k]! > 0 && probabilities)
      brier.mean[k] = squaredScores[k]! / amounts[k]! - (k & 1 ? 2 * mean[k]! - 1 : 0);
  });
  const weight: Means = { mean: new Float64Array(amounts.length).fill(1), spread: new Float64Array(amounts.length) };
  if (squares !== null) {
    cases.forEach((n, k) => {
      if (n === 0) return;
      weight.mean[k] = amounts[k]! / n;
      const variance = squares[k]! / n - weight.mean[k]! ** 2;
      weight.spread[k] = variance > 1e-12 * weight.mean[k]! ** 2 ? Math.sqrt(variance) : 0;
    });
  }
  return {
    steps: lo.length,
    counts: Int32Array.from(cases),
    weight,
    bin: Uint8Array.from(lo, (_, bin) => (probabilities ? tenthOf(bins, bin) : 0)),
    logLoss: lossAt((label, score) => 1 / (label === 1 ? score : 1 - score), logLossOf),
    brier,
    score: { mean, spread: sized(spread) },
  };
}

/** Per cell Σ w·value / total, and the standard deviation of w·(value − mean) over its rows; exactly 0 where values agree. */
function means(
  cellOf: Int32Array,
  total: ArrayLike<number>,
  value: (row: number) => number,
  w: (row: number) => number,
  counts: ArrayLike<number> = total,
): Means {
  const first = new Float64Array(total.length).fill(NaN);
  const mean = new Float64Array(total.length);
  const spread = new Float64Array(total.length);
  cellOf.forEach((cell, i) => {
    if (Number.isNaN(first[cell]!)) first[cell] = value(i);
    mean[cell]! += w(i) * (value(i) - first[cell]!);
  });
  for (let cell = 0; cell < mean.length; cell++) {
    mean[cell] = Number.isNaN(first[cell]!) ? 0 : first[cell]! + (total[cell] === 0 ? 0 : mean[cell]! / total[cell]!);
  }
  cellOf.forEach((cell, i) => (spread[cell]! += (w(i) * (value(i) - mean[cell]!)) ** 2));
  for (let cell = 0; cell < mean.length; cell++)
    spread[cell] = counts[cell] === 0 ? 0 : Math.sqrt(spread[cell]! / counts[cell]!);
  return { mean, spread };
}
