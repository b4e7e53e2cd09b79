// How far groups lie apart where the numbers are at their ends: no ratio to nothing, no group taken as 0.
import { expect, test } from 'vitest';
import { groupSpread } from './groupSpread.ts';

test('there is no ratio to a largest number of 0, even where the smallest is below it', () => {
  expect(groupSpread([-0.5, 0])).toMatchObject({ difference: 0.5, ratio: NaN, minGroup: 0, maxGroup: 1 });
  expect(groupSpread([0, 0])).toMatchObject({ difference: 0, ratio: NaN });
});

test('a group without the number is left out and named; one group alone lies apart from nobody', () => {
  expect(groupSpread([NaN, 0.2, 0.4])).toMatchObject({
    min: 0.2,
    max: 0.4,
    ratio: 0.5,
    minGroup: 1,
    undefinedGroups: [0],
  });
  expect(groupSpread([NaN, 0.2])).toMatchObject({ difference: NaN, ratio: NaN, minGroup: -1, maxGroup: -1 });
});

test('of equal groups the first is named', () => {
  expect(groupSpread([0.3, 0.1, 0.1, 0.3])).toMatchObject({ minGroup: 1, maxGroup: 0 });
});
