// Holds: when they stand and on whom.
import { expect, test } from 'vitest';
import { activeHolds, holdsOn } from './holds.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';

const hold = { until: null, effect: 'blocks', cleared: false } as const;
const review = (holds: Parameters<typeof snapshotOf>[0]['roles']) =>
  snapshotOf({
    rows: [[1], [2], [3]],
    objectives: [linear(0, 3)],
    roles: holds ?? [],
    tags: [{ tag: 'gpu', candidateIds: [3, 1, 99] }],
  });

test('scopes: everybody, a tag, one candidate; blocking outweighs warning', () => {
  const { settings, catalog } = review([
    { holds: [{ ...hold, scope: { kind: 'all' }, effect: 'warns' }] },
    {
      holds: [
        { ...hold, scope: { kind: 'tag', tag: 'gpu' } },
        { ...hold, scope: { kind: 'candidate', candidateId: 2 }, effect: 'warns' },
      ],
    },
  ]);
  const status = activeHolds(settings, catalog, '2026-05-01');
  expect([...status.effects]).toEqual([2, 1, 2]);
  expect(status.active.map(({ roleId, candidates }) => [roleId, candidates])).toEqual([
    [1, [0, 1, 2]],
    [2, [0, 2]],
    [2, [1]],
  ]);
  expect(holdsOn(status, 2).map(({ hold: { effect } }) => effect)).toEqual(['warns', 'blocks']);
});

test('a dated hold stands until the day before its date; a cleared one is over', () => {
  const { settings, catalog } = review([
    {
      holds: [
        { ...hold, scope: { kind: 'all' }, until: '2026-06-01' },
        { ...hold, scope: { kind: 'all' }, cleared: true },
      ],
    },
  ]);
  expect(activeHolds(settings, catalog, '2026-05-31').active).toHaveLength(1);
  expect(activeHolds(settings, catalog, '2026-06-01').active).toHaveLength(0);
  expect([...activeHolds(settings, catalog, '2026-06-01').effects]).toEqual([0, 0, 0]);
});

test('a hold on a tag or candidate that is gone holds nobody', () => {
  const { settings, catalog } = review([
    {
      holds: [
        { ...hold, scope: { kind: 'tag', tag: 'old' } },
        { ...hold, scope: { kind: 'candidate', candidateId: 42 } },
      ],
    },
  ]);
  const status = activeHolds(settings, catalog, '2026-05-01');
  expect(status.active.map(({ candidates }) => candidates)).toEqual([[], []]);
  expect(holdsOn(status, 0)).toEqual([]);
});
