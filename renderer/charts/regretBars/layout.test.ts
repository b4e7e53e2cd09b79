// Bars of regret: small ones look small, and what is no regret has no bar.
import { describe, expect, it } from 'vitest';
import { regretBars } from './layout.ts';

describe('regretBars', () => {
  it('measures small regrets against a fifth of the scale, large ones against the largest', () => {
    expect(regretBars([0.05, 0.1])).toEqual({ full: 0.2, shares: [0.25, 0.5] });
    expect(regretBars([0.1, 0.4])).toEqual({ full: 0.4, shares: [0.25, 1] });
  });
  it('draws nothing where there is nothing to give up', () => {
    expect(regretBars([NaN, -0.3, 0]).shares).toEqual([0, 0, 0]);
    expect(regretBars([])).toEqual({ full: 0.2, shares: [] });
  });
});
