// Geometry of parallel coordinates: one axis per measurement with its best end at the top, where each candidate crosses it, who is
// inside the ranges drawn on the axes, and which line lies under the pointer. Knows no colours and no DOM.
import { NOTHING } from '../paretoScatter/layout.ts';
import { extentOf, wantsLog } from '../frame/scale.ts';

export interface LineAxis {
  /** Whatever tells the axis from others; it stays when axes change places. */
  id: number;
  title: string;
  /** What runs along the axis: measurements, or closeness to a target. NaN where missing. */
  measured: Float64Array;
  /** +1: greater lies higher. */
  better: 1 | -1;
  /** The value function is logarithmic, so the axis should be. */
  valuedByLog: boolean;
}

export interface LineData {
  /** From left to right. */
  axes: readonly LineAxis[];
  /** Per candidate one of the kinds of the scatter. */
  kinds: Uint8Array;
}

/** From the worse to the better end of a range, in what runs along the axis. */
export type Range = readonly [worse: number, better: number];

export interface PlacedAxis {
  id: number;
  title: string;
  x: number;
  log: boolean;
  /** What its ends stand for. */
  worst: number;
  best: number;
  /** Along the axis to pixels and back. */
  at(value: number): number;
  value(y: number): number;
}

export interface LineLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  axes: readonly PlacedAxis[];
  /** Per axis, the height at which each candidate crosses it; NaN where it does not. */
  ys: readonly Float32Array[];
  kinds: Uint8Array;
  /** How many candidates have a line. */
  drawn: number;
}

export const inset = { left: 64, right: 64, top: 44, bottom: 26 };

/** Lays the lines out in a box of pixels; null without room, or without two axes that somebody has a value on. O(nm). */
export function lineLayout({ axes, kinds }: LineData, width: number, height: number): LineLayout | null {
  const plot = { left: inset.left, right: width - inset.right, top: inset.top, bottom: height - inset.bottom };
  if (axes.length < 2 || plot.right - plot.left < 40 || plot.bottom - plot.top < 40) return null;
  const shown = kinds.map((kind) => (kind === NOTHING ? 0 : 1));
  const step = (plot.right - plot.left) / (axes.length - 1);
  const placed = axes.map((axis, k) => placedAxis(axis, plot.left + k * step, plot, shown));
  const ys = axes.map((axis, k) => {
    const to = placed[k]!;
    const heights = new Float32Array(kinds.length).fill(NaN);
    for (let i = 0; i < kinds.length; i++) if (shown[i] === 1) heights[i] = to.at(axis.measured[i]!);
    return heights;
  });
  let drawn = 0;
  for (let i = 0; i < kinds.length; i++) if (ys.some((column) => !Number.isNaN(column[i]!))) drawn++;
  return drawn === 0 ? null : { width, height, plot, axes: placed, ys, kinds, drawn };
}

function placedAxis(
  { id, title, measured, better, valuedByLog }: LineAxis,
  x: number,
  plot: LineLayout['plot'],
  shown: Uint8Array,
): PlacedAxis {
  const extent = extentOf(measured, shown) ?? [0, 1];
  const log = wantsLog(extent, valuedByLog);
  const [worst, best] = better === 1 ? extent : [extent[1], extent[0]];
  const to = log ? Math.log : (value: number) => value;
  const from = log ? Math.exp : (value: number) => value;
  const span = to(best) - to(worst);
  const high = plot.bottom - plot.top;
  return {
    id,
    title,
    x,
    log,
    worst,
    best,
    // Where all are alike they meet in the middle.
    at: (value) =>
      plot.bottom - (span === 0 ? (Number.isNaN(value) ? NaN : 0.5) : (to(value) - to(worst)) / span) * high,
    value: (y) =>
      y <= plot.top ? best : y >= plot.bottom ? worst : from(to(worst) + ((plot.bottom - y) / high) * span),
  };
}

/** A line through a candidate's crossings as an SVG path, broken where it has no value; a short stroke where it is alone. */
export function linePath({ axes, ys }: LineLayout, index: number): string {
  const at = (k: number) => Math.round(ys[k]![index]! * 10) / 10;
  const there = (k: number) => k >= 0 && k < axes.length && !Number.isNaN(ys[k]![index]!);
  let path = '';
  for (let k = 0; k < axes.length; k++) {
    if (!there(k)) continue;
    const x = Math.round(axes[k]!.x * 10) / 10;
    if (there(k - 1)) path += `L${x} ${at(k)}`;
    else path += there(k + 1) ? `M${x} ${at(k)}` : `M${x - 4} ${at(k)}h8`;
  }
  return path;
}

/**
 * Who is inside every range (1). A candidate without a value on an axis with a range is outside; one that is not drawn is too.
 * O(n × ranges).
 */
export function insideRanges({ axes, kinds }: LineData, ranges: ReadonlyMap<number, Range>): Uint8Array {
  const inside = kinds.map((kind) => (kind === NOTHING ? 0 : 1));
  for (const { id, measured, better } of axes) {
    const range = ranges.get(id);
    if (range === undefined) continue;
    for (let i = 0; i < inside.length; i++) {
      const value = measured[i]! * better;
      if (!(value >= range[0] * better && value <= range[1] * better)) inside[i] = 0;
    }
  }
  return inside;
}

/**
 * The candidate whose line passes nearest above or below a place; −1 when none does within `reach` pixels. O(n).
 * @param inside  only those marked 1 can be meant.
 */
export function nearestLine(layout: LineLayout, inside: Uint8Array, x: number, y: number, reach: number): number {
  const { axes, ys } = layout;
  const step = axes[1]!.x - axes[0]!.x;
  const left = Math.min(axes.length - 2, Math.max(0, Math.floor((x - axes[0]!.x) / step)));
  const share = Math.min(1, Math.max(0, (x - axes[left]!.x) / step));
  const [a, b] = [ys[left]!, ys[left + 1]!];
  let best = -1;
  let least = reach;
  for (let i = 0; i < a.length; i++) {
    if (inside[i] !== 1) continue;
    const apart = Math.abs(a[i]! + (b[i]! - a[i]!) * share - y);
    // Of lines at one place the one on the front is meant: kinds are numbered with it first.
    if (apart < least || (apart === least && best !== -1 && layout.kinds[i]! < layout.kinds[best]!)) {
      least = apart;
      best = i;
    }
  }
  return best;
}

/**
 * The next candidate up (−1) or down (+1) on one axis; of those at one place, in catalogue order. `from` when there is none
 * further, the topmost when `from` is −1. O(n).
 */
export function nextAlong(ys: Float32Array, inside: Uint8Array, from: number, by: 1 | -1): number {
  const before = (i: number, k: number) => ys[i]! < ys[k]! || (ys[i]! === ys[k]! && i < k);
  let best = -1;
  for (let i = 0; i < ys.length; i++) {
    if (inside[i] !== 1 || Number.isNaN(ys[i]!) || i === from) continue;
    if (from === -1 ? best === -1 || before(i, best) : by === 1) {
      if (from !== -1 && (!before(from, i) || (best !== -1 && !before(i, best)))) continue;
      best = i;
    } else if (from !== -1 && before(i, from) && (best === -1 || before(best, i))) best = i;
  }
  return best === -1 ? from : best;
}

/** The ids with one moved to another place. */
export function reordered(ids: readonly number[], id: number, place: number): number[] {
  const others = ids.filter((other) => other !== id);
  return others.toSpliced(Math.min(others.length, Math.max(0, place)), 0, id);
}
