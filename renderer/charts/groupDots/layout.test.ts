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
    expect(scale).toEqual({ min: 0.3, max: 0.7 });
    const { at, from, to } = strip({ value: 0.5, lo: 0.4, hi: 0.7 }, scale)!;
    expect([at, from, to].map((x) => Math.round(x * 1000) / 1000)).toEqual([0.5, 0.25, 1]);
    expect(strip({ value: null, lo: NaN, hi: NaN }, scale)).toBeNull();
  });
  it('are drawn even where all are the same, or nothing is defined', () => {
    expect(dotScale([{ value: 1, lo: 1, hi: 1 }])).toEqual({ min: 1, max: 1.1 });
    expect(dotScale([])).toEqual({ min: 0, max: 1 });
  });
});
