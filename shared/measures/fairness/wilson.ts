// How sure a rate of a small group is.
import type { Interval } from '../bootstrap/interval.ts';

/**
 * The Wilson score interval of a proportion: it stays within 0 … 1 and says something even for 0 of 5, where a bootstrap has
 * nothing to vary. Wilson (1927), J. Am. Stat. Assoc. 22(158):209–212.
 * @param share  successes / trials; NaN gives NaN.
 * @param trials with weights the effective number (Σw)² / Σw² of Kish (1965), Survey Sampling.
 * @param z      how many standard errors to either side; 1.96 for 95 %.
 */
export function wilson(share: number, trials: number, z = 1.959963984540054): [lo: number, hi: number] {
  const centre = (share + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2) || 0;
  if (Number.isNaN(centre)) return [NaN, NaN];
  // What rounding leaves over at the ends.
  return [share === 0 ? 0 : Math.max(0, centre - half), share === 1 ? 1 : Math.min(1, centre + half)];
}

/** The same as an interval among others, with the standard error √(p(1 − p)/n). */
export function wilsonInterval(share: number, trials: number): Interval & { reason: null } {
  const [lo, hi] = wilson(share, trials);
  return {
    reason: null,
    lo,
    hi,
    standardError: Math.sqrt((share * (1 - share)) / trials),
    method: 'Wilson',
    defined: 1,
  };
}
