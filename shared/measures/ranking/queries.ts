// How well scores order the items of each query, on average over the queries.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';

export const cutoffIds = ['ndcg', 'ndcgExponential', 'recall', 'precision', 'hitRate', 'map'] as const;
export type CutoffId = (typeof cutoffIds)[number];

export interface RankingMeasures {
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

/**
 * Items of a query stand by falling score, equal ones as in the log. DCG@k = Σ gain/log₂(place + 1), the gain being the relevance
 * or 2^relevance − 1, over that of the ideal order: Järvelin & Kekäläinen (2002), ACM TOIS 20(4):422–446; Burges et al. (2005),
 * ICML. An item is relevant when its relevance is above 0. AP@k = Σ precision at the hits / min(relevant, k).
 *
 * @param queries    length n, code of the query of each row.
 * @param relevance  length n, not negative.
 * @param cutoffs    whole numbers from 1.
 * O(n log n + queries × cut-offs).
 */
export function rankingMeasures(
  queries: Int32Array,
  relevance: Float64Array,
  scores: Float64Array,
  cutoffs: readonly number[],
): RankingMeasures {
  const order = Int32Array.from(queries, (_, i) => i).sort(
    (i, j) => queries[i]! - queries[j]! || scores[j]! - scores[i]! || i - j,
  );
  const sums = cutoffs.map(() => new Float64Array(cutoffIds.length));
  const counts = { queries: 0, withoutRelevant: 0, withTies: 0 };
  let reciprocal = 0;
  let precision = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    for (to = from + 1; to < order.length && queries[order[to]!] === queries[order[from]!];) to++;
    const found = Float64Array.from(order.subarray(from, to), (i) => relevance[i]!);
    for (let k = from + 1; k < to; k++) {
      if (scores[order[k]!] !== scores[order[k - 1]!]) continue;
      counts.withTies++;
      break;
    }
    const relevant = found.reduce((count, gain) => count + (gain > 0 ? 1 : 0), 0);
    if (relevant === 0) {
      counts.withoutRelevant++;
      continue;
    }
    counts.queries++;
    reciprocal += 1 / (found.findIndex((gain) => gain > 0) + 1);
    precision += averagePrecisionAt(found, relevant, found.length);
    const ideal = found.slice().sort().reverse();
    cutoffs.forEach((k, c) => {
      const hits = found.subarray(0, k).reduce((count, gain) => count + (gain > 0 ? 1 : 0), 0);
      const parts: Record<CutoffId, number> = {
        ndcg: gainAt(found, k, false) / gainAt(ideal, k, false),
        ndcgExponential: gainAt(found, k, true) / gainAt(ideal, k, true),
        recall: hits / relevant,
        precision: hits / k,
        hitRate: hits > 0 ? 1 : 0,
        map: averagePrecisionAt(found, relevant, k),
      };
      cutoffIds.forEach((id, j) => (sums[c]![j]! += parts[id]));
    });
  }
  const reason = 'No query has a relevant item.';
  return {
    ...counts,
    at: sums.map(
      (row) =>
        Object.fromEntries(cutoffIds.map((id, j) => [id, measured(row[j]! / counts.queries, reason)])) as Record<
          CutoffId,
          Measure
        >,
    ),
    mrr: measured(reciprocal / counts.queries, reason),
    map: measured(precision / counts.queries, reason),
  };
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
