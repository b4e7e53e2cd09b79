// Numbers a dragged requirement stops at: as round as one pixel allows, so that nobody ends up insisting on 119.8273 ms.

/** The power of ten just above what one pixel stands for. */
export function readableStep(perPixel: number): number {
  if (!(perPixel > 0) || !Number.isFinite(perPixel)) return 1;
  return Number(`1e${Math.ceil(Math.log10(perPixel))}`);
}

/** The multiple of a step nearest to a value, moved on by so many steps, without rounding noise. */
export function steppedBound(value: number, by: number, step: number): number {
  return Number(((Math.round(value / step) + by) * step).toPrecision(12));
}
