// Whether candidates get better or worse over time: the leading measure over slices of the cases in the order of their time.
import type { ComparedMeasure } from '../compare/verdict.ts';
import { NOISE_LEVEL } from '../compare/verdict.ts';
import { holm } from '../compare/holm.ts';
import { lineOf, type Line } from '../compare/line.ts';
import { studentQuantile } from '../compare/student.ts';
import { wilson } from '../fairness/wilson.ts';
import type { Estimates } from '../gaps/evidence.ts';
import { countedEvidence, estimatedEvidence } from '../gaps/evidence.ts';

/** Cases in a row in time. */
export interface Slice {
  /** Times of the first and the last of them. */
  from: number;
  to: number;
  cases: number;
}

export interface CandidateDrift {
  /** Per slice the mean and its 95 % interval, that of this slice alone; NaN where it cannot be told. */
  means: Float64Array;
  lows: Float64Array;
  highs: Float64Array;
  /** The straight line over all cases, from 0 at the first to 1 at the last: its slope is the change over the whole time. */
  trend: Line;
  /** The chances of such a trend, and of slices so far apart, if there were neither; with regard to all that were looked at. */
  trendChance: number;
  spreadChance: number;
  /**
   * `rises`, `falls`: the mean goes up or down by more than noise; falling need not be worse. `varies`: slices differ by more than noise
   * and not in one direction. `none`: neither can be told from chance. `unknown`: it cannot be told.
   */
  verdict: 'rises' | 'falls' | 'varies' | 'none' | 'unknown';
}

export interface Drift {
  slices: Slice[];
  candidates: CandidateDrift[];
  /** How many tests were made: two of each candidate. */
  tests: number;
  /** Cases that say no time. */
  without: number;
}

const MOST_SLICES = 8;
export const FEWEST_SLICES = 4;
/** So many cases a slice has at least, as a group that decides. */
export const LEAST_IN_SLICE = 30;

/**
 * Cases stand in the order of their time and are cut into 4 to 8 slices of one size, as many as have 30 cases each; cases of one moment
 * stay together, so that slices differ a little. Two questions are asked of each candidate: whether its measure goes one way over time
 * (a straight line through all cases by their mid-rank in time, `lineOf`), and whether slices differ at all (of right and wrong the test of
 * gaps from counts, else pairs of means by t with Šidák). Their chances are adjusted over all candidates and both questions: Holm
 * (1979), so that of logs without any drift one in twenty at most is said to have some.
 *
 * @param times  per case; NaN where it says none.
 * @returns null where fewer than four slices have 30 cases each. O(candidates × (cases + units × slices)).
 */
export function driftOf(compared: ComparedMeasure, times: ArrayLike<number>): Drift | null {
  const order = Array.from({ length: compared.cases }, (_, i) => i).filter((i) => Number.isFinite(times[i]!));
  order.sort((a, b) => times[a]! - times[b]! || a - b);
  const slices = slicesOf(order.map((i) => times[i]!));
  if (slices === null) return null;
  const { weights, units = null, rightness } = compared;
  const own = units && renumbered(order.map((i) => units[i]!));
  const weighed = weights && Float64Array.from(order, (i) => weights[i]!);
  const places = midRanks(order.map((i) => times[i]!));
  const found = Array.from({ length: compared.candidates }, (_, c) => {
    const values = compared.of(c);
    const inOrder = Float64Array.from(order, (i) => values[i]!);
    const measured = meansOf(inOrder, slices, weighed, own);
    const counted = rightness && weights === null && units === null;
    const all = slices.map((_slice, s) => s);
    const spread = counted
      ? countedEvidence(cellsOf(inOrder, slices)).test(all, 2 * compared.candidates).chance
      : estimatedEvidence(measured).test(all, 2 * compared.candidates).chance;
    return { ...intervalsOf(measured, counted, slices), trend: lineOf(places, inOrder, weighed, own), spread };
  });
  const chances = found.flatMap(({ trend, spread }) => [trend.p, spread]);
  const adjusted = holm(chances.map((chance) => (Number.isNaN(chance) ? 1 : chance)));
  return {
    slices,
    tests: chances.length,
    without: compared.cases - order.length,
    candidates: found.map(({ spread, ...each }, c): CandidateDrift => {
      const [trendChance, spreadChance] = [adjusted[2 * c]!, adjusted[2 * c + 1]!];
      const unknown = Number.isNaN(each.trend.p) && Number.isNaN(spread);
      const verdict =
        trendChance < NOISE_LEVEL
          ? each.trend.slope > 0
            ? 'rises'
            : 'falls'
          : spreadChance < NOISE_LEVEL
            ? 'varies'
            : unknown
              ? 'unknown'
              : 'none';
      return { ...each, trendChance, spreadChance, verdict };
    }),
  };
}

/** @param times  rising. */
function slicesOf(times: readonly number[]): Slice[] | null {
  const n = times.length;
  for (let count = Math.min(MOST_SLICES, Math.floor(n / LEAST_IN_SLICE)); count >= FEWEST_SLICES; count--) {
    const slices: Slice[] = [];
    let from = 0;
    for (let s = 1; s <= count && from < n; s++) {
      let to = Math.max(from + 1, Math.round((s * n) / count));
      // A moment is not parted: it goes where the nearer border is.
      let back = to;
      while (to < n && times[to] === times[to - 1]) to++;
      while (back > from && back < n && times[back] === times[back - 1]) back--;
      const aim = (s * n) / count;
      if (back > from && aim - back < to - aim) to = back;
      slices.push({ from: times[from]!, to: times[to - 1]!, cases: to - from });
      from = to;
    }
    if (slices.length >= FEWEST_SLICES && slices.every(({ cases }) => cases >= LEAST_IN_SLICE)) return slices;
  }
  return null;
}

/** 0 for the first, 1 for the last; cases of one moment share the mean of their places. @param times  rising. */
function midRanks(times: readonly number[]): Float64Array {
  const n = times.length;
  const ranks = new Float64Array(n);
  for (let from = 0, to = 0; from < n; from = to) {
    for (to = from + 1; to < n && times[to] === times[from];) to++;
    ranks.fill((from + to - 1) / 2 / Math.max(1, n - 1), from, to);
  }
  return ranks;
}

function renumbered(units: readonly number[]): Int32Array {
  const known = new Map<number, number>();
  return Int32Array.from(units, (unit) => {
    const own = known.get(unit) ?? known.size;
    known.set(unit, own);
    return own;
  });
}

/** Where each slice begins in the order of time. */
const startsOf = (slices: readonly Slice[]) => {
  const starts = [0];
  for (const { cases } of slices) starts.push(starts.at(-1)! + cases);
  return starts;
};

function cellsOf(right: Float64Array, slices: readonly Slice[]) {
  const starts = startsOf(slices);
  return slices.map(({ cases }, s) => ({
    cases,
    count: right.subarray(starts[s], starts[s + 1]).reduce((sum, one) => sum + one, 0),
  }));
}

/** Means of the slices with what leaving out each unit in turn says of their doubt. */
function meansOf(
  values: Float64Array,
  slices: readonly Slice[],
  weights: Float64Array | null,
  units: Int32Array | null,
): Estimates {
  const k = slices.length;
  const starts = startsOf(slices);
  const count = units === null ? values.length : units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const totals = new Float64Array(k);
  const sums = new Float64Array(k);
  const squares = new Float64Array(k);
  // Per unit and slice its weight and its sum; where every case is one, it has one slice alone.
  const ownWeights = units && new Float64Array(count * k);
  const ownSums = units && new Float64Array(count * k);
  for (let s = 0; s < k; s++) {
    for (let i = starts[s]!; i < starts[s + 1]!; i++) {
      const w = weights === null ? 1 : weights[i]!;
      totals[s]! += w;
      sums[s]! += w * values[i]!;
      squares[s]! += w * w;
      if (units === null) continue;
      ownWeights![units[i]! * k + s]! += w;
      ownSums![units[i]! * k + s]! += w * values[i]!;
    }
  }
  const means = sums.map((sum, s) => sum / totals[s]!);
  const cases = squares.map((square, s) => (totals[s]! * totals[s]!) / square);
  const off = (s: number, w: number, sum: number) => (sums[s]! - sum) / (totals[s]! - w) - means[s]!;
  const covariance = new Float64Array(k * k);
  const factor = (count - 1) / count;
  if (units === null) {
    for (let s = 0; s < k; s++) {
      for (let i = starts[s]!; i < starts[s + 1]!; i++) {
        const w = weights === null ? 1 : weights[i]!;
        covariance[s * k + s]! += factor * off(s, w, w * values[i]!) ** 2;
      }
    }
    return { values: means, covariance, units: cases, cases, shared: false };
  }
  const unitSquares = new Float64Array(k);
  const offs = new Float64Array(k);
  for (let u = 0; u < count; u++) {
    for (let s = 0; s < k; s++) {
      const w = ownWeights![u * k + s]!;
      unitSquares[s]! += w * w;
      offs[s] = w === 0 ? 0 : off(s, w, ownSums![u * k + s]!);
    }
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) covariance[a * k + b]! += factor * offs[a]! * offs[b]!;
  }
  const ofUnits = unitSquares.map((square, s) => (totals[s]! * totals[s]!) / square);
  return { values: means, covariance, units: ofUnits, cases, shared: true };
}

function intervalsOf({ values, covariance, units }: Estimates, counted: boolean, slices: readonly Slice[]) {
  const k = values.length;
  const lows = new Float64Array(k);
  const highs = new Float64Array(k);
  for (let s = 0; s < k; s++) {
    const freedom = units[s]! - 1;
    const half = freedom > 1e-9 ? studentQuantile(0.05, freedom) * Math.sqrt(covariance[s * k + s]!) : NaN;
    const [lo, hi] = counted ? wilson(values[s]!, slices[s]!.cases) : [values[s]! - half, values[s]! + half];
    lows[s] = lo;
    highs[s] = hi;
  }
  return { means: values, lows, highs };
}
