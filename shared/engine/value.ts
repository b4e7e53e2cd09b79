// Value functions: a measurement becomes a value in [0, 1] on anchors that belong to the objective.
// The anchors never follow the loaded candidates; a min–max over those would let a hopeless candidate change the winner.
import type { ValueFunction } from '../domain/objective.ts';

/**
 * The value before clamping: 0 at the worst anchor, 1 at the best, and beyond either for measurements outside.
 *
 * - linear: (x − worst) / (best − worst).
 * - log: the same on logarithms. A measurement of 0 or less lies beyond the anchors on the low side (±Infinity here, a clamped value after).
 * - target: 1 − distance, the distance being 1 at `target - below` and `target + above`.
 * - piecewise: straight lines between the points; beyond the outer points it stays where they are, so nothing to clamp.
 *
 * Keeney & Raiffa (1976), Decisions with Multiple Objectives, chapter 3.
 * @param x  finite measurement, or NaN for missing (gives NaN).
 */
export function unclampedValue(f: ValueFunction, x: number): number {
  switch (f.shape) {
    case 'linear':
      return (x - f.worst) / (f.best - f.worst);
    case 'log':
      return (Math.log(Math.max(x, 0)) - Math.log(f.worst)) / (Math.log(f.best) - Math.log(f.worst));
    case 'target':
      return 1 - targetDistance(f, x);
    case 'piecewise':
      return alongPoints(f.points, x);
  }
}

/** Linear interpolation between points with rising `at`; NaN for NaN. O(number of points). */
function alongPoints(points: readonly { at: number; value: number }[], x: number): number {
  if (x !== x) return NaN;
  const right = points.findIndex((point) => x <= point.at);
  if (right === -1) return points.at(-1)!.value;
  const b = points[right]!;
  const a = points[right - 1];
  if (a === undefined || x === b.at) return b.value;
  return a.value + ((b.value - a.value) * (x - a.at)) / (b.at - a.at);
}

/** The value in [0, 1]; NaN where `x` is NaN. */
export function valueOf(f: ValueFunction, x: number): number {
  const raw = unclampedValue(f, x);
  return raw > 1 ? 1 : raw <= 0 ? 0 : raw;
}

/** Is the measurement beyond the anchors, so that its value had to be clamped? Missing (NaN) is not. */
export function isClamped(f: ValueFunction, x: number): boolean {
  switch (f.shape) {
    case 'target':
      return x < f.target - f.below || x > f.target + f.above;
    case 'piecewise':
      return x < f.points[0]!.at || x > f.points.at(-1)!.at;
    default:
      // On the measurements, not on the values: the anchors themselves are inside, whatever rounding says.
      return x < Math.min(f.worst, f.best) || x > Math.max(f.worst, f.best);
  }
}

/** Distance from the target, each side in its own unit: 1 where the value reaches 0, growing without bound. */
export function targetDistance(f: ValueFunction & { shape: 'target' }, x: number): number {
  return x < f.target ? (f.target - x) / f.below : (x - f.target) / f.above;
}

/** A measurement of value 0: the worst anchor, a distance of 1 for a target (its lower end), a point at 0 of a curve. */
export function worstMeasurement(f: ValueFunction): number {
  if (f.shape === 'piecewise') return f.points.find((point) => point.value === 0)!.at;
  return f.shape === 'target' ? f.target - f.below : f.worst;
}
