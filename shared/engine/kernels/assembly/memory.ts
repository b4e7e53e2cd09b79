// The memory that a kernel works in: handed in by the host, taken from one end, and given back all at once.

/** Forgets everything allocated so far. The host calls it before each piece of work, and reads results before the next. */
export function reset(): void {
  heap.reset();
}

export function doubles(n: i32): StaticArray<f64> {
  return unset<f64>(n);
}

export function integers(n: i32): StaticArray<i32> {
  return unset<i32>(n);
}

/** An array whose numbers are whatever lay there before: for those that are written before they are read. */
export function unset<T>(n: i32): StaticArray<T> {
  return changetype<StaticArray<T>>(__new((<usize>n) << alignof<T>(), idof<StaticArray<T>>()));
}

/** Cells up to which a loop moves them sooner than a call does. */
const FEW = 24;

/** Moves the cells from `from` on up by one, over the cell at `to`. */
export function makeRoom(cells: StaticArray<f64>, from: i32, to: i32): void {
  if (to - from < FEW) {
    for (let k = to; k > from; k--) cells[k] = cells[k - 1];
    return;
  }
  const at = changetype<usize>(cells) + ((<usize>from) << 3);
  memory.copy(at + 8, at, (<usize>(to - from)) << 3);
}
