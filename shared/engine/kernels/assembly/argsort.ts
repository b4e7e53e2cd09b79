// Sorting positions by a number: buckets that divide the range evenly, then what shares a bucket.

const DIGIT = 11;
const BUCKETS = 1 << DIGIT;
/** Runs up to this long are sorted by insertion. */
const SHORT = 24;

/** The order that sorts the first `n` keys ascending, stable. −0 equals 0; neither NaN nor infinities. */
export function argsort(keys: StaticArray<f64>, n: i32): StaticArray<i32> {
  const order = new StaticArray<i32>(n);
  for (let i = 0; i < n; i++) order[i] = i;
  sortRun(keys, order, 0, n);
  return order;
}

/**
 * Sorts order[from … to) by the keys of its positions, stable. A number becomes an integer that grows with it, by how far it lies
 * between the smallest and the largest; two or three counting passes sort those. What shares an integer is sorted the same way
 * within its own range, which is narrower by a factor of millions each time.
 * O(n) for any distribution seen in practice; each level of nesting costs a pass over what is left.
 */
export function sortRun(keys: StaticArray<f64>, order: StaticArray<i32>, from: i32, to: i32): void {
  const n = to - from;
  if (n <= SHORT) return insertionSort(keys, order, from, to);
  let low = keys[order[from]];
  let high = low;
  let sorted = true;
  let previous = low;
  for (let k = from; k < to; k++) {
    const x = keys[order[k]];
    if (x < previous) sorted = false;
    previous = x;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  if (sorted) return;

  // Scaled first where the range itself would overflow, or its inverse.
  let unit: f64 = 1;
  if (high * 0.5 - low * 0.5 > 4e307) unit = 0.25;
  else if (high - low < 1e-290) unit = 1e290;
  const digits = n > 1 << 18 ? 3 : 2;
  const base = low * unit;
  const scale = (digits == 2 ? <f64>4194303 : <f64>4294967295) / (high * unit - base);
  let pairs = new StaticArray<u64>(n);
  let spare = new StaticArray<u64>(n);
  const counts = new StaticArray<i32>(BUCKETS * digits);
  for (let k = 0; k < n; k++) {
    const i = order[from + k];
    const code = <u32>((keys[i] * unit - base) * scale);
    pairs[k] = ((<u64>code) << 32) | (<u64>i);
    counts[code & (BUCKETS - 1)]++;
    counts[BUCKETS + ((code >> DIGIT) & (BUCKETS - 1))]++;
    if (digits == 3) counts[2 * BUCKETS + (code >> (2 * DIGIT))]++;
  }
  for (let digit = 0; digit < digits; digit++) {
    const first = digit * BUCKETS;
    let start = 0;
    for (let b = first; b < first + BUCKETS; b++) {
      const size = counts[b];
      counts[b] = start;
      start += size;
    }
    const shift: u64 = 32 + digit * DIGIT;
    for (let k = 0; k < n; k++) {
      const pair = pairs[k];
      const bucket = first + <i32>((pair >> shift) & (BUCKETS - 1));
      spare[counts[bucket]++] = pair;
    }
    const full = spare;
    spare = pairs;
    pairs = full;
  }
  for (let k = 0; k < n; k++) order[from + k] = <i32>pairs[k];
  for (let k = 0; k < n;) {
    const code = pairs[k] >> 32;
    let end = k + 1;
    while (end < n && pairs[end] >> 32 == code) end++;
    if (end - k > 1) sortRun(keys, order, from + k, from + end);
    k = end;
  }
}

function insertionSort(keys: StaticArray<f64>, order: StaticArray<i32>, from: i32, to: i32): void {
  for (let k = from + 1; k < to; k++) {
    const i = order[k];
    const x = keys[i];
    let place = k - 1;
    while (place >= from && keys[order[place]] > x) {
      order[place + 1] = order[place];
      place--;
    }
    order[place + 1] = i;
  }
}
