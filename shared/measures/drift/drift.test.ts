// Drift against means and a line worked out by hand, and simulated logs: without drift it is hardly ever said, with some it is found.
import { describe, expect, it } from 'vitest';
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import type { ComparedMeasure } from '../compare/verdict.ts';
import { lineOf } from '../compare/line.ts';
import { gapTest } from '../gaps/gapTest.ts';
import { driftOf } from './drift.ts';

function comparedOf(values: readonly ArrayLike<number>[], more: Partial<ComparedMeasure> = {}): ComparedMeasure {
  return {
    candidates: values.length,
    cases: values[0]!.length,
    weights: null,
    units: null,
    rightness: false,
    better: 'smaller',
    of: (c) => values[c]!,
    ...more,
  };
}
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('slices', () => {
  it('are of one size in the order of time, and moments are not parted', () => {
    const times = range(240).map((i) => Math.floor(i / 60));
    const drift = driftOf(comparedOf([range(240)]), times)!;
    expect(drift.slices).toEqual([0, 1, 2, 3].map((time) => ({ from: time, to: time, cases: 60 })));
    expect(drift.candidates[0]!.means).toEqual(Float64Array.of(29.5, 89.5, 149.5, 209.5));
    expect(driftOf(comparedOf([range(1000)]), range(1000))!.slices.map(({ cases }) => cases)).toEqual(
      Array.from({ length: 8 }, () => 125),
    );
    expect(driftOf(comparedOf([range(130)]), range(130))!.slices).toHaveLength(4);
  });
  it('are not made of too few cases, or of too few moments', () => {
    expect(driftOf(comparedOf([range(119)]), range(119))).toBeNull();
    expect(
      driftOf(
        comparedOf([range(300)]),
        range(300).map((i) => i % 3),
      ),
    ).toBeNull();
  });
  it('leave out cases without a time, and do not depend on the order of rows', () => {
    const random = randomFrom(3, 41);
    const times = range(200).map((i) => (i < 20 ? NaN : uniform(random)));
    const values = range(200).map(() => normal(random));
    const drift = driftOf(comparedOf([values]), times)!;
    expect(drift.without).toBe(20);
    const order = range(200).sort((a, b) => values[a]! - values[b]!);
    const turned = driftOf(
      comparedOf([order.map((i) => values[i]!)]),
      order.map((i) => times[i]!),
    )!;
    expect(turned.slices).toEqual(drift.slices);
    turned.candidates[0]!.means.forEach((mean, s) => expect(mean).toBeCloseTo(drift.candidates[0]!.means[s]!, 12));
    expect(turned.candidates[0]!.trendChance).toBeCloseTo(drift.candidates[0]!.trendChance, 9);
  });
});

describe('what is tested', () => {
  it('is the line by mid-ranks, and of right and wrong the counts of the slices', () => {
    const right = range(240).map((i) => (i % 3 === 0 || i > 150 ? 1 : 0));
    const { candidates, slices, tests } = driftOf(
      comparedOf([right], { rightness: true, better: 'larger' }),
      range(240),
    )!;
    expect(tests).toBe(2);
    const line = lineOf(
      range(240).map((i) => i / 239),
      right,
    );
    const own = candidates[0]!;
    expect(own.trend.slope).toBeCloseTo(line.slope, 12);
    const cells = slices.map(({ cases }, s) => ({ cases, count: Math.round(own.means[s]! * cases) }));
    expect([own.trendChance, own.spreadChance].sort()).toEqual(
      [Math.min(1, 2 * Math.min(line.p, gapTest(cells, 2).chance)), Math.max(line.p, gapTest(cells, 2).chance)].sort(),
    );
    expect(own.verdict).toBe('rises');
  });
  it('tells slices that differ in no direction from a trend', () => {
    const random = randomFrom(4, 41);
    const bent = range(400).map((i) => (i > 100 && i < 300 ? 2 : 0) + normal(random));
    const falling = range(400).map((i) => -i / 100 + normal(random));
    const drift = driftOf(comparedOf([bent, falling]), range(400))!;
    expect(drift.candidates.map(({ verdict }) => verdict)).toEqual(['varies', 'falls']);
  });
});

describe('of 400 simulated logs without drift', () => {
  it.each([
    ['numbers', false, false],
    ['right and wrong', true, false],
    ['users with ten cases each', false, true],
  ] as const)('of %s, few are said to have some', (_, rightness, inUsers) => {
    const random = randomFrom(5, 42);
    let alarms = 0;
    for (let log = 0; log < 400; log++) {
      const n = 240;
      const users = range(24).map(() => normal(random));
      const units = inUsers ? Int32Array.from(range(n), (i) => i % 24) : null;
      const values = range(3).map(() =>
        range(n).map((i) =>
          rightness ? (uniform(random) < 0.85 ? 1 : 0) : (units === null ? 0 : users[units[i]!]!) + normal(random),
        ),
      );
      const times = range(n).map(() => uniform(random));
      const drift = driftOf(comparedOf(values, { rightness, units }), times)!;
      if (drift.candidates.some(({ verdict }) => verdict !== 'none')) alarms++;
    }
    // 5 % and three standard errors of 400 logs.
    expect(alarms / 400).toBeLessThanOrEqual(0.083);
  });
});
