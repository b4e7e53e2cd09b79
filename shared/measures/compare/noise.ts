// Whether two candidates differ on the same rows by more than noise: one paired comparison, quick enough for a whole ranking.
import { normalCumulative } from '../bootstrap/normal.ts';
import { comparePredictions } from './mcnemar.ts';

/** What one candidate is to another on a mean over the same rows or queries. */
export interface PairedDifference {
  /** Mean of a minus mean of b, as written; NaN without rows. */
  difference: number;
  /** 95 % interval of it. */
  lo: number;
  hi: number;
  standardError: number;
  /** The chance of a difference at least as large if there were none; NaN where the two never differ. */
  p: number;
  test: 'McNemar' | 'paired';
  /** `same`: no row tells them apart. `noise`: p is at least 0.05. */
  verdict: 'higher' | 'lower' | 'noise' | 'same';
}

/** A difference is told from noise when p is below this. */
export const NOISE_LEVEL = 0.05;
const Z = 1.959963984540054;

function verdict(difference: number, p: number): PairedDifference['verdict'] {
  if (Number.isNaN(p)) return 'same';
  return p >= NOISE_LEVEL ? 'noise' : difference > 0 ? 'higher' : 'lower';
}

/**
 * Accuracy of a minus that of b when every row counts 1. p is McNemar's exact one. The interval is the adjusted Wald one, which
 * holds what it says for few disagreements too: Bonett & Price (2012), J. Educ. Behav. Stat. 37(4):479–488. Near the level the
 * two may disagree; the verdict is that of p. O(n).
 */
export function accuracyDifference(labels: Uint8Array, a: Uint8Array, b: Uint8Array): PairedDifference {
  const {
    n,
    onlyARight,
    onlyBRight,
    accuracyDifference: difference,
    exactP: p,
    ...pair
  } = comparePredictions(labels, a, b);
  const [x, y] = [(onlyARight + 1) / (n + 2), (onlyBRight + 1) / (n + 2)];
  const half = Z * Math.sqrt((x + y - (x - y) ** 2) / (n + 2));
  const ends = { lo: Math.max(-1, x - y - half), hi: Math.min(1, x - y + half) };
  const standardError = pair.accuracyDifferenceError;
  return { difference, ...ends, standardError, p, test: 'McNemar', verdict: verdict(difference, p) };
}

/**
 * Σ w(a − b) / Σ w over rows (or queries), with the standard error of a ratio of sums and a normal interval and p: for many
 * rows. Cochran (1977), Sampling Techniques, section 6.4. With weights, and for what is no share: errors, NDCG. O(n).
 * @param a, b  per row what is averaged; larger is `higher`, which need not be better.
 */
export function meanDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weights: Float64Array | null,
): PairedDifference {
  const n = a.length;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    total += w;
    sum += w * (a[i]! - b[i]!);
  }
  const difference = sum / total;
  let squares = 0;
  let differ = false;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    if (w > 0 && a[i] !== b[i]) differ = true;
    squares += (w * (a[i]! - b[i]! - difference)) ** 2;
  }
  const standardError = Math.sqrt((squares * n) / Math.max(1, n - 1)) / total;
  const p = differ && n > 1 ? 2 * normalCumulative(-Math.abs(difference) / standardError) : NaN;
  const [lo, hi] = [difference - Z * standardError, difference + Z * standardError];
  return { difference, lo, hi, standardError, p, test: 'paired', verdict: verdict(difference, p) };
}

/** Per row 1 where the decision is the label. */
export function rightRows(labels: Uint8Array, predicted: Uint8Array): Uint8Array {
  const right = new Uint8Array(labels.length);
  for (let i = 0; i < right.length; i++) right[i] = labels[i] === predicted[i] ? 1 : 0;
  return right;
}

/**
 * Every candidate's accuracy against that of one of them. O(rows × candidates).
 * @returns per candidate, its difference to candidate a (own minus a's); null for a itself.
 */
export function withinNoise(
  log: { labels: Uint8Array; weights: Float64Array | null; candidates: readonly { predicted: Uint8Array }[] },
  a: number,
): (PairedDifference | null)[] {
  return log.candidates.map((_, c) => (c === a ? null : accuracyPair(log, c, a)));
}

/** Accuracy of candidate a minus that of b, by the test that fits the log. */
export function accuracyPair(
  { labels, weights, candidates }: Parameters<typeof withinNoise>[0],
  a: number,
  b: number,
): PairedDifference {
  const [own, other] = [candidates[a]!.predicted, candidates[b]!.predicted];
  if (weights === null) return accuracyDifference(labels, own, other);
  return meanDifference(rightRows(labels, own), rightRows(labels, other), weights);
}
