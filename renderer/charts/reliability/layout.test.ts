// Bins as dots: on the diagonal where scores come true, none where a bin is empty, larger where more is in them.
import { describe, expect, it } from 'vitest';
import { reliability } from '../../../shared/measures/classification/calibration.ts';
import { binDots, placeX, placeY, shortCount } from './layout.ts';

const plot = { left: 20, right: 120, top: 0, bottom: 100 };

describe('a reliability plot', () => {
  it('has a dot per bin that is not empty, at its mean score and share', () => {
    const scores = Float64Array.from([...Array<number>(8).fill(0.75), ...Array<number>(2).fill(0.25)]);
    const labels = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 0);
    const dots = binDots(reliability(labels, scores, null), plot);
    expect(dots.map(({ bin, weight, share }) => [bin, weight, share])).toEqual([
      [2, 2, 0],
      [7, 8, 0.75],
    ]);
    const [low, high] = dots;
    expect([high!.x, high!.y]).toEqual([placeX(plot, 0.75), placeY(plot, 0.75)]);
    expect([high!.x, high!.y]).toEqual([95, 25]);
    expect(low!.radius).toBeCloseTo(high!.radius / 2, 12);
    // Two of two are no certainty.
    expect(low!.bottom).toBe(100);
    expect(low!.top).toBeLessThan(50);
  });
  it('writes counts in little room', () => {
    expect([3, 999, 1203, 9960, 34_700, 1.2e6].map(shortCount)).toEqual(['3', '999', '1.2k', '10k', '35k', '1.2M']);
  });
});
