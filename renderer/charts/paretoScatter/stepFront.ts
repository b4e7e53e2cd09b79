// The front of two measurements, and the staircase that bounds what its members dominate.
import { argsort } from '../../../shared/engine/pareto/argsort.ts';

/** +1 larger is better, −1 smaller is better. */
export type Better = 1 | -1;

/**
 * The candidates that no other is at least as good as on both measurements and better on one, from the least x to the greatest.
 * Of several at one place, the first stands for all.
 *
 * @param mask  which candidates take part (1); those with a missing measurement do not.
 * O(n): radix sort and one sweep. Kung, Luccio & Preparata (1975).
 */
export function frontOfTwo(
  x: Float64Array,
  y: Float64Array,
  better: { x: Better; y: Better },
  mask: Uint8Array,
): number[] {
  const taking: number[] = [];
  for (let i = 0; i < x.length; i++) {
    if (mask[i] === 1 && !Number.isNaN(x[i]!) && !Number.isNaN(y[i]!)) taking.push(i);
  }
  const order = argsort(Float64Array.from(taking, (i) => -better.x * x[i]!));
  const front: number[] = [];
  let best = -Infinity;
  let k = 0;
  while (k < order.length) {
    // Candidates with one x compete on y alone: only the best of them can be on the front.
    const first = taking[order[k]!]!;
    let top = first;
    for (; k < order.length && x[taking[order[k]!]!] === x[first]; k++) {
      const i = taking[order[k]!]!;
      if (better.y * y[i]! > better.y * y[top]!) top = i;
    }
    if (better.y * y[top]! > best) {
      best = better.y * y[top]!;
      front.push(top);
    }
  }
  return better.x === 1 ? front.reverse() : front;
}

/**
 * An SVG path along the edge of what the front dominates. Between two members it first keeps what the one on the left is
 * dominated by: along y where smaller x is better (the left one rules to its right), along x otherwise.
 *
 * @param points  members in pixels, by rising x.
 */
export function stepPath(points: readonly { x: number; y: number }[], betterX: Better): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const round = (v: number) => Math.round(v * 100) / 100;
  let path = `M${round(first.x)} ${round(first.y)}`;
  for (const { x, y } of rest) path += betterX === -1 ? `H${round(x)}V${round(y)}` : `V${round(y)}H${round(x)}`;
  return path;
}
