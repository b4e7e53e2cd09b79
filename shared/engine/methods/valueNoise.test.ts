// Standard errors in values, worked by hand for every shape.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from '../evaluate.ts';
import { snapshotOf } from '../testing/snapshot.ts';
import type { ValueFunction } from '../../domain/objective.ts';
import { valueNoise } from './valueNoise.ts';

function noiseOf(f: ValueFunction, measured: number[], errors: number[] | null, mask = measured.map(() => 1)): number {
  const { settings, catalog } = snapshotOf({ rows: measured.map((x) => [x]), objectives: [{ valueFunction: f }] });
  const { matrix } = prepare({ settings, catalog }, { role: null });
  return valueNoise(
    matrix,
    settings.objectives,
    { errors: [errors && Float64Array.from(errors)] },
    Uint8Array.from(mask),
  )[0]!;
}

describe('noise in values', () => {
  const linear = { shape: 'linear', worst: 200, best: 0 } as const;
  it('is the error over the range where the scale is linear, whichever way is better', () => {
    expect(noiseOf(linear, [50, 90], [10, 10])).toBeCloseTo(0.05, 12);
  });
  it('is the median of those who state an error and are compared', () => {
    expect(noiseOf(linear, [50, 60, 70, 80, 90], [2, 4, 20, NaN, 0])).toBeCloseTo(0.02, 12);
    expect(noiseOf(linear, [50, 60, 70, 80], [2, 4, 20, 40], [1, 1, 0, 0])).toBeCloseTo(0.015, 12);
  });
  it('is 0 where nothing is stated, nothing measured, or nothing can move', () => {
    expect(noiseOf(linear, [50, 60], null)).toBe(0);
    expect(noiseOf(linear, [50, 60], [0, NaN])).toBe(0);
    expect(noiseOf(linear, [NaN, NaN], [3, 3])).toBe(0);
    expect(noiseOf(linear, [900, 60], [3, NaN])).toBe(0);
  });
  it('follows a curve: on a logarithm by ratio, at a peak by what either side loses', () => {
    const log = { shape: 'log', worst: 1, best: 100 } as const;
    expect(noiseOf(log, [10], [5])).toBeCloseTo(Math.log(15 / 5) / 2 / Math.log(100), 12);
    const target = { shape: 'target', target: 5, below: 2, above: 4 } as const;
    expect(noiseOf(target, [5], [1])).toBeCloseTo((1 / 2 + 1 / 4) / 2, 12);
  });
  it('is never beyond a whole range, however large the errors', () => {
    const cells = fc.array(fc.tuple(fc.double({ min: 1, max: 200, noNaN: true }), fc.double({ min: 0, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 20 }); // prettier-ignore
    fc.assert(
      fc.property(cells, fc.constantFrom<ValueFunction>(linear, { shape: 'log', worst: 200, best: 1 }), (pairs, f) => {
        const noise = noiseOf(f, pairs.map(([x]) => x), pairs.map(([, error]) => error)); // prettier-ignore
        expect(noise).toBeGreaterThanOrEqual(0);
        expect(noise).toBeLessThanOrEqual(1);
      }),
    );
  });
});
