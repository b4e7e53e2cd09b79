// Where the roles agree and where they do not, over the candidates that can be chosen.
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { objectiveToSettle } from '../../../shared/engine/agreement/objectiveToSettle.ts';
import { roleAgreement } from '../../../shared/engine/agreement/roleAgreement.ts';
import { rank } from '../../../shared/engine/evaluate.ts';
import type { Foundation } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';

export interface AgreementInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
}

export interface Agreement {
  roleIds: readonly number[];
  /** τ-b, roles × roles, row-major; NaN where it is not defined. */
  taus: Float64Array;
  /** Kendall's W; NaN where it is not defined. */
  w: number;
  compared: number;
  /** The candidates on which the roles' places differ most, and which role has it where. */
  disputed: readonly {
    index: number;
    best: { roleId: number; rank: number };
    worst: { roleId: number; rank: number };
  }[];
  /** The objective whose weight, once agreed, would bring the orders closest. undefined: not worked out yet. null: none would. */
  settle: { objectiveId: number; weight: number; removed: number; least: number; most: number } | null | undefined;
}

const DISPUTED = 5;

/** τ and W come first; which objective to settle takes several times as long. O(m · roles² · n log n). */
export function agreement({ snapshot, foundation }: AgreementInput, report: Reporter<Agreement>): Agreement {
  const ranking = rank(snapshot, foundation);
  const judged = { ...foundation, ...ranking };
  const found = roleAgreement(judged, snapshot.catalog.names, DISPUTED);
  const first: Agreement = {
    roleIds: found.roles.map(({ roleId }) => roleId),
    taus: Float64Array.from(found.tau.flat(), (tau) => tau ?? NaN),
    w: found.w ?? NaN,
    compared: found.compared,
    disputed: found.candidates
      .filter(({ spread }) => spread > 0)
      .map(({ index }) => {
        const places = ranking.roles.map(({ roleId, ranks }) => ({ roleId, rank: ranks[index]! }));
        const best = places.reduce((a, b) => (b.rank < a.rank ? b : a));
        const worst = places.reduce((a, b) => (b.rank > a.rank ? b : a));
        return { index, best, worst };
      }),
    settle: undefined,
  };
  report.partial(first);
  const settlement = objectiveToSettle(judged).first;
  if (settlement === null) return { ...first, settle: null };
  const range = found.objectives.find(({ objectiveId }) => objectiveId === settlement.objectiveId)!;
  const { objectiveId, weight, removed } = settlement;
  return { ...first, settle: { objectiveId, weight, removed, least: range.least, most: range.most } };
}
