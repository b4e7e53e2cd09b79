// What is equal on paper must tie in the machine: derived values are rounded to a grid far finer than anything shown.

const GRID = 1e12;

/**
 * Rounds to 12 decimals. Sums of weights times values carry rounding noise near 1e-16; without this, 0.1 + 0.2 and 0.3
 * would be two ranks, and a tie settled by the next criterion would be settled by noise.
 * @param x  of magnitude below 1000; NaN stays NaN.
 */
export function snap(x: number): number {
  return Math.round(x * GRID) / GRID;
}
