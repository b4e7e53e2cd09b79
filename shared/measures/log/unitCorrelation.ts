// Whether cases of one user, patient or item err together: what makes a column a unit of sampling, and not its name alone.
import { incompleteBeta } from '../compare/student.ts';

/** How alike the errors of one unit are. */
interface UnitCorrelation {
  /** Intra-class correlation: 1 where all cases of a unit err alike, 0 where units tell nothing; below 0 within −1/(n₀ − 1). */
  correlation: number;
  /** One-sided: the chance of an F at least as large if cases of one unit erred independently. */
  p: number;
}

/**
 * The intra-class correlation of errors by the one-way analysis of variance, with its F test: ICC(1) of Shrout & Fleiss (1979),
 * Psychol. Bull. 86(2):420–428, with the mean size n₀ of uneven units of Donner (1986), Int. Stat. Rev. 54(1):67–82.
 * @param errors  one number per case.
 * @param units   per case its unit, 0, 1, 2 …
 * @returns null where it is undefined: fewer than two units, no unit of two cases, or errors that are all the same. O(cases).
 */
export function unitCorrelation(errors: ArrayLike<number>, units: Int32Array): UnitCorrelation | null {
  const cases = units.length;
  const count = units.reduce((most, unit) => Math.max(most, unit + 1), 0);
  const sizes = new Float64Array(count);
  const means = new Float64Array(count);
  let whole = 0;
  for (let i = 0; i < cases; i++) {
    sizes[units[i]!]!++;
    means[units[i]!]! += errors[i]!;
    whole += errors[i]! / cases;
  }
  let used = 0;
  let squaredSizes = 0;
  let between = 0;
  for (let unit = 0; unit < count; unit++) {
    const size = sizes[unit]!;
    if (size === 0) continue;
    used++;
    squaredSizes += size * size;
    means[unit]! /= size;
    between += size * (means[unit]! - whole) ** 2;
  }
  const freedom = { between: used - 1, within: cases - used };
  if (freedom.between < 1 || freedom.within < 1) return null;
  let within = 0;
  for (let i = 0; i < cases; i++) within += (errors[i]! - means[units[i]!]!) ** 2;
  const perUnit = (cases - squaredSizes / cases) / freedom.between;
  const [a, b] = [between / freedom.between, within / freedom.within];
  const all = a + (perUnit - 1) * b;
  if (!(all > 0)) return null;
  return { correlation: (a - b) / all, p: fTail(a, b, freedom) };
}

/** The chance that a ratio of two independent mean squares is at least a / b. */
function fTail(a: number, b: number, { between, within }: { between: number; within: number }): number {
  const [above, below] = [between * a, within * b];
  return incompleteBeta(within / 2, between / 2, below / (above + below), above / (above + below));
}

/** A proposal needs this much certainty, and errors that agree rather than differ. */
const LEVEL = 0.05;

/** A column whose units err together. */
interface ErringTogether extends UnitCorrelation {
  /** Among the errors that were given: whose agree the most surely. */
  candidate: number;
  units: number;
}

/**
 * Whether units err together by any candidate: the surest one, its chance multiplied by how many were looked at (Bonferroni).
 * @param errors  per candidate one number per case.
 * @returns null where they do not, as far as can be told. O(candidates × cases).
 */
export function erringTogether(
  candidates: number,
  errors: (candidate: number) => ArrayLike<number>,
  units: Int32Array,
): ErringTogether | null {
  let surest: ErringTogether | null = null;
  for (let candidate = 0; candidate < candidates; candidate++) {
    const found = unitCorrelation(errors(candidate), units);
    if (found === null || !(found.correlation > 0)) continue;
    const p = Math.min(1, found.p * candidates);
    const surer = surest === null || p < surest.p || (p === surest.p && found.correlation > surest.correlation);
    if (p <= LEVEL && surer) surest = { correlation: found.correlation, p, candidate, units: new Set(units).size };
  }
  return surest;
}
