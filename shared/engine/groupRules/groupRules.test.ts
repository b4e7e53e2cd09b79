// Group rules on numbers worked by hand.
import { expect, test } from 'vitest';
import { regretsOf } from '../regret.ts';
import { largestRegrets } from './leastRegret.ts';
import { meanScores } from './weightedMean.ts';

const all = Uint8Array.of(1, 1, 1);
const role = (roleId: number, ...scores: number[]) => ({
  roleId,
  weights: new Float64Array(0),
  assumedEqual: false,
  scores: Float64Array.from(scores),
  ranks: new Int32Array(scores.length),
  favourites: [],
  regrets: regretsOf(Float64Array.from(scores), all),
});
const roles = [role(1, 1, 0, 0.6), role(2, 0, 1, 0.6)];

test('least regret finds the compromise that the mean of extremes hides', () => {
  expect([...largestRegrets(roles, 3)]).toEqual([1, 1, 0.4]);
  expect([...meanScores(roles, [1, 1], 3)]).toEqual([0.5, 0.5, 0.6]);
});

test('influence weighs the mean, in proportion', () => {
  expect([...meanScores(roles, [3, 1], 3)]).toEqual([0.75, 0.25, 0.6]);
  expect([...meanScores(roles, [30, 10], 3)]).toEqual([0.75, 0.25, 0.6]);
  expect([...meanScores(roles, [0, 1], 3)]).toEqual([0, 1, 0.6]);
});

test('one role: its own regret, its own score', () => {
  expect(largestRegrets(roles.slice(0, 1), 3)).toEqual(roles[0]!.regrets);
  expect(meanScores(roles.slice(0, 1), [0.1], 3)).toEqual(roles[0]!.scores);
});

test('nobody with influence, no role: no number is made up', () => {
  expect([...meanScores(roles, [0, 0], 3)]).toEqual([NaN, NaN, NaN]);
  expect([...meanScores([], [], 3)]).toEqual([NaN, NaN, NaN]);
  expect([...largestRegrets([], 3)]).toEqual([NaN, NaN, NaN]);
});

test('a candidate without a score for one role has no group score', () => {
  const withGap = [role(1, 1, NaN, 0.6), role(2, 0, 1, 0.6)];
  expect(largestRegrets(withGap, 3)[1]).toBeNaN();
  expect(largestRegrets(withGap.toReversed(), 3)[1]).toBeNaN();
  expect(meanScores(withGap, [1, 1], 3)[1]).toBeNaN();
});
