// The front's facts in words: what is said at the edges (nothing, all, too many), who is a knee, who stands nearest.
import { describe, expect, it } from 'vitest';
import type { FrontFacts } from '../../analysis/kinds/front.ts';
import { coveredSaid, kneesOf, lonelinessText, memberSaid, nearestMember, shareText, usualGap } from './frontWords.ts';

const facts = (more: Partial<FrontFacts> = {}): FrontFacts => ({
  id: 1,
  covered: 0.62,
  alone: Float64Array.of(0.031, 0, 0.2),
  farthest: 1,
  steepness: Float64Array.of(0.8, 1.8, 2.5),
  gaps: Float64Array.of(Infinity, 0.1, Infinity),
  ...more,
});

describe('the front in words', () => {
  it('writes shares with the digits they deserve', () => {
    expect([0, 1e-6, 0.004, 0.031, 0.62, 0.9999, 1].map(shareText)).toEqual([
      '0\u00a0%',
      'less than 0.01\u00a0%',
      '0.40\u00a0%',
      '3.1\u00a0%',
      '62\u00a0%',
      'more than 99.9\u00a0%',
      '100\u00a0%',
    ]);
  });

  it('says what is covered, or what keeps it from being known', () => {
    const text = (said: { lead: string; rest: string }) => said.lead + said.rest;
    expect(text(coveredSaid(facts(), 4))).toBe('The front covers 62\u00a0% of the room between worst and best');
    expect(text(coveredSaid(facts({ covered: null }), 9))).toContain('up to 7');
    expect(text(coveredSaid(facts({ covered: null, gaps: new Float64Array(4000) }), 4))).toContain(
      '4,000 members would take too long; with 4 objectives it is worked out for up to 3,000',
    );
  });

  it('tells a member what it adds and whether it is a knee', () => {
    expect(memberSaid(facts(), 0).map(({ lead, rest }) => lead + rest)).toEqual([
      'Without it the front would cover 3.1\u00a0% less than it does.',
    ]);
    const [alone, knee] = memberSaid(facts(), 1);
    expect(alone!.lead).toBe('It adds nothing');
    expect(knee!.rest).toContain('at least 1.8 times');
    expect(memberSaid(facts({ alone: null, farthest: -1, steepness: null }), 1)).toEqual([]);
  });

  it('finds knees by either sign, and none on a front of two', () => {
    expect(kneesOf(facts())).toEqual([1, 2]);
    expect(kneesOf(facts({ farthest: -1 }))).toEqual([2]);
    expect(kneesOf(facts({ gaps: Float64Array.of(Infinity, Infinity) }))).toEqual([]);
  });

  it('finds the nearest member by its largest difference, and what is usual', () => {
    const values = [Float64Array.of(0, 0.1, 0.5), Float64Array.of(1, 0.6, 0.8)];
    expect(nearestMember(values, 0)).toEqual({ place: 1, apart: 0.4 });
    expect(nearestMember([Float64Array.of(1)], 0)).toBeNull();
    expect(usualGap(Float64Array.of(Infinity, 0.3, 0.1, 0.2))).toBe(0.2);
    expect(usualGap(Float64Array.of(Infinity))).toBeNaN();
    expect(lonelinessText(0.05, 0.2)).toContain('closer');
    expect(lonelinessText(0.3, 0.2)).toContain('as near as is usual');
    expect(lonelinessText(0.05, NaN)).toBe('');
    expect(lonelinessText(Infinity, 0.2)).toBe('');
  });
});
