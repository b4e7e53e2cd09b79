// What a column of measurements states of how far its values may be off.
import type { Interval, MetricColumn } from '../domain/catalog.ts';

/** The interval of one value of a column; null where none is stated. O(1). */
export function intervalAt({ intervals }: Pick<MetricColumn, 'intervals'>, place: number): Interval | null {
  const low = intervals?.lows[place] ?? NaN;
  if (intervals === undefined || Number.isNaN(low)) return null;
  const high = intervals.highs[place]!;
  return { low, high: high === Infinity ? null : high };
}

/** Whether a column states of some value how far it may be off. O(candidates). */
export function statesDoubt({ standardErrors, intervals }: Omit<MetricColumn, 'metricId' | 'measured'>): boolean {
  return intervals !== undefined || (standardErrors?.some((error) => error > 0) ?? false);
}
