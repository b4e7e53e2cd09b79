// The reading order against a naive sort, and the search over it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matching, readingOrder } from './order.ts';

describe('readingOrder', () => {
  it('is rank, then name; then those that fail by score; then the rest by name', () => {
    const names = ['d', 'c', 'b', 'a', 'f', 'e', 'g'];
    const ranks = Int32Array.of(1, 2, 2, 4, 0, 0, 0);
    const scores = Float64Array.of(0.9, 0.8, 0.8, 0.1, NaN, NaN, 0.95);
    expect(Array.from(readingOrder({ ranks, scores, names }), (i) => names[i])).toEqual([
      'd',
      'b',
      'c',
      'a',
      'g',
      'e',
      'f',
    ]);
  });
  it('agrees with sorting by comparison', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const scores = Float64Array.from(rows, ([score]) => score / 5);
        const eligible = rows.map(([, is]) => is);
        const ranks = Int32Array.from(rows, ([score], i) =>
          eligible[i] ? 1 + rows.filter(([other, is]) => is && other > score).length : 0,
        );
        const names = rows.map((_, i) => `n${(i * 7) % 40}`);
        const naive = [...rows.keys()].sort(
          (a, b) =>
            Number(eligible[b]) - Number(eligible[a]) ||
            scores[b]! - scores[a]! ||
            (eligible[a] ? (names[a]! < names[b]! ? -1 : 1) : a - b),
        );
        expect(Array.from(readingOrder({ ranks, scores, names }))).toEqual(naive);
      }),
    );
  });
});

describe('matching', () => {
  it('wants every word, in any case and order', () => {
    const names = ['resnet50 / 224', 'resnet101 / 320', 'vit_base / 224'];
    const order = Int32Array.of(2, 0, 1);
    expect(Array.from(matching(order, names, '224 RES'))).toEqual([0]);
    expect(matching(order, names, '  ')).toBe(order);
  });
});
