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
