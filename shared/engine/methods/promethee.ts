// PROMETHEE: pairwise preferences with thresholds below which differences do not count. II ranks, I admits what is incomparable.
import { difference } from '../tolerance.ts';
import { gather, rankedOf, scatter, toResult } from './compact.ts';
import { outrankingFlows } from './outrankingFlows.ts';
import type { Flows } from './outrankingFlows.ts';
import type { PreferenceFunction } from './preferenceFunctions.ts';
import type { RankingMethod } from './rankingMethod.ts';

/** Flows over the catalogue, NaN for candidates that were not ranked. */
type PrometheeParts = Flows;

type Relation = 'preferred' | 'outranked' | 'indifferent' | 'incomparable';

/**
 * PROMETHEE II by net flow; flows depend on who is compared, so a candidate that comes or goes can turn an order.
 * @param functions  per objective, on values in [0, 1]; null: any difference counts fully ("usual"), since a threshold that
 *                   nobody stated is not made up. `suggestedThresholds` makes them from stated noise.
 */
export function promethee(functions: readonly PreferenceFunction[] | null = null): RankingMethod<PrometheeParts> {
  return {
    id: 'promethee',
    name: 'PROMETHEE II',
    better: 1,
    rank(matrix, weights, mask) {
      const members = rankedOf(matrix, mask);
      const columns = matrix.values.map((column) => gather(column, members));
      const ones = new Float64Array(matrix.m).fill(1);
      const flows = outrankingFlows(columns, ones, weights, functions ?? columns.map(() => ({ kind: 'usual' })));
      const everywhere = (column: Float64Array) => scatter(column, members, matrix.n);
      return toResult(flows.net, 1, members, matrix.n, {
        plus: everywhere(flows.plus),
        minus: everywhere(flows.minus),
        net: everywhere(flows.net),
        byObjective: flows.byObjective.map(everywhere),
      });
    },
  };
}

/**
 * PROMETHEE I: how a stands to b. Preferred when it is at least as good in both flows and better in one; incomparable when
 * each is better in one. Brans & Vincke (1985). Both are ranked.
 */
export function relation({ plus, minus }: Pick<Flows, 'plus' | 'minus'>, a: number, b: number): Relation {
  const up = Math.sign(difference(plus[a]!, plus[b]!));
  const down = Math.sign(difference(minus[b]!, minus[a]!));
  if (up * down < 0) return 'incomparable';
  return up + down > 0 ? 'preferred' : up + down < 0 ? 'outranked' : 'indifferent';
}
