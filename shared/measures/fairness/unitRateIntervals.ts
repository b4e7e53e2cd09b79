// How sure the rates of a whole log are where rows come in units: each is left out in turn.
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import { jackknife } from '../bootstrap/summed.ts';
import { jackknifeInterval } from '../bootstrap/unitIntervals.ts';
import type { Units } from '../bootstrap/units.ts';
import { unitSums } from '../bootstrap/units.ts';
import type { BinaryLog } from '../classification/binary.ts';
import type { RateId, ShareId } from '../classification/rates.ts';
import { rate, rateEntries, rateIds } from '../classification/rates.ts';
import type { RowUnits } from './unitShares.ts';
import { unitShareInterval, unitShares } from './unitShares.ts';

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
  const { labels, predicted, weights } = log;
  const sums = unitSums(units, 4, (row, add) =>
    add(2 * labels[row]! + predicted[row]!, weights === null ? 1 : weights[row]!),
  );
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
