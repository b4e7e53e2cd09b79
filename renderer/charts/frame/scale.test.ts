// Axes: round ticks, logarithms where they help, and bounds that are brought into sight.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisScale, extentOf, reachFor, wantsLog } from './scale.ts';

describe('extentOf', () => {
  it('skips what is missing or not shown, and says when nothing is left', () => {
    const values = Float64Array.of(3, NaN, -1, 9);
    expect(extentOf(values, null)).toEqual([-1, 9]);
    expect(extentOf(values, Uint8Array.of(1, 1, 1, 0))).toEqual([-1, 3]);
    expect(extentOf(values, Uint8Array.of(0, 1, 0, 0))).toBeNull();
  });
});

describe('wantsLog', () => {
  it.each([
    [[1, 100], false, false],
    [[1, 101], false, true],
    [[1, 10], true, true],
    [[0, 1000], true, false],
    [[-5, 10], true, false],
  ] as const)('%j, valued by log: %s → %s', (extent, valued, log) => expect(wantsLog(extent, valued)).toBe(log));
});

describe('reachFor', () => {
  it('takes a bound in that is near, and leaves one beyond the edge that is far', () => {
    expect(reachFor([10, 20], [24, 8], false)).toEqual([8, 24]);
    expect(reachFor([10, 20], [26, 0], false)).toEqual([10, 20]);
    expect(reachFor([10, 1000], [5000, 0], true)).toEqual([10, 5000]);
  });
});

describe('axisScale', () => {
  it('writes log ticks each with its own digits', () => {
    const scale = axisScale([0.01, 30], true, [0, 600], 7);
    expect(scale.ticks.map((tick) => tick.text)).toEqual(['0.01', '0.03', '0.1', '0.3', '1', '3', '10', '30']);
  });
  it('falls back to even steps where a log axis spans less than a decade, and writes them in full', () => {
    const texts = axisScale([0.21, 0.32], true, [0, 600], 5).ticks.map((tick) => tick.text);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(new Set(texts).size).toBe(texts.length);
  });
  it('thins out powers of ten over many decades', () => {
    const { ticks } = axisScale([1e-30, 1e30], true, [0, 600], 6);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.length).toBeGreaterThan(1);
  });
  it('gives one value a place in the middle', () => {
    for (const value of [0, 5, -3]) expect(axisScale([value, value], false, [0, 100], 4).at(value)).toBeCloseTo(50);
    expect(axisScale([7, 7], true, [0, 100], 4).at(7)).toBeCloseTo(50);
    const lastDigits = axisScale([999999.9999999973, 999999.9999999981], false, [0, 100], 12);
    for (const tick of lastDigits.ticks) expect(Math.abs(tick.at - 50)).toBeLessThanOrEqual(50);
  });
  it('keeps every tick and every value of the extent inside, and reads pixels back', () => {
    const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.boolean(), fc.integer({ min: 2, max: 12 }), (a, b, log, wanted) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const scale = axisScale([low, high], log, [300, 0], wanted);
        for (const at of [scale.at(low), scale.at(high), ...scale.ticks.map((tick) => tick.at)]) {
          expect(at).toBeGreaterThanOrEqual(-1e-6);
          expect(at).toBeLessThanOrEqual(300 + 1e-6);
        }
        const back = scale.value(scale.at(low)) - low;
        expect(Math.abs(back)).toBeLessThanOrEqual(1e-9 * high);
      }),
    );
  });
});
