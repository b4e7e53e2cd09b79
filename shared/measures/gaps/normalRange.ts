// The range of several normal numbers, largest minus smallest: what noise alone does to the largest of many gaps.
import { normalShare } from '../bootstrap/normal.ts';

/** Steps of Simpson's rule: an absolute error under 1e-13. */
const STEPS = 400;
const BEYOND = 8;

/**
 * The chance that the range of k independent standard normal numbers exceeds t√2: the upper tail of Tukey's studentised range with
 * infinitely many degrees of freedom. 1 − k ∫ φ(z) [Φ(z) − Φ(z − t√2)]^(k−1) dz. Tukey (1953), The Problem of Multiple Comparisons.
 * @param k  at least 2.
 * @param t  of the widest pair, its difference in its own standard errors; not negative.
 * O(400).
 */
export function rangeTail(k: number, t: number): number {
  const width = t * Math.SQRT2;
  const from = -BEYOND;
  const step = (BEYOND + width - from) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const z = from + i * step;
    const within = normalShare(z) - normalShare(z - width);
    const height = Math.exp(-0.5 * z * z) * within ** (k - 1);
    sum += height * (i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return Math.min(1, Math.max(0, 1 - (k * sum * step) / (3 * Math.sqrt(2 * Math.PI))));
}

const points = new Map<string, number>();

/**
 * The t whose tail is this chance: how many standard errors every pair of k groups needs, so that with that chance none of them
 * goes beyond by noise alone. For two groups the point of the normal distribution itself. By halving; remembered.
 */
export function rangePoint(k: number, chance: number): number {
  const key = `${k} ${chance}`;
  const known = points.get(key);
  if (known !== undefined) return known;
  let low = 0;
  let high = 1;
  while (rangeTail(k, high) > chance) high *= 2;
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (rangeTail(k, middle) > chance) low = middle;
    else high = middle;
  }
  const point = (low + high) / 2;
  points.set(key, point);
  return point;
}
