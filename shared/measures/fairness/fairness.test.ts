// Groups, gaps between them, and the exact tests and intervals of small ones.
import { describe, expect, it } from 'vitest';
import { readFixture } from '../testing/golden.ts';
import { fisherExact } from '../gaps/fisher.ts';
import { groupSizes, intersection } from './groups.ts';
import { groupColumn } from '../testing/groupColumn.ts';
import { againstReference } from './reference.ts';
import { groupSpread } from './groupSpread.ts';
import { wilson } from './wilson.ts';

describe('groups', () => {
  it('keep blank attributes out and sizes in', () => {
    const race = groupColumn('race', ['b', '', 'a', 'b']);
    expect(race.groups).toEqual(['a', 'b']);
    expect([...race.codes]).toEqual([1, -1, 0, 1]);
    expect([...groupSizes(race)]).toEqual([1, 2]);
    const both = intersection(race, groupColumn('sex', ['f', 'f', 'm', '']));
    expect(both.name).toBe('race x sex');
    expect(both.groups).toEqual(['a | m', 'b | f']);
    expect([...both.codes]).toEqual([1, -1, 0, -1]);
  });
  it('are ordered by their whole name where one name begins another', () => {
    const both = intersection(groupColumn('x', ['a', 'a b']), groupColumn('y', ['z', 'c']));
    expect(both.groups).toEqual([...both.groups].sort());
    expect(both.groups.map((_, code) => both.codes.indexOf(code))).not.toContain(-1);
  });
});

describe('Fisher', () => {
  it.each(readFixture<{ fisher: [[number, number, number, number], number][] }>('compas_subset').fisher)(
    '%j gives %f',
    (table, p) => {
      expect(fisherExact(...table)).toBeCloseTo(p, 12);
    },
  );
});

describe('spread', () => {
  it('takes the first of equal groups and needs two', () => {
    expect(groupSpread([NaN, 2, 2])).toEqual({
      min: 2,
      max: 2,
      difference: 0,
      ratio: 1,
      minGroup: 1,
      maxGroup: 1,
      undefinedGroups: [0],
    });
    expect(groupSpread([3])).toMatchObject({ min: 3, difference: NaN, ratio: NaN, minGroup: -1 });
    expect(groupSpread([0, 0]).ratio).toBeNaN();
  });
});

describe('against the reference', () => {
  it('has no ratio to a rate of 0, and says nothing about four fifths then', () => {
    // Reference: nobody selected. Counts are TN, FP, FN, TP.
    const [group] = againstReference([1, 1, 1, 1, 2, 0, 2, 0], 1);
    expect(group).toMatchObject({ selectionRateRatio: NaN, selectionRateDifference: 0.5, belowFourFifths: null });
  });
});

describe('Wilson', () => {
  it('stays within 0 and 1 and is open at neither certain end', () => {
    expect(wilson(0, 5)[0]).toBe(0);
    expect(wilson(0, 5)[1]).toBeGreaterThan(0.4);
    expect(wilson(1, 5)[0]).toBeCloseTo(1 - wilson(0, 5)[1], 12);
    expect(wilson(1, 5)[1]).toBe(1);
    expect(wilson(NaN, 0)).toEqual([NaN, NaN]);
  });
});
