// A gap as it stands in a table: its value, its interval, and the verdict on it.
import type { Interval } from '../../domain/catalog.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import type { FourFifths } from './fourFifths.ts';
import type { GapQuestion, GapVerdict } from './gapVerdict.ts';

export interface GapFinding {
  /** Between the groups that decide, as it stands in the log. */
  measure: Measure;
  /** Of the true largest gap; null where none can be made. */
  interval: IntervalOrReason | null;
  /** null: of a ratio, or of the worst group, there is no verdict of this kind. */
  verdict: GapVerdict | null;
  /** Of the ratio of selection rates alone. */
  fourFifths: FourFifths | null;
}

/** O(1). */
export function gapFinding(verdict: GapVerdict, { parts }: GapQuestion, smallest: number): GapFinding {
  const measure = measured(verdict.gap, noGapReason(verdict, smallest));
  if (measure.value === null) return { measure, interval: null, verdict, fourFifths: null };
  const { lo, hi, part, low, high } = verdict;
  const interval: IntervalOrReason = Number.isFinite(lo)
    ? {
        reason: null,
        lo: Math.min(lo, measure.value),
        hi,
        standardError: parts[part]!.errorOf(low, high),
        method: parts[part]!.units === null ? 'pairs' : 'jackknife',
        defined: 1,
      }
    : { reason: 'Some group rests on too few units for an interval.' };
  return { measure, interval, verdict, fourFifths: null };
}

/**
 * Between which ends the truth lies that a requirement on this number asks about: of the largest gap the ends that its verdict goes by,
 * of a ratio of rates those for which the rule would be said to be kept and broken. `high` null: nothing bounds it. null where there
 * is no verdict, and a requirement goes by the number itself. O(1).
 */
export function verdictInterval({ measure, interval, verdict, fourFifths }: GapFinding): Interval | null {
  if (measure.value === null) return null;
  if (fourFifths !== null) {
    return { low: Math.min(fourFifths.least, measure.value), high: Math.max(fourFifths.most, measure.value) };
  }
  if (verdict === null) return null;
  // Without an interval nothing is known but that a gap is never below 0.
  if (interval === null || interval.reason !== null) return { low: 0, high: null };
  return { low: interval.lo, high: Number.isFinite(interval.hi) ? Math.max(interval.hi, measure.value) : null };
}

/** Why there is no gap to speak of. */
export function noGapReason({ small }: Pick<GapVerdict, 'small'>, smallest: number): string {
  return small.length > 0
    ? `Fewer than two groups have ${smallest} cases of it, the least that decides.`
    : 'Fewer than two groups have the measure.';
}
