// Weights, bounds and targets rounded so that typing in what is printed has the promised effect; each is tried before it is shown.
import { roundedTowards } from '../domain/format.ts';

/** Weights in per cent as they are printed and typed, adding up to 100 exactly. */
export interface TypedWeights {
  /** In the order given, in per cent, with at most `decimals` decimals: 2.1, not 0.021. */
  percent: readonly number[];
  decimals: number;
  /** What changes hands against the weights as they stand, in points of 100, rounded up to the same decimals. */
  points: number;
}

/** How far beyond the exact change trials go, as shares of it: the nearest that works at these decimals is taken. */
const FURTHER = [0, 0.002, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5];
/** How many steps are moved from one weight to another. */
const MOVED = [1, 2, 4];
const MOST_DECIMALS = 4;

/**
 * The nearest weights on the way from `before` to `after`, and as little beyond as it takes, that do what `after` promises
 * once they are rounded to per cents that add up to 100. With one decimal first, more where those do not do.
 *
 * Rounding to the nearest is tried and rounding away from where each weight stood, the difference put where the rounding was
 * worst; each trial is put to `works`, so nothing rests on how the promise came about. Calls it at most 26 + 3 m² times per
 * role and decimal, and mostly once or twice.
 * @param before  per role shares summing to 1, as they stand.
 * @param after   per role shares summing to 1 that keep the promise, level at the least.
 * @param works   whether weights (per role in per cent; only their proportions count) keep it.
 * @returns       per role; null when no trial does.
 */
export function typedWeights(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
  works: (percent: readonly Float64Array[]) => boolean,
  decimals = 1,
): TypedWeights[] | null {
  for (let digits = decimals; digits <= MOST_DECIMALS; digits++) {
    for (const percent of trials(before, after, digits)) {
      if (!works(percent)) continue;
      return percent.map((list, k) => ({
        percent: [...list],
        decimals: digits,
        points: pointsBetween(before[k]!, list, digits),
      }));
    }
  }
  return null;
}

/** Along the way and beyond, nearest first; then a few steps moved from one weight to another, where the way ends at a weight of 0. */
function* trials(
  before: readonly Float64Array[],
  after: readonly Float64Array[],
  digits: number,
): Generator<Float64Array[]> {
  const steps = 10 ** digits;
  for (const further of FURTHER) {
    for (const lean of [0, 0.5]) {
      yield after.map((shares, k) => rounded(beyond(before[k]!, shares, further), before[k]!, steps, lean));
    }
  }
  const nearest = after.map((shares, k) => rounded(shares, before[k]!, steps, 0));
  for (const count of MOVED) {
    for (const [k, list] of nearest.entries()) {
      for (let from = 0; from < list.length; from++) {
        for (let to = 0; to < list.length; to++) {
          const left = Math.round(list[from]! * steps) - count;
          if (from === to || left < 0) continue;
          const moved = list.slice();
          moved[from] = left / steps;
          moved[to] = (Math.round(list[to]! * steps) + count) / steps;
          yield nearest.with(k, moved);
        }
      }
    }
  }
}

/** A bound as it is printed and typed: rounded to the loose side, so that whoever meets the exact one meets it. */
export function typedBound(comparator: '<=' | '>=', bound: number, decimals: number): number {
  return roundedTowards(bound, decimals, comparator === '<=' ? 'up' : 'down');
}

/** The line from `before` through `after`, a share further, stopped at its first weight of 0. */
function beyond(before: Float64Array, after: Float64Array, share: number): Float64Array {
  let reach = share;
  after.forEach((to, j) => {
    const step = to - before[j]!;
    if (step < 0) reach = Math.min(reach, to / -step);
  });
  return after.map((to, j) => Math.max(0, to + reach * (to - before[j]!)));
}

/**
 * Shares as per cents in whole steps, adding up to 100: rounded (lean 0) or pushed half a unit away from where
 * each stood (lean 0.5), then what is left over or missing is given to those that rounding took most from.
 */
function rounded(aim: Float64Array, before: Float64Array, steps: number, lean: number): Float64Array {
  const total = 100 * steps;
  const exact = aim.map((share) => share * total);
  const units = exact.map((x, j) => {
    const away = Math.sign(Math.round(1e9 * (aim[j]! - before[j]!)));
    return Math.max(0, Math.round(Number((x + lean * away).toPrecision(12))));
  });
  let missing = total - units.reduce((sum, unit) => sum + unit, 0);
  while (missing !== 0) {
    const sign = Math.sign(missing);
    let best = -1;
    units.forEach((unit, j) => {
      if (sign < 0 && unit === 0) return;
      if (best < 0 || sign * (exact[j]! - unit) > sign * (exact[best]! - units[best]!)) best = j;
    });
    units[best]! += sign;
    missing -= sign;
  }
  return units.map((unit) => unit / steps);
}

/** Half of what the weights differ by, in points of 100, rounded up. */
function pointsBetween(before: Float64Array, percent: Float64Array, digits: number): number {
  const half = percent.reduce((sum, x, j) => sum + Math.abs(x - 100 * before[j]!), 0) / 2;
  return roundedTowards(half, digits, 'up');
}
