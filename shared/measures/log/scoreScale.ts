// On which scale a candidate's scores are, and from which score on it decides positive unless somebody says otherwise.

/** Probabilities; shares of a hundred, perhaps with a percent sign; distances from a border at 0. */
export type ScoreScale = 'probability' | 'percent' | 'margin';

/** Where the middle of each scale is. */
export const middleOf: Record<ScoreScale, number> = { probability: 0.5, percent: 50, margin: 0 };

/** Scores that all lie below this may be stars or odds as well as shares of a hundred. */
const LEAST_PERCENT = 20;

/**
 * @returns null where the scores may be anything, so that the threshold has to be asked for.
 */
export function scoreScale(min: number | null, max: number | null): ScoreScale | null {
  if (min === null || max === null) return null;
  if (min >= 0 && max <= 1) return 'probability';
  if (min >= 0 && max > LEAST_PERCENT && max <= 100) return 'percent';
  return min < 0 && max > 0 ? 'margin' : null;
}

/**
 * Scores of the other answer, and the threshold on them. On a scale with a middle they are mirrored at it and the threshold is one of
 * mirrored scores; on any other scale both change their sign. O(scores).
 */
export function mirroredScores(scores: Float64Array, threshold: number): { scores: Float64Array; threshold: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const score of scores) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  const scale = scoreScale(min, max);
  if (scale === null) return { scores: scores.map((score) => -score), threshold: -threshold };
  const twice = 2 * middleOf[scale];
  return { scores: scores.map((score) => (scale === 'margin' ? -score : twice - score)), threshold };
}
