// Best first, ties as given, the unknown last.
import { describe, expect, it } from 'vitest';
import { rowOrder } from './rowOrder.ts';

describe('rowOrder', () => {
  const values = [0.5, null, 0.9, NaN, 0.5];
  it('puts the better end first, or the worse, and the unknown last either way', () => {
    expect(rowOrder(5, { values, better: 'max' })).toEqual([2, 0, 4, 1, 3]);
    expect(rowOrder(5, { values, better: 'min' })).toEqual([0, 4, 2, 1, 3]);
    expect(rowOrder(5, { values, better: 'max' }, true)).toEqual([0, 4, 2, 1, 3]);
  });
  it('leaves rows as given where there is nothing to order by', () => {
    expect(rowOrder(3, undefined)).toEqual([0, 1, 2]);
  });
});
