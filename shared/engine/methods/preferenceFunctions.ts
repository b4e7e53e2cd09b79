// PROMETHEE's preference functions: how much a difference on one objective counts, from 0 (not at all) to 1 (fully).
import { LEVEL } from '../tolerance.ts';

export type PreferenceFunction =
  | { kind: 'usual' }
  | { kind: 'ushape'; q: number }
  | { kind: 'vshape'; p: number }
  | { kind: 'level'; q: number; p: number }
  | { kind: 'linear'; q: number; p: number }
  | { kind: 'gaussian'; s: number };

/** All but the Gaussian in one form: 0 up to and including q, 1 above p, and between them half or a rising line. */
export interface Thresholds {
  q: number;
  p: number;
  between: 'line' | 'half';
}

/** @returns null for the Gaussian, which has no thresholds. */
export function thresholdsOf(f: PreferenceFunction): Thresholds | null {
  switch (f.kind) {
    case 'usual':
      return { q: 0, p: 0, between: 'line' };
    case 'ushape':
      return { q: f.q, p: f.q, between: 'line' };
    case 'vshape':
      return { q: 0, p: f.p, between: 'line' };
    case 'level':
      return { q: f.q, p: f.p, between: 'half' };
    case 'linear':
      return { q: f.q, p: f.p, between: 'line' };
    case 'gaussian':
      return null;
  }
}

/**
 * P(d) for an advantage d; 0 for d ≤ 0. Brans & Vincke (1985), Management Science 31(6):647–656.
 * On a boundary the smaller value holds: d = q gives 0, and d = p what is between (1 at the end of a line).
 * A line from q to p = q is a step above q; s is above 0, and 0 ≤ q ≤ p.
 * @param allowance  how far a difference that equals a threshold on paper may exceed it by rounding.
 */
export function preference(f: PreferenceFunction, d: number, allowance = LEVEL): number {
  if (f.kind === 'gaussian') return d <= 0 ? 0 : -Math.expm1((-d * d) / (2 * f.s * f.s));
  const { q, p, between } = thresholdsOf(f)!;
  if (d <= q + allowance) return 0;
  if (d > p + allowance) return 1;
  return between === 'half' ? 0.5 : Math.min(1, (d - q) / (p - q));
}

/**
 * Thresholds from a metric's noise: differences up to one standard deviation of a difference of two measurements (√2 times
 * that of one) do not count, and from twice that on they count fully. Without noise every difference counts fully.
 * @param noise  standard deviation of one measurement, in the unit of the compared numbers, per objective; 0: none stated.
 */
export function suggestedThresholds(noise: ArrayLike<number>): PreferenceFunction[] {
  return Array.from(noise, (sd) =>
    sd > 0 ? { kind: 'linear', q: Math.SQRT2 * sd, p: 2 * Math.SQRT2 * sd } : { kind: 'usual' },
  );
}
