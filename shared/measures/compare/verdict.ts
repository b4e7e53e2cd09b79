// The one verdict on two candidates: how far apart they are on the same cases, how sure that is, and whether it is more than noise.
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { Entries } from '../classification/entries.ts';
import { amountsOf, casesIn, squaredAmountsOf } from '../classification/entries.ts';
import { holm } from './holm.ts';
import { exactMcNemar } from './mcnemar.ts';
import { studentQuantile, studentTails } from './student.ts';
import type { UnitSizes } from './unitSizes.ts';
import { withoutUnitsOfPair } from './unitSizes.ts';

/** What candidates are compared by: one number per case of each, the same cases for all. */
export interface ComparedMeasure extends Entries {
  candidates: number;
  /** Cases, or cells of cases that are alike in everything here. */
  cases: number;
  /** Per case the unit it belongs to, 0, 1, 2 …: cases of one user are no independent ones. null or absent: every case is one. */
  units?: Int32Array | null;
  /** Of cells whose cases come in units: these by their size. null or absent: every case is one, or `units` says. */
  sizes?: UnitSizes | null;
  /** Whether the numbers are 1 for a case that is right and 0 for one that is not. */
  rightness: boolean;
  /** Which candidate leads: the one with the larger or the smaller mean. */
  better: 'larger' | 'smaller';
  /**
   * Of a log that knows pairs of candidates and no cases: how many cases only a, or only b, has right; null: that is not known. Absent:
   * the numbers below tell.
   */
  pairOf?: (a: number, b: number) => { onlyA: number; onlyB: number } | null;
  /** The numbers of a candidate. Called more than once; all finite. */
  of: (candidate: number) => ArrayLike<number>;
}

/** How candidate a compares with candidate b. */
export interface PairVerdict {
  /** Places of the candidates. */
  a: number;
  b: number;
  /** Mean of a minus mean of b; NaN where there are no cases, or all their weights are 0. */
  difference: number;
  /** 95 % interval of the difference; NaN where it cannot be told. Holds 0 exactly where the verdict is `noise` or `same`. */
  lo: number;
  hi: number;
  /** The chance of a difference at least as large if there were none, for this pair alone. */
  p: number;
  /** The same with regard to all `pairs` that were looked at: Holm's. */
  adjustedP: number;
  pairs: number;
  test: 'McNemar' | 'paired t';
  /** Cases that only one of them has right; null where cases are not right or wrong, or do not count alike. */
  onlyA: number | null;
  onlyB: number | null;
  /**
   * `higher`, `lower`: the mean of a is, by more than noise; higher need not be better. `noise`: the adjusted chance is at least
   * 0.05. `same`: no case tells them apart. `unknown`: it cannot be told.
   */
  verdict: 'higher' | 'lower' | 'noise' | 'same' | 'unknown';
}

/** A difference is more than noise when its adjusted chance is below this. */
export const NOISE_LEVEL = 0.05;
const Z = 1.959963984540054;
/** Pairs beyond which only the leader is compared with every other, and numbers read beyond which it is too: some ten seconds. */
const MOST_PAIRS = 50_000;
const MOST_READ = 4e9;

/**
 * Compares every pair of candidates. Everything that says "within noise" reads this: the tab of measures, the page of a candidate,
 * trade-offs and the ranking.
 *
 * The test. Cases that are right or wrong and count alike: McNemar's exact test, which is right for any number of them. Everything
 * else (errors, gains of lists, weighed cases): a t test of the differences case by case, with weights the standard error of a
 * ratio of sums (Cochran 1977, Sampling Techniques, section 6.4) and Kish's effective number of cases; where cases come in units, the
 * standard error from leaving out each unit in turn, and as many degrees of freedom as there are effective units. A paired bootstrap is not
 * taken. Of 1,000 samples it knows no chance below 0.002, so that after the correction for 66 pairs nothing could ever be more
 * than noise; its percentiles are too narrow for a few dozen cases; and no ranking could wait for it.
 *
 * The correction. Twelve equal candidates make 66 pairs, of which three would be "more than noise" by chance alone. So chances are
 * adjusted over all pairs of the log, whichever of them a screen shows: Holm (1979). Where there are too many pairs, the leader is
 * compared with every other, and each chance is multiplied by the number of all pairs, since it leads by having been looked for.
 *
 * The interval is that of the difference of one pair: Bonett & Price (2012), J. Educ. Behav. Stat. 37(4):479–488, for rightness,
 * else the t interval. Where the verdict is `noise` it is stretched to hold 0. It can only grow by that, so it covers what it
 * says, and never contradicts the verdict: McNemar's exact test finds a difference only where that interval leaves out 0.
 *
 * O(pairs × cases / 32) for rightness, else O(pairs × cases).
 */
export function startComparison(compared: ComparedMeasure): SlicedRun<PairVerdict[]> {
  const { candidates } = compared;
  const all = (candidates * (candidates - 1)) / 2;
  const counted = isCounted(compared);
  const read = all * (counted ? compared.cases / 32 : compared.cases);
  const leader = all > MOST_PAIRS || read > MOST_READ ? leaderOf(compared) : null;
  const total = candidates < 2 ? 0 : leader === null ? all : candidates - 1;
  const pair = counted ? countedPairs(compared) : meanPairs(compared);
  const found: UnadjustedPair[] = [];
  let a = 0;
  let b = 0;
  return {
    total,
    get done() {
      return found.length;
    },
    advance(count) {
      for (const to = Math.min(total, found.length + count); found.length < to;) {
        if (++b >= candidates) b = ++a + 1;
        if (leader === null || a === leader || b === leader) found.push(pair(a, b));
      }
    },
    result() {
      // What cannot be told is a test that found nothing.
      const adjusted = holm(
        found.map(({ p }) => (Number.isNaN(p) ? 1 : p)),
        Math.max(all, found.length),
      );
      return found.map((each, k) => judged(each, adjusted[k]!, all));
    },
  };
}

/**
 * Compares the first candidate with every other and with nobody else, the family being these pairs.
 * @returns per candidate, its verdict against the first (own minus the first's); null for the first. O(candidates × cases).
 */
export function againstFirst(compared: ComparedMeasure): (PairVerdict | null)[] {
  const pair = isCounted(compared) ? countedPairs(compared) : meanPairs(compared);
  const found = Array.from({ length: Math.max(0, compared.candidates - 1) }, (_, k) => pair(0, k + 1));
  const adjusted = holm(found.map(({ p }) => (Number.isNaN(p) ? 1 : p)));
  return [null, ...found.map((each, k) => reversedVerdict(judged(each, adjusted[k]!, found.length)))];
}

/** The same verdict from the other's side. */
export function reversedVerdict(pair: PairVerdict): PairVerdict {
  const turned = { higher: 'lower', lower: 'higher', noise: 'noise', same: 'same', unknown: 'unknown' } as const;
  return {
    ...pair,
    a: pair.b,
    b: pair.a,
    difference: 0 - pair.difference,
    lo: 0 - pair.hi,
    hi: 0 - pair.lo,
    onlyA: pair.onlyB,
    onlyB: pair.onlyA,
    verdict: turned[pair.verdict],
  };
}

type UnadjustedPair = Omit<PairVerdict, 'adjustedP' | 'pairs' | 'verdict'> & { differ: boolean };

function judged({ differ, ...pair }: UnadjustedPair, adjustedP: number, pairs: number): PairVerdict {
  if (Number.isNaN(pair.difference) || (differ && Number.isNaN(pair.p))) {
    return { ...pair, adjustedP: NaN, pairs, verdict: 'unknown' };
  }
  if (!differ) return { ...pair, adjustedP, pairs, verdict: 'same' };
  if (adjustedP < NOISE_LEVEL) return { ...pair, adjustedP, pairs, verdict: pair.difference > 0 ? 'higher' : 'lower' };
  return { ...pair, lo: Math.min(0, pair.lo), hi: Math.max(0, pair.hi), adjustedP, pairs, verdict: 'noise' };
}

/** Whether cases are right or wrong, count alike and are independent, so that counting them is enough. */
const isCounted = ({ rightness, weights, units = null, sizes = null }: ComparedMeasure) =>
  rightness && weights === null && units === null && sizes === null;

/** Every case counts 1 and is right or wrong: 32 cases are compared at once. */
function countedPairs(compared: ComparedMeasure): (a: number, b: number) => UnadjustedPair {
  const { candidates, cases, of, counts = null, pairOf } = compared;
  if (pairOf !== undefined)
    return (a, b) => {
      const known = pairOf(a, b);
      return { a, b, ...(known === null ? unknownDifference : countedDifference(known.onlyA, known.onlyB, cases)) };
    };
  if (counts !== null) return countedCells(of, counts);
  const packed: (Uint32Array | null)[] = Array.from({ length: candidates }, () => null);
  const bits = (c: number) => (packed[c] ??= packedBits(of(c)));
  return (a, b) => {
    const [own, other] = [bits(a), bits(b)];
    let onlyA = 0;
    let onlyB = 0;
    for (let word = 0; word < own.length; word++) {
      const x = own[word]!;
      const y = other[word]!;
      if (x === y) continue;
      onlyA += bitCount(x & ~y);
      onlyB += bitCount(y & ~x);
    }
    return { a, b, ...countedDifference(onlyA, onlyB, cases) };
  };
}

const unknownDifference = {
  difference: NaN,
  test: 'McNemar' as const,
  onlyA: null,
  onlyB: null,
  differ: true,
  lo: NaN,
  hi: NaN,
  p: NaN,
};

/** Cells stand for as many cases as they have. */
function countedCells(of: ComparedMeasure['of'], counts: Float64Array): (a: number, b: number) => UnadjustedPair {
  const cases = casesIn(counts.length, { counts });
  return (a, b) => {
    const [own, other] = [of(a), of(b)];
    let onlyA = 0;
    let onlyB = 0;
    for (let cell = 0; cell < counts.length; cell++) {
      if (own[cell] === other[cell]) continue;
      if (own[cell] === 1) onlyA += counts[cell]!;
      else onlyB += counts[cell]!;
    }
    return { a, b, ...countedDifference(onlyA, onlyB, cases) };
  };
}

/** @param n  all cases, those included on which both are right or both wrong. */
export function countedDifference(onlyA: number, onlyB: number, n: number): Omit<UnadjustedPair, 'a' | 'b'> {
  const facts = { difference: (onlyA - onlyB) / n, test: 'McNemar' as const, onlyA, onlyB, differ: onlyA + onlyB > 0 };
  if (n === 0) return { ...facts, lo: NaN, hi: NaN, p: NaN };
  if (!facts.differ) return { ...facts, lo: 0, hi: 0, p: 1 };
  const x = (onlyA + 1) / (n + 2);
  const y = (onlyB + 1) / (n + 2);
  const half = Z * Math.sqrt((x + y - (x - y) ** 2) / (n + 2));
  return {
    ...facts,
    lo: Math.max(-1, x - y - half),
    hi: Math.min(1, x - y + half),
    p: exactMcNemar(onlyA, onlyB),
  };
}

function packedBits(right: ArrayLike<number>): Uint32Array {
  const bits = new Uint32Array(Math.ceil(right.length / 32));
  for (let i = 0; i < right.length; i++) if (right[i] === 1) bits[i >> 5]! |= 1 << (i & 31);
  return bits;
}

/** How many bits are set: Warren (2012), Hacker's Delight, section 5-1. */
function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function meanPairs(compared: ComparedMeasure): (a: number, b: number) => UnadjustedPair {
  const { of, units = null, sizes = null } = compared;
  const numbered = units && { of: units, count: units.reduce((most, unit) => Math.max(most, unit + 1), 0) };
  // Pairs come by their first candidate: its numbers are fetched once.
  let first: { place: number; values: ArrayLike<number> } | null = null;
  // All pairs of a log have the same degrees of freedom, and their quantile takes longer to find than a short log to compare.
  let known: { freedom: number; t: number } | null = null;
  const quantile = (freedom: number) => {
    if (known?.freedom !== freedom) known = { freedom, t: t95(freedom) };
    return known.t;
  };
  return (a, b) => {
    if (first?.place !== a) first = { place: a, values: of(a) };
    const without = sizes && withoutUnitsOfPair(sizes, a, b);
    return { a, b, ...meanDifference(first.values, of(b), compared, quantile, numbered, without) };
  };
}

const t95 = (freedom: number) => studentQuantile(0.05, freedom);

/** Per case its unit, 0 … count − 1. */
interface CaseUnits {
  of: Int32Array;
  count: number;
}

/** Σ w(a − b) / Σ w over cases, or over cells of cases that are alike in a and b, with the standard error of a ratio of sums, or of leaving out each unit in turn, which may be known already. O(n). */
export function meanDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  entries: Entries,
  quantile: (freedom: number) => number = t95,
  units: CaseUnits | null = null,
  known: { freedom: number; standardError: number } | null = null,
): Omit<UnadjustedPair, 'a' | 'b'> & { standardError: number } {
  const n = casesIn(a.length, entries);
  const weights = amountsOf(entries);
  const squaredWeights = entries.counts ? squaredAmountsOf(entries) : null;
  let total = 0;
  let totalSquares = 0;
  let sum = 0;
  let differ = false;
  for (let i = 0; i < a.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    total += w;
    totalSquares += squaredWeights === null ? w * w : squaredWeights[i]!;
    sum += w * (a[i]! - b[i]!);
    if (w > 0 && a[i] !== b[i]) differ = true;
  }
  const difference = sum / total;
  let freedom = (total * total) / totalSquares - 1;
  let squares = 0;
  for (let i = 0; i < a.length; i++) {
    const off = a[i]! - b[i]! - difference;
    const w = weights === null ? 1 : weights[i]!;
    squares += squaredWeights === null ? (w * off) ** 2 : squaredWeights[i]! * off ** 2;
  }
  let standardError = Math.sqrt((squares * n) / Math.max(1, n - 1)) / total;
  if (units !== null) ({ freedom, standardError } = withoutUnits(a, b, weights, units, { sum, total }));
  if (known !== null) ({ freedom, standardError } = known);
  const facts = { difference, standardError, test: 'paired t' as const, onlyA: null, onlyB: null, differ };
  if (Number.isNaN(difference)) return { ...facts, lo: NaN, hi: NaN, p: NaN };
  if (!differ) return { ...facts, lo: 0, hi: 0, p: 1 };
  // One case alone has no spread.
  if (!(freedom > 1e-9) || Number.isNaN(standardError)) return { ...facts, lo: NaN, hi: NaN, p: NaN };
  const half = quantile(freedom) * standardError;
  return {
    ...facts,
    lo: difference - half,
    hi: difference + half,
    p: studentTails(Math.abs(difference) / standardError, freedom),
  };
}

/**
 * The standard error of a mean difference from leaving out each unit in turn, (C − 1)/C ΣΔ², and effective units less one: Carter,
 * Schnepel & Steigerwald (2017), Rev. Econ. Stat. 99(4):698–709. O(n).
 */
function withoutUnits(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weights: Float64Array | null,
  { of, count }: CaseUnits,
  { sum, total }: { sum: number; total: number },
): { freedom: number; standardError: number } {
  const sums = new Float64Array(count);
  const totals = new Float64Array(count);
  for (let i = 0; i < a.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    sums[of[i]!]! += w * (a[i]! - b[i]!);
    totals[of[i]!]! += w;
  }
  let squares = 0;
  let totalSquares = 0;
  let used = 0;
  for (let unit = 0; unit < count; unit++) {
    const own = totals[unit]!;
    if (own === 0) continue;
    used++;
    totalSquares += own * own;
    const left = total - own;
    if (left > 0) squares += ((sum - sums[unit]!) / left - sum / total) ** 2;
  }
  return {
    freedom: (total * total) / totalSquares - 1,
    standardError: Math.sqrt(((used - 1) / used) * squares),
  };
}

/** The candidate with the best mean, of equal ones the first. O(candidates × cases). */
function leaderOf(compared: ComparedMeasure): number {
  const { candidates, of, better } = compared;
  const weights = amountsOf(compared);
  const sign = better === 'larger' ? 1 : -1;
  let best = 0;
  let most = -Infinity;
  for (let c = 0; c < candidates; c++) {
    const values = of(c);
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += (weights === null ? 1 : weights[i]!) * values[i]!;
    if (sign * sum > most) {
      most = sign * sum;
      best = c;
    }
  }
  return best;
}
