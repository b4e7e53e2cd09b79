// Where one value lies among all of a metric: how many lie in each narrow stretch of the axis, and where its mark stands.

export const BINS = 120;

interface ValueStripGeometry {
  /** Values on a logarithmic axis. */
  log: boolean;
  /** Ends of the axis, as measured. */
  low: number;
  high: number;
  /** Stretches that hold a value: from 0 to 1 along the axis, and the height, 1 where most are. */
  bars: readonly { at: number; height: number }[];
  /** From 0 to 1; null where the value is missing. */
  mark: number | null;
  /** One standard error to either side, from 0 to 1; null where none is stated. */
  whisker: readonly [number, number] | null;
}

/**
 * @param measured  a metric's column, NaN where missing.
 * @param index   whose mark it is.
 * @param error   its standard error; NaN where not stated.
 * @returns       null when nothing is measured. O(n).
 */
export function layoutValueStrip(measured: Float64Array, index: number, error: number): ValueStripGeometry | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of measured) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  // As the plots have it: positive values over more than two decades.
  const log = low > 0 && high / low > 100;
  const to = log ? Math.log : (x: number) => x;
  const [from, span] = [to(low), to(high) - to(low)];
  // Values that are all one stand in the middle.
  const along = (value: number) => (span > 0 ? (to(value) - from) / span : 0.5);
  const clamped = (share: number) => Math.min(1, Math.max(0, share));

  const counts = new Uint32Array(BINS);
  for (const value of measured) {
    if (!Number.isNaN(value)) counts[Math.round(along(value) * (BINS - 1))]!++;
  }
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const bars = Array.from(counts, (count, bin) => ({ at: bin / (BINS - 1), height: Math.sqrt(count / most) })).filter(
    ({ height }) => height > 0,
  );
  const value = measured[index] ?? NaN;
  const shown = !Number.isNaN(value);
  const below = value - error;
  const whisker =
    shown && error > 0 && span > 0
      ? ([log && below <= 0 ? 0 : clamped(along(below)), clamped(along(value + error))] as const)
      : null;
  return { log, low, high, bars, mark: shown ? along(value) : null, whisker };
}
