// What candidates spend on a case, in time and in money: mean, percentiles and total of a column of one number per case.
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import { FEW_UNITS, jackknifeInterval } from '../bootstrap/unitIntervals.ts';
import { normalQuantile } from '../bootstrap/normal.ts';
import { effectiveUnits, gathered } from '../bootstrap/units.ts';
import { studentQuantile } from '../compare/student.ts';
import { logFactorial } from '../gaps/hypergeometric.ts';
import { measured } from '../measure.ts';
import type { Finding } from '../study/study.ts';
import { findingOf } from '../study/study.ts';

const percentiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
export type SpentId = 'mean' | keyof typeof percentiles | 'total';

export interface Spent {
  /** Cases with a number; the others count for nothing. */
  cases: number;
  measures: Record<SpentId, Finding>;
}

/** Of 95 % intervals. */
const TAIL = 0.025;
const NOTHING = 'No case has a number.';

/**
 * Mean, median, 95th and 99th percentile and total, of the cases that have a number. Means have Student's interval, percentiles that
 * between two order statistics, which holds whatever the distribution: Conover (1999), Practical Nonparametric Statistics, section 3.2.
 * Where cases come in units both follow from the spread between units: Woodruff (1952), J. Am. Stat. Assoc. 47(260):635–646. A total
 * is what was spent on these cases, and has no interval.
 * @param numbers  NaN where a case has none.
 * @param units    per case the unit it belongs to, 0, 1, 2 …; null: every case is one. O(n log n).
 */
export function spentOn(numbers: Float64Array, units: Int32Array | null): Spent {
  const at = Int32Array.from(numbers.keys()).filter((row) => Number.isFinite(numbers[row]!));
  const known = Float64Array.from(at, (row) => numbers[row]!);
  const own = units && inTurn(Int32Array.from(at, (row) => units[row]!));
  const sorted = known.toSorted();
  const total = known.reduce((sum, number) => sum + number, 0);
  const mean = total / known.length;
  const ofPercentile = (share: number): Finding => {
    const value = known.length === 0 ? NaN : quantile(sorted, share);
    const interval = own === null ? betweenOrders(sorted, share) : betweenShares(known, sorted, own, share, value);
    return findingOf(measured(value, NOTHING), interval);
  };
  return {
    cases: known.length,
    measures: {
      mean: findingOf(measured(mean, NOTHING), meanInterval(known, mean, own)),
      p50: ofPercentile(percentiles.p50),
      p95: ofPercentile(percentiles.p95),
      p99: ofPercentile(percentiles.p99),
      total: findingOf(measured(known.length === 0 ? NaN : total, NOTHING), null),
    },
  };
}

interface Grouped {
  /** Per case, 0, 1, 2 … without a gap. */
  of: Int32Array;
  count: number;
  effective: number;
}

function inTurn(units: Int32Array): Grouped {
  const turn = new Map<number, number>();
  const of = units.map((unit) => {
    const found = turn.get(unit) ?? turn.size;
    turn.set(unit, found);
    return found;
  });
  return { of, count: turn.size, effective: effectiveUnits(gathered({ units: turn.size, of }), null) };
}

/** The variance of Σ parts / n, from what each unit adds; parts have the mean 0. */
function varianceOf(parts: Float64Array, { of, count }: Grouped): number {
  const sums = new Float64Array(count);
  parts.forEach((part, row) => (sums[of[row]!]! += part));
  const squares = sums.reduce((sum, own) => sum + own * own, 0);
  return ((count / (count - 1)) * squares) / parts.length ** 2;
}

function meanInterval(known: Float64Array, mean: number, own: Grouped | null): IntervalOrReason {
  const off = known.map((number) => number - mean);
  if (own !== null) return jackknifeInterval(mean, varianceOf(off, own), own.effective);
  const n = known.length;
  if (n < 2) return { reason: 'One case tells nothing of how sure it is.' };
  const variance = off.reduce((sum, each) => sum + each * each, 0) / (n * (n - 1));
  return jackknifeInterval(mean, variance, n);
}

/** By linear interpolation between order statistics: type 7 of Hyndman & Fan (1996), Am. Stat. 50(4):361–365. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

/**
 * How many cases it takes until a percentile has both ends: the largest, and the smallest, have to lie beyond it surely enough.
 * @param share  0.95 for the 95th percentile.
 */
export const casesForPercentile = (share: number): number =>
  Math.ceil(Math.log(TAIL) / Math.log(Math.max(share, 1 - share)));

/** Between the two order statistics that lie below and above the percentile with 97.5 % each; they are no closer than that. O(√n). */
function betweenOrders(sorted: Float64Array, share: number): IntervalOrReason {
  const n = sorted.length;
  // How many cases lie below the percentile is a binomial number; beyond ten deviations nothing is left of it.
  const reach = 10 * Math.sqrt(n * share * (1 - share)) + 30;
  const from = Math.max(0, Math.floor(n * share - reach));
  const to = Math.min(n, Math.ceil(n * share + reach));
  const logChance = (k: number) =>
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(share) + (n - k) * Math.log1p(-share);
  let below = 0;
  let lower = 0;
  let upper = n + 1;
  for (let k = from; k <= to; k++) {
    below += Math.exp(logChance(k));
    // The chance that fewer than k + 1 lie below it, which is what the case at that place may be above it with.
    if (below <= TAIL) lower = k + 1;
    if (below >= 1 - TAIL && upper > n) upper = k + 1;
  }
  if (lower < 1 || upper > n) {
    const needed = casesForPercentile(share);
    return { reason: `An interval takes ${needed} cases at least, and there are ${n}.` };
  }
  return orders(sorted[lower - 1]!, sorted[upper - 1]!, 'order statistics');
}

/** The percentiles at the ends of the interval of the share of cases that lie below it. */
function betweenShares(
  known: Float64Array,
  sorted: Float64Array,
  own: Grouped,
  share: number,
  value: number,
): IntervalOrReason {
  const freedom = own.effective - 1;
  if (!(freedom > 1e-9)) return { reason: FEW_UNITS };
  const below = known.map((number) => (number <= value ? 1 : 0));
  const mean = below.reduce((sum, each) => sum + each, 0) / below.length;
  const error = Math.sqrt(
    varianceOf(
      below.map((each) => each - mean),
      own,
    ),
  );
  const half = studentQuantile(2 * TAIL, freedom) * error;
  if (share - half <= 0 || share + half >= 1)
    return { reason: 'There are too few units of sampling to bound this percentile on both sides.' };
  return orders(quantile(sorted, share - half), quantile(sorted, share + half), 'Woodruff');
}

function orders(lo: number, hi: number, method: 'order statistics' | 'Woodruff'): IntervalOrReason {
  return { reason: null, lo, hi, standardError: (hi - lo) / (2 * normalQuantile(1 - TAIL)), method, defined: 1 };
}
