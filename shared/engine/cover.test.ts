// The cover is the shortest, and the sentences are what is read aloud, word for word.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverOf } from './cover.ts';
import { coverForGroup } from './explainCover.ts';
import { anyReview, whole } from './testing/changes.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';

test('it outweighs all cons, and no set of fewer pros does', () => {
  const worth = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(worth, (list) => {
      fc.pre(list.reduce((a, b) => a + b, 0) > 0);
      const { pros, cons, cover } = coverOf(Float64Array.from(list));
      const weigh = (some: readonly number[]) => some.reduce((sum, j) => sum + list[j]!, 0);
      expect(weigh(pros) + weigh(cons)).toBe(weigh(list.map((_, j) => j)));
      expect(weigh(cover) + weigh(cons)).toBeGreaterThan(0);
      for (let set = 0; set < 2 ** pros.length; set++) {
        const some = pros.filter((_, bit) => (set >> bit) & 1);
        if (some.length > 0 && weigh(some) + weigh(cons) > 0) expect(some.length).toBeGreaterThanOrEqual(cover.length);
      }
    }),
  );
});

test('the mean accounts for the whole lead, and so does the regret', () => {
  fc.assert(
    fc.property(anyReview({ n: 5, m: 4 }), fc.nat(), (snapshot, pick) => {
      const evaluation = whole(snapshot);
      const [a, b] = [pick % evaluation.matrix.n, (pick + 1) % evaluation.matrix.n];
      const { worth, lead } = coverForGroup(snapshot, evaluation, 'weightedMean', a, b)!;
      expect(worth.reduce((sum, x) => sum + x, 0)).toBeCloseTo(lead, 10);
      const regret = coverForGroup(snapshot, evaluation, 'leastRegret', a, b)!;
      const { scores, ranks } = evaluation.groups.leastRegret;
      expect(regret.lead).toBeCloseTo(Math.abs(scores[a]! - scores[b]!), 11);
      expect(ranks[regret.better]).toBeLessThanOrEqual(ranks[regret.worse]!);
    }),
  );
});

const review = {
  names: ['Two-tower', 'Wide & Deep', 'Twin', 'Unmeasured'],
  rows: [
    [72, 0.806, 10],
    [120, 0.812, 12],
    [72, 0.806, 10],
    [72, NaN, 10],
  ],
  objectives: [
    { ...linear(200, 40), name: 'p95 latency' },
    { ...linear(0.78, 0.815), name: 'NDCG@10' },
    { ...linear(0, 20), name: 'ad revenue' },
  ],
  units: ['ms', '', '€'],
  roles: [
    { name: 'Product', weights: [0.6, 0.3, 0.1] },
    { name: 'Sales', weights: [0, 0, 1] },
  ],
};
const snapshot = snapshotOf(review);
const evaluation = whole(snapshot);

/** On the mean of one role alone. */
function coverOfOne(role: number, first: number, second: number) {
  const alone = snapshotOf({ ...review, roles: [review.roles[role]!] });
  return coverForGroup(alone, whole(alone), 'weightedMean', first, second);
}

test('one pro that outweighs two cons', () => {
  const found = coverOfOne(0, 1, 0)!;
  expect(found).toMatchObject({ better: 0, worse: 1, pros: [0], cons: [1, 2], cover: [0] });
  expect(found.sentence.text).toBe(
    'On the mean of all roles, Two-tower beats Wide & Deep: 48\u00a0ms lower p95 latency (+0.18) alone outweighs all that speaks against it: 0.006 lower NDCG@10 (−0.05) and 2\u00a0€ lower ad revenue (−0.01), −0.06 in all.',
  );
  expect(found.sentence.cells).toEqual(
    [1, 2, 3].flatMap((metricId) => [1, 2].map((candidateId) => ({ candidateId, metricId }))),
  );
});

test('nothing against it, level on everything, and no place in the order', () => {
  expect(coverOfOne(1, 1, 0)!.sentence.text).toBe(
    'On the mean of all roles, Wide & Deep beats Two-tower with nothing against it, above all on 2\u00a0€ higher ad revenue (+0.10).',
  );
  expect(coverOfOne(1, 0, 2)!.sentence.text).toBe(
    'On the mean of all roles, Two-tower and Twin are level on everything that counts.',
  );
  expect(coverOfOne(1, 0, 3)).toBeNull();
  expect(coverForGroup(snapshot, evaluation, 'weightedMean', 0, 3)).toBeNull();
});

test('for the group', () => {
  expect(coverForGroup(snapshot, evaluation, 'weightedMean', 0, 1)!.sentence.text).toBe(
    'On the mean of all roles, Two-tower beats Wide & Deep: 48\u00a0ms lower p95 latency (+0.09) alone outweighs all that speaks against it: 2\u00a0€ lower ad revenue (−0.05) and 0.006 lower NDCG@10 (−0.03), −0.08 in all.',
  );
  const regret = coverForGroup(snapshot, evaluation, 'leastRegret', 0, 1)!;
  expect(regret.sentence.text).toBe(
    'By least regret, Two-tower beats Wide & Deep: the most that is given up is 0.10 with Two-tower, by Sales, and 0.12 with Wide & Deep, by Product.',
  );
  expect(regret.sentence.cells).toContainEqual({ candidateId: 1, metricId: 3 });
});

test('for the group, when all roles give up the same', () => {
  const alike = snapshotOf({
    ...review,
    roles: review.roles.map((role) => ({ ...role, weights: review.roles[0]!.weights })),
  });
  expect(coverForGroup(alike, whole(alike), 'leastRegret', 0, 1)!.sentence.text).toMatch(
    /^By least regret, .+ beats .+: nobody gives up anything with .+, and the most is 0\.\d+ with .+, by every role\.$/,
  );
});
