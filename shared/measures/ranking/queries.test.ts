// Ranking measures against the golden numbers, and queries without anything relevant.
import { describe, expect, it } from 'vitest';
import { expectClose, readFixture } from '../testing/golden.ts';
import type { CutoffId } from './queries.ts';
import { rankingMeasures } from './queries.ts';

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
    const measures = rankingMeasures(
      Int32Array.from(columns['query_id']!),
      Float64Array.from(columns['relevance']!),
      Float64Array.from(columns[`score_${model}`]!),
      cutoffs,
    );
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
    const measures = rankingMeasures(Int32Array.of(0, 0, 1), Float64Array.of(0, 2, 0), Float64Array.of(1, 1, 3), [1]);
    expect(measures).toMatchObject({ queries: 1, withoutRelevant: 1, withTies: 1, mrr: { value: 0.5 } });
    expect(measures.at[0]!.ndcg.value).toBe(0);
    expect(rankingMeasures(Int32Array.of(0), Float64Array.of(0), Float64Array.of(1), [3]).mrr).toEqual({
      value: null,
      reason: 'No query has a relevant item.',
    });
  });
});
