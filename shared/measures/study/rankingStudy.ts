// A log of ordered lists measured: every candidate with intervals over queries, by group of the query, and pairs.
import type { Run } from '../../engine/certainty/run.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { RankingLog } from '../log/rankingLog.ts';
import type { Measure } from '../measure.ts';
import type { CutoffId } from '../ranking/queries.ts';
import { cutoffIds, queryMeasures, rankingMeasures } from '../ranking/queries.ts';
import type { KindOptions, KindStudy } from './kindStudy.ts';
import { startKindStudy } from './kindStudy.ts';

/** How many items of a list are looked at. */
export const rankingCutoffs = [1, 3, 5, 10] as const;
export type RankingCutoff = (typeof rankingCutoffs)[number];
export type RankingId = `${CutoffId}@${RankingCutoff}` | 'mrr' | 'map';
export const rankingGroupIds = ['ndcg@10', 'recall@10', 'mrr', 'map'] as const;
export type RankingGroupId = (typeof rankingGroupIds)[number];

export interface RankingStudy extends KindStudy<RankingId, RankingGroupId> {
  /** Items of all lists. */
  items: number;
  /** Queries that the means are over, and those without a relevant item. */
  queries: number;
  withoutRelevant: number;
  /** Per candidate, of all queries those where equal scores leave the order open. */
  withTies: number[];
}

const ids: readonly RankingId[] = [
  ...rankingCutoffs.flatMap((k) => cutoffIds.map((id): RankingId => `${id}@${k}`)),
  'mrr',
  'map',
];

/** Whole queries are drawn, since items of one list depend on each other; the leading measure is NDCG@10. */
export function rankingStudy(
  log: RankingLog,
  columns: readonly GroupColumn[],
  options: KindOptions,
): Run<RankingStudy> {
  const { queries, queryCount, relevance, weights } = log;
  const found = { queries: 0, withoutRelevant: 0, withTies: [] as number[] };
  const places = rankingGroupIds.map((id) => ids.indexOf(id));
  const run = startKindStudy<RankingId, RankingId, RankingGroupId>(
    {
      ...{ rows: queryCount, weighted: weights !== null, columns, candidates: log.candidates.length },
      measure: (c) => {
        const { name, scores } = log.candidates[c]!;
        const lists = queryMeasures(queries, queryCount, relevance, scores, rankingCutoffs);
        const overall = rankingMeasures(lists, rankingCutoffs, weights);
        found.queries = overall.queries;
        found.withoutRelevant = overall.withoutRelevant;
        found.withTies[c] = overall.withTies;
        const { width, values } = lists;
        const contribute = (js: readonly number[]) => (query: number, add: (place: number, amount: number) => void) => {
          if (Number.isNaN(values[query * width]!)) return;
          const w = weights === null ? 1 : weights[query]!;
          add(0, w);
          for (let k = 0; k < js.length; k++) add(k + 1, w * values[query * width + js[k]!]!);
        };
        const means = (count: number) => (sums: Float64Array, at: number, out: Float64Array, to: number) => {
          for (let k = 0; k < count; k++) out[to + k] = sums[at + 1 + k]! / sums[at]!;
        };
        const whole = means(width);
        const reason = 'No query of the group has a relevant item.';
        return {
          ...{ name, measures: byId(overall), others: {} },
          kernel: {
            ...{ ids, leading: 'ndcg@10', groupIds: rankingGroupIds, worst: 'smallest' },
            ...{ sums: width + 1, groupSums: places.length + 1, group: means(places.length) },
            contribute: contribute(ids.map((_, j) => j)),
            contributeToGroup: contribute(places),
            whole: (sums, out) => whole(sums, 0, out, 0),
            reasons: { 'ndcg@10': reason, 'recall@10': reason, mrr: reason, map: reason },
          },
        };
      },
    },
    options,
  );
  return {
    total: run.total,
    get done() {
      return run.done;
    },
    advance: run.advance,
    result: () => ({ ...run.result(), ...found, items: log.rows }),
  };
}

function byId({ at, mrr, map }: ReturnType<typeof rankingMeasures>): Record<RankingId, Measure> {
  const entries = rankingCutoffs.flatMap((k, c) => cutoffIds.map((id) => [`${id}@${k}`, at[c]![id]] as const));
  return { ...(Object.fromEntries(entries) as Record<`${CutoffId}@${RankingCutoff}`, Measure>), mrr, map };
}
