// Swing weighting: how much would it help to bring each objective from its worst anchor to its best?
import { normalise } from '../weights.ts';
import { rankOrderCentroid } from './rankWeights.ts';

/**
 * Weights from swing points: the swing that helps most has 100, the others their share of it.
 * von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research, chapter 8. O(m).
 *
 * Only proportions count, so it is no error when nobody has 100. A swing of 0 points is an objective that does not count.
 * @throws RangeError for points outside 0 … 100, or when all are 0.
 */
export function swingWeights(points: ArrayLike<number>): Float64Array {
  if (!Array.from(points).every((given) => given >= 0 && given <= 100)) {
    throw new RangeError('Swing points are numbers from 0 to 100.');
  }
  return normalise(points);
}

/**
 * Points to start from, once the swings are in order: those of the rank-order centroid, the first at 100, in whole points
 * of at least 1, to be changed by hand. Barron & Barrett (1996).
 * @param ranks  1 is the most important; ties share.
 */
export function swingStart(ranks: ArrayLike<number>): Float64Array {
  const weights = rankOrderCentroid(ranks);
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  return weights.map((weight) => Math.max(1, Math.round((100 * weight) / largest)));
}
