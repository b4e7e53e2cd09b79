// Verdicts on pairs: the golden pair, published numbers, how often they are wrong, and that nothing they say contradicts itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { finish } from '../../engine/certainty/run.ts';
import { rightRows } from '../classification/confusion.ts';
import { expectClose, readFixture } from '../testing/golden.ts';
import { holm } from './holm.ts';
import { exactMcNemar } from './mcnemar.ts';
import { studentQuantile, studentTails } from './student.ts';
import type { ComparedMeasure } from './verdict.ts';
import {
  againstFirst,
  countedDifference,
  meanDifference,
  NOISE_LEVEL,
  reversedVerdict,
  startComparison,
} from './verdict.ts';
import { differenceText, verdictSentence } from './verdictText.ts';

const fixture = readFixture<{
  columns: Record<string, never[]>;
  pair: { onlyARight: number; onlyBRight: number; exactP: number };
}>('compas_subset');
const labels = Uint8Array.from(fixture.columns['y_true']!);
const right = ['logreg', 'compas'].map((name) => rightRows(labels, Uint8Array.from(fixture.columns[`pred_${name}`]!)));
function compared(columns: readonly ArrayLike<number>[], more: Partial<ComparedMeasure> = {}): ComparedMeasure {
  return {
    candidates: columns.length,
    cases: columns[0]?.length ?? 0,
    weights: null,
    rightness: true,
    better: 'larger',
    of: (c) => columns[c]!,
    ...more,
  };
}
const verdicts = (of: ComparedMeasure) => finish(startComparison(of), 3)!;

describe('cases that are right or wrong', () => {
  it('give the golden pair', () => {
    const [pair] = verdicts(compared(right));
    const { onlyARight, onlyBRight, exactP } = fixture.pair;
    expect([pair!.onlyA, pair!.onlyB, pair!.test]).toEqual([onlyARight, onlyBRight, 'McNemar']);
    expectClose(pair!.p, exactP, 'McNemar');
    expectClose(pair!.difference, (onlyARight - onlyBRight) / labels.length, 'difference');
    expect(pair!.verdict).toBe(exactP >= NOISE_LEVEL ? 'noise' : onlyARight > onlyBRight ? 'higher' : 'lower');
  });
  it('are counted as one by one', () => {
    const bits = fc.array(fc.nat(1), { minLength: 1, maxLength: 130 });
    fc.assert(
      fc.property(bits, bits, (one, two) => {
        const n = Math.min(one.length, two.length);
        const [a, b] = [Uint8Array.from(one.slice(0, n)), Uint8Array.from(two.slice(0, n))];
        const count = (own: Uint8Array, other: Uint8Array) =>
          own.reduce((sum, x, i) => sum + (x > other[i]! ? 1 : 0), 0);
        expect(verdicts(compared([a, b]))[0]).toMatchObject({ onlyA: count(a, b), onlyB: count(b, a) });
      }),
    );
  });
  it('have the published interval', () => {
    // Bonett & Price (2012): f12 = 10, f21 = 3 of n = 50: (11 − 4)/52 ± 1.96 √(((11 + 4)/52 − (7/52)²)/52).
    const { lo, hi } = countedDifference(10, 3, 50);
    const half = 1.959963984540054 * Math.sqrt((15 / 52 - (7 / 52) ** 2) / 52);
    expect(lo).toBeCloseTo(7 / 52 - half, 14);
    expect(hi).toBeCloseTo(7 / 52 + half, 14);
  });
  it('have an interval that leaves out 0 wherever McNemar’s test finds a difference', () => {
    for (let differ = 1; differ <= 300; differ++) {
      for (let onlyA = Math.ceil(differ / 2); onlyA <= differ; onlyA++) {
        if (exactMcNemar(onlyA, differ - onlyA) >= NOISE_LEVEL) continue;
        for (const n of [differ, differ + 1, 3 * differ, 1000 * differ])
          expect(countedDifference(onlyA, differ - onlyA, n).lo, `${onlyA} of ${differ} of ${n}`).toBeGreaterThan(0);
      }
    }
  });
});

describe('means', () => {
  it('with weights of 1 are the plain paired difference', () => {
    const [a, b] = right;
    const plain = meanDifference(a!, b!, { weights: null });
    expect(meanDifference(a!, b!, { weights: new Float64Array(a!.length).fill(1) })).toEqual(plain);
    const n = a!.length;
    const values = a!.reduce<number[]>((all, x, i) => [...all, x - b![i]!], []);
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const error = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) / n);
    expectClose(plain.difference, mean, 'mean');
    expectClose(plain.standardError, error, 'standard error');
  });
  it('are the same where no weighed case tells them apart, and unknown without cases or from one alone', () => {
    const of = (a: number[], b: number[], weights: Float64Array | null = null) =>
      verdicts(compared([a, b], { rightness: false, weights }))[0];
    expect(of([1, 2], [1, 3], Float64Array.of(1, 0))).toMatchObject({ difference: 0, verdict: 'same' });
    expect(of([], [])).toMatchObject({ difference: NaN, verdict: 'unknown' });
    expect(of([1], [2])).toMatchObject({ difference: -1, verdict: 'unknown', lo: NaN });
    expect(of([2, 3, 4], [1, 2, 3])).toMatchObject({ difference: 1, p: 0, verdict: 'higher' });
    expect(of([1, 2, 3], [2, 3, 4])).toMatchObject({ verdict: 'lower' });
  });
  it('have intervals that hold the truth in 95 of 100 logs, of few cases too', () => {
    const random = randomFrom(4);
    for (const [cases, least] of [
      [6, 0.935],
      [200, 0.93],
    ] as const) {
      let held = 0;
      for (let run = 0; run < 2000; run++) {
        const draw = (of: () => number) => Float64Array.from({ length: cases }, of);
        const weights = cases === 200 ? draw(() => uniform(random)) : null;
        const { lo, hi } = meanDifference(
          draw(() => normal(random)),
          draw(() => normal(random)),
          { weights },
        );
        if (lo <= 0 && hi >= 0) held++;
      }
      // 2,000 draws of a chance of 0.95 have a standard error of 0.5 points.
      expect(held / 2000, `${cases} cases`).toBeGreaterThan(least);
      expect(held / 2000, `${cases} cases`).toBeLessThan(0.965);
    }
  });
});

describe('Student’s t', () => {
  it('has the published quantiles', () => {
    // Fisher & Yates (1963), Statistical Tables, table III.
    for (const [freedom, t] of [
      [1, 12.7062047361747],
      [2, 4.30265272974946],
      [5, 2.57058183563631],
      [29, 2.0452296421327],
      [1000, 1.96233908082641],
      [1e6, 1.95996635682127],
    ] as const) {
      expect(studentQuantile(0.05, freedom)).toBeCloseTo(t, 9);
      expect(studentTails(t, freedom)).toBeCloseTo(0.05, 11);
    }
    // One degree of freedom is Cauchy's distribution; two have a closed form.
    for (const t of [0.1, 1, 7, 300]) {
      expect(studentTails(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12);
      expect(studentTails(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
    }
    expect([studentTails(0, 3), studentTails(Infinity, 3)]).toEqual([1, 0]);
  });
});

describe('Holm', () => {
  it('adjusts by how many are left, and never lets a larger chance come out smaller', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.6, 0.5])).toEqual([1, 1]);
    // One of three is known: it counts for all of them.
    expect(holm([0.01], 3)).toEqual([0.03]);
    expect(holm([])).toEqual([]);
  });
});

describe('a verdict', () => {
  const log = (random: () => number, candidates: number, cases: number, spread: number) =>
    Array.from({ length: candidates }, (_, c) => {
      const skill = 0.7 + spread * c;
      return Uint8Array.from({ length: cases }, () => (random() < skill ? 1 : 0));
    });

  it('never contradicts its interval or its chance, and reads the same from either side', () => {
    const source = randomFrom(9);
    const random = () => uniform(source);
    const seen = new Set<string>();
    for (let run = 0; run < 400; run++) {
      const columns = log(random, 2 + (run % 5), [8, 40, 300][run % 3]!, (run % 4) * 0.04);
      const weights = run % 2 === 0 ? null : Float64Array.from(columns[0]!, () => random() * 2);
      const errors = columns.map((column) => Float64Array.from(column, (x) => x + random()));
      for (const of of [compared(columns, { weights }), compared(errors, { weights, rightness: false })]) {
        const found = verdicts(of);
        expect(found).toHaveLength((columns.length * (columns.length - 1)) / 2);
        for (const pair of found) {
          const { difference, lo, hi, p, adjustedP, verdict } = pair;
          seen.add(verdict);
          expect(lo <= difference && difference <= hi).toBe(true);
          expect(lo <= 0 && hi >= 0).toBe(verdict === 'noise' || verdict === 'same');
          if (verdict === 'higher') expect(lo).toBeGreaterThan(0);
          if (verdict === 'lower') expect(hi).toBeLessThan(0);
          expect(adjustedP).toBeGreaterThanOrEqual(p);
          expect(adjustedP < NOISE_LEVEL).toBe(verdict === 'higher' || verdict === 'lower');
          expect(reversedVerdict(reversedVerdict(pair))).toEqual(pair);
          expect(reversedVerdict(pair).difference + difference).toBe(0);
        }
      }
    }
    expect([...seen].sort()).toEqual(['higher', 'lower', 'noise', 'same']);
  });
  it('calls hardly anything a difference among twelve equal candidates', () => {
    const source = randomFrom(12);
    let any = 0;
    for (let run = 0; run < 400; run++) {
      const found = verdicts(compared(log(() => uniform(source), 12, 200, 0)));
      if (found.some(({ verdict }) => verdict !== 'noise' && verdict !== 'same')) any++;
    }
    // Nominally one in twenty of them; without the correction more than half.
    expect(any / 400).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400));
  });
  it('is made of the leader and every other where there are too many pairs', () => {
    const source = randomFrom(3);
    const columns = log(() => uniform(source), 330, 20, 0);
    columns[7]!.fill(1);
    const found = verdicts(compared(columns));
    expect(found).toHaveLength(329);
    expect(found.every(({ a, b, pairs }) => (a === 7 || b === 7) && pairs === (330 * 329) / 2)).toBe(true);
    expect(found.every(({ p, adjustedP }) => adjustedP >= Math.min(1, p * 54_285) - 1e-12)).toBe(true);
  });
  it('against the first alone counts those pairs alone', () => {
    const found = againstFirst(compared(right));
    expect(found[0]).toBeNull();
    expect(found[1]).toEqual(reversedVerdict(verdicts(compared(right))[0]!));
  });
  it('is said with its numbers', () => {
    const { differ: _, ...pair } = countedDifference(10, 3, 50);
    const whole = { ...pair, a: 0, b: 1, adjustedP: pair.p, pairs: 1, verdict: 'noise' as const };
    expect(differenceText(whole, true).replaceAll('\u00a0', ' ')).toBe('14.0 pt, 95 % −0.7 to 27.6, McNemar p = 0.092');
    expect(verdictSentence({ ...whole, adjustedP: 0.4, pairs: 66 }, 'B', 'Accuracy', true)).toMatch(
      /^Accuracy within noise of B: 14\.0.*, McNemar p = 0\.40 \(Holm, 66 pairs\)\.$/,
    );
    expect(verdictSentence({ ...whole, verdict: 'same' }, 'B', 'MAE', false)).toBe(
      'MAE as that of B: no case tells them apart.',
    );
  });
});
