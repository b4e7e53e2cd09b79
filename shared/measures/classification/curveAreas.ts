// Areas under the two usual curves of a score, from its steps.
import type { ScoreSteps } from './scoreSteps.ts';

type Weights = Pick<ScoreSteps, 'positive' | 'negative'>;

/**
 * The chance that a positive scores above a negative, ties counting half: Mann & Whitney (1947), Ann. Math. Stat. 18(1):50–60;
 * Hanley & McNeil (1982), Radiology 143(1):29–36. NaN unless both classes occur. O(steps).
 */
export function rocAuc({ positive, negative }: Weights): number {
  let above = 0;
  let negatives = 0;
  let wins = 0;
  for (let k = 0; k < positive.length; k++) {
    wins += negative[k]! * (above + positive[k]! / 2);
    above += positive[k]!;
    negatives += negative[k]!;
  }
  return wins / (above * negatives);
}

/**
 * Average precision: Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct scores as thresholds, falling, without interpolation.
 * Zhu (2004), Recall, Precision and Average Precision, U. Waterloo TR 2004-09. NaN without positives. O(steps).
 */
export function averagePrecision({ positive, negative }: Weights): number {
  let hits = 0;
  let selected = 0;
  let area = 0;
  for (let k = 0; k < positive.length; k++) {
    hits += positive[k]!;
    selected += positive[k]! + negative[k]!;
    if (positive[k]! > 0) area += positive[k]! * (hits / selected);
  }
  return area / hits;
}
