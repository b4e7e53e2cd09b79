// What a row says of noise: only of those it stands beside, in sentences with their numbers.
import { expect, test } from 'vitest';
import type { PairVerdict } from '../../../shared/measures/compare/verdict.ts';
import { indistinguishable, noiseAt, placesIn } from './withinNoise.ts';

const pair = (verdict: PairVerdict['verdict']): PairVerdict => ({
  a: 0,
  b: 1,
  difference: -0.003,
  lo: -0.01,
  hi: 0.004,
  p: 0.41,
  adjustedP: 0.41,
  pairs: 1,
  test: 'McNemar',
  onlyA: 3,
  onlyB: 5,
  verdict,
});
/** By ids: 12 and 11 are within noise, 13 and 12 too, 13 and 11 are not; 14 is in no log. */
const between = (one: number, other: number) => {
  const verdicts: Record<string, PairVerdict['verdict']> = { '12 11': 'noise', '13 12': 'same', '13 11': 'lower' };
  const verdict = verdicts[`${one} ${other}`];
  return verdict === undefined ? null : pair(verdict);
};
const order = Int32Array.of(1, 2, 3, 0);
const ranked = {
  order,
  placeOf: placesIn(order),
  ranks: Int32Array.of(4, 1, 2, 3),
  verdicts: { kind: 'binary' as const, name: 'Visits', between },
  catalog: { candidateIds: Int32Array.of(14, 11, 12, 13), names: ['D', 'A', 'B', 'C'] },
};

test('a row is marked against the one above it and the first', () => {
  expect(noiseAt(ranked, 1)).toBe('');
  expect(noiseAt(ranked, 2)).toBe(
    'Accuracy on the log Visits within noise of A: \u22120.3\u00a0pt, 95\u00a0% \u22121.0 to 0.4, McNemar p = 0.41.',
  );
  expect(noiseAt(ranked, 3)).toBe('Accuracy on the log Visits as that of B: no case tells them apart.');
  expect(noiseAt(ranked, 0)).toBe('');
});

test('who is not ranked is not compared', () => {
  expect(noiseAt({ ...ranked, ranks: Int32Array.of(4, 1, 0, 3) }, 2)).toBe('');
});

test('a candidate is named with all it cannot be told from', () => {
  expect(indistinguishable(ranked.catalog, ranked.verdicts, 2)).toEqual({
    measure: 'Accuracy on the log Visits',
    names: ['A'],
  });
  expect(indistinguishable(ranked.catalog, ranked.verdicts, 0)).toBeNull();
});
