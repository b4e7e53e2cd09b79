// How well scores order the items of each query, on average over the queries.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';

export const cutoffIds = ['ndcg', 'ndcgExponential', 'recall', 'precision', 'hitRate', 'map'] as const;
export type CutoffId = (typeof cutoffIds)[number];

interface RankingMeasures {
  /** In the order of the cut-offs asked for. */
  at: Record<CutoffId, Measure>[];
  /** Mean reciprocal rank of the first relevant item. */
  mrr: Measure;
  /** Mean average precision over whole lists. */
  map: Measure;
  /** Queries with a relevant item: those that the means are over. The others are counted, not scored 0. */
  queries: number;
  withoutRelevant: number;
  /** Of all queries, those where equal scores leave the order open: such items stand in the order of the log. */
  withTies: number;
}

/** What a list comes to by itself. */
interface QueryMeasures {
  /** How many numbers a query has: those of each cut-off in the order of the ids, then MRR and MAP. */
  width: number;
  /** Query × width; NaN for a query without a relevant item. */
  values: Float64Array;
  /** Per query 1 where equal scores leave the order open: such items stand in the order of the log. */
  tied: Uint8Array;
}

/**
 * Items of a query stand by falling score, equal ones as in the log. DCG@k = Σ gain/log₂(place + 1), the gain being the relevance
 * or 2^relevance − 1, over that of the ideal order: Järvelin & Kekäläinen (2002), ACM TOIS 20(4):422–446; Burges et al. (2005),
 * ICML. An item is relevant when its relevance is above 0. AP@k = Σ precision at the hits / min(relevant, k).
 *
 * @param queries    length n, code of the query of each row, 0 … queryCount − 1.
 * @param relevance  length n, not negative.
 * @param cutoffs    whole numbers from 1.
 * O(n log n + queries × cut-offs).
 */
export function queryMeasures(
  queries: Int32Array,
  queryCount: number,
  relevance: Float64Array,
  scores: Float64Array,
  cutoffs: readonly number[],
): QueryMeasures {
  const order = Int32Array.from(queries, (_, i) => i).sort(
    (i, j) => queries[i]! - queries[j]! || scores[j]! - scores[i]! || i - j,
  );
  const width = cutoffs.length * cutoffIds.length + 2;
  const values = new Float64Array(queryCount * width).fill(NaN);
  const tied = new Uint8Array(queryCount);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const query = queries[order[from]!]!;
    for (to = from + 1; to < order.length && queries[order[to]!] === query;) to++;
    const found = Float64Array.from(order.subarray(from, to), (i) => relevance[i]!);
    for (let k = from + 1; k < to; k++) if (scores[order[k]!] === scores[order[k - 1]!]) tied[query] = 1;
    const relevant = found.reduce((count, gain) => count + (gain > 0 ? 1 : 0), 0);
    if (relevant === 0) continue;
    const ideal = found.slice().sort().reverse();
    let at = query * width;
    for (const k of cutoffs) {
      const hits = found.subarray(0, k).reduce((count, gain) => count + (gain > 0 ? 1 : 0), 0);
      const parts: Record<CutoffId, number> = {
        ndcg: gainAt(found, k, false) / gainAt(ideal, k, false),
        ndcgExponential: gainAt(found, k, true) / gainAt(ideal, k, true),
        recall: hits / relevant,
        precision: hits / k,
        hitRate: hits > 0 ? 1 : 0,
        map: averagePrecisionAt(found, relevant, k),
      };
      for (const id of cutoffIds) values[at++] = parts[id];
    }
    values[at++] = 1 / (found.findIndex((gain) => gain > 0) + 1);
    values[at] = averagePrecisionAt(found, relevant, found.length);
  }
  return { width, values, tied };
}

/**
 * Means over the queries that have a relevant item.
 * @param weights  per query; null: every query counts 1.
 */
export function rankingMeasures(
  { width, values, tied }: QueryMeasures,
  cutoffs: readonly number[],
  weights: Float64Array | null,
): RankingMeasures {
  const sums = new Float64Array(width);
  const counts = { queries: 0, withoutRelevant: 0, withTies: 0 };
  let total = 0;
  tied.forEach((open, query) => {
    counts.withTies += open;
    if (Number.isNaN(values[query * width]!)) {
      counts.withoutRelevant++;
      return;
    }
    counts.queries++;
    const w = weights === null ? 1 : weights[query]!;
    total += w;
    for (let j = 0; j < width; j++) sums[j]! += w * values[query * width + j]!;
  });
  const mean = (j: number) =>
    measured(
      sums[j]! / total,
      counts.queries === 0 ? 'No query has a relevant item.' : 'All weights of queries with a relevant item are 0.',
    );
  const at = cutoffs.map((_, c) =>
    Object.fromEntries(cutoffIds.map((id, j) => [id, mean(c * cutoffIds.length + j)])),
  ) as Record<CutoffId, Measure>[];
  return { ...counts, at, mrr: mean(width - 2), map: mean(width - 1) };
}

function gainAt(found: Float64Array, k: number, exponential: boolean): number {
  let sum = 0;
  for (let place = 0; place < Math.min(k, found.length); place++) {
    sum += (exponential ? 2 ** found[place]! - 1 : found[place]!) / Math.log2(place + 2);
  }
  return sum;
}

function averagePrecisionAt(found: Float64Array, relevant: number, k: number): number {
  let hits = 0;
  let sum = 0;
  for (let place = 0; place < Math.min(k, found.length); place++) {
    if (found[place]! > 0) sum += ++hits / (place + 1);
  }
  return sum / Math.min(relevant, k);
}
