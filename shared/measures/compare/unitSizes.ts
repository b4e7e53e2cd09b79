// Differences and shares of cases that come in units, from sums over units of one size: what leaving out each unit in turn comes to,
// without the units themselves.
import type { UnitRates } from '../gaps/unitRates.ts';

/** Units by how many cases they have, all of them counting 1. */
export interface UnitSizes {
  cases: Float64Array;
  units: Float64Array;
  /** Σ over the units of a size of the cases that a candidate has right. */
  right: (candidate: number) => Float64Array;
  /** Σ of the products of these of two candidates, or of one with itself. */
  both: (a: number, b: number) => Float64Array;
}

/**
 * The standard error of Σd/N from leaving out each unit in turn, and effective units less one. A unit of n cases with sum d moves the
 * mean by (θn − d)/(N − n): the same for all units of n cases but for d, of which the first two moments are enough. Exact, as
 * `withoutUnits` of single cases. O(sizes).
 * @param sums     per size Σd over its units.
 * @param squares  per size Σd².
 */
export function withoutUnitsOfSizes(
  { cases, units }: Pick<UnitSizes, 'cases' | 'units'>,
  sums: ArrayLike<number>,
  squares: ArrayLike<number>,
): { freedom: number; standardError: number } {
  let total = 0;
  let totalSquares = 0;
  let sum = 0;
  let count = 0;
  cases.forEach((n, k) => {
    total += n * units[k]!;
    totalSquares += n * n * units[k]!;
    sum += sums[k]!;
    count += units[k]!;
  });
  const mean = sum / total;
  let moved = 0;
  cases.forEach((n, k) => {
    const left = total - n;
    if (left <= 0) return;
    const off = squares[k]! - 2 * mean * n * sums[k]! + mean * mean * n * n * units[k]!;
    moved += Math.max(0, off) / (left * left);
  });
  return {
    freedom: (total * total) / totalSquares - 1,
    standardError: Math.sqrt(((count - 1) / count) * moved),
  };
}

/** Of the difference of two candidates. */
export function withoutUnitsOfPair(sizes: UnitSizes, a: number, b: number): { freedom: number; standardError: number } {
  const [one, other] = [sizes.right(a), sizes.right(b)];
  const [oneTwice, otherTwice, both] = [sizes.both(a, a), sizes.both(b, b), sizes.both(a, b)];
  const differences = one.map((sum, k) => sum - other[k]!);
  const squares = oneTwice.map((sum, k) => sum + otherTwice[k]! - 2 * both[k]!);
  return withoutUnitsOfSizes(sizes, differences, squares);
}

/** The share of cases that a candidate has right, as rates of units are known. O(sizes). */
export function shareOfSizes(sizes: UnitSizes, candidate: number, rate: number): UnitRates {
  const { freedom, standardError } = withoutUnitsOfSizes(
    sizes,
    sizes.right(candidate),
    sizes.both(candidate, candidate),
  );
  return {
    rates: Float64Array.of(rate),
    covariance: Float64Array.of(standardError ** 2),
    units: Float64Array.of(freedom + 1),
    shared: Uint8Array.of(1),
  };
}
