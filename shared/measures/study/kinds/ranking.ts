// A log of ordered lists: how well every candidate orders them, over all lists and by group of the list.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import type { ComparedMeasure } from '../../compare/verdict.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import type { RankingLog } from '../../log/rankingLog.ts';
import { rankingLog } from '../../log/rankingLog.ts';
import type { Measure } from '../../measure.ts';
import type { CutoffId } from '../../ranking/queries.ts';
import { cutoffIds, queryMeasures, rankingMeasures } from '../../ranking/queries.ts';
import { reversedGain } from '../../ranking/reversed.ts';
import { explainedLists } from '../../log/explainedLog.ts';
import type { Backwards, LogKernel } from '../kind.ts';
import type { Kernel, SampleOptions, Study } from '../study.ts';
import { startStudy } from '../study.ts';
import type { GapOf } from '../sums.ts';
import { startSums } from '../sums.ts';

/** How many items of a list are looked at. */
export const rankingCutoffs = [1, 3, 5, 10] as const;
type RankingCutoff = (typeof rankingCutoffs)[number];
type RankingSumId = `${CutoffId}@${RankingCutoff}` | 'mrr' | 'map';
/** Beside each measure what it comes to where equal scores stand in the order of the log. */
type RankingId = RankingSumId | `asFiled:${RankingSumId}`;
const rankingGroupIds = ['ndcg@10', 'recall@10', 'mrr', 'map'] as const;
export type RankingGroupId = (typeof rankingGroupIds)[number];
type RankingStudy = Study<RankingId, RankingGroupId, GapOf<RankingGroupId>>;

const ids: readonly RankingSumId[] = [
  ...rankingCutoffs.flatMap((k) => cutoffIds.map((id): RankingSumId => `${id}@${k}`)),
  'mrr',
  'map',
];

export const ranking: LogKernel = {
  answersInWords: false,
  readBeforeKept: false,
  says: ['score'],
  needs: (has) => has('score'),
  yesOrNo: false,
  inLists: true,
  onScale: false,
  explained: explainedLists,
  read: (columns, roles, { inverted }) => {
    const log = rankingLog(columns, roles, inverted);
    const relevant = relevantLists(log);
    return {
      rows: log,
      mixed: log.mixed,
      compared: gainsOf(log),
      caseAt: log.firstAt.filter((_, query) => relevant[query] === 1),
      study: (groups, options) => rankingStudy(log, groups, options),
      backwards: () =>
        log.candidates.flatMap(({ name, scores }): Backwards[] => {
          const found = reversedGain(log, scores);
          return found === null ? [] : [{ name, says: 'score', value: found.asIs, reversed: found.reversed }];
        }),
    };
  },
};

/**
 * Whole lists are drawn, since items of one list depend on each other; the leading measure is NDCG@10. Counted are the items of all
 * lists, the lists that the means are over, those without a relevant item, and the most of any candidate where equal scores leave
 * the order open. Beside every measure, a mean over those orders, stands what the order of the log comes to; it has no interval.
 */
export function rankingStudy(
  log: RankingLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): SlicedRun<RankingStudy> {
  const counts = { items: log.rows, queries: 0, withoutRelevant: 0, withTies: 0 };
  return startStudy(
    {
      rows: log.queryCount,
      weighted: log.weights !== null,
      columns,
      candidates: log.candidates.map(({ name }) => name),
      measure: startMeasuring(log, columns, options, counts),
      compared: gainsOf(log),
      counts: () => counts,
    },
    options,
  );
}

/** Per list 1 where it has a relevant item. O(rows). */
function relevantLists({ queries, queryCount, relevance }: RankingLog): Uint8Array {
  const relevant = new Uint8Array(queryCount);
  queries.forEach((query, row) => {
    if (relevance[row]! > 0) relevant[query] = 1;
  });
  return relevant;
}

/** The mean NDCG@10 over the orders that scores allow, of the lists that have anything relevant, which are the same ones for all candidates. */
function gainsOf(log: RankingLog): ComparedMeasure {
  const { queries, queryCount, relevance, candidates, weights, units = null } = log;
  const relevant = relevantLists(log);
  // Ordering the lists takes long, their gains little room.
  const known = new Map<number, Float64Array>();
  function of(c: number): Float64Array {
    const before = known.get(c);
    if (before !== undefined) return before;
    const { width, values } = queryMeasures(queries, queryCount, relevance, candidates[c]!.scores, [10]);
    // The first measure of a cut-off is NDCG.
    const all = Float64Array.from({ length: queryCount }, (_, query) => values[query * width]!);
    const gains = all.filter((_, query) => relevant[query] === 1);
    known.set(c, gains);
    return gains;
  }
  return {
    candidates: candidates.length,
    cases: relevant.reduce((sum, one) => sum + one, 0),
    weights: weights && weights.filter((_, query) => relevant[query] === 1),
    units: units && units.filter((_, query) => relevant[query] === 1),
    rightness: false,
    better: 'larger',
    of,
  };
}

type Counts = Record<'queries' | 'withoutRelevant' | 'withTies', number>;
type Add = (place: number, amount: number) => void;

function startMeasuring(
  { queries, queryCount, relevance, weights, candidates, units = null }: RankingLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
  counts: Counts,
): Kernel<RankingId, RankingGroupId, GapOf<RankingGroupId>>['measure'] {
  const places = rankingGroupIds.map((id) => ids.indexOf(id));
  const inOrderOfLog = (c: number) => {
    const { scores } = candidates[c]!;
    const lists = queryMeasures(queries, queryCount, relevance, scores, rankingCutoffs, 'asFiled');
    return rankingMeasures(lists, rankingCutoffs, weights);
  };
  return startSums<RankingId, RankingSumId, RankingGroupId>(
    {
      rows: queryCount,
      columns,
      weights,
      units,
      shares: rankingGroupIds,
      candidates: candidates.length,
      measure: (c) => {
        const lists = queryMeasures(queries, queryCount, relevance, candidates[c]!.scores, rankingCutoffs);
        const overall = rankingMeasures(lists, rankingCutoffs, weights);
        counts.queries = overall.queries;
        counts.withoutRelevant = overall.withoutRelevant;
        counts.withTies = Math.max(counts.withTies, overall.withTies);
        const asFiled = overall.withTies === 0 ? filed(byId(overall)) : filed(byId(inOrderOfLog(c)));
        const { width, values } = lists;
        const contribute = (js: readonly number[]) => (query: number, add: Add) => {
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
          measures: { ...byId(overall), ...asFiled },
          sums: {
            ids,
            groupIds: rankingGroupIds,
            worst: 'smallest',
            sums: width + 1,
            groupSums: places.length + 1,
            contribute: contribute(ids.map((_, j) => j)),
            contributeToGroup: contribute(places),
            whole: (sums, out) => whole(sums, 0, out, 0),
            group: means(places.length),
            reasons: { 'ndcg@10': reason, 'recall@10': reason, mrr: reason, map: reason },
          },
        };
      },
    },
    options,
  );
}

const filed = (measures: Record<RankingSumId, Measure>) =>
  Object.fromEntries(ids.map((id) => [`asFiled:${id}`, measures[id]])) as Record<`asFiled:${RankingSumId}`, Measure>;

function byId({ at, mrr, map }: ReturnType<typeof rankingMeasures>): Record<RankingSumId, Measure> {
  const entries = rankingCutoffs.flatMap((k, c) => cutoffIds.map((id) => [`${id}@${k}`, at[c]![id]] as const));
  return { ...(Object.fromEntries(entries) as Record<`${CutoffId}@${RankingCutoff}`, Measure>), mrr, map };
}
