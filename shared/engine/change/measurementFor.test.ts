// Backwards and forwards through every shape of value function.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ValueFunction } from '../../domain/objective.ts';
import { valueOf } from '../value.ts';
import { measurementFor } from './measurementFor.ts';

const curve: ValueFunction = {
  shape: 'piecewise',
  points: [
    { at: 0, value: 0 },
    { at: 10, value: 0.5 },
    { at: 20, value: 0.5 },
    { at: 30, value: 1 },
    { at: 40, value: 1 },
    { at: 60, value: 0 },
  ],
};
const shapes: ValueFunction[] = [
  { shape: 'linear', worst: 200, best: 40 },
  { shape: 'log', worst: 1, best: 1000 },
  { shape: 'target', target: 3, below: 1, above: 4 },
  curve,
];

test('worth what was asked for, and nothing nearer is', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...shapes),
      fc.double({ min: -100, max: 1200, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (f, from, value) => {
        const to = measurementFor(f, from, value);
        if (valueOf(f, from) >= value) {
          expect(to).toBe(from);
          return;
        }
        expect(valueOf(f, to)).toBeCloseTo(value, 9);
        for (const share of [0, 0.5, 0.9, 0.99]) {
          expect(valueOf(f, from + share * (to - from))).toBeLessThanOrEqual(value + 1e-9);
        }
      },
    ),
  );
});

test.each([
  [curve, 5, 0.5, 10],
  [curve, 5, 0.75, 25],
  [curve, 5, 1, 30],
  [curve, 55, 1, 40],
  [curve, 70, 0.5, 50],
  [curve, -5, 0.25, 5],
  [shapes[2]!, 8, 0.5, 5],
  [shapes[2]!, 1, 1, 3],
  [shapes[0]!, NaN, 0.5, 120],
  [shapes[1]!, -3, 1, 1000],
])('%j from %d to %d: %d', (f, from, value, to) => {
  expect(measurementFor(f, from, value)).toBeCloseTo(to, 9);
});
