// Picking by pointer against a naive search, and by arrow keys without dead ends.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, nextToward, type Arrow } from './picking.ts';

const points = (rows: readonly (readonly [number, number])[]) => ({
  xs: Float32Array.from(rows, (row) => row[0]),
  ys: Float32Array.from(rows, (row) => row[1]),
});

describe('nearest', () => {
  it('finds a mark as near as any', () => {
    const pixel = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(fc.array(fc.tuple(pixel, pixel), { minLength: 1, maxLength: 60 }), pixel, pixel, (rows, x, y) => {
        const found = nearest(points(rows))(x, y, Infinity);
        const distances = rows.map((row) => Math.hypot(row[0] - x, row[1] - y));
        expect(distances[found]).toBeCloseTo(Math.min(...distances), 4);
      }),
    );
  });
  it('skips marks without a place, and finds none out of reach or where there is none', () => {
    const pick = nearest(
      points([
        [NaN, NaN],
        [100, 100],
      ]),
    );
    expect(pick(95, 100, 20)).toBe(1);
    expect(pick(10, 10, 20)).toBe(-1);
    expect(nearest(points([[NaN, NaN]]))(0, 0, 99)).toBe(-1);
  });
});

describe('nextToward', () => {
  const cross = points([
    [50, 50],
    [90, 52],
    [50, 90],
    [20, 50],
    [52, 10],
    [60, 95],
  ]);
  it.each<[Arrow, number]>([
    ['ArrowRight', 1],
    ['ArrowDown', 2],
    ['ArrowLeft', 3],
    ['ArrowUp', 4],
  ])('%s', (arrow, to) => expect(nextToward(cross, 0, arrow)).toBe(to));
  it('stays where nothing lies that way', () => expect(nextToward(cross, 4, 'ArrowUp')).toBe(4));
  it('visits every mark at one place', () => {
    const pile = points([
      [50, 50],
      [50, 50],
      [50, 50],
      [80, 50],
    ]);
    const path = [0, 1, 2].map((from) => nextToward(pile, from, 'ArrowRight'));
    expect(path).toEqual([1, 2, 3]);
    expect(nextToward(pile, 2, 'ArrowLeft')).toBe(1);
  });
});
