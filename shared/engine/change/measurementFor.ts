// The inverse of value functions: the measurement that has a given value.
import type { ValueFunction } from '../../domain/objective.ts';
import { valueOf, worstMeasurement } from '../value.ts';

/**
 * The measurement of a value that is the smallest improvement over where one stands: on the same side of a target or a
 * peak, and the near end where a curve is level.
 * Keeney & Raiffa (1976), chapter 3. O(1), for a curve O(number of points).
 * @param from   the present measurement; NaN (missing) starts at the worst.
 * @param value  in [0, 1]; one no better than the present gives `from` back.
 */
export function measurementFor(f: ValueFunction, from: number, value: number): number {
  const here = Number.isNaN(from) ? worstMeasurement(f) : from;
  if (value <= valueOf(f, here)) return here;
  switch (f.shape) {
    case 'linear':
      return value >= 1 ? f.best : f.worst + value * (f.best - f.worst);
    case 'log':
      return value >= 1 ? f.best : Math.exp(Math.log(f.worst) + value * (Math.log(f.best) - Math.log(f.worst)));
    case 'target':
      if (value >= 1) return f.target;
      return here < f.target ? f.target - (1 - value) * f.below : f.target + (1 - value) * f.above;
    case 'piecewise':
      return alongCurve(f.points, here, value);
  }
}

/** Walks from where one stands towards the peak, to the first point of the wanted value. */
function alongCurve(points: readonly { at: number; value: number }[], here: number, value: number): number {
  const peak = points.find((point) => point.value === 1)!.at;
  const way = here < peak ? points : points.toReversed();
  for (let p = 0; p < way.length; p++) {
    const to = way[p]!;
    const ahead = here < peak ? to.at > here : to.at < here;
    if (!ahead || to.value < value) continue;
    const a = way[p - 1];
    if (!a || to.value === a.value || value >= to.value) return to.at;
    return a.at + ((to.at - a.at) * (value - a.value)) / (to.value - a.value);
  }
  return peak;
}
