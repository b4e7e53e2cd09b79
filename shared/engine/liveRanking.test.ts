// The live path: the same first places as the full ranking, over long drags, ties, locks and odd roles.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../domain/review.ts';
import { eligibleOf, prepare, rank } from './evaluate.ts';
import type { Ranking } from './evaluation.ts';
import { liveRanking } from './liveRanking.ts';
import type { LiveRanking } from './liveRanking.ts';
import { orderByRank } from './rank.ts';
import { random, randomColumns } from './testing/random.ts';
import { linear, snapshotOfColumns } from './testing/snapshot.ts';
import type { Places } from './topPlaces.ts';
import { moveWeight } from './weights.ts';

function compare(found: Places | null, ranks: Int32Array, scores: Float64Array, names: readonly string[], top: number) {
  const wanted = orderByRank(ranks, names).subarray(0, top);
  if (found === null) {
    expect(wanted).toHaveLength(0);
    return;
  }
  expect(found.order).toEqual(wanted);
  expect([...found.ranks]).toEqual([...wanted].map((i) => ranks[i]!));
  expect([...found.scores]).toEqual([...wanted].map((i) => scores[i]!));
  expect(found.tied).toBe(ranks.filter((place) => place === 1).length);
}

function expectSame(live: LiveRanking, ranking: Ranking, names: readonly string[], top: number): void {
  ranking.roles.forEach((role, k) => {
    compare(live.role(k), role.ranks, role.scores, names, top);
    const i = role.favourites[0] ?? 0;
    if (role.favourites.length > 0) expect(live.scoreOf(k, i)).toBe(role.scores[i]);
    ranking.groups.leastRegret.winners.slice(0, 3).forEach((w) => expect(live.regretOf(k, w)).toBe(role.regrets[w]));
  });
  for (const rule of ['leastRegret', 'weightedMean'] as const) {
    const { ranks, scores } = ranking.groups[rule];
    compare(live.group(rule), ranks, scores, names, top);
  }
}

/** Drags weights about and compares after every move. */
function drag(snapshot: ReviewSnapshot, moves: readonly { role: number; j: number; to: number }[], top: number): void {
  const foundation = prepare(snapshot, { role: null });
  const { names } = snapshot.catalog;
  let current = snapshot;
  let ranking = rank(current, foundation);
  const roles = current.settings.roles.map(({ influence }, k) => ({ influence, weights: ranking.roles[k]!.weights }));
  const live = liveRanking(foundation.matrix, eligibleOf(foundation), roles, names, top);
  expectSame(live, ranking, names, top);
  for (const { role, j, to } of moves) {
    const changed = current.settings.roles.map((entry, k) =>
      k === role ? { ...entry, weights: moveWeight(entry.weights, j, to) } : entry,
    );
    current = { ...current, settings: { ...current.settings, roles: changed } };
    ranking = rank(current, foundation, ranking);
    live.setWeights(role, ranking.roles[role]!.weights);
    expectSame(live, ranking, names, top);
  }
}

test.each(['uniform', 'anticorrelated', 'ties'] as const)(
  '3,000 × 6 × 4 roles, %s: the same through 120 moves',
  (kind) => {
    const next = random(3);
    const snapshot = snapshotOfColumns({
      columns: randomColumns(3000, 6, kind, 2),
      objectives: Array.from({ length: 6 }, () => linear(kind === 'ties' ? 10 : 1, 0)),
      roles: Array.from({ length: 4 }, (_, k) => ({
        influence: k + 0.5,
        weights: Array.from({ length: 6 }, () => next()),
        requirements:
          k === 0 ? [{ metricId: 1, comparator: '<=', bound: kind === 'ties' ? 8 : 0.9, strength: 'must' }] : [],
      })),
    });
    const moves = Array.from({ length: 120 }, (_, t) => ({
      role: Math.floor(t / 30),
      j: Math.floor(t / 15) % 6,
      to: t % 15 === 14 ? 0.999999 : (t % 15) / 15 + next() / 100,
    }));
    drag(snapshot, moves, 40);
  },
);

test('a thousand moves of one slider gather no error that shows', () => {
  const snapshot = snapshotOfColumns({
    columns: randomColumns(400, 3, 'ties', 4),
    objectives: [linear(10, 0), linear(10, 0), linear(10, 0)],
    roles: [{ weights: [1, 1, 1] }, { weights: [3, 2, 1] }],
  });
  const foundation = prepare(snapshot, { role: null });
  const ranking = rank(snapshot, foundation);
  const { names } = snapshot.catalog;
  const roles = ranking.roles.map(({ weights }) => ({ weights, influence: 1 }));
  const live = liveRanking(foundation.matrix, eligibleOf(foundation), roles, names, 20);
  let entries = snapshot.settings.roles[0]!.weights;
  for (let t = 0; t < 1000; t++) {
    entries = moveWeight(entries, 0, 0.5 + 0.4999 * Math.sin(t));
    live.setWeights(
      0,
      Float64Array.from(entries, ({ weight }) => weight),
    );
  }
  live.setWeights(0, ranking.roles[0]!.weights);
  expectSame(live, ranking, names, 20);
});

test('any small review and any moves: the same as the full ranking', () => {
  const level = fc.integer({ min: 0, max: 3 });
  const review = fc.record({
    rows: fc.array(fc.tuple(level, level, level), { minLength: 1, maxLength: 25 }),
    roles: fc.array(fc.record({ influence: level, weights: fc.tuple(level, level, level) }), {
      minLength: 1,
      maxLength: 3,
    }),
    moves: fc.array(
      fc.record({ role: level, j: fc.integer({ min: 0, max: 2 }), to: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        maxLength: 8,
      },
    ),
    top: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(review, ({ rows, roles, moves, top }) => {
      const columns = [0, 1, 2].map((j) => Float64Array.from(rows, (row) => row[j]!));
      const snapshot = snapshotOfColumns({ columns, objectives: [linear(0, 3), linear(0, 3), linear(3, 0)], roles });
      drag(
        snapshot,
        moves.map((move) => ({ ...move, role: move.role % roles.length })),
        top,
      );
    }),
    { numRuns: 150 },
  );
});

test('everybody alike: all share rank 1, by name; nobody eligible: no places', () => {
  const columns = [new Float64Array(3000).fill(1), new Float64Array(3000).fill(1)];
  const snapshot = snapshotOfColumns({ columns, objectives: [linear(0, 2), linear(0, 2)], roles: [{}, {}] });
  drag(snapshot, [{ role: 0, j: 0, to: 0.3 }], 10);
  const none = liveRanking(
    prepare(snapshot, { role: null }).matrix,
    new Uint8Array(3000),
    [{ weights: Float64Array.of(0.5, 0.5), influence: 1 }],
    snapshot.catalog.names,
  );
  none.setWeights(0, Float64Array.of(0.2, 0.8));
  for (const places of [none.role(0), none.group('leastRegret')!, none.group('weightedMean')!]) {
    expect(places).toMatchObject({ order: new Int32Array(0), tied: 0 });
  }
  expect(none.scoreOf(0, 5)).toBeNaN();
});
