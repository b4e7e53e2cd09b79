// Geometry of a sweep: the line of all its states on two measures, those that none beats, and the few that are proposed.
import { placeLabels, type LabelRequest, type PlacedLabel } from '../frame/labels.ts';
import { axisScale, extentOf, type AxisScale } from '../frame/scale.ts';

interface CurvePoint {
  /** Place among the proposals. */
  key: number;
  x: number;
  y: number;
  text: string;
}

export interface CurveInput {
  /** Per state, in the order of the sweep; NaN where undefined. */
  x: Float64Array;
  y: Float64Array;
  /** 1 where no other state beats it. */
  onFront: Uint8Array;
  /** Which way is better on screen: +1 right or up. */
  better: { x: 1 | -1; y: 1 | -1 };
  points: readonly CurvePoint[];
  width: number;
  height: number;
  /** Pixels of a text. */
  measure: (text: string) => number;
}

interface CurveLayout {
  plot: { left: number; right: number; top: number; bottom: number };
  scaleX: AxisScale;
  scaleY: AxisScale;
  /** Of all states; broken where one is undefined. */
  line: string;
  front: readonly { state: number; x: number; y: number }[];
  points: readonly { key: number; x: number; y: number }[];
  labels: readonly PlacedLabel[];
}

const RADIUS = 5;

/** null when there is no room, or nothing defined to draw. O(states + points²). */
export function curveLayout({ x, y, onFront, better, points, width, height, measure }: CurveInput): CurveLayout | null {
  const plot = { left: 48, right: width - 12, top: 24, bottom: height - 42 };
  if (plot.right - plot.left < 80 || plot.bottom - plot.top < 60) return null;
  const extentX = extentOf(Float64Array.of(...x, ...points.map((point) => point.x)), null);
  const extentY = extentOf(Float64Array.of(...y, ...points.map((point) => point.y)), null);
  if (extentX === null || extentY === null) return null;
  const scaleX = axisScale(extentX, false, [plot.left, plot.right], Math.max(2, Math.floor(width / 110)));
  const scaleY = axisScale(extentY, false, [plot.bottom, plot.top], Math.max(2, Math.floor(height / 50)));
  let line = '';
  let pen = 'M';
  const front: { state: number; x: number; y: number }[] = [];
  for (let k = 0; k < x.length; k++) {
    if (Number.isNaN(x[k]!) || Number.isNaN(y[k]!)) {
      pen = 'M';
      continue;
    }
    const at = { x: scaleX.at(x[k]!), y: scaleY.at(y[k]!) };
    line += `${pen}${at.x.toFixed(1)} ${at.y.toFixed(1)}`;
    pen = 'L';
    if (onFront[k] === 1) front.push({ state: k, ...at });
  }
  const placed = points
    .filter((point) => !Number.isNaN(point.x) && !Number.isNaN(point.y))
    .map(({ key, text, ...point }) => ({ key, text, x: scaleX.at(point.x), y: scaleY.at(point.y) }));
  const obstacles = placed.map((point) => ({
    left: point.x - RADIUS,
    right: point.x + RADIUS,
    top: point.y - RADIUS,
    bottom: point.y + RADIUS,
  }));
  const requests = placed.map((point): LabelRequest => ({
    ...point,
    radius: RADIUS,
    width: measure(point.text),
    overMarks: true,
    insist: point.key === 0,
  }));
  const frame = { left: plot.left, right: width, top: 14, bottom: plot.bottom };
  // The side of the sweep that nothing reaches is empty.
  const labels = placeLabels(requests, obstacles, frame, { x: better.x, y: better.y === 1 ? -1 : 1 });
  return {
    plot,
    scaleX,
    scaleY,
    line,
    front,
    points: placed.map(({ key, x: cx, y: cy }) => ({ key, x: cx, y: cy })),
    labels,
  };
}
