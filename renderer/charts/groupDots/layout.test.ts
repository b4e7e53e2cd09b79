// The common scale of the dots, and where undefined values go: nowhere.
import { describe, expect, it } from 'vitest';
import { dotScale, strip } from './layout.ts';

describe('dots by group', () => {
  it('share one scale, rounded outwards to tenths', () => {
    const scale = dotScale([
      { value: 0.32, lo: 0.3, hi: 0.41 },
      { value: null, lo: NaN, hi: NaN },
      { value: 0.6, lo: 0.55, hi: 0.7 },
    ]);
    expect(scale).toEqual({ min: 0.3, max: 0.7, decimals: 1 });
    const { at, from, to } = strip({ value: 0.5, lo: 0.4, hi: 0.7 }, scale)!;
    expect([at, from, to].map((x) => Math.round(x * 1000) / 1000)).toEqual([0.5, 0.25, 1]);
    expect(strip({ value: null, lo: NaN, hi: NaN }, scale)).toBeNull();
  });
  it('round numbers that are no shares to the power of ten in their range', () => {
    expect(dotScale([{ value: 44.3, lo: 41.2, hi: 48.9 }])).toEqual({ min: 41, max: 49, decimals: 0 });
    expect(dotScale([{ value: -120, lo: -260, hi: 35 }])).toEqual({ min: -300, max: 100, decimals: 0 });
    expect(dotScale([{ value: 2.02, lo: 2.01, hi: 2.04 }])).toEqual({ min: 2.01, max: 2.04, decimals: 2 });
  });
  it('are drawn even where all are the same, or nothing is defined', () => {
    expect(dotScale([{ value: 1, lo: 1, hi: 1 }])).toEqual({ min: 1, max: 1.1, decimals: 1 });
    expect(dotScale([])).toEqual({ min: 0, max: 1, decimals: 1 });
  });
});
