// Probabilities of several answers: what each row costs, and whether the probabilities come true, of the largest one and of each answer.
import type { Reliability } from './calibration.ts';
import { reliability } from './calibration.ts';
import { LOG_LOSS_CLIP } from './probability.ts';

/** How many of the likeliest answers are looked at. */
export const topCutoffs = [1, 3, 5] as const;
export type TopId = `top${(typeof topCutoffs)[number]}`;

/** What a row comes to by itself. */
export interface ProbabilityRows {
  /** −ln of the probability of the label. */
  logLoss: Float64Array;
  /** Σ (probability − 1 for the label, else 0)² over the answers. */
  brier: Float64Array;
  /** Per cut-off the chance that the label is among the likeliest answers. */
  top: Float64Array[];
  /** The largest probability, and the chance that the label is the answer that has it. */
  confidence: Float64Array;
  right: Float64Array;
}

/**
 * Log loss: −ln p of the label, p no smaller than 2⁻⁵² so that one sure mistake does not cost infinitely much (Good 1952, J. R. Stat.
 * Soc. B 14(1):107–114). Brier (1950), Mon. Weather Rev. 78(1):1–3, as written there for several answers: 0 … 2. Of answers with equal
 * probabilities every order is equally likely, so a label is among the first k with the chance (k − larger)/equal, within 0 … 1.
 * @param labels  0 … classCount − 1, length n.
 * @param values  n × classCount; every row adds up to 1.
 * O(n × classes).
 */
export function probabilityRows(labels: Int32Array, values: Float64Array, classCount: number): ProbabilityRows {
  const n = labels.length;
  const rows: ProbabilityRows = {
    logLoss: new Float64Array(n),
    brier: new Float64Array(n),
    top: topCutoffs.map(() => new Float64Array(n)),
    confidence: new Float64Array(n),
    right: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) {
    const at = i * classCount;
    const own = values[at + labels[i]!]!;
    let larger = 0;
    let equal = 0;
    let largest = 0;
    let likeliest = 0;
    let squares = 0;
    for (let c = 0; c < classCount; c++) {
      const p = values[at + c]!;
      if (p > own) larger++;
      else if (p === own) equal++;
      if (p > largest) {
        largest = p;
        likeliest = 1;
      } else if (p === largest) likeliest++;
      squares += p * p;
    }
    rows.logLoss[i] = -Math.log(Math.min(1, Math.max(LOG_LOSS_CLIP, own)));
    // Σ p² − 2p + 1, which rounding may leave a hair below 0.
    rows.brier[i] = Math.max(0, squares - 2 * own + 1);
    topCutoffs.forEach((k, t) => (rows.top[t]![i] = Math.min(1, Math.max(0, (k - larger) / equal))));
    rows.confidence[i] = largest;
    rows.right[i] = own === largest ? 1 / likeliest : 0;
  }
  return rows;
}

/**
 * Reliability of the largest probability, over ten bins of equal width: how often the likeliest answer is the label. Guo et al. (2017),
 * ICML. O(n).
 */
export function confidenceReliability(
  { confidence, right }: Pick<ProbabilityRows, 'confidence' | 'right'>,
  weights: Float64Array | null,
): Reliability {
  return reliability(right, confidence, weights);
}

/** Reliability of the probability of one answer, against being the label. O(n). */
export function classReliability(
  labels: Int32Array,
  values: Float64Array,
  classCount: number,
  answer: number,
  weights: Float64Array | null,
): Reliability {
  const is = Uint8Array.from(labels, (label) => (label === answer ? 1 : 0));
  return reliability(
    is,
    Float64Array.from(labels, (_, i) => values[i * classCount + answer]!),
    weights,
  );
}

/** How many bins of equal width there are. */
export const BINS = 10;

/** The bin of a probability: [lo, hi), the last one closed. */
export const binOf = (probability: number): number => Math.min(Math.floor(probability * BINS), BINS - 1);

/**
 * Expected calibration error from sums: per bin the weight, the sum of what came true and the sum of probabilities, one bin after the
 * other. Σ |came true − probability| / Σ weight. NaN without weight. O(bins).
 */
export function errorOfBins(sums: Float64Array, at: number): number {
  let off = 0;
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) {
    total += sums[at + 3 * bin]!;
    off += Math.abs(sums[at + 3 * bin + 1]! - sums[at + 3 * bin + 2]!);
  }
  return off / total;
}
