// The cheapest changes against the whole evaluation with their bounds in place, and against trying every set of bounds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { anyReview, whole } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { cheapestChanges, type BoundMove } from './cheapestChange.ts';

const must = (metricId: number, comparator: '<=' | '>=', bound: number) => ({
  metricId,
  comparator,
  bound,
  strength: 'must' as const,
});

function withBounds(snapshot: ReviewSnapshot, moves: readonly BoundMove[]): ReviewSnapshot {
  const to = new Map(moves.map((move) => [move.requirement.id, move.to]));
  const roles = snapshot.settings.roles.map((role) => ({
    ...role,
    requirements: role.requirements.map((each) => ({ ...each, bound: to.get(each.id) ?? each.bound })),
  }));
  return { ...snapshot, settings: { ...snapshot.settings, roles } };
}

const passing = (snapshot: ReviewSnapshot) => {
  const { screening, matrix } = whole(snapshot);
  return [...screening.feasible.keys()].filter((i) => screening.feasible[i] === 1 && matrix.complete[i] === 1);
};

/** Three musts at bounds that exclude most. */
const anyMusts = fc.tuple(
  fc.constantFrom('<=' as const, '>=' as const),
  fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 3 }),
);

test('typed in as printed, each lets exactly those pass that it promises', () => {
  fc.assert(
    fc.property(anyReview({ n: 9, m: 3, roles: 2 }), anyMusts, (snapshot, [comparator, bounds]) => {
      const { roles } = snapshot.settings;
      bounds.forEach((at, j) => {
        const { id: roleId } = roles[j % roles.length]!;
        const definition = must(j + 1, j === 0 ? comparator : '<=', at / 20);
        roles[j % roles.length]!.requirements.push({ ...definition, id: 900 + j, roleId, reason: '' });
      });
      if (passing(snapshot).length > 0) return;
      const { changes, excludesAll } = cheapestChanges(snapshot, whole(snapshot), Infinity);
      for (const { moves, admits } of changes) {
        const after = passing(withBounds(snapshot, moves));
        expect(after.toSorted((a, b) => a - b)).toEqual([...admits].sort((a, b) => a - b));
        expect(admits.length).toBeGreaterThan(0);
        for (const { requirement, to } of moves) {
          const column = snapshot.catalog.columns.find(({ metricId }) => metricId === requirement.metricId)!;
          // Outwards, and no further than it takes: nobody stands between the exact bound and the one that is printed.
          const exact = admits.map((i) => column.measured[i]!);
          const worst = requirement.comparator === '<=' ? Math.max(...exact) : Math.min(...exact);
          if (requirement.comparator === '<=') expect(to).toBeGreaterThanOrEqual(worst - 1e-12);
          else expect(to).toBeLessThanOrEqual(worst + 1e-12);
        }
      }
      // Nothing with fewer bounds works: setting those of a smaller set aside altogether lets nobody pass.
      const fewest = changes[0]?.moves.length ?? 4;
      for (let set = 0; set < 8; set++) {
        const aside = bounds.flatMap((_, j) => (set & (1 << j) ? [900 + j] : []));
        if (aside.length >= fewest) continue;
        const without = roles.map((role) => ({
          ...role,
          requirements: role.requirements.filter(({ id }) => !aside.includes(id)),
        }));
        expect(passing({ ...snapshot, settings: { ...snapshot.settings, roles: without } })).toEqual([]);
      }
      for (const each of excludesAll) {
        const alone = roles.map((role) => ({
          ...role,
          requirements: role.requirements.filter(({ id }) => id === each.id),
        }));
        expect(passing({ ...snapshot, settings: { ...snapshot.settings, roles: alone } })).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test('the smallest step comes first, measured against what the metric spreads over', () => {
  // 1 of 4 ms between the quickest and the slowest is more than 1 of 20 €.
  const snapshot = snapshotOf({
    names: ['Quick', 'Rich', 'Both but late'],
    rows: [
      [8.86, 60],
      [10, 62],
      [12.86, 80],
    ],
    objectives: [linear(20, 0), linear(0, 100)],
    roles: [
      { name: 'Product', requirements: [must(1, '<=', 8)] },
      { name: 'Sales', requirements: [must(2, '>=', 61)] },
    ],
  });
  const { excludesAll, changes } = cheapestChanges(snapshot, whole(snapshot));
  expect(excludesAll.map(({ metricId }) => metricId)).toEqual([1]);
  const said = changes.map(({ moves, admits }) => [
    moves.map(({ requirement, to }) => `${requirement.comparator} ${to}`).join(', '),
    admits.map((i) => snapshot.catalog.names[i]),
  ]);
  // One bound before two, however far it moves.
  expect(said).toEqual([
    ['<= 10', ['Rich']],
    ['<= 12.86', ['Both but late', 'Rich']],
    ['<= 8.86, >= 60', ['Quick']],
  ]);
});

test('what was not measured cannot be admitted by any bound', () => {
  const snapshot = snapshotOf({
    rows: [[NaN], [NaN]],
    objectives: [{ ...linear(0, 1), missing: 'worst' }],
    roles: [{ requirements: [must(1, '>=', 0.5)] }],
  });
  expect(cheapestChanges(snapshot, whole(snapshot)).changes).toEqual([]);
});
