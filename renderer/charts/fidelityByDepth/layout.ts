// Where the points of one small plot stand: how faithful a tree is by its depth, on a scale that all plots share.

interface FidelityScale {
  min: number;
  max: number;
}

/** From the lowest value, rounded down to tenths, to 1. Values that are not known do not count; far below 0 is cut off at −0.5. */
export function fidelityScale(values: readonly (number | null)[]): FidelityScale {
  const low = Math.min(...values.flatMap((value) => (value === null ? [] : [value])), 0.9);
  return { min: Math.max(-0.5, Math.floor(low * 10 + 1e-9) / 10), max: 1 };
}

interface FidelityPoint {
  depth: number;
  x: number;
  y: number;
}

interface FidelityPlot {
  /** One per depth whose value is known. */
  points: FidelityPoint[];
  /** Through the points, as an SVG path. */
  line: string;
  /** Height of the baseline; null: none. */
  baseline: number | null;
}

const EDGE = 6;

/** @param values  per depth 1, 2, … */
export function fidelityPlot(
  values: readonly (number | null)[],
  baseline: number | null,
  { min, max }: FidelityScale,
  width: number,
  height: number,
): FidelityPlot {
  const y = (value: number) => {
    const share = (Math.max(min, value) - min) / (max - min);
    return height - EDGE - share * (height - 2 * EDGE);
  };
  const step = (width - 2 * EDGE) / Math.max(1, values.length - 1);
  const points = values.flatMap((value, d) =>
    value === null ? [] : [{ depth: d + 1, x: EDGE + d * step, y: y(value) }],
  );
  return {
    points,
    line: points.map(({ x, y: at }, k) => `${k === 0 ? 'M' : 'L'}${x} ${at}`).join(''),
    baseline: baseline === null ? null : y(baseline),
  };
}
