// Requirements: bounds, missing measurements, whose requirements count.
import { expect, test } from 'vitest';
import { screen, unmetWantsOf, violationsOf } from './screen.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';

const snapshot = snapshotOf({
  rows: [
    [120, 0.9],
    [121, 0.7],
    [NaN, 0.8],
    [50, NaN],
  ],
  // The policy fills the matrix; requirements look at measurements only.
  objectives: [{ ...linear(200, 0), missing: 'median' }, linear(0, 1)],
  roles: [
    { requirements: [{ metricId: 1, comparator: '<=', bound: 120, strength: 'must' }] },
    {
      requirements: [
        { metricId: 2, comparator: '>=', bound: 0.8, strength: 'want' },
        { metricId: 2, comparator: '>=', bound: 0.1, strength: 'must' },
      ],
    },
  ],
});

test('every role screens for everybody; bounds are inclusive; not measured is not met', () => {
  const screening = screen(snapshot, null);
  expect([...screening.feasible]).toEqual([1, 0, 0, 0]);
  expect([...screening.unmetWants]).toEqual([0, 1, 0, 1]);
  expect(violationsOf(snapshot, screening, 0)).toEqual([]);
  expect(violationsOf(snapshot, screening, 1)).toMatchObject([{ measured: 121, by: 1, requirement: { bound: 120 } }]);
  expect(violationsOf(snapshot, screening, 2)).toMatchObject([
    { measured: null, by: null, requirement: { metricId: 1 } },
  ]);
  expect(unmetWantsOf(snapshot, screening, 1)).toMatchObject([{ measured: 0.7, by: expect.closeTo(0.1, 12) }]);
});

test('the view of one role applies its requirements alone', () => {
  expect([...screen(snapshot, 1).feasible]).toEqual([1, 0, 0, 1]);
  expect([...screen(snapshot, 2).feasible]).toEqual([1, 1, 1, 0]);
  expect([...screen(snapshot, 1).unmetWants]).toEqual([0, 0, 0, 0]);
  expect(() => screen(snapshot, 9)).toThrow(RangeError);
});

test('a requirement on a metric that nobody measured screens everybody out', () => {
  const none = { ...snapshot, catalog: { ...snapshot.catalog, columns: [] } };
  expect([...screen(none, 1).feasible]).toEqual([0, 0, 0, 0]);
});
