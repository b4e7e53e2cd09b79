// A comparison of two candidates from either side, by their ids.
import { expect, test } from 'vitest';
import type { PairVerdict } from '../../shared/measures/compare/verdict.ts';
import { LogVerdicts } from './verdicts.ts';

const candidates = [7, 9, 8].map((candidateId) => ({
  candidateId,
  score: 1,
  prediction: null,
  threshold: null,
  inverted: false,
}));
const pair = (a: number, b: number, verdict: PairVerdict['verdict']): PairVerdict => ({
  a,
  b,
  difference: 0.02,
  lo: 0.01,
  hi: 0.03,
  p: 0.001,
  adjustedP: 0.003,
  pairs: 3,
  test: 'paired t',
  onlyA: null,
  onlyB: null,
  verdict,
});
const kind = 'binary' as const;

test('is told from the side it is asked from', () => {
  const verdicts = new LogVerdicts({ kind, name: 'Visits', candidates }, [pair(0, 1, 'higher'), pair(0, 2, 'noise')]);
  expect(verdicts.between(7, 9)).toMatchObject({ difference: 0.02, lo: 0.01, hi: 0.03, verdict: 'higher' });
  expect(verdicts.between(9, 7)).toMatchObject({ difference: -0.02, lo: -0.03, hi: -0.01, verdict: 'lower' });
  expect(verdicts.between(8, 7)!.verdict).toBe('noise');
  expect([verdicts.between(7, 7), verdicts.between(7, 5), verdicts.between(9, 8)]).toEqual([null, null, null]);
});
