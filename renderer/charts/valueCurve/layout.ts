// Geometry of a value function over the distribution of the candidates: data and size in, coordinates out.
import { scaleLinear, scaleLog } from 'd3-scale';
import type { ValueFunction } from '../../../shared/domain/objective.ts';
import { valueOf } from '../../../shared/engine/value.ts';
import { handlesOf } from './handles.ts';

interface CurveLayout {
  plot: { left: number; right: number; top: number; bottom: number };
  toX(measured: number): number;
  toMeasured(x: number): number;
  toY(value: number): number;
  toValue(y: number): number;
  /** SVG path of the value function over the whole width. */
  path: string;
  /** Where each handle stands, in the order of `handlesOf`. */
  handles: readonly { x: number; y: number }[];
  bars: readonly { x: number; width: number; y: number; height: number }[];
  ticks: readonly { x: number; text: string }[];
  /** What an arrow key moves by, in the metric's unit: about a two-hundredth of the range, a power of ten. */
  step: number;
}

/** So many bars stand side by side at most. */
const BARS = 48;

/**
 * @param measured  the metric's column; NaN is missing and left out.
 * @param frame   the range to show, kept by the caller while a handle is dragged so that the ground does not move.
 */
export function curveLayout(
  f: ValueFunction,
  measured: ArrayLike<number>,
  frame: readonly [low: number, high: number],
  width: number,
  height: number,
): CurveLayout {
  const plot = { left: 34, right: Math.max(60, width - 14), top: 14, bottom: Math.max(60, height - 28) };
  const log = f.shape === 'log';
  const scale = (log ? scaleLog() : scaleLinear()).domain([...frame]).range([plot.left, plot.right]);
  const y = scaleLinear().domain([0, 1]).range([plot.bottom, plot.top]);

  const steps = 120;
  const path = Array.from({ length: steps + 1 }, (_, k) => plot.left + ((plot.right - plot.left) * k) / steps)
    .concat(handlesOf(f).map((handle) => scale(handle.at)))
    .filter((x) => x >= plot.left && x <= plot.right)
    .sort((a, b) => a - b)
    .map((x, k) => `${k === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y(valueOf(f, scale.invert(x))).toFixed(1)}`)
    .join('');

  const xs = Array.from(measured)
    .filter((value) => !Number.isNaN(value) && !(log && value <= 0))
    .map((value) => scale(value))
    .filter((x) => x >= plot.left && x <= plot.right)
    .sort((a, b) => a - b);
  const barWidth = (plot.right - plot.left) / BARS;
  const groups = groupsWithin(xs, barWidth);
  const most = Math.max(1, ...groups.map(({ count }) => count));
  const room = (plot.bottom - plot.top) * 0.42;
  const bars = groups.map(({ middle, count }) => {
    // Counts of one stay visible beside counts of a thousand.
    const tall = Math.max(2, Math.sqrt(count / most) * room);
    const width = barWidth - 1;
    const x = Math.min(plot.right - width, Math.max(plot.left, middle - width / 2));
    return { x, width, y: plot.bottom - tall, height: tall };
  });

  const wanted = Math.max(2, Math.floor((plot.right - plot.left) / 90));
  const format = scale.tickFormat(wanted);
  const ticks = scale.ticks(wanted).flatMap((tick) => {
    const text = format(tick).replace('-', '−');
    return text === '' ? [] : { x: scale(tick), text };
  });

  return {
    plot,
    toX: (measured) => scale(measured),
    toMeasured: (x) => scale.invert(x),
    toY: (value) => y(value),
    toValue: (at) => y.invert(at),
    path,
    handles: handlesOf(f).map((handle) => ({ x: scale(handle.at), y: y(handle.value) })),
    bars,
    ticks,
    step: 10 ** Math.floor(Math.log10((frame[1] - frame[0]) / 100)),
  };
}

/**
 * Values that lie within one width of the first of them, as one group: where its middle is, so that a bar of one value stands at that
 * value, and how many they are.
 *
 * @param xs  ascending. O(n).
 */
function groupsWithin(xs: readonly number[], width: number): { middle: number; count: number }[] {
  const groups: { first: number; sum: number; count: number }[] = [];
  for (const x of xs) {
    const last = groups.at(-1);
    if (last && x - last.first < width) {
      last.sum += x;
      last.count += 1;
    } else groups.push({ first: x, sum: x, count: 1 });
  }
  return groups.map(({ sum, count }) => ({ middle: sum / count, count }));
}

/** The range worth showing: anchors and candidates, with a little room; above zero for a log shape. */
export function frameOf(f: ValueFunction, measured: ArrayLike<number>): [low: number, high: number] {
  const log = f.shape === 'log';
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number) => {
    if (log && value <= 0) return;
    if (value < low) low = value;
    if (value > high) high = value;
  };
  for (const handle of handlesOf(f)) take(handle.at);
  for (let i = 0; i < measured.length; i++) take(measured[i]!);
  if (log) {
    const room = (high / low) ** 0.05;
    return [low / room, high * room];
  }
  const room = (high - low) * 0.05;
  return [low - room, high + room];
}
