// Golden numbers of every procedure behind a verdict: tests, intervals, cases needed, four fifths, weights, units, areas, letters.
// Computed with scipy (adaptive quadrature, exact fractions, all tables enumerated) and checked by a second implementation.
import { describe, expect, it } from 'vitest';
import { areaInterval, areaOf, logitInterval, newcombe, placements } from '../classification/areaInterval.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';
import { holm } from '../compare/holm.ts';
import { letters } from '../compare/letters.ts';
import { exactMcNemar } from '../compare/mcnemar.ts';
import { readFixture } from '../testing/golden.ts';
import { casesNeeded } from './casesNeeded.ts';
import type { Cell } from './cells.ts';
import { LEVEL, plainGap } from './cells.ts';
import { expectedUnderNoGap, reducedGap } from './chanceGap.ts';
import { effectiveCells } from '../testing/effectiveCells.ts';
import { fourFifths, ratioTest } from './fourFifths.ts';
import { gapTest, pairChances, widestPair } from './gapTest.ts';
import { leastGap, mostGap } from './gapInterval.ts';
import { rangePoint, rangeTail } from './normalRange.ts';
import { unitInterval, unitPairs, unitRates, worth } from './unitRates.ts';

function close(actual: number, golden: number | null, what: string): void {
  if (golden === null) expect(Number.isFinite(actual), what).toBe(false);
  else expect(Math.abs(actual - golden), `${what}: ${actual}, golden ${golden}`).toBeLessThanOrEqual(1e-9);
}
const fixture = <T>(name: string) => readFixture<T>(`verdicts/${name}`);

describe('the range of normals', () => {
  const { critical, sf } = fixture<{
    critical: { k: number; alpha: number; c: number }[];
    sf: { k: number; t: number; sf: number }[];
  }>('range');
  it('has the golden points', () => {
    for (const { k, alpha, c } of critical) close(rangePoint(k, alpha), c, `${k} at ${alpha}`);
  });
  it('has the golden tails', () => {
    for (const { k, t, sf: p } of sf) close(rangeTail(k, t), p, `${k} beyond ${t}`);
  });
});

interface GoldenGap {
  id: string;
  groups: Cell[];
  expected: {
    gap: number;
    T: number;
    p: number;
    method: string;
    lower: number;
    upper: number;
    expectedUnderNoGap: number;
    reduced: number;
    pairs: { a: number; b: number; p: number; holm: number }[];
  };
}

describe('gaps', () => {
  it.each(fixture<{ cases: GoldenGap[] }>('gaps').cases)('$id', ({ groups, expected }) => {
    close(plainGap(groups), expected.gap, 'gap');
    close(widestPair(groups), expected.T, 'statistic');
    const { chance, method, draws } = gapTest(groups);
    if (method === 'given margins') {
      const bound = 4 * Math.sqrt((expected.p * (1 - expected.p)) / draws) + 1 / draws;
      expect(Math.abs(chance - expected.p)).toBeLessThanOrEqual(bound);
    } else close(chance, expected.p, 'chance');
    expect(method === 'given margins').toBe(expected.method.startsWith('enumerated'));
    close(chance > LEVEL ? 0 : leastGap(groups), expected.lower, 'lower end');
    close(mostGap(groups), expected.upper, 'upper end');
    close(expectedUnderNoGap(groups), expected.expectedUnderNoGap, 'expected without a gap');
    close(reducedGap(expected.gap, expected.expectedUnderNoGap), expected.reduced, 'reduced');
    const pairs = pairChances(groups);
    expect(pairs.map(({ a, b }) => [a, b])).toEqual(expected.pairs.map(({ a, b }) => [a, b]));
    pairs.forEach((pair, k) => {
      close(pair.chance, expected.pairs[k]!.p, `pair ${k}`);
      close(pair.adjusted, expected.pairs[k]!.holm, `pair ${k}, adjusted`);
    });
  });
});

describe('cases needed', () => {
  interface Golden {
    k: number;
    rate: number;
    x: number;
    expected: { toSeeGap: number; toSayNone: number };
  }
  it.each(fixture<{ cases: Golden[] }>('cases-needed').cases)('$k groups, $rate, $x', ({ k, rate, x, expected }) => {
    expect(casesNeeded(k, rate, x)).toEqual(expected);
  });
});

describe('four fifths', () => {
  interface Golden {
    id: string;
    groups: Cell[];
    expected: {
      lowestToHighest: number | null;
      interval: [number, number | null];
      oneOtherPersonReverses: boolean;
      ordered: Record<'low' | 'high' | 'z' | 'pBelow' | 'pKept' | 'pParity' | 'gated', number>[];
      broken: { low: number; high: number; holm: number }[];
      verdict: string;
    };
  }
  const words = {
    kept: 'kept',
    broken: 'not kept',
    unclear: 'too few cases to tell',
    undefined: 'undefined',
  };
  it.each(fixture<{ cases: Golden[] }>('four-fifths').cases)('$id', ({ groups, expected }) => {
    for (const { low, high, z, pBelow, pKept, pParity, gated } of expected.ordered) {
      const test = ratioTest(groups, low, high);
      close(test.score, z, `score of ${low} against ${high}`);
      close(test.below, pBelow, 'below');
      close(test.kept, pKept, 'kept');
      close(test.parity, pParity, 'parity');
      close(test.gated, gated, 'gated');
    }
    const found = fourFifths(groups);
    expect(words[found.outcome]).toBe(expected.verdict);
    close(found.ratio, expected.lowestToHighest, 'ratio');
    close(found.lo, expected.interval[0], 'lower end');
    close(found.hi, expected.interval[1], 'upper end');
    // Where nobody differs there is no other group to be turned into.
    if (found.low !== found.high) expect(found.onePersonTurnsIt).toBe(expected.oneOtherPersonReverses);
    expect(found.broken.map(({ low, high }) => [low, high])).toEqual(
      expected.broken.map(({ low, high }) => [low, high]),
    );
    found.broken.forEach(({ adjusted }, k) => close(adjusted, expected.broken[k]!.holm, `broken ${k}`));
  });
});

describe('weights', () => {
  interface Golden {
    id: string;
    rows: { weight: number; positive: number }[][];
    expected: { groups: (Cell & { rate: number; effective: number })[] };
  }
  it.each(fixture<{ cases: Golden[] }>('weights').cases)('$id', ({ rows, expected }) => {
    const flat = rows.flatMap((group, g) => group.map((row) => ({ ...row, g })));
    const found = effectiveCells(
      {
        rows: flat.length,
        weight: (row) => flat[row]!.weight,
        counts: (row) => flat[row]!.positive === 1,
        group: (row) => flat[row]!.g,
      },
      rows.length,
    );
    found.forEach(({ cases, count, rate, effective }, g) => {
      const golden = expected.groups[g]!;
      close(rate, golden.rate, 'rate');
      close(effective, golden.effective, 'effective cases');
      expect([cases, count]).toEqual([golden.cases, golden.count]);
    });
  });
});

describe('units of sampling', () => {
  interface Golden {
    id: string;
    units: Cell[][];
    expected: {
      groups: Record<'rate' | 'variance' | 'effectiveCases' | 'effectiveUnits' | 'lower' | 'upper', number>[];
      pairs: Record<'a' | 'b' | 'covariance' | 't' | 'df' | 'p' | 'sidak', number>[];
    };
  }
  it.each(fixture<{ cases: Golden[] }>('units').cases)('$id', ({ units, expected }) => {
    const groups = units[0]!.length;
    const found = unitRates({
      units: units.length,
      groups,
      cases: Float64Array.from(units.flat(), ({ cases }) => cases),
      counts: Float64Array.from(units.flat(), ({ count }) => count),
    });
    expected.groups.forEach((golden, g) => {
      close(found.rates[g]!, golden.rate, 'rate');
      close(found.covariance[g * groups + g]!, golden.variance, 'variance');
      close(found.units[g]!, golden.effectiveUnits, 'effective units');
      close(worth(found, g), golden.effectiveCases, 'effective cases');
      const [lo, hi] = unitInterval(found, g);
      close(lo, golden.lower, 'lower end');
      close(hi, golden.upper, 'upper end');
    });
    unitPairs(found).forEach(({ a, b, t, freedom, chance, adjusted }, k) => {
      const golden = expected.pairs[k]!;
      close(found.covariance[a * groups + b]!, golden.covariance, 'covariance');
      close(t, golden.t, 't');
      close(freedom, golden.df, 'degrees of freedom');
      close(chance, golden.p, 'chance');
      close(adjusted, golden.sidak, 'adjusted chance');
    });
  });
});

describe('areas under the curve', () => {
  interface Golden {
    id: string;
    positives: number[];
    negatives: number[];
    expected: Record<
      'auc' | 'delongVariance' | 'logitLower' | 'logitUpper' | 'newcombeLower' | 'newcombeUpper' | 'lower' | 'upper',
      number | null
    >;
  }
  it.each(fixture<{ cases: Golden[] }>('auc').cases)('$id', ({ positives, negatives, expected }) => {
    const scores = Float64Array.from([...positives, ...negatives]);
    const labels = Uint8Array.from(scores, (_, row) => (row < positives.length ? 1 : 0));
    const found = areaOf(labels, placements(labels, scores, scoreOrder(scores)));
    close(found.area, expected.auc, 'area');
    close(found.variance, expected.delongVariance, 'variance');
    if (expected.logitLower !== null) {
      const logit = logitInterval(found.area, found.variance, Math.min(positives.length, negatives.length) - 1);
      close(logit.lo, expected.logitLower, 'logit, lower');
      close(logit.hi, expected.logitUpper, 'logit, upper');
    }
    const [lo, hi] = newcombe(found.area, positives.length, negatives.length);
    close(lo, expected.newcombeLower, 'Newcombe, lower');
    close(hi, expected.newcombeUpper, 'Newcombe, upper');
    const ends = areaInterval(found);
    close(ends.lo, expected.lower, 'lower end');
    close(ends.hi, expected.upper, 'upper end');
  });
});

describe('candidates in letters', () => {
  interface Golden {
    id: string;
    names: string[];
    right: number[];
    onlyRight: number[][];
    expected: {
      pairs: { a: number; b: number; p: number; holm: number }[];
      order: string[];
      letters: Record<string, string>;
    };
  }
  it.each(fixture<{ cases: Golden[] }>('candidates').cases)('$id', ({ names, onlyRight, expected }) => {
    const pairs = expected.pairs.map(({ a, b }) => exactMcNemar(onlyRight[a]![b]!, onlyRight[b]![a]!));
    const adjusted = holm(pairs);
    expected.pairs.forEach(({ p, holm: golden }, k) => {
      close(pairs[k]!, p, 'chance');
      close(adjusted[k]!, golden, 'adjusted chance');
    });
    const place = (k: number) => expected.order.indexOf(names[k]!);
    const apart = expected.pairs.flatMap(({ a, b }, k) =>
      adjusted[k]! <= LEVEL ? [[place(a), place(b)] as const] : [],
    );
    expect(letters(names.length, apart)).toEqual(expected.order.map((name) => expected.letters[name]));
  });
});
