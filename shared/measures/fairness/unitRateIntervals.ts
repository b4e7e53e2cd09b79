// How sure the rates of a whole log are where rows come in units: each is left out in turn.
import type { CountedIntervals } from '../bootstrap/counted.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import { jackknife } from '../bootstrap/summed.ts';
import { jackknifeInterval } from '../bootstrap/unitIntervals.ts';
import type { Units } from '../bootstrap/units.ts';
import { effectiveUnits, gathered, unitSums } from '../bootstrap/units.ts';
import type { BinaryLog } from '../classification/binary.ts';
import { amountsOf } from '../classification/entries.ts';
import type { RateId, ShareId } from '../classification/rates.ts';
import { rate, rateEntries, rateIds } from '../classification/rates.ts';
import type { RowUnits } from './unitShares.ts';
import { unitShareInterval, unitShares } from './unitShares.ts';

/** The same of rows whose units are not in order yet, with the mean of what a row costs. */
export function unitCountedIntervals(log: Omit<BinaryLog, 'scores'>, own: RowUnits): CountedIntervals {
  const units = gathered(own);
  const effective = effectiveUnits(units, log.weights);
  return {
    rates: unitRateIntervals(log, units, own, effective),
    meanCost: (costs) => {
      const mean = (table: Float64Array, out: Float64Array) => {
        let total = 0;
        let cost = 0;
        for (let entry = 0; entry < 4; entry++) {
          total += table[entry]!;
          cost += costs[entry]! * table[entry]!;
        }
        out[0] = cost / total;
      };
      const { estimates, variances } = jackknife(countsOf(log, units, own), mean, 1, []);
      return jackknifeInterval(estimates[0]!, variances[0]!, effective);
    },
  };
}

/** Per unit its four counts, or sums of weights. */
function countsOf({ labels, predicted, ...entries }: Omit<BinaryLog, 'scores'>, units: Units, { of, times }: RowUnits) {
  const amounts = amountsOf(entries);
  return unitSums(units, 4, (row, add) => {
    const amount = amounts === null ? 1 : amounts[row]!;
    add(2 * labels[row]! + predicted[row]!, times === undefined ? amount : amount / times[of[row]!]!);
  });
}

/**
 * Shares have Wilson's interval with Student's t, the others one about their value.
 * @param units      the same as `own`, in order.
 * @param effective  units of one size that they are worth.
 * O(rows + units × rates).
 */
export function unitRateIntervals(
  log: Omit<BinaryLog, 'scores'>,
  units: Units,
  own: RowUnits,
  effective: number,
): Record<RateId, IntervalOrReason> {
  const sums = countsOf(log, units, own);
  const statistics = (table: Float64Array, out: Float64Array) => {
    rateIds.forEach((id, k) => (out[k] = rate(id, table)));
  };
  const { estimates, variances } = jackknife(sums, statistics, rateIds.length, []);
  const shares = unitShares(log, own, null, 1);
  return Object.fromEntries(
    rateIds.map((id, k) => {
      if (isShare(id)) return [id, unitShareInterval(shares(id), 0)];
      return [id, jackknifeInterval(estimates[k]!, variances[k]!, effective, [id === 'mcc' ? -1 : 0, 1])];
    }),
  ) as Record<RateId, IntervalOrReason>;
}

const isShare = (id: RateId): id is ShareId => Object.hasOwn(rateEntries, id);
