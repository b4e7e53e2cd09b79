// What each `must` costs: what would be best at every bound it could have had.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { priceLists, type PriceList } from '../../../shared/engine/change/priceList.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface PriceListInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export function priceList({ snapshot, foundation }: PriceListInput): readonly PriceList[] {
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  return priceLists(snapshot, evaluation, snapshot.settings.groupRule);
}
