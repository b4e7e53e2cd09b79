// A gap as it stands in a table: its value, its interval, and the verdict on it.
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

/** Why there is no gap to speak of. */
export function noGapReason({ small }: Pick<GapVerdict, 'small'>, smallest: number): string {
  return small.length > 0
    ? `Fewer than two groups have ${smallest} cases of it, the least that decides.`
    : 'Fewer than two groups have the measure.';
}
