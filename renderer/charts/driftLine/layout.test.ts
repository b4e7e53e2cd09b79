// The geometry of a measure over time.
import { expect, it } from 'vitest';
import { driftDomain, driftLayout } from './layout.ts';

const plot = { left: 0, right: 100, top: 0, bottom: 50 };

it('places slices at equal distances and intervals around them', () => {
  const layout = driftLayout({ means: [1, 2], lows: [0, 1], highs: [2, NaN] }, [0, 2], plot);
  expect(layout.points).toEqual([
    { slice: 0, x: 25, y: 25, top: 0, bottom: 50 },
    { slice: 1, x: 75, y: 0, top: 0, bottom: 25 },
  ]);
  expect(layout.line).toBe('M25 25L75 0');
});

it('leaves out what has no mean, and has an axis for one number alone', () => {
  expect(driftLayout({ means: [NaN, 2], lows: [NaN, 2], highs: [NaN, 2] }, [0, 4], plot).points).toHaveLength(1);
  expect(driftDomain([[2], [NaN]])).toEqual([1.9, 2.1]);
  expect(driftDomain([[0]])).toEqual([-1, 1]);
  expect(driftDomain([[NaN]])).toBeNull();
});
