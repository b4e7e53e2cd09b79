// Counts of values over the range of a value function, from its worst end to its best (a target: from low to high).
import type { ValueFunction } from '../../../shared/domain/objective.ts';

export interface Histogram {
  counts: number[];
  /** Beyond the left end, and beyond the right. */
  below: number;
  above: number;
}

/** Places on a log scale where the value function is one. Missing values are left out. O(n). */
export function histogram(values: ArrayLike<number>, f: ValueFunction, bins: number): Histogram {
  const log = f.shape === 'log';
  const at = (x: number) => (log ? Math.log(x) : x);
  const left = at(f.shape === 'target' ? f.target - f.below : f.worst);
  const right = at(f.shape === 'target' ? f.target + f.above : f.best);
  const counts = new Array<number>(bins).fill(0);
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const place = (at(log && value <= 0 ? Number.MIN_VALUE : value) - left) / (right - left);
    if (place < 0) below++;
    else if (place > 1) above++;
    else counts[Math.min(bins - 1, Math.floor(place * bins))]!++;
  }
  return { counts, below, above };
}
