// Every group rule on the same roles' results, side by side: worked out on demand, not while a slider moves.
import type { AnyGroupRule, Ranking } from '../evaluation.ts';
import { competitionRanks, firstPlaces } from '../rank.ts';
import { bordaScores } from './borda.ts';
import { COPELAND_LIMIT, copelandScores } from './copeland.ts';
import { ruleFinalists, inOrderOfNames } from './finalists.ts';
import { KEMENY_LIMIT, kemeny } from './kemeny.ts';
import type { Kemeny } from './kemeny.ts';
import { leximin } from './leximin.ts';
import { nash } from './nash.ts';

interface RuleResult {
  rule: AnyGroupRule;
  name: string;
  /** +1: large scores are good, −1: small ones are. */
  better: 1 | -1;
  /** In the rule's own terms; NaN for candidates it says nothing about. */
  scores: Float64Array;
  /** Competition ranks, ties share; 0 = not ranked. */
  ranks: Int32Array;
  /** All of rank 1, by name. */
  winners: readonly number[];
  /** The first of them, or −1: the rule names nobody. */
  winner: number;
  /** Positions the rule was restricted to, by name, because it cannot look at everybody; null: it did. */
  finalists: readonly number[] | null;
}

export interface GroupRules {
  rules: Readonly<Record<AnyGroupRule, RuleResult>>;
  /** What Nash's gains were counted from. `unscored`: the incumbent has no score for some role, so there are no gains. */
  statusQuo: 'incumbent' | 'worstAnchors' | 'unscored';
  /** Kemeny's order as catalogue positions, best first, and how unique it is. Exact among the candidates it looked at. */
  kemeny: Omit<Kemeny, 'bestPlaces'>;
}

/**
 * All seven rules. O(n² · roles) up to `COPELAND_LIMIT` candidates, O(n log n · roles) beyond.
 *
 * - Ranked are eligible candidates that every role has a score for. Without roles nobody is.
 * - Leximin and Nash compare scores between roles, so they depend on how each scale was anchored; Borda, Copeland and Kemeny
 *   use orders only. Influence counts in the weighted mean and nowhere else.
 * - Copeland above `COPELAND_LIMIT` and Kemeny above `KEMENY_LIMIT` candidates look at finalists chosen by the other rules
 *   in turns. What they say about those is exact; someone left out could have changed it.
 * @param ranking    of `rank()`: its roles, and the two rules that follow the sliders.
 * @param eligible   1 is feasible and complete (`eligibleOf`).
 * @param incumbent  the candidate in use today, the status quo of Nash; −1: none, so gains count from the worst anchors.
 */
export function groupRules(
  { roles, groups }: Pick<Ranking, 'roles' | 'groups'>,
  eligible: Uint8Array,
  names: readonly string[],
  incumbent = -1,
): GroupRules {
  const columns = roles.map((role) => role.scores);
  const mask = eligible.map((mark, i) =>
    mark === 1 && columns.length > 0 && columns.every((column) => !Number.isNaN(column[i]!)) ? 1 : 0,
  );
  const toResult = (
    rule: AnyGroupRule,
    name: string,
    better: 1 | -1,
    scores: Float64Array,
    ranks: Int32Array,
    finalists: readonly number[] | null = null,
  ): RuleResult => {
    const winners = firstPlaces(ranks, names);
    return { rule, name, better, scores, ranks, winners, winner: winners[0] ?? -1, finalists };
  };

  const worst = leximin(columns, mask);
  const gainsFrom = columns.map((column) => (incumbent < 0 ? 0 : column[incumbent]!));
  const unscored = gainsFrom.some(Number.isNaN);
  const bargain = nash(columns, gainsFrom, unscored ? new Uint8Array(mask.length) : mask);
  const points = bordaScores(columns, mask);
  const { leastRegret, weightedMean } = groups;
  const rules = {
    leastRegret: toResult('leastRegret', 'Least regret', -1, leastRegret.scores, leastRegret.ranks),
    weightedMean: toResult('weightedMean', 'Weighted mean', 1, weightedMean.scores, weightedMean.ranks),
    leximin: toResult('leximin', 'Worst-off role first (leximin)', 1, worst.worst, worst.ranks),
    nash: toResult('nash', 'Product of gains (Nash)', 1, bargain.products, bargain.ranks),
    borda: toResult('borda', 'Points by place (Borda)', 1, points, competitionRanks(points, mask)),
  };
  const shortlist = (limit: number, ...orders: readonly RuleResult[]) =>
    mask.reduce((sum, mark) => sum + mark, 0) <= limit
      ? null
      : ruleFinalists(
          orders.map(({ ranks }) => ranks),
          names,
          limit,
        );

  const duellists = shortlist(COPELAND_LIMIT, ...Object.values(rules));
  const duelMask = duellists ? marksOf(duellists, mask.length) : mask;
  const duels = copelandScores(columns, duelMask);
  const copeland = toResult('copeland', 'Duels won (Copeland)', 1, duels, competitionRanks(duels, duelMask), duellists);

  const few = shortlist(KEMENY_LIMIT, ...Object.values(rules), copeland);
  const ordered =
    few ??
    inOrderOfNames(
      Array.from(mask.keys()).filter((i) => mask[i] === 1),
      names,
    );
  const best = kemeny(
    columns.map((column) => {
      // Places, so that what is level for a role stays level here.
      const ranks = competitionRanks(column, mask);
      return Float64Array.from(ordered, (i) => 0 - ranks[i]!);
    }),
    ordered.length,
  );
  const places = new Float64Array(mask.length).fill(NaN);
  ordered.forEach((i, k) => (places[i] = best.bestPlaces[k]!));
  const kemenyRanks = competitionRanks(
    places.map((place) => -place),
    marksOf(ordered, mask.length),
  );
  return {
    rules: {
      ...rules,
      copeland,
      kemeny: toResult('kemeny', 'Order with fewest contradictions (Kemeny–Young)', -1, places, kemenyRanks, few),
    },
    statusQuo: unscored ? 'unscored' : incumbent < 0 ? 'worstAnchors' : 'incumbent',
    kemeny: {
      order: best.order.map((k) => ordered[k]!),
      distance: best.distance,
      optimalOrders: best.optimalOrders,
    },
  };
}

function marksOf(members: readonly number[], n: number): Uint8Array {
  const marks = new Uint8Array(n);
  for (const i of members) marks[i] = 1;
  return marks;
}
