// A large loss beside a small sum is explained, and nothing else is.
import { expect, it } from 'vitest';
import { madeUpText } from './madeUp.ts';

it.each([
  [0.004, 0.11, ', mostly made up elsewhere'],
  [0, 0.11, ', made up elsewhere'],
  [0.11, 0.11, ''],
  [0.06, 0.11, ''],
  [0.2, 0.11, ''],
  [Number.NaN, Number.NaN, ''],
])('gives up %d, loses %d on one objective: "%s"', (regret, lost, text) => {
  expect(madeUpText(regret, lost)).toBe(text);
});
