// Ranking measures against the golden numbers, and queries without anything relevant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose, readFixture } from '../testing/golden.ts';
import type { CutoffId } from './queries.ts';
import { queryMeasures, rankingMeasures } from './queries.ts';

interface Golden {
  columns: Record<string, number[]>;
  models: Record<string, Record<string, number> & Record<`@${number}`, Record<string, number>>>;
}
const names: Record<string, CutoffId> = {
  ndcg_linear: 'ndcg',
  ndcg_exponential: 'ndcgExponential',
  recall: 'recall',
  precision: 'precision',
  hit_rate: 'hitRate',
  map: 'map',
};

describe('graded relevance', () => {
  const { columns, models } = readFixture<Golden>('ranking_graded');
  it.each(Object.keys(models))('%s', (model) => {
    const golden = models[model]!;
    const cutoffs = [1, 3, 5, 10];
    const queries = Int32Array.from(columns['query_id']!);
    const relevance = Float64Array.from(columns['relevance']!);
    const scores = Float64Array.from(columns[`score_${model}`]!);
    const lists = queryMeasures(queries, Math.max(...queries) + 1, relevance, scores, cutoffs, 'asFiled');
    const measures = rankingMeasures(lists, cutoffs, null);
    cutoffs.forEach((k, c) => {
      for (const [key, id] of Object.entries(names)) {
        expectClose(measures.at[c]![id], golden[`@${k}`]![key], `${model} ${key}@${k}`);
      }
    });
    expectClose(measures.mrr, golden['mrr'], `${model} MRR`);
    expectClose(measures.map, golden['map_full'], `${model} MAP`);
    expect([measures.queries, measures.withoutRelevant, measures.withTies]).toEqual([
      golden['queries'],
      golden['queries_without_relevant_skipped'],
      golden['queries_with_tied_scores'],
    ]);
  });
});

describe('equal scores', () => {
  /** Every order of places that the scores allow. */
  function ordersOf(scores: readonly number[]): number[][] {
    const best = Math.max(...scores);
    if (scores.length === 0) return [[]];
    return scores.flatMap((score, first) => {
      if (score !== best) return [];
      const rest = scores.map((_, k) => k).filter((k) => k !== first);
      return ordersOf(rest.map((k) => scores[k]!)).map((order) => [first, ...order.map((k) => rest[k]!)]);
    });
  }
  it('come to the mean over all orders that they allow', () => {
    const level = fc.integer({ min: 0, max: 2 });
    const item = fc.record({ relevance: level, score: level });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (items) => {
        const n = items.length;
        const relevance = Float64Array.from(items, (each) => each.relevance);
        const scores = items.map(({ score }) => score);
        const cutoffs = [1, 2, 3, 5];
        const one = new Int32Array(n);
        const averaged = queryMeasures(one, 1, relevance, Float64Array.from(scores), cutoffs).values;
        const orders = ordersOf(scores);
        const mean = new Float64Array(averaged.length);
        for (const order of orders) {
          const listed = Float64Array.from(order, (k) => relevance[k]!);
          const { values } = queryMeasures(one, 1, listed, new Float64Array(n), cutoffs, 'asFiled');
          values.forEach((value, j) => (mean[j]! += value / orders.length));
        }
        averaged.forEach((value, j) => {
          if (Number.isNaN(mean[j]!)) expect(value).toBeNaN();
          else expect(value).toBeCloseTo(mean[j]!, 12);
        });
      }),
    );
  });
  it('come to what can be worked out by hand: of three items one is relevant', () => {
    const [mrr, map, hits] = (() => {
      const { width, values } = queryMeasures(new Int32Array(3), 1, Float64Array.of(0, 1, 0), new Float64Array(3), [2]);
      return [values[width - 2], values[width - 1], values[4]];
    })();
    expect(mrr).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 3, 15);
    expect(map).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 3, 15);
    expect(hits).toBeCloseTo(2 / 3, 15);
  });
});

describe('edges', () => {
  it('leaves queries without a relevant item out, and counts them', () => {
    const measure = (queries: number[], relevance: number[], scores: number[], weights: number[] | null = null) =>
      rankingMeasures(
        queryMeasures(
          Int32Array.from(queries),
          Math.max(...queries) + 1,
          Float64Array.from(relevance),
          Float64Array.from(scores),
          [1],
        ),
        [1],
        weights && Float64Array.from(weights),
      );
    const measures = measure([0, 0, 1], [0, 2, 0], [1, 1, 3]);
    // The relevant item is first in one of two orders.
    expect(measures).toMatchObject({ queries: 1, withoutRelevant: 1, withTies: 1, mrr: { value: 0.75 } });
    expect(measures.at[0]!.ndcg.value).toBe(0.5);
    expect(measure([0], [0], [1]).mrr).toEqual({ value: null, reason: 'No query has a relevant item.' });
    // Two lists of reciprocal rank ½ and 1, the second three times as heavy.
    expect(measure([0, 0, 1], [0, 2, 1], [2, 1, 3], [1, 3]).mrr.value).toBe(0.875);
    expect(measure([0], [1], [1], [0]).mrr.reason).toMatch('All weights');
  });
});
