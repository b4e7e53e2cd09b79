// Ranks and the sort beneath them: ties, gaps, second keys, names, and the comparator's answer at any shape of data.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { competitionRanks, firstPlaces, orderByRank } from './rank.ts';
import { sortDescending } from './sortDescending.ts';
import { naiveRanks } from './testing/naiveEvaluate.ts';
import { random } from './testing/random.ts';

const all = (n: number) => new Uint8Array(n).fill(1);

test('ties share a rank and leave a gap; who is not eligible has none', () => {
  const scores = Float64Array.of(0.5, 0.9, 0.5, 0.1, 1);
  expect([...competitionRanks(scores, Uint8Array.of(1, 1, 1, 1, 0))]).toEqual([2, 1, 2, 4, 0]);
  expect([...competitionRanks(scores, new Uint8Array(5))]).toEqual([0, 0, 0, 0, 0]);
});

test('a second key settles ties, and what is equal in both shares', () => {
  const tie = Float64Array.of(1, 0, 2, 0, 1);
  expect([...competitionRanks(new Float64Array(5).fill(0.3), all(5), tie)]).toEqual([2, 4, 1, 4, 2]);
});

test('inside a tie by name, never by row', () => {
  const ranks = Int32Array.of(1, 3, 1, 0, 1);
  const names = ['b', 'a', 'c', 'd', 'a2'];
  expect([...orderByRank(ranks, names)]).toEqual([4, 0, 2, 1]);
  expect(firstPlaces(ranks, names)).toEqual([4, 0, 2]);
});

const shapes = {
  uniform: (next: () => number) => next(),
  ties: (next: () => number) => Math.floor(next() * 5) / 5,
  clumps: (next: () => number) => 10 ** -Math.floor(next() * 12) * next(),
  clump: (next: () => number) => (next() < 0.01 ? 1 : 0.5 + next() * 1e-9),
  large: (next: () => number) => (next() - 0.5) * 1e300,
};

test.each(Object.entries(shapes))('%s: the same as with a comparator', (_, draw) => {
  const next = random(11);
  const scores = Float64Array.from({ length: 5000 }, () => draw(next));
  const tie = Float64Array.from({ length: 5000 }, () => Math.floor(next() * 3));
  const eligible = Uint8Array.from({ length: 5000 }, () => (next() < 0.8 ? 1 : 0));
  expect([...competitionRanks(scores, eligible)]).toEqual(naiveRanks([...scores], eligible));
  expect([...competitionRanks(scores, eligible, tie)]).toEqual(naiveRanks([...scores], eligible, [...tie]));
});

test('any finite numbers, infinitesimal to huge: sorted', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 200 }), (list) => {
      const scores = Float64Array.from(list);
      const order = Int32Array.from(list, (_, i) => i);
      sortDescending(scores, order, 0, order.length);
      expect([...order].sort((a, b) => a - b)).toEqual(list.map((_, i) => i));
      for (let k = 1; k < order.length; k++) expect(scores[order[k - 1]!]).toBeGreaterThanOrEqual(scores[order[k]!]!);
    }),
  );
});

test('any scores: a permutation moves ranks along', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (list) => {
      const ranks = competitionRanks(Float64Array.from(list), all(list.length));
      expect(competitionRanks(Float64Array.from(list.toReversed()), all(list.length))).toEqual(ranks.toReversed());
      expect(ranks).toContain(1);
    }),
  );
});
