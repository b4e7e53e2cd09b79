// What a log holds of one rate or mean of every group, however its rows depend on each other: as counts, as units, or as estimates
// with their variance. A verdict asks all of them the same three things.
import { studentQuantile, studentTails } from '../compare/student.ts';
import type { Cell } from './cells.ts';
import { LEVEL, pairsOf, pooled, rateOf } from './cells.ts';
import type { CasesNeeded } from './casesNeeded.ts';
import { casesNeeded } from './casesNeeded.ts';
import { expectedUnderNoGap } from './chanceGap.ts';
import { fisherOf } from './fisher.ts';
import { leastGap, mostGap } from './gapInterval.ts';
import type { GapTestMethod } from './gapTest.ts';
import { gapTest, pairChances } from './gapTest.ts';
import type { UnitRates } from './unitRates.ts';
import { unitGap, unitPairs } from './unitRates.ts';

/** Two groups that were tested against each other, by their places among all groups. */
interface ComparedGroups {
  a: number;
  b: number;
  /** With regard to all pairs. */
  adjusted: number;
}

export interface GapEvidence {
  /** Per group the rate or mean that is shown; NaN where it has no cases. */
  rates: ArrayLike<number>;
  /** Per group how many cases it rests on, effective ones where they are weighed: what the least size of a group is about. */
  decidedBy: ArrayLike<number>;
  /** Per group how many independent cases its rate is worth; fewer where they come in units. */
  cases: ArrayLike<number>;
  /** The standard error of the difference of two groups. */
  errorOf: (a: number, b: number) => number;
  /** Whether these groups differ at all. @param family  how many measures are looked at together. */
  test: (groups: readonly number[], family: number) => { chance: number; method: GapTestMethod | 't' };
  /** What the true largest gap of these groups is at least, and at most; NaN where it cannot be told. */
  bounds: (groups: readonly number[], level: number) => { lo: number; hi: number };
  /** Every two of these groups. */
  pairs: (groups: readonly number[]) => ComparedGroups[];
  /** The mean gap of these groups if none differed; null where it is not known. */
  byChance: ((groups: readonly number[]) => number) | null;
  /** A group against all others together; null where it cannot be tested. */
  against: ((group: number) => { rest: number; chance: number }) | null;
  /** How many cases a group would take; null where it is not known. */
  needed: ((groups: readonly number[], tolerance: number) => CasesNeeded) | null;
  /** Whether tests of disjoint rows are independent, so that Šidák's correction holds for two of them. */
  independent: boolean;
  /** Per group how many units it is worth; null: every row is one. */
  units: ArrayLike<number> | null;
}

/** @param rates  the weighted ones where cells are those of effective cases; else they follow from the cells. */
export function countedEvidence(cells: readonly Cell[], weighted: ArrayLike<number> | null = null): GapEvidence {
  const of = (groups: readonly number[]) => groups.map((g) => cells[g]!);
  return {
    rates: weighted ?? cells.map(rateOf),
    decidedBy: cells.map(({ cases }) => cases),
    cases: cells.map(({ cases }) => cases),
    errorOf: (a, b) => Math.hypot(errorOf(cells[a]!), errorOf(cells[b]!)),
    test: (groups, family) => gapTest(of(groups), family),
    bounds: (groups, level) => ({ lo: leastGap(of(groups), level), hi: mostGap(of(groups)) }),
    pairs: (groups) =>
      pairChances(of(groups)).map(({ a, b, adjusted }) => ({ a: groups[a]!, b: groups[b]!, adjusted })),
    byChance: (groups) => expectedUnderNoGap(of(groups)),
    against: (group) => {
      const all = pooled(cells);
      const own = cells[group]!;
      const rest = { cases: all.cases - own.cases, count: all.count - own.count };
      return { rest: rateOf(rest), chance: rest.cases === 0 ? NaN : fisherOf(own, rest) };
    },
    needed: (groups, tolerance) => casesNeeded(groups.length, rateOf(pooled(of(groups))), tolerance),
    independent: weighted === null,
    units: null,
  };
}

const errorOf = (cell: Cell) => Math.sqrt((rateOf(cell) * (1 - rateOf(cell))) / cell.cases);

/**
 * Rates of cases that come in units.
 * @param decidedBy  per group its cases; @param cases  how many independent ones they are worth.
 */
export function unitEvidence(
  found: UnitRates,
  decidedBy: ArrayLike<number>,
  cases: ArrayLike<number> = decidedBy,
): GapEvidence {
  return {
    rates: found.rates,
    decidedBy,
    cases,
    errorOf: (a, b) => covarianceError(found.covariance, found.rates.length, a, b),
    test: (groups) => ({ chance: leastOf(unitPairs(chosen(found, groups))), method: 't' }),
    bounds: (groups, level) => unitGap(chosen(found, groups), level),
    pairs: (groups) =>
      unitPairs(chosen(found, groups)).map(({ a, b, adjusted }) => ({ a: groups[a]!, b: groups[b]!, adjusted })),
    byChance: null,
    against: null,
    needed: null,
    independent: false,
    units: found.units,
  };
}

function covarianceError(covariance: Float64Array, k: number, a: number, b: number): number {
  const variance = covariance[a * k + a]! + covariance[b * k + b]! - 2 * covariance[a * k + b]!;
  return Math.sqrt(Math.max(0, variance));
}

const leastOf = (pairs: readonly { adjusted: number }[]) =>
  pairs.some(({ adjusted }) => Number.isNaN(adjusted)) ? NaN : Math.min(...pairs.map(({ adjusted }) => adjusted));

/** The same of some of the groups. */
function chosen({ rates, covariance, units, shared }: UnitRates, groups: readonly number[]): UnitRates {
  const k = rates.length;
  const square = <T extends Float64Array | Uint8Array>(of: T) =>
    groups.flatMap((a) => groups.map((b) => of[a * k + b]!));
  return {
    rates: Float64Array.from(groups, (g) => rates[g]!),
    covariance: Float64Array.from(square(covariance)),
    units: Float64Array.from(groups, (g) => units[g]!),
    shared: Uint8Array.from(square(shared)),
  };
}

/** Means or other measures of groups, with what leaving out each unit in turn says of their doubt. */
export interface Estimates {
  values: Float64Array;
  /** Groups × groups. */
  covariance: Float64Array;
  /** Per group how many independent units it rests on. */
  units: Float64Array;
  /** Per group its cases, for the least size of a group that decides. */
  cases: ArrayLike<number>;
  /** Whether a unit may have cases of several groups. */
  shared: boolean;
}

/**
 * Any measure of groups by Student's t: pairs adjusted by Šidák's 1 − (1 − p)^pairs, ends of the largest gap as for rates, each pair
 * with an interval about its own difference.
 */
export function estimatedEvidence({ values, covariance, units, cases, shared }: Estimates): GapEvidence {
  const k = values.length;
  const pairsAmong = (groups: readonly number[]) =>
    pairsOf(groups.length).map(({ a, b }) => {
      const [one, other] = [groups[a]!, groups[b]!];
      const freedom = shared ? Math.min(units[one]!, units[other]!) - 1 : units[one]! + units[other]! - 2;
      const difference = values[one]! - values[other]!;
      const error = covarianceError(covariance, k, one, other);
      const t = difference === 0 ? 0 : Math.abs(difference) / error;
      return { a: one, b: other, difference, error, freedom, chance: freedom >= 1 ? studentTails(t, freedom) : NaN };
    });
  const adjustedPairs = (groups: readonly number[]) => {
    const pairs = pairsAmong(groups);
    return pairs.map(({ a, b, chance }) => ({ a, b, adjusted: 1 - (1 - chance) ** pairs.length }));
  };
  return {
    rates: values,
    decidedBy: cases,
    cases,
    errorOf: (a, b) => covarianceError(covariance, k, a, b),
    test: (groups) => ({ chance: leastOf(adjustedPairs(groups)), method: 't' }),
    bounds: (groups, level) => {
      const pairs = pairsAmong(groups);
      let lo = 0;
      let hi = 0;
      for (const { difference, error, freedom } of pairs) {
        if (!(freedom >= 1)) return { lo: NaN, hi: NaN };
        const apart = Math.abs(difference);
        lo = Math.max(lo, apart - studentQuantile(1 - (1 - level) ** (1 / pairs.length), freedom) * error);
        hi = Math.max(hi, apart + studentQuantile(LEVEL, freedom) * error);
      }
      return { lo, hi };
    },
    pairs: adjustedPairs,
    byChance: null,
    against: null,
    needed: null,
    independent: false,
    units: shared ? units : null,
  };
}
