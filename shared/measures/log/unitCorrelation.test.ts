// Whether cases of one unit err together: against the sums of the textbook written out, known values, and false alarms counted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erringTogether, unitCorrelation } from './unitCorrelation.ts';

/** The table of the analysis of variance, value by value, and F by adding up its density. */
function naive(errors: readonly number[], units: readonly number[]) {
  const groups = [...Map.groupBy(errors.keys(), (i) => units[i]!).values()].map((at) => at.map((i) => errors[i]!));
  const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
  const whole = mean(errors);
  const sum = (of: readonly number[]) => of.reduce((all, each) => all + each, 0);
  const above = sum(groups.map((group) => group.length * (mean(group) - whole) ** 2)) / (groups.length - 1);
  const below =
    sum(groups.flatMap((group) => group.map((x) => (x - mean(group)) ** 2))) / (errors.length - groups.length);
  const size = (errors.length - sum(groups.map(({ length }) => length ** 2)) / errors.length) / (groups.length - 1);
  return { above, below, correlation: (above - below) / (above + (size - 1) * below) };
}

/** P(F ≥ f) with even degrees of freedom, by the finite sum of binomial terms: Abramowitz & Stegun 26.6.5, 26.5.4. */
function evenTail(f: number, d1: number, d2: number): number {
  const x = d2 / (d2 + d1 * f);
  // I_x(d2/2, d1/2) with whole parameters a, b: chance of at least a successes out of a + b − 1.
  const [a, b] = [d2 / 2, d1 / 2];
  const n = a + b - 1;
  let chance = 0;
  for (let j = a; j <= n; j++) {
    let ways = 1;
    for (let k = 0; k < j; k++) ways *= (n - k) / (j - k);
    chance += ways * x ** j * (1 - x) ** (n - j);
  }
  return chance;
}

describe('the correlation of errors within units', () => {
  it('is that of the textbook', () => {
    // Four raters of six targets: Shrout & Fleiss (1979), table 2; ICC(1, 1) is .17, F(5, 18) = 11.24 / 6.26.
    const table = [9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7];
    const units = Int32Array.from(table, (_, i) => Math.floor(i / 4));
    const found = unitCorrelation(table, units)!;
    expect(found.correlation).toBeCloseTo(0.1657, 4);
    expect(found.p).toBeCloseTo(0.1648, 3);
  });
  it('is that of a naive reckoning, for any sizes of units', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat(5)), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(cases, (made) => {
        const errors = made.map(([error]) => error);
        const units = made.map(([, unit]) => unit);
        const found = unitCorrelation(errors, Int32Array.from(units));
        const groups = new Set(units).size;
        if (groups < 2 || groups === units.length || new Set(errors).size < 2) {
          expect(found === null || groups === units.length || groups < 2).toBe(true);
          return;
        }
        const { above, below, correlation } = naive(errors, units);
        expect(found!.correlation).toBeCloseTo(correlation, 9);
        const freedom = [groups - 1, units.length - groups] as const;
        if (below > 1e-9 && freedom.every((d) => d % 2 === 0))
          expect(found!.p).toBeCloseTo(evenTail(above / below, ...freedom), 9);
      }),
    );
  });
  it('is undefined where every unit has one case, there is one unit, or nobody errs', () => {
    expect(unitCorrelation([1, 2, 3], Int32Array.of(0, 1, 2))).toBeNull();
    expect(unitCorrelation([1, 2, 3], Int32Array.of(0, 0, 0))).toBeNull();
    expect(unitCorrelation([1, 1, 1, 1], Int32Array.of(0, 0, 1, 1))).toBeNull();
  });
  it('is 1 and sure where units are all right or all wrong', () => {
    const units = Int32Array.from({ length: 40 }, (_, i) => i >> 1);
    const found = unitCorrelation(
      Array.from(units, (unit) => unit % 2),
      units,
    )!;
    expect(found).toEqual({ correlation: 1, p: 0 });
  });
});

describe('units that err together', () => {
  /** Lehmer's generator with the multiplier of Park & Miller (1988). */
  const random = (seed: number) => () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const made = (seed: number, candidates: number, own: number) => {
    const next = random(seed);
    const units = Int32Array.from({ length: 200 }, (_, i) => i % 40);
    const errors = Array.from({ length: candidates }, () => {
      const of = Array.from({ length: 40 }, () => (next() < 0.3 ? 1 : 0));
      return Array.from(units, (unit) => (next() < own ? of[unit]! : next() < 0.3 ? 1 : 0));
    });
    return erringTogether(candidates, (c) => errors[c]!, units);
  };
  const count = (candidates: number, own: number) =>
    Array.from({ length: 1000 }, (_, seed) => made(seed + 1, candidates, own)).filter((found) => found !== null).length;

  it('are proposed by chance in at most one log of twenty, however many candidates there are', () => {
    // 0.05 and three standard errors over 1,000 logs.
    for (const candidates of [1, 5]) expect(count(candidates, 0) / 1000).toBeLessThanOrEqual(0.071);
  });
  it('are found where half of the errors are those of the unit', () => {
    expect(count(1, 0.5) / 1000).toBeGreaterThan(0.9);
  });
  it('are said of the candidate whose errors agree', () => {
    const units = Int32Array.from({ length: 60 }, (_, i) => i % 15);
    const alike = Array.from(units, (unit) => (unit < 5 ? 1 : 0));
    const apart = Array.from(units, (_, i) => (i * 7919) % 4);
    expect(erringTogether(2, (c) => [apart, alike][c]!, units)).toEqual({
      correlation: 1,
      p: 0,
      candidate: 1,
      units: 15,
    });
    expect(erringTogether(1, () => apart, units)).toBeNull();
  });
});
