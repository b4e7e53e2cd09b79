// How much better the proposals look on the rows they were chosen on.
import type { PointMeasureId } from '../../../../shared/measures/points/criteria.ts';
import type { PointStudy } from '../../../../shared/measures/points/study.ts';
import { criterionWords } from './criteria.ts';

/**
 * Of the first criterion the mean, over new offers, of what it reads on the choosing half less what was measured on the other,
 * less the same of the first offer, which was not chosen: so that what the halves differ by anyway is not called optimism. null
 * where it is none, or too little to be read. O(offers).
 */
export function optimismOf(
  { offers }: Pick<PointStudy, 'offers'>,
  ids: readonly PointMeasureId[],
): { id: PointMeasureId; by: number } | null {
  const id = ids.find((each) => each !== 'handedOver');
  if (id === undefined) return null;
  const excess = ({ chosen, measured }: PointStudy['offers'][number]) =>
    chosen[id] - (measured[id].measure.value ?? NaN);
  const fresh = offers.filter(({ is }) => is === 'new').map(excess);
  const by = fresh.reduce((sum, own) => sum + own, 0) / fresh.length - excess(offers[0]!);
  return criterionWords[id].sign * by >= 0.0005 ? { id, by } : null;
}
