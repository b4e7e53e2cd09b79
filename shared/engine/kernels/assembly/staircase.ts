// The best corners of points in a plane as two sorted columns: x rising, y falling. What the sweeps over three objectives grow.

export class Staircase {
  x: StaticArray<f64>;
  y: StaticArray<f64>;
  size: i32 = 0;

  constructor(capacity: i32) {
    this.x = new StaticArray<f64>(capacity);
    this.y = new StaticArray<f64>(capacity);
  }

  /** How many steps stand at or left of x. O(log size). */
  upTo(x: f64): i32 {
    const steps = this.x;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds a step that no other covers, before `place` = upTo(x), and drops the ones it covers. O(size) moves at worst. */
  insert(place: i32, x: f64, y: f64): void {
    const xs = this.x;
    const ys = this.y;
    // At most one step shares x; it is higher, or it would cover the new one.
    const from = place > 0 && xs[place - 1] == x ? place - 1 : place;
    let to = from;
    while (to < this.size && ys[to] >= y) to++;
    const moved = this.size - to;
    if (to != from + 1 && moved > 0) {
      const target = (<usize>(from + 1)) << 3;
      const source = (<usize>to) << 3;
      const bytes = (<usize>moved) << 3;
      memory.copy(changetype<usize>(xs) + target, changetype<usize>(xs) + source, bytes);
      memory.copy(changetype<usize>(ys) + target, changetype<usize>(ys) + source, bytes);
    }
    xs[from] = x;
    ys[from] = y;
    this.size += from + 1 - to;
  }
}
