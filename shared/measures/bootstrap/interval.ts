// From bootstrap replicates to an interval and a standard error.
import { normalCumulative, normalQuantile } from './normal.ts';

/**
 * BCa: bias-corrected and accelerated. BC: without acceleration, where no jackknife is made. Without a bootstrap: Wilson, of a
 * proportion; pairs, of the largest gap between groups, from all pairs of them; score, of a ratio of two proportions; jackknife, by
 * leaving out each unit in turn; DeLong, of an area on the logit scale; hull, that and Newcombe's together; order statistics and Woodruff, of a percentile.
 */
type IntervalMethod =
  | 'BCa'
  | 'BC'
  | 'percentile'
  | 'Wilson'
  | 'pairs'
  | 'score'
  | 'jackknife'
  | 'DeLong'
  | 'hull'
  | 'order statistics'
  | 'Woodruff';

export interface Interval {
  lo: number;
  hi: number;
  /** Standard deviation of the replicates; of a proportion √(p(1 − p)/n); of a gap that of the two groups it is between. */
  standardError: number;
  method: IntervalMethod;
  /** Share of replicates in which the measure was defined; 1 where there are none. */
  defined: number;
}
export type IntervalOrReason = (Interval & { reason: null }) | { reason: string };

export const NOTHING_VARIES = 'No sample of the log differs in it, so samples say nothing about its doubt.';

const ONE_SIDED =
  'All bootstrap samples, or nearly all, lie on one side of the measure, so they say nothing about its doubt.';

/** Fewer replicates than this share with a defined value, and the interval would leave out too much. */
const LEAST_DEFINED = 0.95;

/**
 * An interval for a measure. BCa corrects the percentiles for the bias of the replicates, z₀, and for how the spread changes
 * with the value, a: Efron (1987), J. Am. Stat. Assoc. 82(397):171–185. Replicates that equal the estimate count half in z₀.
 *
 * @param replicates    NaN where the measure was undefined. Sorted in place, undefined ones last.
 * @param acceleration  from a jackknife or influence function; NaN or null: BC instead of BCa.
 * @param level         0.95 for 95 %.
 * O(B log B).
 */
export function interval(
  replicates: Float64Array,
  estimate: number,
  acceleration: number | null,
  method: 'BCa' | 'percentile',
  level = 0.95,
): IntervalOrReason {
  if (Number.isNaN(estimate)) return { reason: 'The measure itself is undefined.' };
  replicates.sort();
  let count = replicates.length;
  while (count > 0 && Number.isNaN(replicates[count - 1]!)) count--;
  const share = count / replicates.length;
  if (!(share >= LEAST_DEFINED)) {
    return { reason: `The measure is undefined in ${Math.round(100 * (1 - share))} % of the bootstrap samples.` };
  }
  const sorted = replicates.subarray(0, count);
  const standardError = deviation(sorted);
  const tail = (1 - level) / 2;
  const facts = { standardError, defined: share, reason: null };
  // An interval without width would claim a certainty that so many cases do not give: a log without an error may still have one next time.
  if (sorted[count - 1]! - sorted[0]! <= 1e-12 * Math.max(1, Math.abs(estimate))) return { reason: NOTHING_VARIES };
  if (method === 'percentile') {
    const ends = { lo: quantile(sorted, tail), hi: quantile(sorted, 1 - tail) };
    return { ...facts, ...ends, method: 'percentile' };
  }
  let below = 0;
  let equal = 0;
  for (const value of sorted) {
    if (value < estimate) below++;
    else if (value === estimate) equal++;
  }
  const shift = normalQuantile((below + equal / 2) / count);
  if (!Number.isFinite(shift)) return { reason: ONE_SIDED };
  const a = acceleration === null || Number.isNaN(acceleration) ? 0 : acceleration;
  const place = (z: number) => normalCumulative(shift + (shift + z) / (1 - a * (shift + z)));
  const lo = quantile(sorted, place(normalQuantile(tail)));
  const hi = quantile(sorted, place(normalQuantile(1 - tail)));
  // The correction knows the few samples on the other side too badly: a calibration error of a small log is larger in nearly every sample.
  if (estimate < lo || estimate > hi) return { reason: ONE_SIDED };
  return {
    ...facts,
    lo,
    hi,
    method: acceleration === null || Number.isNaN(acceleration) ? 'BC' : 'BCa',
  };
}

/**
 * The acceleration of BCa from leave-one-out values: Σd³ / 6(Σd²)^{3/2} with d the mean minus a value. 0 where nothing varies,
 * NaN where a value is undefined.
 * @param times  how many rows have this leave-one-out value.
 */
export function jackknifeAcceleration(values: ArrayLike<number>, times: ArrayLike<number>): number {
  let sum = 0;
  let total = 0;
  for (let k = 0; k < values.length; k++) {
    if (times[k] === 0) continue;
    sum += times[k]! * values[k]!;
    total += times[k]!;
  }
  let squares = 0;
  let cubes = 0;
  for (let k = 0; k < values.length; k++) {
    if (times[k] === 0) continue;
    const d = sum / total - values[k]!;
    squares += times[k]! * d * d;
    cubes += times[k]! * d * d * d;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** By linear interpolation between order statistics: type 7 of Hyndman & Fan (1996), Am. Stat. 50(4):361–365. */
function quantile(sorted: Float64Array, share: number): number {
  const place = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

function deviation(values: Float64Array): number {
  const first = values[0]!;
  let sum = 0;
  for (const value of values) sum += value - first;
  const mean = first + sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
}
