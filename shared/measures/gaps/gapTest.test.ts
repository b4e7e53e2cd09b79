// The test of all groups together: the drawn chance against all tables counted, the limits of its switches, and what always holds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../engine/certainty/random.ts';
import type { Cell } from './cells.ts';
import { widestPair, gapTest, pairChances } from './gapTest.ts';
import { hypergeometric, logFactorial } from './hypergeometric.ts';

/** Every table with these margins, by its chance: the oracle for what is drawn. */
function enumerated(cells: readonly Cell[]): number {
  const all = cells.reduce((sum, { cases }) => sum + cases, 0);
  const count = cells.reduce((sum, each) => sum + each.count, 0);
  const reached = widestPair(cells) * (1 - 1e-9);
  const choose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  const whole = choose(all, count);
  let chance = 0;
  const visit = (at: number, left: number, log: number, counts: number[]) => {
    const { cases } = cells[at]!;
    if (at === cells.length - 1) {
      if (left > cases) return;
      const table = [...counts, left].map((own, g) => ({ cases: cells[g]!.cases, count: own }));
      if (widestPair(table) >= reached) chance += Math.exp(log + choose(cases, left) - whole);
      return;
    }
    for (let own = 0; own <= Math.min(cases, left); own++) {
      visit(at + 1, left - own, log + choose(cases, own), [...counts, own]);
    }
  };
  visit(0, count, 0, []);
  return chance;
}
const group = fc
  .tuple(fc.integer({ min: 2, max: 14 }), fc.double({ min: 0, max: 0.7, noNaN: true }))
  .map(([cases, share]): Cell => ({ cases, count: Math.round(cases * share) }));

describe('the test given margins', () => {
  it('is the chance of all tables at least as far apart', () => {
    fc.assert(
      fc.property(fc.array(group, { minLength: 3, maxLength: 4 }), (cells) => {
        const { chance, draws, method } = gapTest(cells);
        if (method !== 'given margins') return;
        const exact = enumerated(cells);
        expect(Math.abs(chance - exact)).toBeLessThanOrEqual(5 * Math.sqrt((exact * (1 - exact)) / draws) + 2 / draws);
      }),
      { numRuns: 60 },
    );
  });
  it('never says that something cannot be: its chance is above 0', () => {
    const cells = [
      { cases: 40, count: 0 },
      { cases: 40, count: 1 },
      { cases: 40, count: 8 },
    ];
    const { chance, draws } = gapTest(cells);
    expect(draws).toBe(1999);
    expect(chance).toBeGreaterThanOrEqual(1 / 2000);
    // A thousandth at most in 2,000 draws: the same numbers on every machine.
    expect(gapTest(cells.map((cell) => ({ ...cell })))).toEqual(gapTest(cells));
    expect(Math.round(chance * 2000)).toBeCloseTo(chance * 2000, 9);
  });
  it('stops early where there is nothing', () => {
    const few = [30, 31, 29].map((cases) => ({ cases, count: 3 }));
    expect(gapTest(few)).toMatchObject({ method: 'given margins' });
    expect(gapTest(few).draws).toBeLessThan(300);
  });
});

describe('which test', () => {
  it.each([
    ['Fisher', [30, 40], [3, 9]],
    ['range of normals', [100, 100, 100], [30, 31, 35]],
    ['given margins', [100, 100, 20], [30, 31, 5]],
    ['Holm–Fisher', [100, 100, 20], [90, 91, 1]],
    ['nothing varies', [100, 100, 20], [0, 0, 0]],
  ] as const)('%s', (method, sizes, counts) => {
    expect(gapTest(sizes.map((cases, g) => ({ cases, count: counts[g]! }))).method).toBe(method);
  });
});

it('pairs are adjusted for their number, and are not those of the whole', () => {
  const pairs = pairChances([
    { cases: 30, count: 3 },
    { cases: 30, count: 6 },
    { cases: 30, count: 14 },
  ]);
  expect(pairs.map(({ adjusted }) => adjusted <= 0.05)).toEqual([false, true, false]);
  for (const { chance, adjusted } of pairs) expect(adjusted).toBeGreaterThanOrEqual(chance);
});

describe('hypergeometric numbers', () => {
  it.each([
    [12, 254, 2512],
    [40, 30, 60],
    [500, 2000, 5000],
    [50, 3, 20_000],
  ])('%i drawn of %i marked among %i have their mean, variance and bounds', (size, marked, all) => {
    const random = randomFrom(1);
    const draws = Float64Array.from({ length: 20_000 }, () => hypergeometric(random, size, marked, all));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    const share = marked / all;
    const expected = size * share * (1 - share) * ((all - size) / (all - 1));
    expect(Math.abs(mean - size * share)).toBeLessThan(4.5 * Math.sqrt(expected / draws.length));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.08);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(Math.max(0, size + marked - all));
    expect(Math.max(...draws)).toBeLessThanOrEqual(Math.min(size, marked));
  });
});
