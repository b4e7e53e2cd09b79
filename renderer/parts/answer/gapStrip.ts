// Where the dots of a gap stand on their strip.

/** Two dots nearer than this, in per cent of the strip, are moved apart, the larger to the right. */
const APART = 3.6;

/**
 * @param weights  shares of 1.
 * @returns        per weight its place in per cent of the strip, and that of the mean; the strip ends a little beyond the largest.
 */
export function gapStrip(weights: readonly number[], mean: number): { dots: readonly number[]; mean: number } {
  const full = Math.max(0.1, ...weights, mean) / 0.94;
  const dots = weights.map((weight) => (weight / full) * 100);
  const order = Array.from(weights.keys()).sort((a, b) => weights[a]! - weights[b]! || a - b);
  order.forEach((k, place) => {
    const before = order[place - 1];
    if (before !== undefined) dots[k] = Math.max(dots[k]!, dots[before]! + APART);
  });
  return { dots, mean: (mean / full) * 100 };
}
