// What counts as equal: the engine's rounding allowances, all of them, in one place.
// Numbers are never rounded before they are compared: two that are equal on paper may round to neighbours, and their
// differences would then differ. They are compared as they are, and what lies within an allowance is level.

/**
 * Scores, regrets, flows and other derived numbers on a scale of about 0 to 1 that differ by no more than this are level.
 * Sums of products of doubles are off by about 1e-16; differences anybody could care about are far above 1e-12.
 */
export const LEVEL = 1e-12;

/** The step between 1 and the next larger double: a number as typed is off by half of this, times its size. */
const STEP = 2 ** -52;
/** What a formula of a few operations may be off, in steps; and near 0, where its inputs were larger than its result. */
const FORMULA_STEPS = 16;
const NEAR_ZERO = 1e-15;

/** a − b, and exactly 0 where the two are level; NaN where either is. */
export function difference(a: number, b: number): number {
  const gap = a - b;
  return gap <= LEVEL && gap >= -LEVEL ? 0 : gap;
}

/** How far the difference of two finite measurements in the same unit may be off by rounding: 16 steps of the larger. */
export function roundingOf(a: number, b: number): number {
  return FORMULA_STEPS * STEP * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * The same for all differences within a column of finite numbers: `LEVEL` on a scale of about 0 to 1, where numbers are
 * worked out, and two steps of the largest where that is more, since numbers as typed are off by no more. O(n).
 */
export function columnRounding(column: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < column.length; i++) largest = Math.max(largest, Math.abs(column[i]!));
  return Math.max(LEVEL * Math.min(1, largest), 2 * STEP * largest);
}

/** Is a measurement no larger than a bound, as far as rounding lets anybody tell? False where it is missing (NaN). */
export function atMost(x: number, bound: number): boolean {
  return x <= bound || x - bound <= Math.max(NEAR_ZERO, roundingOf(x, bound));
}

/** Is a measurement no smaller than a bound, as far as rounding lets anybody tell? False where it is missing (NaN). */
export function atLeast(x: number, bound: number): boolean {
  return x >= bound || bound - x <= Math.max(NEAR_ZERO, roundingOf(x, bound));
}
