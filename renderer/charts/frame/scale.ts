// One axis of a plot: from measurements to pixels and back, with ticks that fit the room there is.
import { scaleLinear, scaleLog } from 'd3-scale';
import { formatNumber } from '../../../shared/domain/format.ts';

export interface Tick {
  value: number;
  /** Pixels along the axis. */
  at: number;
  text: string;
}

export interface AxisScale {
  log: boolean;
  /** What the ends of the axis measure. */
  domain: readonly [number, number];
  /** Measurement → pixels; monotone, and beyond the ends it goes on outside. */
  at(value: number): number;
  /** Pixels → measurement. */
  value(at: number): number;
  ticks: readonly Tick[];
}

/** Least and greatest of the numbers shown; null when there is none. `shown` of null shows all. O(n). */
export function extentOf(values: Float64Array, shown: Uint8Array | null): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (shown !== null && shown[i] === 0) continue;
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/**
 * Should an axis be logarithmic? Only positive numbers can be; then when the value function already is, or when they span more than
 * two decades.
 */
export function wantsLog(extent: readonly [number, number], valuedByLog: boolean): boolean {
  return extent[0] > 0 && (valuedByLog || extent[1] / extent[0] > 100);
}

/**
 * The extent with the bounds of requirements brought in, where one lies near enough that showing it costs less than
 * half of the axis; the others are beyond the edge.
 */
export function reachFor(extent: readonly [number, number], bounds: readonly number[], log: boolean): [number, number] {
  const to = log ? Math.log : (x: number) => x;
  let [low, high] = extent;
  const span = to(high) - to(low) || 1;
  for (const bound of bounds) {
    if (log && bound <= 0) continue;
    if (bound < low && to(extent[0]) - to(bound) <= span / 2) low = bound;
    if (bound > high && to(bound) - to(extent[1]) <= span / 2) high = bound;
  }
  return [low, high];
}

/**
 * A scale over an extent with a margin of 4 % on both sides.
 *
 * @param range   pixels of the low and the high end; the first may be the greater one, as on a vertical axis.
 * @param wanted  about how many ticks there is room for.
 */
export function axisScale(
  extent: readonly [number, number],
  log: boolean,
  range: readonly [number, number],
  wanted: number,
): AxisScale {
  return axisBetween(padded(extent, log), log, range, wanted);
}

/** A scale whose ends are given, without a margin: a part of another one. */
export function axisBetween(
  domain: readonly [number, number],
  log: boolean,
  range: readonly [number, number],
  wanted: number,
): AxisScale {
  const scale = (log ? scaleLog() : scaleLinear()).domain(domain).range(range);
  const values = log ? logTicks(domain, wanted) : scaleLinear().domain(domain).ticks(wanted);
  const decimals = values.reduce((most, value) => Math.max(most, carriedDecimals(value)), 0);
  return {
    log,
    domain,
    at: (value) => scale(value),
    value: (at) => scale.invert(at),
    ticks: values.map((value) => ({
      value,
      at: scale(value),
      text: formatNumber(value, log ? carriedDecimals(value) : decimals),
    })),
  };
}

function padded([low, high]: readonly [number, number], log: boolean): [number, number] {
  // Values that differ in their last digits alone are one value: no tick would fall between them.
  const flat = high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  if (log) {
    const by = flat ? 2 : Math.pow(high / low, 0.04);
    return [low / by, high * by];
  }
  const by = flat ? Math.abs(low) * 0.1 || 1 : (high - low) * 0.04;
  return [low - by, high + by];
}

/** Decimals it takes to write a tick; its rounding noise (0.1 + 0.2) is not worth writing. */
function carriedDecimals(value: number): number {
  let decimals = 0;
  while (decimals < 8 && Math.abs(Number(value.toFixed(decimals)) - value) > 1e-9 * Math.abs(value)) decimals++;
  return decimals;
}

/** 1, 2, 5 × 10^k where there is room, else powers of ten, else every second or third power; on a short stretch, linear steps. */
function logTicks([low, high]: readonly [number, number], wanted: number): number[] {
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = between(low, high, digits, 1);
    if (ticks.length <= wanted + 1) return ticks.length >= 3 ? ticks : scaleLinear().domain([low, high]).ticks(wanted);
  }
  for (let every = 2; ; every++) {
    const ticks = between(low, high, [1], every);
    if (ticks.length <= wanted + 1) return ticks;
  }
}

function between(low: number, high: number, digits: readonly number[], every: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    if (power % every !== 0) continue;
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= low && value <= high) ticks.push(value);
    }
  }
  return ticks;
}
