// What boxes between 0 and points of a plane cover together: the outer corners as two columns, x rising and y falling.

import { makeRoom } from './memory';

export class GainStairs {
  x: StaticArray<f64>;
  y: StaticArray<f64>;
  size: i32 = 0;

  constructor(capacity: i32) {
    this.x = new StaticArray<f64>(capacity + 1);
    this.y = new StaticArray<f64>(capacity + 1);
  }

  /** The first step at x or to its right. O(log size). */
  first(x: f64): i32 {
    const steps = this.x;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Lets in a corner whose place is first(x), and answers with the area it adds; 0 where a step covers it.
   * O(size) moves at worst.
   */
  add(place: i32, x: f64, y: f64): f64 {
    const xs = this.x;
    const ys = this.y;
    const size = this.size;
    if (place < size && ys[place] >= y) return 0;
    // A lower step at the same x gives its place to the new one.
    const rest = place < size && xs[place] == x ? place + 1 : place;
    let covered: f64 = rest < size ? ys[rest] : 0;
    let edge = x;
    let from = rest;
    let area: f64 = 0;
    for (;;) {
      const next: f64 = from > 0 ? xs[from - 1] : 0;
      area += (edge - next) * (y - covered);
      if (from == 0 || ys[from - 1] > y) break;
      covered = ys[--from];
      edge = next;
    }
    const moved = size - rest;
    if (rest > from + 1) {
      for (let k = 0; k < moved; k++) {
        xs[from + 1 + k] = xs[rest + k];
        ys[from + 1 + k] = ys[rest + k];
      }
    } else if (rest == from) {
      makeRoom(xs, from, size);
      makeRoom(ys, from, size);
    }
    xs[from] = x;
    ys[from] = y;
    this.size = size + from + 1 - rest;
    return area;
  }
}
