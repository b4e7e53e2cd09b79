// Scores that were counted instead of kept: how many cases of either label have a score in each bin, with sums, and the least and the
// largest score of the bin. What is measured from them is exact where every bin is one score, and else has bounds.
import type { GroupColumn } from '../fairness/groups.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import type { Reliability } from './calibration.ts';
import { expectedError, largestError } from './calibration.ts';
import { rocAuc } from './curveAreas.ts';
import { LOG_LOSS_CLIP } from './probability.ts';
import type { ScoreMeasureId } from './scoreMeasureIds.ts';
import { scoreMeasureIds } from './scoreMeasureIds.ts';

/** Bins by falling score. Of arrays of two per bin the first is of the negative label, the second of the positive one. */
export interface ScoreBins {
  /** Whether every score lies within 0 … 1. */
  probabilities: boolean;
  /** Per bin its least and its largest score. */
  lo: Float64Array;
  hi: Float64Array;
  /** Two per bin: cases. */
  counts: Float64Array;
  /** Two per bin: cases, or sums of weights; sums of squared weights, null where every case counts 1. */
  amounts: Float64Array;
  squares: Float64Array | null;
  /** Two per bin: sums of scores and of squared scores, weighed as the amounts are. */
  scores: Float64Array;
  squaredScores: Float64Array;
}

/** The bins of everybody, and per column of groups those of each group. */
export interface BinnedScores {
  whole: ScoreBins;
  byColumn: ReadonlyMap<GroupColumn, readonly ScoreBins[]>;
}

/** The bins of the other answer: labels change places, and scores are those of the other answer. O(bins). */
export function otherAnswerBins(bins: ScoreBins): ScoreBins {
  return turnedBins(bins, true);
}

/** The same cases with scores that mean the other answer. O(bins). */
export function mirroredBins(bins: ScoreBins): ScoreBins {
  return turnedBins(bins, false);
}

function turnedBins(bins: ScoreBins, labels: boolean): ScoreBins {
  const top = bins.probabilities ? 1 : 0;
  const last = 2 * bins.lo.length - 1;
  // From the last bin to the first; reading backwards also changes the labels of a bin, which is undone where they stay.
  const place = (k: number) => (labels ? last - k : (last - k) ^ 1);
  const turned = (from: Float64Array) => from.map((_, k) => from[place(k)]!);
  const amounts = turned(bins.amounts);
  const scores = turned(bins.scores);
  return {
    probabilities: bins.probabilities,
    lo: bins.hi.map((score) => top - score).reverse(),
    hi: bins.lo.map((score) => top - score).reverse(),
    counts: turned(bins.counts),
    amounts,
    squares: bins.squares && turned(bins.squares),
    scores: scores.map((sum, k) => top * amounts[k]! - sum),
    squaredScores: turned(bins.squaredScores).map((sum, k) => top * amounts[k]! - 2 * top * scores[k]! + sum),
  };
}

/** Between which ends a measure lies for all that the bins tell; both the same where they tell it exactly. */
interface Bounds {
  lo: number;
  hi: number;
}

/** Weight of either label, per bin. */
function stepsOf({ amounts, lo }: ScoreBins) {
  const negative = Float64Array.from(lo, (_, bin) => amounts[2 * bin]!);
  const positive = Float64Array.from(lo, (_, bin) => amounts[2 * bin + 1]!);
  return { positive, negative };
}

const isTie = ({ lo, hi }: ScoreBins, bin: number) => lo[bin] === hi[bin];

/** Of the area under the ROC curve: the pairs of a bin of several scores may all be in order, or none. O(bins). */
export function areaBounds(bins: ScoreBins): Bounds {
  const { positive, negative } = stepsOf(bins);
  const middle = rocAuc({ positive, negative });
  let open = 0;
  let positives = 0;
  let negatives = 0;
  for (let bin = 0; bin < positive.length; bin++) {
    if (!isTie(bins, bin)) open += positive[bin]! * negative[bin]!;
    positives += positive[bin]!;
    negatives += negative[bin]!;
  }
  const half = open / 2 / (positives * negatives);
  return { lo: middle - half, hi: middle + half };
}

/**
 * Of average precision. In a bin of several scores all positives may stand first, at one score: p (h + p) / (s + p), h and s being the
 * hits and the selected before them. Or they stand last, one after the other: Σ (h + j) / (s + n + j), of which the integral from 0 to p
 * is at most. O(bins).
 */
function precisionBounds(bins: ScoreBins): Bounds {
  const { positive, negative } = stepsOf(bins);
  let hits = 0;
  let selected = 0;
  let lo = 0;
  let hi = 0;
  for (let bin = 0; bin < positive.length; bin++) {
    const p = positive[bin]!;
    const n = negative[bin]!;
    if (p > 0 && isTie(bins, bin)) {
      const area = p * ((hits + p) / (selected + p + n));
      lo += area;
      hi += area;
    } else if (p > 0) {
      const before = selected + n;
      lo += before === 0 ? p : p - (before - hits) * Math.log1p(p / before);
      hi += p * ((hits + p) / (selected + p));
    }
    hits += p;
    selected += p + n;
  }
  return { lo: lo / hits, hi: hi / hits };
}

/** Of the mean log loss: −ln is convex, so it lies between its value at the mean score and its chord over the bin. O(bins). */
function logLossBounds(bins: ScoreBins): Bounds {
  const loss = (label: number, score: number) => {
    const p = Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, score));
    return label === 1 ? -Math.log(p) : -Math.log(1 - p);
  };
  let lo = 0;
  let hi = 0;
  let total = 0;
  for (let k = 0; k < bins.amounts.length; k++) {
    const amount = bins.amounts[k]!;
    if (amount === 0) continue;
    const bin = k >> 1;
    const label = k & 1;
    const [from, to] = [bins.lo[bin]!, bins.hi[bin]!];
    total += amount;
    if (from === to) {
      lo += amount * loss(label, from);
      hi += amount * loss(label, from);
      continue;
    }
    const mean = Math.min(to, Math.max(from, bins.scores[k]! / amount));
    const share = (mean - from) / (to - from);
    lo += amount * loss(label, mean);
    hi += amount * ((1 - share) * loss(label, from) + share * loss(label, to));
  }
  return { lo: lo / total, hi: hi / total };
}

/** Per bin the tenth of 0 … 1 in which all its scores lie; bins are cut so that none reaches into two. */
export const tenthOf = ({ lo }: Pick<ScoreBins, 'lo'>, bin: number): number => Math.min(Math.floor(lo[bin]! * 10), 9);

/** Ten bins of equal width; null where the scores are no probabilities. O(bins). */
export function binnedReliability(bins: ScoreBins): Reliability | null {
  if (!bins.probabilities) return null;
  const weight = new Float64Array(10);
  const meanLabel = new Float64Array(10);
  const meanScore = new Float64Array(10);
  for (let bin = 0; bin < bins.lo.length; bin++) {
    const tenth = tenthOf(bins, bin);
    weight[tenth]! += bins.amounts[2 * bin]! + bins.amounts[2 * bin + 1]!;
    meanLabel[tenth]! += bins.amounts[2 * bin + 1]!;
    meanScore[tenth]! += bins.scores[2 * bin]! + bins.scores[2 * bin + 1]!;
  }
  for (let tenth = 0; tenth < 10; tenth++) {
    meanLabel[tenth]! /= weight[tenth]!;
    meanScore[tenth]! /= weight[tenth]!;
  }
  const lo = Float64Array.from(weight, (_, tenth) => tenth / 10);
  const hi = Float64Array.from(weight, (_, tenth) => (tenth + 1) / 10);
  return { lo, hi, weight, meanLabel, meanScore };
}

const NO_ROWS = 'There are no rows, or all weights are 0.';
const NO_PROBABILITIES = 'Some scores are below 0 or above 1, so they are not probabilities.';
const ONE_CLASS = 'Only one class occurs in the labels.';
const NO_ORDER = 'A cube counts scores in bins, which cannot be cut into ten of equal mass.';

/** The middle of the bounds. Where they are further apart than the digits that are shown, they stand beside it. */
const within = ({ lo, hi }: Bounds, reason: string): Measure => {
  const value = measured((lo + hi) / 2, reason);
  return value.value === null || !(hi > lo) ? value : { ...value, bounds: { lo, hi } };
};

/** What follows from bins of scores, as `scoreMeasures` says it of rows. O(bins). */
export function binnedMeasures(bins: ScoreBins): Record<ScoreMeasureId, Measure> {
  const { amounts, scores, squaredScores } = bins;
  let total = 0;
  let positives = 0;
  let score = 0;
  let squares = 0;
  for (let k = 0; k < amounts.length; k++) {
    total += amounts[k]!;
    score += scores[k]!;
    // (s − y)² = s² − 2sy + y.
    squares += squaredScores[k]!;
    if ((k & 1) === 0) continue;
    positives += amounts[k]!;
    squares += amounts[k]! - 2 * scores[k]!;
  }
  const curves = {
    rocAuc: within(areaBounds(bins), total === 0 ? NO_ROWS : ONE_CLASS),
    averagePrecision: within(precisionBounds(bins), 'No row has the positive label.'),
    meanScore: measured(score / total, NO_ROWS),
  };
  const table = binnedReliability(bins);
  if (table === null) {
    const none: Measure = { value: null, reason: NO_PROBABILITIES };
    const all = Object.fromEntries(scoreMeasureIds.map((id) => [id, none])) as Record<ScoreMeasureId, Measure>;
    return { ...all, ...curves };
  }
  return {
    ...curves,
    logLoss: within(logLossBounds(bins), NO_ROWS),
    brier: measured(squares / total, NO_ROWS),
    ece: measured(expectedError(table), NO_ROWS),
    mce: measured(largestError(table), NO_ROWS),
    eceByMass: { value: null, reason: NO_ORDER },
    calibrationInTheLarge: measured((score - positives) / total, NO_ROWS),
  };
}
