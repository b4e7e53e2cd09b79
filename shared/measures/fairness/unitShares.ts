// Rates of groups where rows come in units that belong together: counted per unit, so that each can be left out in turn.
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import { FEW_UNITS } from '../bootstrap/unitIntervals.ts';
import type { BinaryLog } from '../classification/binary.ts';
import { amountsOf } from '../classification/entries.ts';
import type { ShareId } from '../classification/rates.ts';
import { rateEntries } from '../classification/rates.ts';
import type { UnitRates } from '../gaps/unitRates.ts';
import { unitInterval, unitRates } from '../gaps/unitRates.ts';

/** `of`: per row its unit, 0 … units − 1. */
export interface RowUnits {
  units: number;
  of: Int32Array;
  /** Of a cube: how many units are like each, whose cases its rows count together; absent: it is one. */
  times?: Float64Array;
  /** Of a cube: how many units there are in all. */
  count?: number;
}

/**
 * A function from a rate to its values in all groups with their covariances.
 * @param codes  per row its group, 0 … groups − 1; −1: none. null: all rows are of one group.
 * O(rows), then O(units × groups²) a rate.
 */
export function unitShares(
  { labels, predicted, ...entries }: Omit<BinaryLog, 'scores'>,
  { units, of, ...alike }: RowUnits,
  codes: Int32Array | null,
  groups: number,
): (id: ShareId) => UnitRates {
  const amounts = amountsOf(entries);
  // Of every unit and group its four counts, or sums of weights.
  const counts = new Float64Array(units * groups * 4);
  for (let row = 0; row < labels.length; row++) {
    const g = codes === null ? 0 : codes[row]!;
    if (g < 0) continue;
    const amount = (amounts === null ? 1 : amounts[row]!) / (alike.times?.[of[row]!] ?? 1);
    counts[(of[row]! * groups + g) * 4 + 2 * labels[row]! + predicted[row]!]! += amount;
  }
  const summed = (entries: readonly number[]) =>
    Float64Array.from({ length: units * groups }, (_, at) =>
      entries.reduce((sum, entry) => sum + counts[4 * at + entry]!, 0),
    );
  return (id) => {
    const { cases, counts: counting } = rateEntries[id];
    return unitRates({ units, groups, cases: summed(cases), counts: summed(counting), ...alike });
  };
}

/** The 95 % interval of a rate of one group: Wilson's with Student's t. */
export function unitShareInterval(found: UnitRates, group: number): IntervalOrReason {
  const { rates, covariance, units } = found;
  if (Number.isNaN(rates[group]!)) return { reason: 'The measure itself is undefined.' };
  if (!(units[group]! > 1)) return { reason: FEW_UNITS };
  const [lo, hi] = unitInterval(found, group);
  const standardError = Math.sqrt(covariance[group * rates.length + group]!);
  return { reason: null, lo, hi, standardError, method: 'jackknife', defined: 1 };
}
