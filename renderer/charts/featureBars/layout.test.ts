// Bars on one scale: from zero to either side, and none for what is unknown.
import { describe, expect, it } from 'vitest';
import { bar, barScale } from './layout.ts';

describe('bars of features', () => {
  it('go from zero to either side', () => {
    const scale = barScale([0.2, -0.1, NaN, 0.3]);
    expect(scale).toEqual({ min: -0.1, max: 0.3 });
    expect(bar(0.3, scale)).toEqual({ from: 0.25, to: 1, zero: 0.25 });
    expect(bar(-0.1, scale)).toEqual({ from: 0, to: 0.25, zero: 0.25 });
    expect(bar(NaN, scale)).toEqual({ from: 0.25, to: 0.25, zero: 0.25 });
  });
  it('start at the left where nothing is negative, and have a scale where all is zero', () => {
    expect(bar(0.5, barScale([0.5, 1]))).toEqual({ from: 0, to: 0.5, zero: 0 });
    expect(barScale([0, 0])).toEqual({ min: 0, max: 1 });
  });
});
