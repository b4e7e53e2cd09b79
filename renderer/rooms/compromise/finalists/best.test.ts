// The best of a few: a mark that marks everybody would say nothing.
import { describe, expect, it } from 'vitest';
import { bestOf } from './best.ts';

describe('bestOf', () => {
  it('finds the largest, all of a tie, and leaves out what is not known', () => {
    expect(bestOf([0.2, 0.9, 0.4])).toEqual([1]);
    expect(bestOf([0.9, NaN, 0.9, 0.1])).toEqual([0, 2]);
  });
  it('marks nothing where all are level or alone', () => {
    expect(bestOf([0.5, 0.5])).toEqual([]);
    expect(bestOf([0.5, NaN])).toEqual([]);
    expect(bestOf([])).toEqual([]);
  });
});
