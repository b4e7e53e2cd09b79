// What closing a gap costs: who is best for whom at every bound on it.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import type { Requirement } from '../../../shared/domain/role.ts';
import { priceOfGap as price, type PriceOfGap } from '../../../shared/engine/change/priceOfGap.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface PriceOfGapInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  metricId: number;
  comparator: Requirement['comparator'];
}

export function priceOfGap({ snapshot, foundation, metricId, comparator }: PriceOfGapInput): PriceOfGap {
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  return price(snapshot, evaluation, snapshot.settings.groupRule, metricId, comparator);
}
