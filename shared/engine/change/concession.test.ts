// Concessions proved: applied, the candidate wins; with 1e-6 less nobody makes it win; "cannot" comes with its proof.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyReview, whole, withWeights } from '../testing/changes.ts';
import { randomColumns } from '../testing/random.ts';
import { linear, snapshotOf, snapshotOfColumns } from '../testing/snapshot.ts';
import { concessionOfGroup } from './concession.ts';
import type { Concession } from './concessionTypes.ts';

/** All weights on a grid over the simplex. */
function grid(m: number, steps: number): number[][] {
  const extend = (left: number, parts: number): number[][] =>
    parts === 1
      ? [[left]]
      : Array.from({ length: left + 1 }, (_, i) => extend(left - i, parts - 1).map((rest) => [i, ...rest])).flat();
  return extend(steps, m).map((counts) => counts.map((count) => count / steps));
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, x, j) => sum + Math.abs(x - b[j]!), 0);

function partWay(
  result: Concession & { kind: 'change' },
  before: readonly { roleId: number; weights: Float64Array }[],
  share: number,
) {
  return result.roles.map(({ roleId, weights }) => {
    const from = before.find((role) => role.roleId === roleId)!.weights;
    return { roleId, weights: weights.map((to, j) => from[j]! + share * (to - from[j]!)) };
  });
}

test('one role: applied it wins, nothing cheaper on a grid does, and a hair less does not', () => {
  const weightings = grid(3, 40);
  fc.assert(
    fc.property(anyReview({ roles: 1 }), fc.nat(), (snapshot, pick) => {
      const before = whole(snapshot);
      const x = pick % before.matrix.n;
      const result = concessionOfGroup(snapshot, before, 'weightedMean', x, 1);
      const score = (weights: readonly number[], i: number) =>
        before.matrix.values.reduce((sum, column, j) => sum + weights[j]! * column[i]!, 0);
      const winning = weightings.filter((weights) =>
        before.matrix.complete.every((_, i) => score(weights, i) <= score(weights, x) + 1e-12),
      );
      if (result.kind === 'cannot') {
        expect(winning).toEqual([]);
        if (result.why.kind !== 'mixture') throw new Error('A linear case has a mixture as its proof.');
        const { candidates, shares, lead } = result.why;
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...shares)).toBeGreaterThan(0);
        for (const column of before.matrix.values) {
          const mixed = candidates.reduce((sum, i, c) => sum + shares[c]! * column[i]!, 0);
          expect(mixed - column[x]!).toBeGreaterThanOrEqual(lead - 1e-12);
        }
        expect(lead).toBeGreaterThan(1e-12);
        return;
      }
      if (result.kind !== 'change') throw new Error(result.kind);
      expect(result.exact).toBe(true);
      expect(whole(withWeights(snapshot, result.roles)).roles[0]!.favourites).toContain(x);
      for (const weights of winning)
        expect(distance(weights, before.roles[0]!.weights)).toBeGreaterThan(result.total - 1e-6);
      if (result.total > 1e-6) {
        const less = withWeights(snapshot, partWay(result, before.roles, 1 - 1e-6 / result.total));
        expect(whole(less).roles[0]!.favourites).not.toContain(x);
      }
      for (const { weights } of result.roles) {
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 150 },
  );
});

const pairs = grid(2, 16);

test.each(['weightedMean', 'leastRegret'] as const)(
  '%s, all roles together, against every pair of weightings on a grid',
  (rule) => {
    fc.assert(
      fc.property(anyReview({ n: 5, m: 2, roles: 2 }), fc.nat(), (snapshot, pick) => {
        fc.pre(snapshot.settings.roles.length === 2);
        const before = whole(snapshot);
        const x = pick % before.matrix.n;
        const result = concessionOfGroup(snapshot, before, rule, x, null);
        const wins = (weights: readonly (readonly number[])[]) =>
          whole(
            withWeights(
              snapshot,
              weights.map((list, k) => ({ roleId: k + 1, weights: Float64Array.from(list) })),
            ),
          ).groups[rule].winners.includes(x);
        const winning = pairs.flatMap((one) => pairs.map((two) => [one, two])).filter(wins);
        const totals = winning.map((weights) =>
          weights.reduce((sum, list, k) => sum + distance(list, before.roles[k]!.weights), 0),
        );
        if (result.kind === 'cannot') {
          expect(winning).toEqual([]);
          return;
        }
        if (result.kind !== 'change') throw new Error(result.kind);
        expect(result.exact).toBe(true);
        expect(whole(withWeights(snapshot, result.roles)).groups[rule].winners).toContain(x);
        expect(Math.min(Infinity, ...totals)).toBeGreaterThan(result.total - 1e-6);
        if (result.total > 1e-6) {
          const less = withWeights(snapshot, partWay(result, before.roles, 1 - 1e-6 / result.total));
          expect(whole(less).groups[rule].winners).not.toContain(x);
        }
      }),
      { numRuns: 40 },
    );
  },
  120_000,
);

test.each(['weightedMean', 'leastRegret'] as const)(
  '%s, one role alone, against every weighting on a grid',
  (rule) => {
    const weightings = grid(3, 16);
    fc.assert(
      fc.property(anyReview({ n: 6, m: 3, roles: 3 }), fc.nat(), (snapshot, pick) => {
        const before = whole(snapshot);
        const x = pick % before.matrix.n;
        const roleId = 1 + (pick % before.roles.length);
        const result = concessionOfGroup(snapshot, before, rule, x, roleId);
        const winning = weightings.filter((weights) =>
          whole(withWeights(snapshot, [{ roleId, weights: Float64Array.from(weights) }])).groups[rule].winners.includes(
            x,
          ),
        );
        if (result.kind === 'cannot') {
          expect(winning).toEqual([]);
          return;
        }
        if (result.kind !== 'change') throw new Error(result.kind);
        expect(result.exact).toBe(true);
        expect(result.roles.every((role) => role.roleId === roleId)).toBe(true);
        expect(whole(withWeights(snapshot, result.roles)).groups[rule].winners).toContain(x);
        const totals = winning.map((weights) => distance(weights, before.roles[roleId - 1]!.weights));
        expect(Math.min(Infinity, ...totals)).toBeGreaterThan(result.total - 1e-6);
        if (result.total > 1e-6) {
          const less = withWeights(snapshot, partWay(result, before.roles, 1 - 1e-6 / result.total));
          expect(whole(less).groups[rule].winners).not.toContain(x);
        }
      }),
      { numRuns: 40 },
    );
  },
  120_000,
);

const three = {
  rows: [
    [1, 0],
    [0, 1],
    [0.4, 0.4],
    [0.3, 0.3],
  ],
  objectives: [linear(0, 1), linear(0, 1)],
};

test('the smallest concession, by hand: level at equal weights', () => {
  const snapshot = snapshotOf({ ...three, roles: [{ weights: [0.7, 0.3] }] });
  const result = concessionOfGroup(snapshot, whole(snapshot), 'weightedMean', 1, 1);
  expect(result).toMatchObject({
    kind: 'change',
    exact: true,
    roles: [
      {
        roleId: 1,
        moves: [
          { objectiveId: 1, from: 0.7 },
          { objectiveId: 2, from: 0.3 },
        ],
      },
    ],
  });
  if (result.kind === 'change') expect(result.total).toBeCloseTo(0.4, 9);
});

test('never supported: half of one and half of the other; dominated: the candidate that is better on everything', () => {
  const snapshot = snapshotOf({ ...three, roles: [{ weights: [0.7, 0.3] }] });
  const evaluation = whole(snapshot);
  const mixed = concessionOfGroup(snapshot, evaluation, 'weightedMean', 2, 1);
  expect(mixed).toMatchObject({ kind: 'cannot', why: { kind: 'mixture', candidates: [0, 1] } });
  if (mixed.kind === 'cannot' && mixed.why.kind === 'mixture') {
    expect(mixed.why.shares[0]).toBeCloseTo(0.5, 9);
    expect(mixed.why.lead).toBeCloseTo(0.1, 9);
  }
  expect(concessionOfGroup(snapshot, evaluation, 'weightedMean', 3, 1)).toMatchObject({
    kind: 'cannot',
    why: { kind: 'mixture', candidates: [2], shares: [1], lead: expect.closeTo(0.1, 9) },
  });
});

test('first already: nothing to concede; locked weights stay; ineligible candidates are told apart', () => {
  const review = snapshotOf({
    ...three,
    rows: [...three.rows, [NaN, 1], [0.9, 0.9]],
    roles: [{ weights: [0.7, 0.3] }],
  });
  const role = review.settings.roles[0]!;
  role.requirements.push({
    id: 1,
    roleId: 1,
    metricId: 1,
    comparator: '>=',
    bound: 0.95,
    strength: 'must',
    reason: '',
  });
  const evaluation = whole(review);
  expect(concessionOfGroup(review, evaluation, 'weightedMean', 0, 1)).toEqual({
    kind: 'change',
    candidate: 0,
    total: 0,
    atLeast: 0,
    exact: true,
    roles: [],
  });
  expect(concessionOfGroup(review, evaluation, 'weightedMean', 4, 1)).toMatchObject({
    kind: 'ineligible',
    why: 'incomplete',
  });
  expect(concessionOfGroup(review, evaluation, 'weightedMean', 5, 1)).toMatchObject({
    kind: 'ineligible',
    why: 'infeasible',
  });
  const locked = snapshotOf({ ...three, roles: [{ weights: [0.7, 0.3] }] });
  locked.settings.roles[0]!.weights[0]!.locked = true;
  const free = concessionOfGroup(locked, whole(locked), 'weightedMean', 1, 1);
  const held = concessionOfGroup(locked, whole(locked), 'weightedMean', 1, 1, { respectLocks: true });
  expect([free.kind, held.kind]).toEqual(['change', 'cannot']);
  expect(held).toMatchObject({ why: { candidates: [0], lead: expect.closeTo(0.4, 9) } });
});

test('nobody with influence: the mean cannot be moved', () => {
  const snapshot = snapshotOf({ ...three, roles: [{ weights: [0.7, 0.3], influence: 0 }] });
  expect(concessionOfGroup(snapshot, whole(snapshot), 'weightedMean', 1, null)).toMatchObject({
    kind: 'cannot',
    why: { kind: 'noInfluence' },
  });
  expect(() => concessionOfGroup(snapshot, whole(snapshot), 'weightedMean', 1, 9)).toThrow(
    'There is no role with the id 9.',
  );
});

test.each(['uniform', 'anticorrelated', 'ties'] as const)(
  '10,000 candidates, %s',
  (kind) => {
    const columns = randomColumns(10_000, 5, kind, 7).map((column) =>
      kind === 'ties' ? column.map((x) => x / 10) : column,
    );
    const roles = [
      [5, 1, 1, 1, 1],
      [1, 5, 1, 1, 1],
      [1, 1, 5, 3, 1],
    ].map((weights) => ({ weights: weights.map((x) => x / weights.reduce((a, b) => a + b, 0)) }));
    const snapshot = snapshotOfColumns({ columns, objectives: columns.map(() => linear(1, 0)), roles });
    const evaluation = whole(snapshot);
    for (const x of [
      evaluation.roles[1]!.favourites[0]!,
      evaluation.roles[2]!.favourites[0]!,
      evaluation.fronts.indexOf(1),
    ]) {
      const one = concessionOfGroup(snapshot, evaluation, 'weightedMean', x, 1);
      const mean = concessionOfGroup(snapshot, evaluation, 'weightedMean', x, null);
      const regret = concessionOfGroup(snapshot, evaluation, 'leastRegret', x, null, { most: 20 });
      if (one.kind === 'change')
        expect(whole(withWeights(snapshot, one.roles)).groups.weightedMean.winners).toContain(x);
      if (mean.kind === 'change')
        expect(whole(withWeights(snapshot, mean.roles)).groups.weightedMean.winners).toContain(x);
      if (regret.kind === 'change') {
        expect(whole(withWeights(snapshot, regret.roles)).groups.leastRegret.winners).toContain(x);
        expect(regret.atLeast).toBeLessThanOrEqual(regret.total);
      }
      expect([one.kind, mean.kind, regret.kind]).not.toContain('ineligible');
    }
  },
  60_000,
);
