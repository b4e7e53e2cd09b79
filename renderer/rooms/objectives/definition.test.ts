// Changing an objective's direction or shape keeps it a valid one.
import { describe, expect, it } from 'vitest';
import { rangeOf, shapesFor, stepOf, withDirection, withShape } from './definition.ts';
import type { ObjectiveDefinition } from '../../../shared/domain/objective.ts';
import { valueFunctionProblem } from '../../../shared/domain/objective.ts';

const latency: ObjectiveDefinition = {
  metricId: 1,
  name: 'p95 latency',
  direction: 'min',
  valueFunction: { shape: 'log', worst: 200, best: 10 },
  missing: 'exclude',
};

describe('changing an objective', () => {
  it('swaps the anchors with the direction, and back again', () => {
    const turned = withDirection(latency, 'max', [10, 200]);
    expect(turned.valueFunction).toEqual({ shape: 'log', worst: 10, best: 200 });
    expect(withDirection(turned, 'min', [])).toEqual(latency);
  });
  it('proposes a target inside the values', () => {
    const target = withDirection(latency, 'target', [10, 50, 60, 200]);
    expect(valueFunctionProblem(target)).toBeNull();
    const [low, high] = rangeOf(target.valueFunction);
    expect(low).toBeLessThanOrEqual(10);
    expect(high).toBeGreaterThanOrEqual(200);
    expect(valueFunctionProblem(withDirection(target, 'min', [10, 200]))).toBeNull();
  });
  it('refuses a log shape where an anchor is not above zero', () => {
    const share: ObjectiveDefinition = {
      ...latency,
      direction: 'max',
      valueFunction: { shape: 'linear', worst: 0, best: 1 },
    };
    expect(withShape(share, 'log')).toBeNull();
    expect(withShape(latency, 'linear')?.valueFunction).toEqual({ shape: 'linear', worst: 200, best: 10 });
  });
  it('turns a straight function into a curve with the same values, and back', () => {
    const curve = withShape(latency, 'piecewise')!;
    expect(valueFunctionProblem(curve)).toBeNull();
    expect(curve.valueFunction).toMatchObject({
      points: [{ at: 10, value: 1 }, { value: 0.5 }, { at: 200, value: 0 }],
    });
    expect(withShape(curve, 'log')).toEqual(latency);
    expect(valueFunctionProblem(withDirection(curve, 'max', []))).toBeNull();
    const target = withDirection(latency, 'target', [10, 50, 60, 200]);
    expect(withShape(withShape(target, 'piecewise')!, 'target')).toEqual(target);
  });
  it('offers the shapes of each direction', () => {
    expect(shapesFor('max').map((entry) => entry.shape)).toEqual(['linear', 'log', 'piecewise']);
    expect(shapesFor('target').map((entry) => entry.shape)).toEqual(['target', 'piecewise']);
  });
  it('steps by about a hundredth of the range', () => {
    expect(stepOf(latency.valueFunction)).toBe(1);
    expect(stepOf({ shape: 'linear', worst: 0, best: 1 })).toBeCloseTo(0.01);
  });
});
