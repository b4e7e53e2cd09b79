// Which value functions go with which direction.
import { describe, expect, it } from 'vitest';
import { objectiveDefinition, valueFunctionProblem, type ValueFunction } from './objective.ts';

const problem = (direction: 'max' | 'min' | 'target', valueFunction: ValueFunction) =>
  valueFunctionProblem({ direction, valueFunction });
const curve = (...points: [at: number, value: number][]): ValueFunction => ({
  shape: 'piecewise',
  points: points.map(([at, value]) => ({ at, value })),
});

describe('direction and value function tell the same story', () => {
  it('accepts anchors on the right sides and refuses the others', () => {
    expect(problem('max', { shape: 'linear', worst: 0, best: 1 })).toBeNull();
    expect(problem('min', { shape: 'log', worst: 10, best: 1 })).toBeNull();
    expect(problem('max', { shape: 'linear', worst: 1, best: 0 })).toMatch(/above the worst/);
    expect(problem('min', { shape: 'linear', worst: 0, best: 1 })).toMatch(/below the worst/);
    expect(problem('max', { shape: 'linear', worst: 1, best: 1 })).toMatch(/must differ/);
    expect(problem('target', { shape: 'linear', worst: 0, best: 1 })).toMatch(/target/);
    expect(problem('max', { shape: 'target', target: 1, below: 1, above: 1 })).toMatch(/target/);
  });

  it('wants a curve that runs the way of its direction and uses the whole scale', () => {
    expect(problem('max', curve([0, 0], [5, 0.8], [10, 1]))).toBeNull();
    expect(problem('min', curve([0, 1], [5, 0.8], [10, 0]))).toBeNull();
    expect(problem('target', curve([0, 0], [5, 1], [10, 0.2]))).toBeNull();
    expect(problem('max', curve([0, 0], [5, 1], [10, 0.9]))).toMatch(/not fall/);
    expect(problem('min', curve([0, 1], [5, 0], [10, 0.1]))).toMatch(/not rise/);
    expect(problem('target', curve([0, 0], [1, 1], [2, 0.5], [3, 0.9]))).toMatch(/one peak/);
    expect(problem('max', curve([0, 0.1], [5, 1]))).toMatch(/both 0 and 1/);
    expect(problem('max', curve([5, 0], [5, 1]))).toMatch(/left to right/);
  });

  it('says so through the schema, at the value function', () => {
    const read = objectiveDefinition.safeParse({
      metricId: 1,
      name: 'Latency',
      direction: 'min',
      valueFunction: { shape: 'linear', worst: 0, best: 1 },
      missing: 'exclude',
    });
    expect(read.error?.issues[0]?.path).toEqual(['valueFunction']);
  });
});
