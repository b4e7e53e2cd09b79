// How many cases a group would take to tell: what to do about too few of them.
import { LEVEL, Z } from './cells.ts';
import { rangePoint } from './normalRange.ts';

/** The chance with which it would then be told, and the point of the normal distribution that belongs to it. */
const POWER = 0.8;
const POWER_POINT = 0.8416212335729143;

export interface CasesNeeded {
  /** Per group, to see a gap of the tolerance where there is one. */
  toSeeGap: number;
  /** Per group, to say that none is larger than it where there is none. */
  toSayNone: number;
}

/**
 * Cases per group, for a chance of 0.8. To see a gap: Casagrande, Pike & Smith (1978), Biometrics 34(3):483–486, with the point of
 * the range of k normals in place of the normal one; their last factor pays for Fisher's test and is left out beyond two groups. To
 * say there is none larger: from the interval's upper end and the range of the rates themselves. O(1).
 * @param k          groups, at least 2.
 * @param rate       of all of them together.
 * @param tolerance  the gap that is asked about, above 0.
 */
export function casesNeeded(k: number, rate: number, tolerance: number): CasesNeeded {
  const half = tolerance / 2;
  // Both rates stay within 0 … 1.
  const middle = Math.min(1 - half, Math.max(half, rate));
  const low = middle - half;
  const high = middle + half;
  const spread = Math.sqrt(2 * middle * (1 - middle));
  const apart = Math.sqrt(low * (1 - low) + high * (1 - high));
  const plain = ((rangePoint(k, LEVEL) * spread + POWER_POINT * apart) / tolerance) ** 2;
  const exact = (plain / 4) * (1 + Math.sqrt(1 + 4 / (plain * tolerance))) ** 2;
  const none = ((Z * Math.SQRT2 + Math.SQRT2 * rangePoint(k, 1 - POWER)) / tolerance) ** 2 * middle * (1 - middle);
  return { toSeeGap: Math.ceil(exact), toSayNone: Math.ceil(none) };
}
