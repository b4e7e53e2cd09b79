// Numbers a dragged requirement stops at: as round as one pixel allows, so that nobody ends up insisting on 119.8273 ms.

/** The least of 1, 2 or 5 × 10^k that is no finer than what one pixel stands for. */
export function readableStep(perPixel: number): number {
  if (!(perPixel > 0) || !Number.isFinite(perPixel)) return 1;
  const power = Math.floor(Math.log10(perPixel));
  // Through text, because 10 ** −3 is not exactly 0.001 in every engine.
  const steps = [1, 2, 5, 10].map((digit) => Number(`${digit}e${power}`));
  return steps.find((step) => step >= perPixel * (1 - 1e-9)) ?? steps[3]!;
}

/** The multiple of a step nearest to a value, moved on by so many steps, without rounding noise. */
export function steppedBound(value: number, by: number, step: number): number {
  return Number(((Math.round(value / step) + by) * step).toPrecision(12));
}
