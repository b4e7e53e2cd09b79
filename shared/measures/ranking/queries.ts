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
  /** Of all queries, those where equal scores leave the order open. */
  withTies: number;
}

/** What a list comes to by itself. */
interface QueryMeasures {
  /** How many numbers a query has: those of each cut-off in the order of the ids, then MRR and MAP. */
  width: number;
  /** Query × width; NaN for a query without a relevant item. */
  values: Float64Array;
  /** Per query 1 where equal scores leave the order open. */
  tied: Uint8Array;
}

/** Where equal scores leave the order open: the mean over all orders that they allow, or the order of the log. */
export type TiedOrder = 'averaged' | 'asFiled';

/**
 * Items of a query stand by falling score. DCG@k = Σ gain/log₂(place + 1), the gain being the relevance or 2^relevance − 1, over that
 * of the ideal order: Järvelin & Kekäläinen (2002), ACM TOIS 20(4):422–446; Burges et al. (2005), ICML. An item is relevant when its
 * relevance is above 0. AP@k = Σ precision at the hits / min(relevant, k). The order of equal scores is nobody's merit, so every
 * measure is its mean over all orders that they allow, all equally likely; this is exact, nothing is drawn: McSherry & Najork (2008), ECIR.
 *
 * @param queries    length n, code of the query of each row, 0 … queryCount − 1.
 * @param relevance  length n, not negative.
 * @param cutoffs    whole numbers from 1.
 * O(n log n + n × cut-offs).
 */
export function queryMeasures(
  queries: Int32Array,
  queryCount: number,
  relevance: Float64Array,
  scores: Float64Array,
  cutoffs: readonly number[],
  ties: TiedOrder = 'averaged',
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
    const equal = (k: number) => scores[order[from + k]!] === scores[order[from + k - 1]!];
    for (let k = 1; k < found.length; k++) if (equal(k)) tied[query] = 1;
    const runs = runsOf(found, ties === 'averaged' ? equal : () => false);
    const relevant = runs.reduce((count, run) => count + run.relevant, 0);
    if (relevant === 0) continue;
    const ideal = runsOf(found.slice().sort().reverse(), () => false);
    let at = query * width;
    for (const k of cutoffs) {
      const hits = runs.reduce((sum, run) => sum + (run.relevant / run.items) * placesWithin(run, k), 0);
      const parts: Record<CutoffId, number> = {
        ndcg: gainAt(runs, k, 'gain') / gainAt(ideal, k, 'gain'),
        ndcgExponential: gainAt(runs, k, 'exponentialGain') / gainAt(ideal, k, 'exponentialGain'),
        recall: hits / relevant,
        precision: hits / k,
        hitRate: hitChance(runs, k),
        map: averagePrecisionAt(runs, relevant, k),
      };
      for (const id of cutoffIds) values[at++] = parts[id];
    }
    values[at++] = reciprocalRank(runs);
    values[at] = averagePrecisionAt(runs, relevant, found.length);
  }
  return { width, values, tied };
}

/** Items of a list whose order is open among them: those with one score. */
interface Run {
  /** How many items stand before them, and how many of those are relevant. */
  before: number;
  relevantBefore: number;
  items: number;
  relevant: number;
  /** Mean gain of an item, linear and exponential. */
  gain: number;
  exponentialGain: number;
}

/** @param joins  whether the item in place k, from 1 on, has the score of the one before it. */
function runsOf(found: Float64Array, joins: (k: number) => boolean): Run[] {
  const runs: Run[] = [];
  let relevantBefore = 0;
  for (let from = 0, to = 0; from < found.length; from = to) {
    for (to = from + 1; to < found.length && joins(to);) to++;
    let relevant = 0;
    let gain = 0;
    let exponentialGain = 0;
    for (let k = from; k < to; k++) {
      if (found[k]! > 0) relevant++;
      gain += found[k]!;
      exponentialGain += 2 ** found[k]! - 1;
    }
    const items = to - from;
    runs.push({
      before: from,
      relevantBefore,
      items,
      relevant,
      gain: gain / items,
      exponentialGain: exponentialGain / items,
    });
    relevantBefore += relevant;
  }
  return runs;
}

/** How many of the places of a run are among the first k. */
const placesWithin = ({ before, items }: Run, k: number): number => Math.max(0, Math.min(items, k - before));

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

/** Every item of a run is as likely in each of its places, so that a place gains the mean of the run. */
function gainAt(runs: readonly Run[], k: number, of: 'gain' | 'exponentialGain'): number {
  let sum = 0;
  for (const run of runs) {
    const places = placesWithin(run, k);
    for (let j = 0; j < places; j++) sum += run[of] / Math.log2(run.before + j + 2);
  }
  return sum;
}

/** The chance of a relevant item among the first k: 1 − C(n − r, m)/C(n, m) where the first m places of a run are within them. */
function hitChance(runs: readonly Run[], k: number): number {
  for (const run of runs) {
    if (run.relevant === 0) continue;
    let none = 1;
    for (let j = 0; j < placesWithin(run, k); j++) none *= Math.max(0, run.items - run.relevant - j) / (run.items - j);
    return 1 - none;
  }
  return 0;
}

/** The mean of 1 over the place of the first relevant item: it is in place x of its run with the chance C(n − x, r − 1)/C(n, r). */
function reciprocalRank(runs: readonly Run[]): number {
  const run = runs.find(({ relevant }) => relevant > 0);
  if (run === undefined) return 0;
  const { before, items, relevant } = run;
  let sum = 0;
  // That none of the places before is relevant.
  let none = 1;
  for (let j = 0; j <= items - relevant; j++) {
    const here = relevant / (items - j);
    sum += (none * here) / (before + j + 1);
    none *= 1 - here;
  }
  return sum;
}

/** Given that a place of a run is relevant, each place of the run before it is so with the chance (r − 1)/(n − 1). */
function averagePrecisionAt(runs: readonly Run[], relevant: number, k: number): number {
  let sum = 0;
  for (const run of runs) {
    const chance = run.relevant / run.items;
    const other = run.items > 1 ? (run.relevant - 1) / (run.items - 1) : 0;
    const places = chance === 0 ? 0 : placesWithin(run, k);
    for (let j = 0; j < places; j++) sum += (chance * (run.relevantBefore + 1 + j * other)) / (run.before + j + 1);
  }
  return sum / Math.min(relevant, k);
}
