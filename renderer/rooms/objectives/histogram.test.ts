// Counts over a range: which end is left, what lies beyond, and log scales.
import { describe, expect, it } from 'vitest';
import { histogram } from './histogram.ts';

describe('histogram', () => {
  it('runs from the worst end to the best and counts what lies beyond', () => {
    const down = histogram([300, 200, 150, 10, 5, NaN], { shape: 'linear', worst: 200, best: 0 }, 2);
    expect(down).toEqual({ counts: [2, 2], below: 1, above: 0 });
  });
  it('is logarithmic where the value function is, and takes zero as beyond the low end', () => {
    const log = histogram([0, 1, 9, 11, 100, 1000], { shape: 'log', worst: 1, best: 100 }, 2);
    expect(log).toEqual({ counts: [2, 2], below: 1, above: 1 });
  });
  it('spans a target from low to high', () => {
    expect(histogram([0.4, 0.5, 0.7], { shape: 'target', target: 0.5, below: 0.1, above: 0.1 }, 2)).toEqual({
      counts: [1, 1],
      below: 0,
      above: 1,
    });
  });
});
