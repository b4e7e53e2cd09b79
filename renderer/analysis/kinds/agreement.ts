// Where the roles agree and where they do not, over the front: what they agree on about candidates that others beat on
// everything says nothing about the decision. And which gaps between them matter for the answer.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { decisionGaps, type DecisionGap } from '../../../shared/engine/agreement/decisionGaps.ts';
import { frontMask, roleAgreement } from '../../../shared/engine/agreement/roleAgreement.ts';
import { combine } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';
import { rankingOf } from '../rankingOf.ts';

interface AgreementInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export interface Agreement {
  roleIds: readonly number[];
  /** τ-b over the front, roles × roles, row-major; NaN where it is not defined. */
  taus: Float64Array;
  /** Kendall's W over the front; NaN where it is not defined. */
  w: number;
  /** How many candidates the front has. */
  compared: number;
  /** The same W over everybody who can be chosen, dominated candidates too, and how many those are: never the headline. */
  everybody: { w: number; compared: number };
  /** The candidates on which the roles' places differ most, and which role has it where. */
  disputed: readonly {
    index: number;
    best: { roleId: number; rank: number };
    worst: { roleId: number; rank: number };
  }[];
  /** What the answer would be if all took the same weight for an objective, what matters first; null: not worked out yet. */
  gaps: readonly DecisionGap[] | null;
}

const DISPUTED = 5;

/** τ and W come first, then the gaps. O(roles² · n log n + m² · roles · n). */
export function agreement({ snapshot, foundation }: AgreementInput, report: Reporter<Agreement>): Agreement {
  const ranking = rankingOf(snapshot, foundation);
  const judged = combine(snapshot, foundation, ranking);
  const { names } = snapshot.catalog;
  const found = roleAgreement(judged, names, DISPUTED, frontMask(foundation));
  const everybody = roleAgreement(judged, names, 0);
  const first: Agreement = {
    roleIds: found.roles.map(({ roleId }) => roleId),
    taus: Float64Array.from(found.tau.flat(), (tau) => tau ?? NaN),
    w: found.w ?? NaN,
    compared: found.compared,
    everybody: { w: everybody.w ?? NaN, compared: everybody.compared },
    disputed: found.candidates
      .filter(({ spread }) => spread > 0)
      .map(({ index }) => {
        const places = ranking.roles.map(({ roleId, ranks }) => ({ roleId, rank: ranks[index]! }));
        const best = places.reduce((a, b) => (b.rank < a.rank ? b : a));
        const worst = places.reduce((a, b) => (b.rank > a.rank ? b : a));
        return { index, best, worst };
      }),
    gaps: null,
  };
  report.partial(first);
  const gaps = decisionGaps(snapshot, judged, snapshot.settings.groupRule);
  return { ...first, gaps };
}
