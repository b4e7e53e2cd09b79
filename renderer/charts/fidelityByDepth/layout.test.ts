// The common scale of the small plots, and where points and the baseline stand on it.
import { describe, expect, it } from 'vitest';
import { fidelityPlot, fidelityScale } from './layout.ts';

describe('fidelity by depth', () => {
  it('shares a scale from the lowest tenth to 1, never from above 0.9', () => {
    expect(fidelityScale([0.65, 0.81, null])).toEqual({ min: 0.6, max: 1 });
    expect(fidelityScale([0.99])).toEqual({ min: 0.9, max: 1 });
    expect(fidelityScale([-7])).toEqual({ min: -0.5, max: 1 });
    expect(fidelityScale([null])).toEqual({ min: 0.9, max: 1 });
  });
  it('draws what is known, the best at the top, and what lies below the scale at its foot', () => {
    const { points, line, baseline } = fidelityPlot([0, null, 1], 0.5, { min: 0, max: 1 }, 112, 60);
    expect(points).toEqual([
      { depth: 1, x: 6, y: 54 },
      { depth: 3, x: 106, y: 6 },
    ]);
    expect(line).toBe('M6 54L106 6');
    expect(baseline).toBe(30);
    expect(fidelityPlot([-9], null, { min: 0, max: 1 }, 112, 60)).toMatchObject({
      baseline: null,
      points: [{ y: 54 }],
    });
  });
});
