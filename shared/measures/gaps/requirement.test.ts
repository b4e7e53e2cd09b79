// What a requirement goes by: the ends of a gap's interval, and the shares for which the rule of four fifths would be kept or broken.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../engine/screen.ts';
import { FOUR_FIFTHS } from '../fairness/parity.ts';
import type { Cell } from './cells.ts';
import { countedEvidence } from './evidence.ts';
import { gapFinding, verdictInterval } from './finding.ts';
import { fourFifths } from './fourFifths.ts';
import { judgeGaps } from './gapVerdict.ts';

const cell = fc
  .integer({ min: 1, max: 400 })
  .chain((cases) => fc.integer({ min: 0, max: cases }).map((count): Cell => ({ cases, count })));
const groups = fc.array(cell, { minLength: 2, maxLength: 6 });

describe('four fifths as a requirement', () => {
  it('is broken, kept or open exactly as the rule says', () => {
    let met = 0;
    fc.assert(
      fc.property(groups, fc.option(fc.nat({ max: 1 })), (cells, reference) => {
        fc.pre(cells.some(({ count }) => count > 0));
        const { outcome, ratio, least, most } = fourFifths(cells, reference);
        if (Number.isNaN(ratio)) return;
        // A test that stands at its level to the last digits may fall either way.
        fc.pre(Math.abs(least - FOUR_FIFTHS) > 1e-9 && Math.abs(most - FOUR_FIFTHS) > 1e-9);
        const interval = { low: Math.min(least, ratio), high: Math.max(most, ratio) };
        const said = outcomeOf({ comparator: '>=', bound: FOUR_FIFTHS }, ratio, interval);
        expect(said).toBe({ kept: 'met', broken: 'broken', unclear: 'unclear', undefined: '' }[outcome]);
        if (outcome === 'kept') met++;
      }),
      { numRuns: 2000, seed: 5 },
    );
    expect(met).toBeGreaterThan(5);
  });
  it('holds the ratio that is there, and is narrower the more cases there are', () => {
    const of = (times: number) =>
      fourFifths([
        { cases: 50 * times, count: 30 * times },
        { cases: 50 * times, count: 24 * times },
      ]);
    const [few, many] = [of(2), of(40)];
    for (const { least, ratio, most } of [few, many]) {
      expect(least).toBeLessThan(ratio);
      expect(most).toBeGreaterThanOrEqual(ratio);
    }
    expect(many.least).toBeGreaterThan(few.least);
    expect(many.most).toBeLessThan(few.most);
  });
});

describe('a gap as a requirement', () => {
  const findingOf = (cells: readonly Cell[], smallest = 30) => {
    const question = { parts: [countedEvidence(cells)], tolerance: 0.05 };
    const [verdict] = judgeGaps([question], { smallest, rows: cells.map(({ cases }) => cases) });
    return gapFinding(verdict!, question, smallest);
  };
  it('is broken only by a gap that is said to be one, and met only where the verdict says none is larger', () => {
    fc.assert(
      fc.property(groups, (cells) => {
        const finding = findingOf(cells, 1);
        const interval = verdictInterval(finding);
        if (interval === null || finding.measure.value === null) return;
        const said = outcomeOf({ comparator: '<=', bound: 0.05 }, finding.measure.value, interval);
        const { outcome } = finding.verdict!;
        if (said === 'broken') expect(outcome).toBe('gap');
        expect(said === 'met').toBe(outcome === 'noGap' || outcome === 'smallGap');
      }),
      { numRuns: 300, seed: 6 },
    );
  });
  it('has no upper end where no interval can be made, and none at all where there is no gap to speak of', () => {
    const finding = findingOf([
      { cases: 100, count: 30 },
      { cases: 100, count: 20 },
    ]);
    const without = { ...finding, interval: { reason: 'Some group rests on too few units for an interval.' } };
    expect(verdictInterval(without)).toEqual({ low: 0, high: null });
    expect(verdictInterval(findingOf([{ cases: 10, count: 3 }]))).toBeNull();
  });
});
