// Who is first, against the ranks of the whole evaluation.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyReview, whole } from '../testing/changes.ts';
import { meanShares } from '../groupRules/weightedMean.ts';
import { groupFirsts, highest, winnerOf } from './firstPlace.ts';
import { scoredOf } from './scoredMembers.ts';

test('rank 1 of every role and every rule, ties and all', () => {
  fc.assert(
    fc.property(anyReview({ n: 12, m: 2, roles: 4 }), (snapshot) => {
      const evaluation = whole(snapshot);
      const { scores, influences, members, names } = scoredOf(snapshot, evaluation);
      evaluation.roles.forEach(({ favourites }, k) => {
        const first = highest(scores[k]!, members);
        expect([...first]).toEqual([...favourites].sort((a, b) => a - b));
        expect(winnerOf(first, names)).toBe(favourites[0] ?? -1);
      });
      for (const rule of ['leastRegret', 'weightedMean'] as const) {
        const { winners, winner } = evaluation.groups[rule];
        const first = groupFirsts(rule, scores, influences, members);
        expect(first).toEqual([...winners].sort((a, b) => a - b));
        expect(winnerOf(first, names)).toBe(winner);
      }
    }),
    { numRuns: 300 },
  );
});

test('nobody: no members, no roles, no influence', () => {
  const scores = [Float64Array.of(0.5, 0.7)];
  const all = Int32Array.of(0, 1);
  expect(highest(scores[0]!, new Int32Array(0))).toEqual([]);
  expect(groupFirsts('leastRegret', scores, [1], new Int32Array(0))).toEqual([]);
  expect(groupFirsts('leastRegret', [], [], all)).toEqual([]);
  expect(groupFirsts('weightedMean', scores, [0], all)).toEqual([]);
  expect(groupFirsts('leastRegret', scores, [0], all)).toEqual([1]);
  expect(meanShares([0, 0])).toBeNull();
  expect(meanShares([0.1, 0.1, 0.1])).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(winnerOf([], [])).toBe(-1);
});
