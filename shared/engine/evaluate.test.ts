// The whole engine on reviews: agreement with the naive version, reuse while a slider moves, and every edge policy.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combine, eligibleOf, evaluate, prepare, rank } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';
import { naiveGroups, naiveRole } from './testing/naiveEvaluate.ts';
import { naiveFronts } from './testing/naiveFronts.ts';
import { randomColumns } from './testing/random.ts';
import { linear, snapshotOf, snapshotOfColumns } from './testing/snapshot.ts';
import type { TestReview, TestRole } from './testing/snapshot.ts';

const everyone = { role: null };

/** Ranked candidates have numbers everywhere, unranked ones a rank of 0. */
function expectNoStrayNaN(result: Evaluation): void {
  const eligible = eligibleOf(result);
  for (const { scores, regrets, ranks, weights } of result.roles) {
    expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
    expect([...scores].filter((score, i) => Number.isNaN(score) && result.matrix.complete[i] === 1)).toEqual([]);
    expect([...regrets].filter((regret, i) => !(regret >= 0) && eligible[i] === 1)).toEqual([]);
    expect([...ranks].every((value, i) => value > 0 === (eligible[i] === 1))).toBe(true);
  }
}

test('any review agrees with the naive version', () => {
  const cell = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: -2, max: 12 }) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  );
  const review = fc.record({
    rows: fc.array(fc.tuple(cell, cell, cell), { maxLength: 40 }),
    points: fc.array(
      fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)).filter((p) => p.some((x) => x > 0)),
      { minLength: 1, maxLength: 4 },
    ),
    bound: fc.integer({ min: -2, max: 12 }),
  });
  fc.assert(
    fc.property(review, ({ rows, points, bound }) => {
      const requirements: TestRole['requirements'] = [{ metricId: 1, comparator: '<=', bound, strength: 'must' }];
      const roles = points.map((weights, k) => ({
        weights,
        influence: k + 1,
        requirements: k === 0 ? requirements : [],
      }));
      const result = evaluate(
        snapshotOf({ rows, objectives: [linear(10, 0), linear(0, 10), linear(2, 3)], roles }),
        everyone,
      );
      const eligible = Uint8Array.from(rows, (row) => (row[0] <= bound && !row.some(Number.isNaN) ? 1 : 0));
      expect(eligibleOf(result)).toEqual(eligible);
      expect(result.fronts).toEqual(naiveFronts(result.matrix, eligible));
      expect(result.frontsOfAll).toEqual(naiveFronts(result.matrix, result.matrix.complete));
      const naive = points.map((weights) => naiveRole(result.matrix, eligible, weights));
      naive.forEach((role, k) => {
        expect([...result.roles[k]!.scores]).toEqual(role.scores);
        expect([...result.roles[k]!.ranks]).toEqual(role.ranks);
        if (eligible.includes(1)) expect([...result.roles[k]!.regrets]).toEqual(role.regrets);
      });
      const groups = naiveGroups(
        naive,
        roles.map(({ influence }) => influence),
        eligible,
      );
      expect([...result.groups.leastRegret.ranks]).toEqual(groups.leastRegret);
      expect([...result.groups.weightedMean.ranks]).toEqual(groups.weightedMean);
      expectNoStrayNaN(result);
    }),
  );
});

test('adding a candidate never changes the scores of the others', () => {
  const row = fc.tuple(fc.double({ min: -5, max: 15, noNaN: true }), fc.double({ min: -5, max: 15, noNaN: true }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), row, (rows, extra) => {
      const scores = (list: (readonly number[])[]) =>
        evaluate(snapshotOf({ rows: list, objectives: [linear(0, 10), linear(10, 0)] }), everyone).roles[0]!.scores;
      expect(scores([...rows, extra]).subarray(0, rows.length)).toEqual(scores(rows));
    }),
  );
});

const conflict: TestReview = {
  names: ['fast', 'accurate', 'even'],
  rows: [
    [10, 0],
    [0, 10],
    [7, 7],
  ],
  objectives: [linear(0, 10), linear(0, 10)],
  roles: [{ weights: [1, 0] }, { weights: [0, 1] }],
};

test('two roles in conflict: least regret recommends the one both can live with', () => {
  const result = evaluate(snapshotOf(conflict), everyone);
  expect(result.roles.map(({ favourites }) => favourites)).toEqual([[0], [1]]);
  expect(result.recommended).toBe(2);
  expect([...result.groups.leastRegret.scores]).toEqual([1, 1, expect.closeTo(0.3, 14)]);
  expect(result.frontSize).toBe(3);
});

test('ties of least regret are settled by the mean score, ties of that by name', () => {
  const objectives = [linear(0, 1), linear(0, 1)];
  const rows = [
    [0.7, 1],
    [0.7, 0.8],
    [1, 0.7],
    [0.7, 1],
  ];
  const result = evaluate(snapshotOf({ ...conflict, names: ['z', 'y', 'x', 'w'], rows, objectives }), everyone);
  expect([...result.groups.leastRegret.ranks]).toEqual([1, 4, 1, 1]);
  expect(result.groups.leastRegret.winners).toEqual([3, 2, 0]);
  expect(result.recommended).toBe(3);
});

test('rounding noise does not break a tie', () => {
  const rows = [
    [0.1, 0.2, 0],
    [0, 0, 0.3],
    [0.3, 0, 0],
  ];
  const objectives = [linear(0, 1), linear(0, 1), linear(0, 1)];
  expect([...evaluate(snapshotOf({ rows, objectives }), everyone).roles[0]!.ranks]).toEqual([1, 1, 1]);
});

test('a moved slider recomputes one role and keeps the others; the result is that of a fresh start', () => {
  const before = snapshotOf(conflict);
  const foundation = prepare(before, everyone);
  const first = rank(before, foundation);
  const after = snapshotOf({ ...conflict, roles: [{ weights: [0.4, 0.6] }, { weights: [0, 1] }] });
  const moved = rank(after, foundation, first);
  expect(moved.roles[1]).toBe(first.roles[1]);
  expect(moved.roles[0]).not.toBe(first.roles[0]);
  expect(combine(after, foundation, moved)).toEqual(evaluate(after, everyone));
});

test('a ranking made on another foundation is not reused', () => {
  const snapshot = snapshotOf(conflict);
  const first = rank(snapshot, prepare(snapshot, everyone));
  const changed = snapshotOf({
    ...conflict,
    rows: [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  });
  const foundation = prepare(changed, everyone);
  expect(combine(changed, foundation, rank(changed, foundation, first))).toEqual(evaluate(changed, everyone));
});

test('the matrix and the fronts of all can be handed on when only requirements change', () => {
  const snapshot = snapshotOf({
    ...conflict,
    roles: [{ requirements: [{ metricId: 1, comparator: '>=', bound: 5, strength: 'must' }] }, {}],
  });
  const all = prepare(snapshot, everyone);
  const second = prepare(snapshot, { role: 2 }, all);
  expect(second.matrix).toBe(all.matrix);
  expect(second).toEqual(prepare(snapshot, { role: 2 }));
  expect([...all.fronts]).toEqual([1, 0, 1]);
  expect([...second.fronts]).toEqual([1, 1, 1]);
});

test('no candidates', () => {
  const result = evaluate(snapshotOf({ ...conflict, names: [], rows: [] }), everyone);
  expect(result).toMatchObject({ frontSize: 0, recommended: -1 });
  expect(result.roles[0]!.favourites).toEqual([]);
});

test('one candidate wins everything', () => {
  const result = evaluate(snapshotOf({ ...conflict, names: ['only'], rows: [[3, 4]] }), everyone);
  expect(result).toMatchObject({ frontSize: 1, recommended: 0 });
  expect([...result.roles[0]!.regrets]).toEqual([0]);
});

test('nobody feasible: scores stay, ranks and regrets have nothing to stand on', () => {
  const roles = [{ requirements: [{ metricId: 1, comparator: '>=', bound: 99, strength: 'must' }] as const }, {}];
  const result = evaluate(snapshotOf({ ...conflict, roles }), everyone);
  expect(result).toMatchObject({ frontSize: 0, recommended: -1 });
  expect([...result.fronts]).toEqual([0, 0, 0]);
  expect([...result.frontsOfAll]).toEqual([1, 1, 1]);
  for (const role of result.roles) {
    expect([...role.ranks]).toEqual([0, 0, 0]);
    expect(role.favourites).toEqual([]);
    expect(role.scores.every((score) => score >= 0)).toBe(true);
    expect(role.regrets.every(Number.isNaN)).toBe(true);
  }
  for (const rule of ['leastRegret', 'weightedMean'] as const) {
    expect(result.groups[rule]).toMatchObject({ winner: -1, winners: [] });
    expect([...result.groups[rule].ranks]).toEqual([0, 0, 0]);
  }
});

test('identical candidates share everything, the first by name is named', () => {
  const result = evaluate(
    snapshotOf({
      ...conflict,
      rows: [
        [5, 5],
        [5, 5],
        [5, 5],
      ],
    }),
    everyone,
  );
  expect([...result.fronts]).toEqual([1, 1, 1]);
  expect([...result.groups.leastRegret.ranks]).toEqual([1, 1, 1]);
  expect(result.groups.leastRegret.winners).toEqual([1, 2, 0]);
  expect(result.recommended).toBe(1);
});

test('a constant objective moves every score alike and no rank', () => {
  const rows = conflict.rows.map((row) => [...row, 4]);
  const objectives = [...conflict.objectives, linear(0, 10)];
  const plain = evaluate(snapshotOf({ ...conflict, roles: [{ weights: [3, 2] }] }), everyone);
  const result = evaluate(snapshotOf({ ...conflict, rows, objectives, roles: [{ weights: [3, 2, 5] }] }), everyone);
  expect(result.roles[0]!.ranks).toEqual(plain.roles[0]!.ranks);
  expect(result.fronts).toEqual(plain.fronts);
  result.roles[0]!.scores.forEach((score, i) => expect(score).toBeCloseTo(plain.roles[0]!.scores[i]! / 2 + 0.2, 11));
});

test('one objective, one role: the order of the measurements', () => {
  const result = evaluate(snapshotOf({ rows: [[30], [10], [20], [10]], objectives: [linear(100, 0)] }), everyone);
  expect([...result.roles[0]!.ranks]).toEqual([4, 1, 3, 1]);
  expect([...result.fronts]).toEqual([3, 1, 2, 1]);
  expect(result.groups.leastRegret.ranks).toEqual(result.roles[0]!.ranks);
  expect(result.groups.weightedMean.ranks).toEqual(result.roles[0]!.ranks);
});

test('no objectives: nothing to compare by, nobody ranked', () => {
  const result = evaluate(snapshotOf({ names: ['a', 'b'], rows: [[], []], objectives: [], roles: [{}, {}] }), everyone);
  expect(result).toMatchObject({ frontSize: 0, recommended: -1 });
});

test('no roles, or none with influence: nothing is recommended under a rule that has nobody to ask', () => {
  expect(evaluate(snapshotOf({ ...conflict, roles: [] }), everyone).recommended).toBe(-1);
  const mute = evaluate(snapshotOf({ ...conflict, groupRule: 'weightedMean', roles: [{ influence: 0 }] }), everyone);
  expect(mute.recommended).toBe(-1);
  expect(mute.groups.leastRegret.winner).toBe(2);
});

test('missing everywhere leaves everybody out; values beyond the anchors tie at the anchor', () => {
  expect(
    evaluate(
      snapshotOf({
        ...conflict,
        rows: [
          [NaN, 1],
          [NaN, 2],
          [NaN, 3],
        ],
      }),
      everyone,
    ).recommended,
  ).toBe(-1);
  const beyond = evaluate(snapshotOf({ rows: [[11], [50], [10], [-3]], objectives: [linear(0, 10)] }), everyone);
  expect([...beyond.roles[0]!.ranks]).toEqual([1, 1, 1, 4]);
  // Dominance looks at measurements, and still tells them apart.
  expect([...beyond.fronts]).toEqual([2, 1, 3, 4]);
});

test('nobody has weighed: equal weights, said so', () => {
  const { roles } = evaluate(snapshotOf({ ...conflict, roles: [{}] }), everyone);
  expect(roles[0]).toMatchObject({ assumedEqual: true });
  expect([...roles[0]!.weights]).toEqual([0.5, 0.5]);
});

test('100,000 candidates', () => {
  const columns = randomColumns(100_000, 5, 'uniform', 5);
  const objectives = columns.map(() => linear(1, 0));
  const result = evaluate(
    snapshotOfColumns({ columns, objectives, roles: [{ weights: [1, 2, 3, 4, 5] }, {}] }),
    everyone,
  );
  expect(result.fronts[result.recommended]).toBe(1);
  expect(result.groups.leastRegret.ranks[result.recommended]).toBe(1);
  expect(Math.max(...result.roles[0]!.ranks.subarray(0, 50_000))).toBeLessThanOrEqual(100_000);
});
