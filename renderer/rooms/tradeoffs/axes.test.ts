// Which two objectives the plot starts with: the pair in conflict.
import { describe, expect, it } from 'vitest';
import { prepare } from '../../../shared/engine/evaluate.ts';
import { linear, snapshotOf } from '../../../shared/engine/testing/snapshot.ts';
import { conflictingAxes, correlation } from './axes.ts';

describe('axes', () => {
  it('chooses the pair in conflict, the one to minimise along x', () => {
    const snapshot = snapshotOf({
      rows: [
        [1, 100],
        [0.7, 40],
        [0.1, 0],
      ],
      objectives: [linear(0, 1), linear(100, 0)],
    });
    const { matrix } = prepare(snapshot, { role: null });
    expect(conflictingAxes(matrix, snapshot.settings.objectives, Float64Array.of(0.5, 0.5))).toEqual({ x: 2, y: 1 });
    expect(conflictingAxes({ ...matrix, m: 1 }, snapshot.settings.objectives, Float64Array.of(1))).toBeNull();
  });

  it('correlates, and says nothing of constants', () => {
    expect(correlation(Float64Array.of(1, 2, 3, NaN), Float64Array.of(6, 4, 2, 9))).toBeCloseTo(-1);
    expect(correlation(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBe(0);
  });
});
