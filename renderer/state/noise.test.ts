// A comparison of two candidates from either side, by their ids.
import { expect, test } from 'vitest';
import { LogNoise } from './noise.ts';

const candidates = [7, 9, 8].map((candidateId) => ({
  candidateId,
  score: 1,
  prediction: null,
  threshold: null,
  inverted: false,
}));
const pair = { difference: 0.02, lo: 0.01, hi: 0.03, standardError: 0.005, p: 0.001, test: 'paired' } as const;
const pairs = [
  [],
  [{ ...pair, verdict: 'higher' as const }],
  [
    { ...pair, verdict: 'noise' as const },
    { ...pair, verdict: 'same' as const },
  ],
];

test('is told from the side it is asked from', () => {
  const noise = new LogNoise({ candidates }, { measure: 'Accuracy', share: true, pairs });
  expect(noise.between(9, 7)!.pair).toMatchObject({ difference: 0.02, lo: 0.01, hi: 0.03, verdict: 'higher' });
  expect(noise.between(7, 9)!.pair).toMatchObject({ difference: -0.02, lo: -0.03, hi: -0.01, verdict: 'lower' });
  expect(noise.between(7, 8)!.pair.verdict).toBe('noise');
  expect([noise.between(7, 7), noise.between(7, 5)]).toEqual([null, null]);
  expect(new LogNoise({ candidates }, { measure: 'Accuracy', share: true, pairs: [] }).between(9, 7)).toBeNull();
});
