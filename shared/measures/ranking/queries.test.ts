// Ranking measures against the golden numbers, and queries without anything relevant.
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
    const lists = queryMeasures(queries, Math.max(...queries) + 1, relevance, scores, cutoffs);
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
    expect(measures).toMatchObject({ queries: 1, withoutRelevant: 1, withTies: 1, mrr: { value: 0.5 } });
    expect(measures.at[0]!.ndcg.value).toBe(0);
    expect(measure([0], [0], [1]).mrr).toEqual({ value: null, reason: 'No query has a relevant item.' });
    // Two lists of reciprocal rank ½ and 1, the second three times as heavy.
    expect(measure([0, 0, 1], [0, 2, 1], [2, 1, 3], [1, 3]).mrr.value).toBe(0.875);
    expect(measure([0], [1], [1], [0]).mrr.reason).toMatch('All weights');
  });
});
