// Leaving out against really deleting: the candidate's row, the objective, the role.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { anyReview, whole } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { leaveOneOut } from './leaveOneOut.ts';

function withoutCandidate({ settings, catalog }: ReviewSnapshot, left: number): ReviewSnapshot {
  const columns = catalog.columns.map((column) => ({
    ...column,
    measured: column.measured.filter((_, i) => i !== left),
  }));
  const candidateIds = catalog.candidateIds.filter((_, i) => i !== left);
  return {
    settings,
    catalog: { ...catalog, candidateIds, names: catalog.names.filter((_, i) => i !== left), columns },
  };
}

function withSettings(snapshot: ReviewSnapshot, part: Partial<ReviewSnapshot['settings']>): ReviewSnapshot {
  return { ...snapshot, settings: { ...snapshot.settings, ...part } };
}

test.each(['weightedMean', 'leastRegret'] as const)('%s: as if it had never been there', (rule) => {
  fc.assert(
    fc.property(anyReview({ n: 7, m: 3, roles: 3 }), fc.integer({ min: 0, max: 20 }), (snapshot, bound) => {
      snapshot.settings.roles[0]!.requirements.push({
        id: 1,
        roleId: 1,
        metricId: 1,
        comparator: '<=',
        bound: bound / 20,
        strength: 'must',
        reason: '',
      });
      const { settings } = snapshot;
      const before = whole(snapshot);
      const result = leaveOneOut(snapshot, before, rule);
      expect(result.winner).toBe(before.groups[rule].winner);
      for (let left = 0; left < before.matrix.n; left++) {
        const index = (i: number) => (i >= left ? i + 1 : i);
        const after = whole(withoutCandidate(snapshot, left));
        const winner = after.groups[rule].winner;
        const expected = winner < 0 ? -1 : index(winner);
        const found = result.candidates.find((one) => one.left === left);
        expect(found ? found.winner : result.winner).toBe(expected);
        if (left === result.winner) expect(found!.changes).toBe(true);
        found?.favourites.forEach(({ candidate }, k) => {
          const favourite = after.roles[k]!.favourites[0];
          expect(candidate).toBe(favourite === undefined ? -1 : index(favourite));
        });
      }
      for (const { left, winner, first, changes } of result.objectives) {
        const after = whole(
          withSettings(snapshot, { objectives: settings.objectives.filter(({ id }) => id !== left) }),
        );
        expect([...first]).toEqual([...after.groups[rule].winners].sort((a, b) => a - b));
        expect(winner).toBe(after.groups[rule].winner);
        expect(changes).toBe(winner !== result.winner);
      }
      for (const { left, winner } of result.roles) {
        const after = whole(withSettings(snapshot, { roles: settings.roles.filter(({ id }) => id !== left) }));
        expect(winner).toBe(after.groups[rule].winner);
      }
    }),
    { numRuns: 60 },
  );
});

test('who lacked only that measurement comes in; the last objective leaves nobody', () => {
  const snapshot = snapshotOf({
    names: ['measured', 'half'],
    rows: [
      [0.5, 0.5],
      [0.9, NaN],
    ],
    objectives: [linear(0, 1), linear(0, 1)],
  });
  const { objectives, candidates } = leaveOneOut(snapshot, whole(snapshot), 'leastRegret');
  expect(objectives.map(({ left, winner }) => [left, winner])).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect(candidates).toMatchObject([{ left: 0, winner: -1, changes: true }]);
  const single = snapshotOf({ rows: [[1]], objectives: [linear(0, 1)] });
  expect(leaveOneOut(single, whole(single), 'weightedMean').objectives[0]).toMatchObject({
    winner: -1,
    favourites: [{ candidate: -1 }],
  });
});
