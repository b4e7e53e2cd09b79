// Counts of values over the range of a value function, from its worst end to its best (targets and curves: from low to high).
import type { ValueFunction } from '../../../shared/domain/objective.ts';

interface Histogram {
  counts: number[];
  /** Beyond the left end, and beyond the right. */
  below: number;
  above: number;
}

/** Places on a log scale where the value function is one. Missing values are left out. O(n). */
export function histogram(values: ArrayLike<number>, f: ValueFunction, bins: number): Histogram {
  const log = f.shape === 'log';
  const at = (x: number) => (log ? Math.log(x) : x);
  const [from, to] = ends(f);
  const left = at(from);
  const right = at(to);
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

function ends(f: ValueFunction): [left: number, right: number] {
  if (f.shape === 'target') return [f.target - f.below, f.target + f.above];
  if (f.shape === 'piecewise') return [f.points[0]!.at, f.points.at(-1)!.at];
  return [f.worst, f.best];
}
