// Where the slices of a measure over time stand: one after another at equal distances, whatever time each takes.

export interface DriftPoint {
  slice: number;
  x: number;
  y: number;
  /** The ends of its interval in pixels; where it has none, those of the point. */
  top: number;
  bottom: number;
}

export interface DriftLayout {
  points: DriftPoint[];
  /** Through all points, as an SVG path. */
  line: string;
}

interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What an axis for all these numbers shows at least, with a little room; null where there is none. O(n). */
export function driftDomain(numbers: readonly ArrayLike<number>[]): [low: number, high: number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const list of numbers) {
    for (let k = 0; k < list.length; k++) {
      if (!Number.isFinite(list[k]!)) continue;
      low = Math.min(low, list[k]!);
      high = Math.max(high, list[k]!);
    }
  }
  if (low > high) return null;
  const room = high > low ? 0.06 * (high - low) : Math.abs(high) * 0.05 || 1;
  return [low - room, high + room];
}

/** Slices without a mean are left out. O(slices). */
export function driftLayout(
  { means, lows, highs }: { means: ArrayLike<number>; lows: ArrayLike<number>; highs: ArrayLike<number> },
  [low, high]: readonly [number, number],
  { left, right, top, bottom }: Plot,
): DriftLayout {
  const count = means.length;
  const x = (slice: number) => left + ((slice + 0.5) / count) * (right - left);
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const points = Array.from({ length: count }, (_, slice) => slice)
    .filter((slice) => Number.isFinite(means[slice]!))
    .map((slice): DriftPoint => {
      const mean = means[slice]!;
      const end = (value: number) => y(Number.isFinite(value) ? value : mean);
      return { slice, x: x(slice), y: y(mean), top: end(highs[slice]!), bottom: end(lows[slice]!) };
    });
  return { points, line: points.map((point, k) => `${k === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join('') };
}
