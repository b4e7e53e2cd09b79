// Sorting positions by a number, without a comparator: radix sort on the bits of doubles.

const BITS = 11;
const BUCKETS = 1 << BITS;
/** 64 bits in digits of 11. */
const DIGITS = 6;

/**
 * The order that sorts `keys` ascending, stable. −0 equals 0; NaN is not allowed.
 * O(n), six passes at most; a pass whose digit is the same everywhere is skipped.
 */
export function argsort(keys: Float64Array): Int32Array {
  const n = keys.length;
  const words = sortableWords(keys);
  const counts = countDigits(words, n);
  let order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  let next = new Int32Array(n);
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    if (n === 0 || count[digitOf(words, 0, digit)] === n) continue;
    let start = 0;
    for (let b = 0; b < BUCKETS; b++) {
      const size = count[b]!;
      count[b] = start;
      start += size;
    }
    for (let k = 0; k < n; k++) {
      const i = order[k]!;
      next[count[digitOf(words, i, digit)]!++] = i;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** Doubles as pairs of 32-bit words (low, high) whose unsigned order is the order of the numbers. */
function sortableWords(keys: Float64Array): Uint32Array {
  const doubles = Float64Array.from(keys);
  const words = new Uint32Array(doubles.buffer);
  for (let i = 0; i < doubles.length; i++) {
    doubles[i]! += 0; // −0 becomes 0
    const high = words[2 * i + 1]!;
    if (high & 0x80000000) {
      words[2 * i] = ~words[2 * i]!;
      words[2 * i + 1] = ~high;
    } else {
      words[2 * i + 1] = high | 0x80000000;
    }
  }
  return words;
}

function digitOf(words: Uint32Array, i: number, digit: number): number {
  const shift = digit * BITS;
  const low = words[2 * i]!;
  const high = words[2 * i + 1]!;
  if (shift + BITS <= 32) return (low >>> shift) & (BUCKETS - 1);
  if (shift >= 32) return (high >>> (shift - 32)) & (BUCKETS - 1);
  return ((low >>> shift) | (high << (32 - shift))) & (BUCKETS - 1);
}

function countDigits(words: Uint32Array, n: number): Uint32Array {
  const counts = new Uint32Array(DIGITS * BUCKETS);
  for (let i = 0; i < n; i++) {
    const low = words[2 * i]!;
    const high = words[2 * i + 1]!;
    counts[low & 2047]!++;
    counts[BUCKETS + ((low >>> 11) & 2047)]!++;
    counts[2 * BUCKETS + (((low >>> 22) | (high << 10)) & 2047)]!++;
    counts[3 * BUCKETS + ((high >>> 1) & 2047)]!++;
    counts[4 * BUCKETS + ((high >>> 12) & 2047)]!++;
    counts[5 * BUCKETS + (high >>> 23)]!++;
  }
  return counts;
}
