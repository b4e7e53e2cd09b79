// Exact fractions of whole numbers: the oracle for what is equal on paper. For tests only.

export interface Fraction {
  top: bigint;
  /** Above 0. */
  bottom: bigint;
}

/** @param bottom  not 0. */
export function fraction(top: number | bigint, bottom: number | bigint = 1): Fraction {
  const [a, b] = [BigInt(top), BigInt(bottom)];
  const divisor = greatestDivisor(a < 0n ? -a : a, b < 0n ? -b : b) || 1n;
  return b < 0n ? { top: -a / divisor, bottom: -b / divisor } : { top: a / divisor, bottom: b / divisor };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}

export const ZERO = fraction(0);
export const plus = (a: Fraction, b: Fraction) => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a: Fraction, b: Fraction) => plus(a, { top: -b.top, bottom: b.bottom });
export const times = (a: Fraction, b: Fraction) => fraction(a.top * b.top, a.bottom * b.bottom);
export const over = (a: Fraction, b: Fraction) => fraction(a.top * b.bottom, a.bottom * b.top);
export const sumOf = (list: readonly Fraction[]) => list.reduce(plus, ZERO);
export const numberOf = ({ top, bottom }: Fraction) => Number(top) / Number(bottom);

/** Below 0, 0 or above 0, as a is below, equal to or above b. */
export function compare(a: Fraction, b: Fraction): number {
  const gap = a.top * b.bottom - b.top * a.bottom;
  return gap < 0n ? -1 : gap > 0n ? 1 : 0;
}

export const largest = (list: readonly Fraction[]) => list.reduce((a, b) => (compare(a, b) >= 0 ? a : b));
export const smallest = (list: readonly Fraction[]) => list.reduce((a, b) => (compare(a, b) <= 0 ? a : b));

/** Competition ranks by a comparison of positions, below 0 where the first is better. */
export function exactRanks(n: number, better: (a: number, b: number) => number): number[] {
  const all = Array.from({ length: n }, (_, i) => i);
  return all.map((i) => 1 + all.filter((other) => better(other, i) < 0).length);
}

/** Competition ranks by keys, each larger is better; the next settles what is equal on the one before. */
export function ranksByFractions(keys: readonly (readonly Fraction[])[], n: number): number[] {
  return exactRanks(n, (a, b) => {
    for (const key of keys) {
      const order = compare(key[b]!, key[a]!);
      if (order !== 0) return order;
    }
    return 0;
  });
}
