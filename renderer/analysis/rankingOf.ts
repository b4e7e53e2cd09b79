// The ranking that nearly every question about a review begins with: worked out once while review and foundation stay the same.
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { rank } from '../../shared/engine/evaluate.ts';
import type { Foundation, Ranking } from '../../shared/engine/evaluation.ts';

const last = new WeakMap<Foundation, { snapshot: ReviewSnapshot; ranking: Ranking }>();

/** As `rank`. Both must not be changed afterwards, nor the ranking. */
export function rankingOf(snapshot: ReviewSnapshot, foundation: Foundation): Ranking {
  const known = last.get(foundation);
  if (known?.snapshot === snapshot) return known.ranking;
  const ranking = rank(snapshot, foundation);
  last.set(foundation, { snapshot, ranking });
  return ranking;
}
