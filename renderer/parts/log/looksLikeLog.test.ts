// Logs are told from tables of candidates.
import { describe, expect, it } from 'vitest';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import { looksLikeLog } from './looksLikeLog.ts';

const column = (header: string, index: number): ColumnPreview => ({
  index,
  header,
  because: '',
  use: { use: 'ignore' },
  missing: 0,
  text: 0,
  numeric: 100,
  distinct: 2,
  min: 0,
  max: 1,
  samples: [],
  zeros: 0,
  asks: [],
  remembered: [],
});
const table = (...headers: string[]) => headers.map(column);

describe('a prediction log', () => {
  it('has a label and what candidates said about many cases', () => {
    expect(looksLikeLog(table('id', 'label', 'sex', 'score_forest'), 100)).toBe(true);
    expect(looksLikeLog(table('model_id', 'y_true', 'y_pred'), 100)).toBe(true);
    expect(looksLikeLog(table('query_id', 'relevance', 'score_a'), 100)).toBe(true);
  });
  it('is not a table of candidates, short or without a label', () => {
    expect(looksLikeLog(table('id', 'label', 'score_forest'), 12)).toBe(false);
    expect(looksLikeLog(table('model', 'accuracy', 'score'), 100)).toBe(false);
    expect(looksLikeLog(table('model', 'target', 'latency'), 100)).toBe(false);
  });
});
