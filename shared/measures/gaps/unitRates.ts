// Rates and gaps where cases come in units that belong together: the visits of a user, the images of a patient. What is independent
// are the units, so doubt is counted by them: each is left out in turn.
import { studentQuantile, studentTails } from '../compare/student.ts';
import { wilson } from '../fairness/wilson.ts';
import { LEVEL, pairsOf } from './cells.ts';

/** Per unit and group, u · groups + g: cases (or summed weights), and how many of them count. */
export interface UnitCounts {
  units: number;
  groups: number;
  cases: Float64Array;
  counts: Float64Array;
  /** How many units are like each; absent: it is one. */
  times?: Float64Array;
  /** How many units there are in all; absent: as many as here. */
  count?: number;
}

export interface UnitRates {
  rates: Float64Array;
  /** Covariances of the rates, groups × groups. */
  covariance: Float64Array;
  /** (ΣW)²/ΣW² over units: how many units of one size they are worth. */
  units: Float64Array;
  /** Whether a unit has cases of both groups, groups × groups. */
  shared: Uint8Array;
}

/**
 * Leaves out each unit in turn: the jackknife of a ratio of sums, (C − 1)/C ΣDDᵀ; effective units of uneven ones, Carter, Schnepel &
 * Steigerwald (2017), Rev. Econ. Stat. 99(4):698–709. NaN for a group without cases. O(units × groups²).
 */
export function unitRates({ units, groups, cases, counts, times, count: all = units }: UnitCounts): UnitRates {
  const total = new Float64Array(groups);
  const counted = new Float64Array(groups);
  const squares = new Float64Array(groups);
  for (let u = 0; u < units; u++) {
    const alike = times === undefined ? 1 : times[u]!;
    for (let g = 0; g < groups; g++) {
      const own = cases[u * groups + g]!;
      total[g]! += alike * own;
      squares[g]! += alike * own * own;
      counted[g]! += alike * counts[u * groups + g]!;
    }
  }
  const rates = counted.map((count, g) => count / total[g]!);
  const covariance = new Float64Array(groups * groups);
  const shared = new Uint8Array(groups * groups);
  const moved = new Float64Array(groups);
  const touched = new Int32Array(groups);
  for (let u = 0; u < units; u++) {
    const alike = times === undefined ? 1 : times[u]!;
    let count = 0;
    for (let g = 0; g < groups; g++) {
      const own = cases[u * groups + g]!;
      if (own === 0) continue;
      touched[count++] = g;
      const left = total[g]! - own;
      moved[g] = left > 0 ? (counted[g]! - counts[u * groups + g]!) / left - rates[g]! : 0;
    }
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const at = touched[i]! * groups + touched[j]!;
        covariance[at]! += alike * moved[touched[i]!]! * moved[touched[j]!]!;
        shared[at] = 1;
      }
    }
  }
  for (let at = 0; at < covariance.length; at++) covariance[at]! *= (all - 1) / all;
  return { rates, covariance, units: total.map((sum, g) => (sum * sum) / squares[g]!), shared };
}

/** A rate and its 95 % interval: Wilson's with as many cases as its variance is worth, and Student's t for so few units. */
export function unitInterval(found: UnitRates, group: number): [lo: number, hi: number] {
  const freedom = found.units[group]! - 1;
  if (!(freedom > 1e-9)) return [0, 1];
  return wilson(found.rates[group]!, worth(found, group), studentQuantile(LEVEL, freedom));
}

/** How many independent cases a group's rate is worth. */
export function worth({ rates, covariance, units }: UnitRates, group: number): number {
  const rate = rates[group]!;
  const variance = covariance[group * rates.length + group]!;
  return variance > 0 ? (rate * (1 - rate)) / variance : units[group]!;
}

interface UnitPair {
  a: number;
  b: number;
  t: number;
  freedom: number;
  /** Of this pair alone, and with regard to all pairs: Šidák's. NaN where there are too few units. */
  chance: number;
  adjusted: number;
}

/** Whether two groups differ, pair by pair. O(k²). */
export function unitPairs(found: UnitRates): UnitPair[] {
  const { rates, covariance } = found;
  const k = rates.length;
  const pairs = pairsOf(k);
  return pairs.map(({ a, b }) => {
    const variance = covariance[a * k + a]! + covariance[b * k + b]! - 2 * covariance[a * k + b]!;
    const freedom = freedomOf(found, a, b);
    const difference = Math.abs(rates[a]! - rates[b]!);
    const t = difference === 0 ? 0 : difference / Math.sqrt(variance);
    const chance = freedom >= 1 ? studentTails(t, freedom) : NaN;
    return { a, b, t, freedom, chance, adjusted: 1 - (1 - chance) ** pairs.length };
  });
}

function freedomOf({ rates, units, shared }: UnitRates, a: number, b: number): number {
  return shared[a * rates.length + b] === 1 ? Math.min(units[a]!, units[b]!) - 1 : units[a]! + units[b]! - 2;
}

/**
 * The interval of the true largest gap as in `gapInterval`, with what rates of the same units have in common: Zou & Donner (2008)
 * with correlation. NaN where some pair has too few units. O(k²).
 */
export function unitGap(found: UnitRates, level = LEVEL): { lo: number; hi: number } {
  const { rates, covariance } = found;
  const k = rates.length;
  const pairs = pairsOf(k);
  let lo = 0;
  let hi = 0;
  for (const { a, b } of pairs) {
    const freedom = freedomOf(found, a, b);
    if (!(freedom >= 1)) return { lo: NaN, hi: NaN };
    const apart = rates[a]! - rates[b]!;
    const product = covariance[a * k + a]! * covariance[b * k + b]!;
    const correlation = product > 0 ? covariance[a * k + b]! / Math.sqrt(product) : 0;
    const ends = (chance: number) => {
      const t = studentQuantile(chance, freedom);
      const [aLow, aHigh] = wilson(rates[a]!, worth(found, a), t);
      const [bLow, bHigh] = wilson(rates[b]!, worth(found, b), t);
      const joined = (x: number, y: number) => Math.sqrt(Math.max(0, x * x + y * y - 2 * correlation * x * y));
      return [
        apart - joined(rates[a]! - aLow, bHigh - rates[b]!),
        apart + joined(aHigh - rates[a]!, rates[b]! - bLow),
      ] as const;
    };
    const [low, high] = ends(1 - (1 - level) ** (1 / pairs.length));
    lo = Math.max(lo, low, -high);
    const [plainLow, plainHigh] = ends(LEVEL);
    hi = Math.max(hi, plainHigh, -plainLow);
  }
  return { lo, hi: Math.min(1, hi) };
}
