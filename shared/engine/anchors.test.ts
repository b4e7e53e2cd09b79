// Proposed anchors: numbers a person would choose, valid for any data.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectiveDefinition, valueFunctionProblem } from '../domain/objective.ts';
import { proposeAnchors } from './anchors.ts';
import { isClamped } from './value.ts';

test.each([
  [[0.71, 0.83, 0.912], 'max', { shape: 'linear', worst: 0.7, best: 0.92 }],
  [[23, 48, 97], 'min', { shape: 'linear', worst: 100, best: 20 }],
  [[12, 480, 9_600], 'min', { shape: 'log', worst: 10_000, best: 10 }],
  [[-3, 4], 'max', { shape: 'linear', worst: -3, best: 4 }],
  [[0, 1_000_000], 'max', { shape: 'linear', worst: 0, best: 1_000_000 }],
  [[], 'min', { shape: 'linear', worst: 1, best: 0 }],
  [[NaN, NaN], 'max', { shape: 'linear', worst: 0, best: 1 }],
  [[0, 0], 'max', { shape: 'linear', worst: 0, best: 1 }],
  [[7, 7, 7], 'max', { shape: 'linear', worst: 4, best: 10 }],
  [[2, 5, 11], 'target', { shape: 'target', target: 5, below: 3, above: 6 }],
] as const)('%j, %s', (values, direction, expected) => {
  expect(proposeAnchors(values, direction)).toEqual(expected);
});

test('any numbers: a valid function that clamps none of them', () => {
  const number = fc.oneof(
    fc.double({ min: -1e300, max: 1e300 }),
    fc.double({ min: 0, max: 1 }),
    fc.integer({ min: -1000, max: 1000 }),
    fc.constant(NaN),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 20 }), fc.constantFrom('max', 'min', 'target'), (values, direction) => {
      const valueFunction = proposeAnchors(values, direction);
      expect(valueFunctionProblem({ direction, valueFunction })).toBeNull();
      const stored = objectiveDefinition.safeParse({
        metricId: 1,
        name: 'x',
        direction,
        missing: 'exclude',
        valueFunction,
      });
      expect(stored.error?.message).toBeUndefined();
      if (direction !== 'target') expect(values.filter((x) => isClamped(valueFunction, x))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
