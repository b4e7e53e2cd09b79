// Proposed anchors for a new objective: the data range rounded outwards to numbers a person would choose.
// A proposal only; once stored, anchors stay put when candidates come and go.
import type { Direction } from '../domain/metric.ts';
import type { ValueFunction } from '../domain/objective.ts';

/** What a stored number may be (domain/ids.ts). */
const LIMIT = 1e300;

/**
 * A value function whose anchors hold every given number.
 *
 * - The range is rounded outwards to a 1-2-5 step of about a tenth of it (Heckbert 1990, Graphics Gems, "Nice numbers").
 * - All positive and spanning more than two decades: log, anchors of 1, 2 or 5 times a power of ten.
 * - target: the median rounded to the step, with distances that reach both ends of the range.
 * - A constant column gets room on both sides; nothing measured gives 0 … 1.
 *
 * @param measured  measurements in any order; NaN is missing, infinities are left aside.
 * @param possible  what the metric can be at all (`possibleRange`): no anchor goes beyond it. null: nothing is known.
 */
export function proposeAnchors(
  measured: ArrayLike<number>,
  direction: Direction,
  possible: readonly [low: number, high: number] | null = null,
): ValueFunction {
  const known = Float64Array.from(measured).filter(Number.isFinite).sort();
  const { step, low, high } = within(niceRange(known), possible);
  if (direction === 'target') {
    const middle = known.length === 0 ? 0 : known[known.length >> 1]!;
    const nearest = roundTo(middle, step, Math.round);
    const target = nearest > low && nearest < high ? nearest : known.length === 0 ? low : middle;
    const room = (distance: number) => Math.min(LIMIT, Math.max(distance, step));
    return { shape: 'target', target, below: room(tidy(target - low)), above: room(tidy(high - target)) };
  }
  const decades = logRange(known);
  const shape = decades ? 'log' : 'linear';
  const { low: from, high: to } = decades
    ? within({ step, low: decades[0], high: decades[1] }, possible)
    : { low, high };
  return direction === 'max' ? { shape, worst: from, best: to } : { shape, worst: to, best: from };
}

function niceRange(known: Float64Array): { step: number; low: number; high: number } {
  if (known.length === 0) return { step: 0.1, low: 0, high: 1 };
  const min = known[0]!;
  const max = known.at(-1)!;
  if (min === max) {
    if (min === 0) return { step: 0.1, low: 0, high: 1 };
    const step = niceAtMost(Math.max(Math.abs(min) / 2, Number.MIN_VALUE));
    const low = roundTo(min - step, step, Math.floor);
    const high = roundTo(max + step, step, Math.ceil);
    return reaching({ step, low, high }, min, max);
  }
  const step = niceAtMost((max - min) / 10 || Number.MIN_VALUE);
  return reaching({ step, low: roundTo(min, step, Math.floor), high: roundTo(max, step, Math.ceil) }, min, max);
}

function within(range: { step: number; low: number; high: number }, possible: readonly [number, number] | null) {
  if (possible === null) return range;
  const [low, high] = [Math.max(range.low, possible[0]), Math.min(range.high, possible[1])];
  return low < high ? { step: range.step, low, high } : range;
}

/** Falls back to the data's own ends where rounding has run out of digits. */
function reaching(range: { step: number; low: number; high: number }, min: number, max: number) {
  const low = Math.max(-LIMIT, range.low <= min ? range.low : min);
  const high = Math.min(LIMIT, range.high >= max ? range.high : max);
  return low < high
    ? { step: range.step, low, high }
    : { step: range.step, low: Math.min(0, 2 * min), high: Math.max(0, 2 * max) };
}

function logRange(known: Float64Array): [number, number] | null {
  const min = known[0] ?? 0;
  const max = known.at(-1) ?? 0;
  if (!(min > 0) || max / min <= 100) return null;
  const low = niceAtMost(min);
  const high =
    [1, 2, 5, 10].map((factor) => scaled(factor, exponentOf(max))).find((candidate) => candidate >= max) ?? max;
  return [low > 0 && low <= min ? low : min, Math.min(high, LIMIT)];
}

/** The largest 1, 2 or 5 times a power of ten that is not above `x` (positive). */
function niceAtMost(x: number): number {
  const exponent = exponentOf(x);
  for (const factor of [5, 2, 1]) {
    const nice = scaled(factor, exponent);
    if (nice <= x && nice > 0) return nice;
  }
  return x;
}

function exponentOf(x: number): number {
  return Number(x.toExponential().split('e')[1]);
}

/** Multiples of a power of ten by way of decimal text, so that 3 × 0.1 is 0.3. */
function scaled(factor: number, exponent: number): number {
  return Number(`${factor}e${exponent}`);
}

function roundTo(x: number, step: number, round: (y: number) => number): number {
  const exponent = exponentOf(step);
  const factor = Math.round(step / scaled(1, exponent)) || 1;
  const count = round(tidy(x / step));
  // Beyond 2^53 a double has no room for the rounding.
  return Number.isSafeInteger(count * factor) ? scaled(count * factor, exponent) : x;
}

/** Without the noise of the last digits of a quotient or a difference. */
function tidy(x: number): number {
  return Number(x.toPrecision(14));
}
