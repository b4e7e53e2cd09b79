// Coalitions against the whole evaluation with the other roles gone, and Shapley values against all orders of arrival.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { anyReview, whole } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { coalitionsOf, shapleyValue } from './coalitions.ts';

function orders(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

test('Shapley values: the mean over all orders, summing to what everybody together is worth', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 15, maxLength: 15 }), (some) => {
      const worth = [0, ...some];
      const naive = new Float64Array(4);
      const all = orders([0, 1, 2, 3]);
      for (const order of all) {
        let set = 0;
        for (const k of order) {
          naive[k]! += (worth[set | (1 << k)]! - worth[set]!) / all.length;
          set |= 1 << k;
        }
      }
      const values = shapleyValue(worth, 4);
      naive.forEach((value, k) => expect(values[k]).toBeCloseTo(value, 12));
      expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(worth[15]!, 12);
    }),
  );
});

test('Shapley values of the airport and the glove game', () => {
  // Littlechild & Owen (1973), Management Science 20(3):370–372: runways of length 1, 2, 3 cost their longest user's length.
  const runway = Array.from({ length: 8 }, (_, set) => (set & 4 ? 3 : set & 2 ? 2 : set & 1 ? 1 : 0));
  [1 / 3, 5 / 6, 11 / 6].forEach((value, k) => expect(shapleyValue(runway, 3)[k]).toBeCloseTo(value, 12));
  // One left glove, two right ones: a pair is worth 1.
  const gloves = Array.from({ length: 8 }, (_, set) => (set & 1 && set & 6 ? 1 : 0));
  [2 / 3, 1 / 6, 1 / 6].forEach((value, k) => expect(shapleyValue(gloves, 3)[k]).toBeCloseTo(value, 12));
});

function only(snapshot: ReviewSnapshot, ids: readonly number[]): ReviewSnapshot {
  const roles = snapshot.settings.roles.filter(({ id }) => ids.includes(id));
  return { ...snapshot, settings: { ...snapshot.settings, roles } };
}

test.each(['weightedMean', 'leastRegret'] as const)('%s: forcing, blocking and tipping are what they say', (rule) => {
  fc.assert(
    fc.property(anyReview({ n: 6, m: 3, roles: 4 }), (snapshot) => {
      const before = whole(snapshot);
      const ids = before.roles.map(({ roleId }) => roleId);
      const finalists = Array.from({ length: before.matrix.n }, (_, i) => i);
      const firstsOf = (some: readonly number[]) => whole(only(snapshot, some)).groups[rule].winners;
      const all = coalitionsOf(snapshot, before, rule, finalists);
      for (const { candidate, first, forces, blocks, tips, shapley } of all) {
        expect(first).toBe(before.groups[rule].winners.includes(candidate));
        for (const set of forces) {
          expect(firstsOf(set)).toContain(candidate);
          for (const smaller of set) expect(forces).not.toContainEqual(set.filter((id) => id !== smaller));
        }
        for (const set of blocks) expect(firstsOf(ids.filter((id) => !set.includes(id)))).toContain(candidate);
        for (const id of ids) {
          const then = firstsOf(ids.filter((other) => other !== id)).includes(candidate);
          expect(tips.some((tip) => tip.roleId === id)).toBe(then !== first);
        }
        const sum = shapley.reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(first ? 1 / before.groups[rule].winners.length : 0, 12);
      }
      // Somebody is first in every set, so all finalists together are worth 1 to every role that joins first.
      for (const id of ids)
        expect(all.some(({ forces }) => forces.some((set) => set.length === 1 && set[0] === id))).toBe(true);
    }),
    { numRuns: 80 },
  );
});

test('by hand: two against one', () => {
  const snapshot = snapshotOf({
    rows: [
      [1, 0],
      [0, 0.9],
    ],
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ weights: [1, 0] }, { weights: [1, 0] }, { weights: [0, 1] }],
  });
  const [left, right] = coalitionsOf(snapshot, whole(snapshot), 'weightedMean', [0, 1]);
  expect(left).toMatchObject({ first: true, forces: [[1], [2]], blocks: [], tips: [] });
  expect(right).toMatchObject({ first: false, forces: [[3]], blocks: [[1, 2]], tips: [] });
  [1 / 2, 1 / 2, 0].forEach((value, k) => expect(left!.shapley[k]).toBeCloseTo(value, 12));
  [-1 / 6, -1 / 6, 1 / 3].forEach((value, k) => expect(right!.shapley[k]).toBeCloseTo(value, 12));
});

test('no roles, and too many', () => {
  const review = { rows: [[1]], objectives: [linear(0, 1)] };
  const nobody = snapshotOf({ ...review, roles: [] });
  expect(coalitionsOf(nobody, whole(nobody), 'leastRegret', [0])).toEqual([
    { candidate: 0, first: false, forces: [], blocks: [], tips: [], shapley: new Float64Array(0) },
  ]);
  const many = snapshotOf({ ...review, roles: Array.from({ length: 13 }, () => ({})) });
  expect(() => coalitionsOf(many, whole(many), 'leastRegret', [0])).toThrow('up to 12 roles, and there are 13');
});
