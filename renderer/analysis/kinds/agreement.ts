// Where the roles agree and where they do not, over the front: what they agree on about candidates that others beat on
// everything says nothing about the decision. And which gaps between them matter for the answer.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { decisionGaps, type DecisionGap } from '../../../shared/engine/agreement/decisionGaps.ts';
import { objectiveToSettle } from '../../../shared/engine/agreement/objectiveToSettle.ts';
import { frontMask, roleAgreement } from '../../../shared/engine/agreement/roleAgreement.ts';
import { combine, rank } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';

interface AgreementInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

interface Settle {
  objectiveId: number;
  weight: number;
  /** Share of the disagreement (1 − mean τ) that would be gone. */
  removed: number;
  least: number;
  most: number;
  changes: boolean;
}

interface Agreement {
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
  /**
   * The objective whose weight, once agreed, would bring the orders of all who can be chosen closest. It need not matter for
   * the answer: `changes` says whether it does. undefined: not worked out yet. null: none would.
   */
  settle: Settle | null | undefined;
  /** What the answer would be if all took the same weight for an objective, what matters first; null: not worked out yet. */
  gaps: readonly DecisionGap[] | null;
}

const DISPUTED = 5;

/** τ and W come first, then the gaps; which objective to settle takes several times as long. O(m · roles² · n log n). */
export function agreement({ snapshot, foundation }: AgreementInput, report: Reporter<Agreement>): Agreement {
  const ranking = rank(snapshot, foundation);
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
    settle: undefined,
    gaps: null,
  };
  report.partial(first);
  const gaps = decisionGaps(snapshot, judged, snapshot.settings.groupRule);
  report.partial({ ...first, gaps });
  const settlement = objectiveToSettle(judged).first;
  if (settlement === null) return { ...first, settle: null, gaps };
  const range = found.objectives.find(({ objectiveId }) => objectiveId === settlement.objectiveId)!;
  const { objectiveId, weight, removed } = settlement;
  const changes = gaps.some((gap) => gap.objectiveId === objectiveId && gap.changes);
  return { ...first, settle: { objectiveId, weight, removed, least: range.least, most: range.most, changes }, gaps };
}
