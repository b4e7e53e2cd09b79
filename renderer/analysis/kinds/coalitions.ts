// Which sets of roles carry or block a candidate, and how much each role has to do with the answer.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { coalitionsOf, MOST_ROLES, type FinalistCoalitions } from '../../../shared/engine/change/coalitions.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import { rankingOf } from '../rankingOf.ts';

interface CoalitionsInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  /** Candidate indices. */
  finalists: readonly number[];
}

/** null for more roles than whose sets can be counted. */
export function coalitions({ snapshot, foundation, finalists }: CoalitionsInput): readonly FinalistCoalitions[] | null {
  if (snapshot.settings.roles.length > MOST_ROLES) return null;
  const evaluation = { ...foundation, ...rankingOf(snapshot, foundation) };
  return coalitionsOf(snapshot, evaluation, snapshot.settings.groupRule, finalists);
}
