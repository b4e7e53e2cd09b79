// The verdict on a gap: golden numbers of equalised odds, its four outcomes, who decides, what is undefined, and what always holds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../testing/golden.ts';
import type { Cell } from './cells.ts';
import { countedEvidence } from './evidence.ts';
import { judgeGaps, twoDigits } from './gapVerdict.ts';
import type { GapVerdict } from './gapVerdict.ts';

const cells = (...pairs: [count: number, cases: number][]): Cell[] => pairs.map(([count, cases]) => ({ cases, count }));
const verdictOn = (of: readonly Cell[], tolerance: number | null = 0.05, smallest = 30): GapVerdict =>
  judgeGaps([{ parts: [countedEvidence(of)], tolerance }], {
    smallest,
    rows: of.map(({ cases }) => cases),
  })[0]!;

describe('equalised odds', () => {
  interface Golden {
    id: string;
    tp: number[];
    positives: number[];
    fp: number[];
    negatives: number[];
    expected: { gap: number; gapIsPartial: boolean; p: number; lower: number; upper: number };
  }
  it.each(readFixture<{ cases: Golden[] }>('verdicts/equalised-odds').cases)('$id', (golden) => {
    const part = (counts: number[], cases: number[]) =>
      countedEvidence(counts.map((count, g) => ({ count, cases: cases[g]! })));
    const [found] = judgeGaps(
      [{ parts: [part(golden.tp, golden.positives), part(golden.fp, golden.negatives)], tolerance: 0.05 }],
      { smallest: 1, rows: golden.positives.map((n, g) => n + golden.negatives[g]!) },
    );
    const { gap, chance, lo, hi, undefinedIn } = found!;
    expect(gap).toBeCloseTo(golden.expected.gap, 9);
    expect(chance).toBeCloseTo(golden.expected.p, golden.id === 'three' ? 2 : 9);
    expect(lo).toBeCloseTo(golden.expected.lower, 9);
    expect(hi).toBeCloseTo(golden.expected.upper, 9);
    expect(undefinedIn.length > 0).toBe(golden.expected.gapIsPartial);
  });
});

describe('the outcome', () => {
  it.each([
    ['gap', cells([300, 1000], [180, 1000])],
    ['smallGap', cells([50_000, 100_000], [49_000, 100_000])],
    ['noGap', cells([3000, 10_000], [3010, 10_000])],
    ['unclear', cells([30, 100], [25, 100])],
    ['none', cells([30, 100], [2, 12])],
  ] as const)('%s', (outcome, of) => {
    expect(verdictOn(of).outcome).toBe(outcome);
  });
  it('has no tolerance to be within where nobody has stated one', () => {
    expect(verdictOn(cells([3000, 10_000], [3010, 10_000]), null).outcome).toBe('unclear');
    expect(verdictOn(cells([50_000, 100_000], [49_000, 100_000]), null).outcome).toBe('gap');
  });
  it('says how many cases would do, of the groups that lack them', () => {
    const { needed } = verdictOn(cells([100, 1000], [95, 1000], [20, 200]));
    expect(needed!.perGroup).toBeGreaterThan(900);
    expect(needed!.more.map(({ group }) => group)).toEqual(needed!.perGroup > 1000 ? [0, 1, 2] : [2]);
    expect(verdictOn(cells([300, 1000], [180, 1000])).needed).toBeNull();
    expect([3, 10, 11, 154, 1234].map(twoDigits)).toEqual([10, 10, 11, 160, 1300]);
  });
  it('names the pairs that differ, and none where it cannot be told which', () => {
    expect(verdictOn(cells([300, 1000], [290, 1000], [180, 1000])).apart.map(({ low, high }) => [low, high])).toEqual([
      [2, 0],
      [2, 1],
    ]);
    expect(verdictOn(cells([30, 100], [25, 100])).apart).toEqual([]);
  });
});

describe('who decides', () => {
  it('are groups of at least the least size; small ones are tested against all others and move nothing', () => {
    const large = cells([100, 1000], [104, 1000], [50, 500]);
    const found = verdictOn([...large, ...cells([0, 12])]);
    const without = verdictOn(large);
    expect(found.deciding).toEqual([[0, 1, 2]]);
    for (const key of ['gap', 'lo', 'hi', 'chance', 'outcome'] as const) expect(found[key], key).toEqual(without[key]);
    expect(found.small).toEqual([
      {
        ...{ group: 3, part: 0, cases: 12, rate: 0 },
        rest: 254 / 2500,
        adjusted: expect.closeTo(0.6237, 4) as number,
      },
    ]);
  });
  it('a group of enough rows without a case of the measure leaves the largest gap open', () => {
    const [found] = judgeGaps([{ parts: [countedEvidence(cells([500, 1000], [505, 1000], [0, 0]))], tolerance: 0.2 }], {
      smallest: 30,
      rows: [2000, 2000, 40],
    });
    expect(found).toMatchObject({ outcome: 'unclear', hi: 1, undefinedIn: [{ group: 2, part: 0 }] });
  });
});

describe('always', () => {
  const groups = fc.array(
    fc
      .record({ cases: fc.integer({ min: 1, max: 400 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ cases, share }): Cell => ({ cases, count: Math.round(cases * share) })),
    { minLength: 2, maxLength: 6 },
  );
  it('interval, outcome and chance agree, whatever the counts', () => {
    fc.assert(
      fc.property(groups, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (of, tolerance) => {
        const found = verdictOn(of, tolerance, 1);
        expect(found.lo).toBeLessThanOrEqual(found.hi);
        expect(found.gap).toBeLessThanOrEqual(found.hi + 1e-12);
        expect(found.reduced).toBeLessThanOrEqual(Math.max(found.gap, found.lo) + 1e-12);
        const real = found.adjusted <= 0.05;
        expect(found.outcome === 'gap' || found.outcome === 'smallGap').toBe(real);
        if (!real) expect(found.lo).toBe(0);
        expect(found.outcome === 'smallGap' || found.outcome === 'noGap').toBe(found.hi <= tolerance);
      }),
      { numRuns: 60 },
    );
  });
  it('is the same in any order of the groups, and from the other side', () => {
    fc.assert(
      fc.property(groups, (of) => {
        const found = verdictOn(of, 0.05, 1);
        const turned = verdictOn(of.toReversed(), 0.05, 1);
        const other = verdictOn(
          of.map(({ cases, count }) => ({ cases, count: cases - count })),
          0.05,
          1,
        );
        for (const key of ['gap', 'hi', 'byChance'] as const) {
          expect(turned[key]).toBeCloseTo(found[key], 10);
          expect(other[key]).toBeCloseTo(found[key], 10);
        }
      }),
      { numRuns: 40 },
    );
  });
  it('looked at together with others it is never surer', () => {
    fc.assert(
      fc.property(groups, groups, (one, two) => {
        const rows = { smallest: 1, rows: [1, 1, 1, 1, 1, 1] };
        const question = (of: readonly Cell[]) => ({ parts: [countedEvidence(of)], tolerance: 0.05 });
        const [alone] = judgeGaps([question(one)], rows);
        const [together] = judgeGaps([question(one), question(two)], rows);
        // Drawn chances may differ by where drawing ended.
        if (alone!.method === together!.method) {
          expect(together!.adjusted).toBeGreaterThanOrEqual(alone!.adjusted - 1e-12);
          expect(together!.lo).toBeLessThanOrEqual(alone!.lo + 1e-12);
        }
      }),
      { numRuns: 30 },
    );
  });
});
