// Detects scores whose order is reversed: costs or positions written as scores.
import type { RankingLog } from '../log/rankingLog.ts';
import { queryMeasures } from './queries.ts';

/** How many standard errors over the queries, and how much at least. */
const SURELY = 3;
const MUCH = 0.02;

/**
 * The mean NDCG@10 as it is and reversed, where reversed is better by much more than noise; else null. Queries count alike.
 * O(n log n).
 */
export function reversedGain(
  { queries, queryCount, relevance }: Pick<RankingLog, 'queries' | 'queryCount' | 'relevance'>,
  scores: Float64Array,
): { asIs: number; reversed: number } | null {
  const gains = (of: Float64Array) => {
    const { width, values } = queryMeasures(queries, queryCount, relevance, of, [10]);
    // The first of the cut-off's measures is NDCG.
    return Float64Array.from({ length: queryCount }, (_, q) => values[q * width]!).filter(
      (gain) => !Number.isNaN(gain),
    );
  };
  const asIs = gains(scores);
  const reversed = gains(scores.map((score) => -score));
  const n = asIs.length;
  const mean = (of: Float64Array) => of.reduce((sum, gain) => sum + gain, 0) / n;
  const more = reversed.map((gain, k) => gain - asIs[k]!);
  const gain = mean(more);
  const error = Math.sqrt(more.reduce((sum, each) => sum + (each - gain) ** 2, 0) / (n * Math.max(1, n - 1)));
  return n > 1 && gain > MUCH && gain > SURELY * error ? { asIs: mean(asIs), reversed: mean(reversed) } : null;
}
