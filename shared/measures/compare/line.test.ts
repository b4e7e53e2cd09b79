// The line against fits made anew without each unit, and simulated cases in which there is nothing to find.
import { expect, it } from 'vitest';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { expectClose, readFixture } from '../testing/golden.ts';
import { lineOf } from './line.ts';

interface Golden {
  cases: {
    x: number[];
    y: number[];
    weights: number[] | null;
    units: number[] | null;
    golden: Record<'slope' | 'standardError' | 'freedom' | 'lo' | 'hi' | 'p', number>;
  }[];
}

it.each(readFixture<Golden>('lines').cases)(
  'is the one fitted anew without each unit',
  ({ x, y, weights, units, golden }) => {
    const line = lineOf(x, y, weights, units);
    for (const [key, value] of Object.entries(golden)) expectClose(line[key as keyof typeof golden], value, key);
  },
);

it('cannot be told where the other number never differs, or one unit has all of the difference', () => {
  expect(lineOf([1, 1, 1], [1, 2, 3]).slope).toBeNaN();
  expect(lineOf([0, 0, 0, 1], [1, 2, 3, 9]).p).toBeNaN();
  expect(lineOf([], []).slope).toBeNaN();
});

it('finds nothing in one log of twenty at most where there is nothing, also with few cases on one side', () => {
  const random = randomFrom(20, 40);
  for (const [n, few, spread] of [
    [60, 30, 1],
    [400, 8, 1],
    [200, 20, 3],
  ] as const) {
    let found = 0;
    for (let log = 0; log < 1000; log++) {
      const x = Array.from({ length: n }, (_, i) => (i < few ? 1 : 0));
      const y = x.map((one) => normal(random) * (one === 1 ? spread : 1));
      if (lineOf(x, y).p < 0.05) found++;
    }
    expect(found / 1000, `${few} of ${n}`).toBeLessThanOrEqual(0.071);
  }
  let drifting = 0;
  for (let log = 0; log < 1000; log++) {
    const units = Array.from({ length: 200 }, (_, i) => Math.floor(i / 10));
    const users = Array.from({ length: 20 }, () => normal(random));
    const x = units.map(() => uniform(random));
    const y = units.map((user) => users[user]! + normal(random));
    if (lineOf(x, y, null, units).p < 0.05) drifting++;
  }
  expect(drifting / 1000, 'users').toBeLessThanOrEqual(0.071);
});
