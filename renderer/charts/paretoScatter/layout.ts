// Geometry of the scatter of two measurements: scales, where each mark is, the step fronts, the regions that requirements close.
// Knows no colours and no DOM. Labels are placed in names.ts, marks drawn in paint.ts and ParetoScatter.svelte.
import { axisBetween, axisScale, extentOf, reachFor, wantsLog, type AxisScale } from '../frame/scale.ts';
import { frontOfTwo, stepPath } from './stepFront.ts';
import type { View } from './zoom.ts';

/** What a mark stands for; 0 draws nothing. */
export const NOTHING = 0;
export const FRONT = 1;
export const DOMINATED = 2;
export const INFEASIBLE = 3;
export const INCOMPLETE = 4;
/** On the front, and another member stands for it when small differences do not count. */
export const THINNED = 5;
/** In use today and no answer: it stays for comparison. */
export const REFERENCE = 6;

export interface ScatterAxis {
  title: string;
  unit: string;
  /** +1 higher is better, −1 lower is, 0 a target between. */
  better: 1 | -1 | 0;
  /** As measured; NaN where missing. */
  measured: Float64Array;
  /** The value function is logarithmic, so the axis should be. */
  valuedByLog: boolean;
}

/** A requirement on one of the two measurements. */
export interface PlotBound {
  id: number;
  axis: 'x' | 'y';
  comparator: '<=' | '>=';
  bound: number;
  must: boolean;
  /** Whose it is, as the words before the bound: "Product:", "ML engineers want". */
  owner: string;
}

export interface ScatterData {
  x: ScatterAxis;
  y: ScatterAxis;
  /** Per candidate one of the kinds above. */
  kinds: Uint8Array;
  bounds: readonly PlotBound[];
}

interface Inset {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
export const inset: Inset = { left: 58, right: 18, top: 36, bottom: 42 };

export interface PlacedBound extends PlotBound {
  /** Pixels of the line along its axis; may lie outside the plot. */
  at: number;
  /** The closed side, cut to the plot; null when none of it shows. */
  region: { x: number; y: number; width: number; height: number } | null;
  /** The line itself is inside the plot. */
  visible: boolean;
}

interface Place {
  x: number;
  y: number;
}

export interface ScatterLayout {
  width: number;
  height: number;
  /** The inside of the axes. */
  plot: { left: number; right: number; top: number; bottom: number };
  scaleX: AxisScale;
  scaleY: AxisScale;
  /** Pixels per candidate; NaN where it is not drawn. */
  xs: Float32Array;
  ys: Float32Array;
  kinds: Uint8Array;
  /** How many marks are drawn, how many lie outside the view, and how many have no place for want of a measurement. */
  drawn: number;
  outside: number;
  absent: number;
  /** Radius of a mark on the front and of any other: smaller where there are many. */
  radius: { front: number; other: number };
  /** Members of the front of these two measurements alone, feasible ones only; empty where one has a target. */
  front: readonly number[];
  /** Where they are; outside the plot where they are outside the view, as the line goes on there. */
  frontPlaces: readonly Place[];
  frontPath: string;
  /** The same with requirements left aside; empty and '' when it is the same line. */
  openPlaces: readonly Place[];
  openPath: string;
  bounds: readonly PlacedBound[];
}

/**
 * Lays the scatter out in a box of pixels. Null when nothing can be placed: no candidate has both measurements, or no room.
 *
 * @param view  the part of the plot that is shown; null shows it whole.
 * O(n log n), for the front.
 */
export function scatterLayout(
  data: ScatterData,
  width: number,
  height: number,
  view: View | null = null,
): ScatterLayout | null {
  const plot = { left: inset.left, right: width - inset.right, top: inset.top, bottom: height - inset.bottom };
  if (plot.right - plot.left < 40 || plot.bottom - plot.top < 40) return null;
  const n = data.kinds.length;
  const shown = new Uint8Array(n);
  let drawn = 0;
  let absent = 0;
  for (let i = 0; i < n; i++) {
    if (data.kinds[i] === NOTHING) continue;
    if (Number.isNaN(data.x.measured[i]!) || Number.isNaN(data.y.measured[i]!)) absent++;
    else {
      shown[i] = 1;
      drawn++;
    }
  }
  const wantedX = Math.max(2, Math.round((plot.right - plot.left) / 90));
  const wantedY = Math.max(2, Math.round((plot.bottom - plot.top) / 46));
  const wholeX = scaleFor(data, 'x', shown, [plot.left, plot.right], wantedX);
  const wholeY = scaleFor(data, 'y', shown, [plot.bottom, plot.top], wantedY);
  if (wholeX === null || wholeY === null) return null;
  const scaleX = view === null ? wholeX : part(wholeX, [plot.left, plot.right], [view.left, view.right], wantedX);
  const scaleY =
    view === null ? wholeY : part(wholeY, [plot.bottom, plot.top], [1 - view.bottom, 1 - view.top], wantedY);
  const xs = new Float32Array(n).fill(NaN);
  const ys = new Float32Array(n).fill(NaN);
  for (let i = 0; i < n; i++) {
    if (shown[i] === 0) continue;
    xs[i] = scaleX.at(data.x.measured[i]!);
    ys[i] = scaleY.at(data.y.measured[i]!);
  }
  const lines = fronts(data, xs, ys);
  let outside = 0;
  if (view !== null) {
    for (let i = 0; i < n; i++) {
      const inView = xs[i]! >= plot.left && xs[i]! <= plot.right && ys[i]! >= plot.top && ys[i]! <= plot.bottom;
      if (shown[i] === 0 || inView) continue;
      outside++;
      xs[i] = NaN;
      ys[i] = NaN;
    }
    drawn -= outside;
  }
  const bounds = data.bounds.map((bound) => placed(bound, bound.axis === 'x' ? scaleX : scaleY, plot));
  return {
    width,
    height,
    plot,
    scaleX,
    scaleY,
    xs,
    ys,
    kinds: data.kinds,
    drawn,
    outside,
    absent,
    radius: radiusFor(drawn),
    ...lines,
    bounds,
  };
}

function scaleFor(data: ScatterData, which: 'x' | 'y', shown: Uint8Array, range: [number, number], wanted: number) {
  const axis = data[which];
  const extent = extentOf(axis.measured, shown);
  if (extent === null) return null;
  const log = wantsLog(extent, axis.valuedByLog);
  const bounds = data.bounds.filter((bound) => bound.axis === which).map((bound) => bound.bound);
  return axisScale(reachFor(extent, bounds, log), log, range, wanted);
}

/** The part of an axis between two shares of its length, over the whole length. */
function part(
  scale: AxisScale,
  range: readonly [number, number],
  [from, to]: readonly [number, number],
  wanted: number,
): AxisScale {
  const value = (share: number) => scale.value(range[0] + share * (range[1] - range[0]));
  return axisBetween([value(from), value(to)], scale.log, range, wanted);
}

function fronts({ x, y, kinds }: ScatterData, xs: Float32Array, ys: Float32Array) {
  if (x.better === 0 || y.better === 0)
    return { front: [], frontPlaces: [], frontPath: '', openPlaces: [], openPath: '' };
  const better = { x: x.better, y: y.better };
  const isRanked = (kind: number) => kind === FRONT || kind === THINNED || kind === DOMINATED;
  const ranked = Uint8Array.from(kinds, (kind) => (isRanked(kind) ? 1 : 0));
  const all = Uint8Array.from(kinds, (kind) => (isRanked(kind) || kind === INFEASIBLE ? 1 : 0));
  const placesOf = (members: readonly number[]) => members.map((i) => ({ x: xs[i]!, y: ys[i]! }));
  const front = frontOfTwo(x.measured, y.measured, better, ranked);
  const frontPlaces = placesOf(front);
  const frontPath = stepPath(frontPlaces, better.x);
  const openPlaces = placesOf(frontOfTwo(x.measured, y.measured, better, all));
  const openPath = stepPath(openPlaces, better.x);
  return openPath === frontPath
    ? { front, frontPlaces, frontPath, openPlaces: [], openPath: '' }
    : { front, frontPlaces, frontPath, openPlaces, openPath };
}

/** Whether a candidate has a mark that is in view. */
export const isDrawn = ({ xs }: Pick<ScatterLayout, 'xs'>, i: number): boolean => !Number.isNaN(xs[i] ?? NaN);

/** The kinds of the marks that are in view. O(n). */
export function kindsInView(layout: Pick<ScatterLayout, 'xs' | 'kinds'>): ReadonlySet<number> {
  const found = new Set<number>();
  layout.kinds.forEach((kind, i) => {
    if (isDrawn(layout, i)) found.add(kind);
  });
  return found;
}

/** With more marks than this of one kind they are not told apart: their density is drawn. */
const MOST_MARKS = 2000;
/** Beside a density, kinds with no more than this are still drawn one by one, on top. */
const FEW_MARKS = 400;

/** The kinds of which the density is drawn instead of marks; none where all the marks can be told apart. O(n). */
export function denseKinds({ xs, kinds, drawn }: ScatterLayout): ReadonlySet<number> {
  if (drawn <= MOST_MARKS) return new Set();
  const counts = new Map<number, number>();
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isNaN(xs[i]!)) counts.set(kinds[i]!, (counts.get(kinds[i]!) ?? 0) + 1);
  }
  return new Set(Array.from(counts.keys()).filter((kind) => counts.get(kind)! > FEW_MARKS));
}

function radiusFor(drawn: number): ScatterLayout['radius'] {
  if (drawn <= 60) return { front: 4.5, other: 3.5 };
  if (drawn <= 1000) return { front: 3.8, other: 2.6 };
  if (drawn <= 10_000) return { front: 3, other: 1.8 };
  return { front: 2.4, other: 1.1 };
}

/** Where a bound lies and what it closes, cut to the plot. */
export function placed(bound: PlotBound, scale: AxisScale, plot: ScatterLayout['plot']): PlacedBound {
  const [low, high] = bound.axis === 'x' ? [plot.left, plot.right] : [plot.top, plot.bottom];
  const at = scale.log && bound.bound <= 0 ? (bound.axis === 'x' ? low - 1 : high + 1) : scale.at(bound.bound);
  // Greater measurements lie to the right, or up.
  const closesAfter = (bound.comparator === '<=') === (bound.axis === 'x');
  const from = closesAfter ? Math.min(high, Math.max(low, at)) : low;
  const to = closesAfter ? high : Math.min(high, Math.max(low, at));
  const region =
    to - from < 0.5
      ? null
      : bound.axis === 'x'
        ? { x: from, y: plot.top, width: to - from, height: plot.bottom - plot.top }
        : { x: plot.left, y: from, width: plot.right - plot.left, height: to - from };
  return { ...bound, at, region, visible: at >= low && at <= high };
}
