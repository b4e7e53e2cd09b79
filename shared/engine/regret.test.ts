// Regret: Savage's table idea on small numbers, and what holds always.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regretsOf } from './regret.ts';

test('best eligible minus own; negative for one that is barred and better', () => {
  const regrets = regretsOf(Float64Array.of(0.7, 0.3, 0.9, NaN), Uint8Array.of(1, 1, 0, 0));
  expect([...regrets]).toEqual([0, expect.closeTo(0.4, 14), expect.closeTo(-0.2, 14), NaN]);
});

test('nothing eligible: no regret to state', () => {
  expect([...regretsOf(Float64Array.of(0.7, 0.3), new Uint8Array(2))]).toEqual([NaN, NaN]);
});

test('any scores: some eligible candidate has regret 0, none of them less', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (scores) => {
      const regrets = regretsOf(Float64Array.from(scores), new Uint8Array(scores.length).fill(1));
      expect(Math.min(...regrets)).toBe(0);
    }),
  );
});
