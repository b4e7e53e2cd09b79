// Value functions: stated points, clamping, and what holds for any anchors.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isClamped, targetDistance, unclampedValue, valueOf, worstMeasurement } from './value.ts';

const linear = { shape: 'linear', worst: 200, best: 40 } as const;
const log = { shape: 'log', worst: 1, best: 10_000 } as const;
const target = { shape: 'target', target: 0.5, below: 0.2, above: 0.4 } as const;

test.each([
  [linear, 200, 0],
  [linear, 120, 0.5],
  [linear, 40, 1],
  [linear, 250, 0],
  [linear, 10, 1],
  [log, 1, 0],
  [log, 100, 0.5],
  [log, 10_000, 1],
  [log, 0, 0],
  [log, -5, 0],
  [{ shape: 'log', worst: 100, best: 1 } as const, 0, 1],
  [target, 0.5, 1],
  [target, 0.4, 0.5],
  [target, 0.7, 0.5],
  [target, 0.1, 0],
  [target, 2, 0],
])('%o at %d is %d', (f, x, value) => {
  expect(valueOf(f, x)).toBeCloseTo(value, 12);
});

test('what lies beyond the anchors is flagged, the anchors themselves are not', () => {
  expect([200, 40, 120].map((x) => isClamped(linear, x))).toEqual([false, false, false]);
  expect([200.1, 39.9, -1].map((x) => isClamped(linear, x))).toEqual([true, true, true]);
  expect([0, -1, 0.5, 20_000].map((x) => isClamped(log, x))).toEqual([true, true, true, true]);
  expect([0.4, 0.9, 0.2, 1].map((x) => isClamped(target, x))).toEqual([false, false, true, true]);
});

test('missing stays missing', () => {
  for (const f of [linear, log, target]) {
    expect(valueOf(f, NaN)).toBeNaN();
    expect(isClamped(f, NaN)).toBe(false);
  }
});

test('the distance from a target is scaled by its side and not clamped', () => {
  expect(targetDistance(target, 0.1)).toBeCloseTo(2, 12);
  expect(targetDistance(target, 1.3)).toBeCloseTo(2, 12);
});

const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

test('any function: values in [0, 1], 0 at the worst measurement, monotone towards the best', () => {
  fc.assert(
    fc.property(fc.constantFrom('linear', 'log'), size, size, size, size, (shape, worst, best, x, y) => {
      fc.pre(Math.abs(worst - best) > 1e-3 * worst);
      const f = { shape, worst, best } as const;
      const [vx, vy] = [valueOf(f, x), valueOf(f, y)];
      expect(vx).toBeGreaterThanOrEqual(0);
      expect(vx).toBeLessThanOrEqual(1);
      expect(valueOf(f, worstMeasurement(f))).toBeCloseTo(0, 9);
      if (best > worst ? x > y : x < y) expect(vx).toBeGreaterThanOrEqual(vy);
      if (!isClamped(f, x)) expect(vx).toBeCloseTo(unclampedValue(f, x), 9);
    }),
  );
});

const curve = {
  shape: 'piecewise',
  points: [
    { at: 10, value: 1 },
    { at: 20, value: 0.5 },
    { at: 100, value: 0 },
  ],
} as const;

test('a curve goes through its points, straight between them, and stays level beyond', () => {
  const f = { ...curve, points: [...curve.points] };
  expect([5, 10, 15, 20, 60, 100, 500].map((x) => valueOf(f, x))).toEqual([1, 1, 0.75, 0.5, 0.25, 0, 0]);
  expect(valueOf(f, NaN)).toBeNaN();
  expect([9, 10, 100, 101].map((x) => isClamped(f, x))).toEqual([true, false, false, true]);
  expect(worstMeasurement(f)).toBe(100);
});

test('a curve of two points is the linear shape', () => {
  const line = { shape: 'linear', worst: 100, best: 10 } as const;
  const two = { shape: 'piecewise' as const, points: [curve.points[0], curve.points[2]] };
  for (const x of [0, 10, 33, 77.7, 100, 140]) expect(valueOf(two, x)).toBeCloseTo(valueOf(line, x), 14);
});
