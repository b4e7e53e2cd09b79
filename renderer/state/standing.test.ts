// First places followed live are those of a whole ranking, move after move.
import { expect, it } from 'vitest';
import { prepare, rank } from '../../shared/engine/evaluate.ts';
import { randomColumns } from '../../shared/engine/testing/random.ts';
import { linear, snapshotOfColumns } from '../../shared/engine/testing/snapshot.ts';
import { moveWeight } from '../../shared/engine/weights.ts';
import { LiveStanding, standingOf } from './standing.ts';

function review(columns: Float64Array[]) {
  return snapshotOfColumns({
    columns,
    objectives: columns.map(() => linear(0, 1)),
    roles: [0, 1, 2].map((k) => ({ weights: columns.map((_, j) => 1 + ((j + k) % 3)) })),
  });
}

it.each(['leastRegret', 'weightedMean'] as const)('follows the ranking under %s', (groupRule) => {
  let snapshot = review(randomColumns(400, 4, 'uniform', 5));
  const foundation = prepare(snapshot, { role: null });
  const live = new LiveStanding();
  for (let move = 0; move < 40; move++) {
    const roles = snapshot.settings.roles.map((role, k) =>
      k === move % 3 ? { ...role, weights: moveWeight(role.weights, move % 4, ((move * 37) % 100) / 100) } : role,
    );
    snapshot = { ...snapshot, settings: { ...snapshot.settings, groupRule, roles } };
    const expected = standingOf(rank(snapshot, foundation), groupRule);
    const found = live.standing(snapshot.settings, foundation, snapshot.catalog.names);
    expect(found.roles.map(({ favourite, first }) => [favourite, first])).toEqual(
      expected.roles.map(({ favourite, first }) => [favourite, first]),
    );
    expect([found.winner, found.first]).toEqual([expected.winner, expected.first]);
    expect(found.score).toBeCloseTo(expected.score, 10);
    found.regrets.forEach((regret, k) => expect(regret).toBeCloseTo(expected.regrets[k]!, 10));
  }
});

it('has nobody first where nobody is ranked', () => {
  const snapshot = review([Float64Array.of(NaN, NaN), Float64Array.of(1, 2)]);
  const foundation = prepare(snapshot, { role: null });
  for (const standing of [
    standingOf(rank(snapshot, foundation), 'leastRegret'),
    new LiveStanding().standing(snapshot.settings, foundation, snapshot.catalog.names),
  ]) {
    expect(standing.winner).toBe(-1);
    expect(standing.roles.map(({ favourite }) => favourite)).toEqual([-1, -1, -1]);
  }
});
