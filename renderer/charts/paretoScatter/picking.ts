// Which candidate is meant: the one under the pointer, or the next one in the direction of an arrow key.
import { Delaunay } from 'd3-delaunay';

interface Points {
  xs: Float32Array;
  ys: Float32Array;
}

/**
 * Finds the mark nearest to a place. Building is O(n log n) and waits for the first question; asking is about O(√n), O(1) when
 * the pointer has moved little.
 *
 * @returns the candidate's index, or −1 when none lies within `reach` pixels.
 */
export function nearest({ xs, ys }: Points): (x: number, y: number, reach: number) => number {
  let index: Int32Array | null = null;
  let delaunay: Delaunay<unknown> | null = null;
  let last = 0;
  return (x, y, reach) => {
    if (index === null || delaunay === null) {
      const drawn: number[] = [];
      for (let i = 0; i < xs.length; i++) if (!Number.isNaN(xs[i]!)) drawn.push(i);
      index = Int32Array.from(drawn);
      const flat = new Float64Array(index.length * 2);
      index.forEach((i, k) => {
        flat[2 * k] = xs[i]!;
        flat[2 * k + 1] = ys[i]!;
      });
      delaunay = new Delaunay(flat);
    }
    if (index.length === 0) return -1;
    last = delaunay.find(x, y, last);
    const found = index[last] ?? -1;
    return found >= 0 && Math.hypot(xs[found]! - x, ys[found]! - y) <= reach ? found : -1;
  };
}

export const arrows = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
} as const;
export type Arrow = keyof typeof arrows;

/**
 * The next mark from one in a direction: the nearest on that side, one aside counting twice as far as one
 * ahead; at most twice as far aside as ahead, so that each mark lies one way or the other. Marks at
 * the same place come one after the other, in catalogue order, before any arrow leaves them: left and up go back, right and down on.
 *
 * @returns its index, or `from` when there is none that way. O(n).
 */
export function nextToward({ xs, ys }: Points, from: number, arrow: Arrow): number {
  const [dx, dy] = arrows[arrow];
  const x = xs[from]!;
  const y = ys[from]!;
  const on = dx + dy > 0;
  let twin = -1;
  let best = from;
  let least = Infinity;
  for (let i = 0; i < xs.length; i++) {
    const ahead = (xs[i]! - x) * dx + (ys[i]! - y) * dy;
    const aside = Math.abs((xs[i]! - x) * dy) + Math.abs((ys[i]! - y) * dx);
    if (ahead === 0 && aside === 0 && i !== from) {
      if (on ? i > from && twin === -1 : i < from) twin = i;
    } else if (ahead > 0 && aside <= 2 * ahead && ahead + 2 * aside < least) {
      least = ahead + 2 * aside;
      best = i;
    }
  }
  return twin === -1 ? best : twin;
}
