// Sorting: missing last both ways, stable, against a naive oracle; words in natural order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyRow, keepRows, sortRows, textKeys } from './order.ts';

const cells = fc.array(fc.oneof(fc.constant(NaN), fc.integer({ min: -5, max: 5 })), { maxLength: 60 });

describe('sortRows', () => {
  it('puts missing last in both directions', () => {
    const keys = [2, NaN, 1, NaN, 3];
    expect([...sortRows(everyRow(5), keys, false)]).toEqual([2, 0, 4, 1, 3]);
    expect([...sortRows(everyRow(5), keys, true)]).toEqual([4, 0, 2, 1, 3]);
  });

  it('agrees with a naive stable sort', () => {
    fc.assert(
      fc.property(cells, fc.boolean(), (keys, descending) => {
        const rows = everyRow(keys.length);
        const naive = [...rows].sort((a, b) => {
          const missing = Number(Number.isNaN(keys[a])) - Number(Number.isNaN(keys[b]));
          if (missing !== 0 || Number.isNaN(keys[a])) return missing || a - b;
          return (descending ? keys[b]! - keys[a]! : keys[a]! - keys[b]!) || a - b;
        });
        expect([...sortRows(rows, keys, descending)]).toEqual(naive);
        expect([...rows]).toEqual([...everyRow(keys.length)]);
      }),
    );
  });

  it('keeps only the rows it was given, in their order where keys are equal', () => {
    expect([...sortRows(Uint32Array.of(3, 1, 2), [0, 5, 5, 5], true)]).toEqual([3, 1, 2]);
  });
});

describe('textKeys', () => {
  it('counts digits as numbers, leaves case aside and takes the empty word as missing', () => {
    const keys = textKeys(['b10', 'B2', '', 'a', 'b2']);
    expect(Number.isNaN(keys[2])).toBe(true);
    expect([...sortRows(everyRow(5), keys, false)]).toEqual([3, 1, 4, 0, 2]);
    expect(keys[1]).toBe(keys[4]);
  });
});

describe('keepRows', () => {
  it('asks every test', () => {
    const even = (row: number) => row % 2 === 0;
    const small = (row: number) => row < 5;
    expect([...keepRows(everyRow(10), [even, small])]).toEqual([0, 2, 4]);
  });
});
