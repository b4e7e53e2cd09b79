// The solver against all vertices tried one by one, and its prices against the theory they come from.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DualSimplex } from './dualSimplex.ts';

type Row = { a: [number, number, number]; b: number };

/** Every point where three of the planes (constraints and axes) meet; the cheapest that meets all. */
function naive(costs: readonly number[], rows: readonly Row[]): number | null {
  const axes: Row[] = [0, 1, 2].map((j) => ({ a: [0, 1, 2].map((k) => (k === j ? 1 : 0)) as Row['a'], b: 0 }));
  const planes = [...rows, ...axes];
  let best: number | null = null;
  for (let p = 0; p < planes.length; p++)
    for (let q = p + 1; q < planes.length; q++)
      for (let r = q + 1; r < planes.length; r++) {
        const x = meeting(planes[p]!, planes[q]!, planes[r]!);
        if (!x || !planes.every(({ a, b }) => a[0] * x[0]! + a[1] * x[1]! + a[2] * x[2]! >= b - 1e-9)) continue;
        const cost = costs.reduce((sum, c, j) => sum + c * x[j]!, 0);
        if (best === null || cost < best) best = cost;
      }
  return best;
}

function meeting(p: Row, q: Row, r: Row): number[] | null {
  const determinant = (u: number[], v: number[], w: number[]) =>
    u[0]! * (v[1]! * w[2]! - v[2]! * w[1]!) -
    u[1]! * (v[0]! * w[2]! - v[2]! * w[0]!) +
    u[2]! * (v[0]! * w[1]! - v[1]! * w[0]!);
  const whole = determinant(p.a, q.a, r.a);
  if (Math.abs(whole) < 1e-9) return null;
  return [0, 1, 2].map((j) => {
    const at = (row: Row) => row.a.map((x, k) => (k === j ? row.b : x));
    return determinant(at(p), at(q), at(r)) / whole;
  });
}

const small = fc.integer({ min: -4, max: 4 });
const row = fc.record({ a: fc.tuple(small, small, small), b: small });

test('a constraint that no variable can mend is met where it is off by rounding alone', () => {
  const withBound = (bound: number) => {
    const program = new DualSimplex([1, 1]);
    program.add([1, 1], 1);
    program.add([0, 0], bound);
    return program.solve();
  };
  expect(withBound(1e-12)?.cost).toBe(1);
  expect(withBound(1e-6)).toBeNull();
});

test('the cheapest vertex, added at once or one by one, and prices that prove it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 5 }), { minLength: 3, maxLength: 3 }),
      fc.array(row, { minLength: 1, maxLength: 5 }),
      (costs, rows) => {
        const atOnce = new DualSimplex(costs);
        const oneByOne = new DualSimplex(costs);
        let last = oneByOne.solve();
        for (const { a, b } of rows) {
          atOnce.add(a, b);
          oneByOne.add(a, b);
          if (last) last = oneByOne.solve();
        }
        const optimum = atOnce.solve();
        const expected = naive(costs, rows);
        if (expected === null) {
          expect(optimum).toBeNull();
          expect(last).toBeNull();
          return;
        }
        expect(optimum!.cost).toBeCloseTo(expected, 9);
        expect(last!.cost).toBeCloseTo(expected, 9);
        for (const { a, b } of rows)
          expect(a.reduce((sum, x, j) => sum + x * optimum!.x[j]!, 0)).toBeGreaterThanOrEqual(b - 1e-9);
        // Strong duality: prices that nobody can undercut pay exactly the cost.
        expect(rows.reduce((sum, { b }, r) => sum + b * optimum!.prices[r]!, 0)).toBeCloseTo(expected, 9);
        costs.forEach((cost, j) =>
          expect(rows.reduce((sum, { a }, r) => sum + a[j]! * optimum!.prices[r]!, 0)).toBeLessThanOrEqual(cost + 1e-9),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('no constraints cost nothing, and a copy goes its own way', () => {
  const program = new DualSimplex([1, 2]);
  expect(program.solve()).toEqual({ cost: 0, x: Float64Array.of(0, 0), prices: new Float64Array(0) });
  program.add([1, 1], 3);
  program.solve();
  const copy = program.copy();
  copy.add([-1, 0], -1);
  expect(copy.solve()!.cost).toBeCloseTo(5, 12);
  expect(program.solve()!.cost).toBeCloseTo(3, 12);
});
