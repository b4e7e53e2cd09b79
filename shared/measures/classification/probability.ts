// Scores that claim to be probabilities, judged as such.
import { totalWeight } from '../measure.ts';

/** How close to 0 and 1 a probability is taken in log loss: 2⁻⁵², so that one sure mistake does not cost infinitely much. */
export const LOG_LOSS_CLIP = 2.220446049250313e-16;

/** Whether every score lies within 0 … 1. */
export function areProbabilities(scores: Float64Array): boolean {
  return scores.every((score) => score >= 0 && score <= 1);
}

/** −ln of the probability given to what happened, clipped to [clip, 1 − clip]. Good (1952), J. R. Stat. Soc. B 14(1):107–114. */
export function logLossOf(label: number, score: number, clip = LOG_LOSS_CLIP): number {
  const p = Math.min(1 - clip, Math.max(clip, score));
  return label === 1 ? -Math.log(p) : -Math.log(1 - p);
}

/** (score − label)². Brier (1950), Mon. Weather Rev. 78(1):1–3. */
export function brierOf(label: number, score: number): number {
  return (score - label) ** 2;
}

/** The weighted mean of a loss over all rows; NaN when the weights sum to 0. O(n). */
export function meanLoss(
  labels: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | null,
  loss: (label: number, score: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += (weights === null ? 1 : weights[i]!) * loss(labels[i]!, scores[i]!);
  return sum / totalWeight(labels.length, weights);
}
