// Geometry of the strip: the ends, ties, missing values, a log axis, whiskers that leave it.
import { expect, test } from 'vitest';
import { BINS, layoutValueStrip } from './layout.ts';

test('the least and the greatest stand at the ends, equal values share a bar that is higher', () => {
  const strip = layoutValueStrip(Float64Array.of(10, 20, 20, 30, NaN), 3, NaN)!;
  expect([strip.low, strip.high, strip.log, strip.mark, strip.whisker]).toEqual([10, 30, false, 1, null]);
  expect(strip.bars.map(({ height }) => height)).toEqual([Math.SQRT1_2, 1, Math.SQRT1_2]);
  expect([strip.bars[0]!.at, strip.bars.at(-1)!.at]).toEqual([0, 1]);
  expect(strip.bars[1]!.at).toBeCloseTo(0.5, 2);
});

test('there are never more bars than stretches', () => {
  const many = Float64Array.from({ length: 5000 }, (_, i) => i);
  expect(layoutValueStrip(many, 0, NaN)!.bars).toHaveLength(BINS);
});

test('a missing value has no mark, and an empty column no strip', () => {
  expect(layoutValueStrip(Float64Array.of(NaN, 1), 0, NaN)).toMatchObject({ mark: null, whisker: null });
  expect(layoutValueStrip(Float64Array.of(NaN, NaN), 0, NaN)).toBeNull();
  expect(layoutValueStrip(Float64Array.of(), 0, NaN)).toBeNull();
});

test('one value alone stands in the middle', () => {
  expect(layoutValueStrip(Float64Array.of(7, 7), 0, 1)).toMatchObject({
    mark: 0.5,
    bars: [{ height: 1 }],
    whisker: null,
  });
});

test('more than two decades are drawn by their logarithms', () => {
  expect(layoutValueStrip(Float64Array.of(1, 10, 10_000), 1, NaN)).toMatchObject({ log: true, mark: 0.25 });
  expect(layoutValueStrip(Float64Array.of(0, 10, 10_000), 1, NaN)).toMatchObject({ log: false, mark: 0.001 });
});

test('a whisker ends where the axis does', () => {
  expect(layoutValueStrip(Float64Array.of(0, 5, 10), 1, 1)!.whisker).toEqual([0.4, 0.6]);
  expect(layoutValueStrip(Float64Array.of(0, 5, 10), 2, 1)!.whisker).toEqual([0.9, 1]);
  expect(layoutValueStrip(Float64Array.of(1, 10, 10_000), 1, 20)!.whisker?.[0]).toBe(0);
});
