// The checking door: what gets in, what is filled, what is refused.
import { expect, test } from 'vitest';
import { toMatrix } from './matrix.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';

const rows = [
  [0.8, 40],
  [NaN, 60],
  [0.9, 500],
  [0.6, 100],
];
const objectives = [linear(0.5, 1), linear(200, 0)] as const;

test('exclude: a missing cell makes the candidate incomplete', () => {
  const matrix = toMatrix(snapshotOf({ rows, objectives }));
  expect([...matrix.complete]).toEqual([1, 0, 1, 1]);
  expect(matrix.values[0]![1]).toBeNaN();
  expect(matrix.compared[0]![1]).toBeNaN();
  expect(matrix.filled[0]).toBeNull();
  expect([...matrix.signs]).toEqual([1, -1]);
  expect([...matrix.clamped[1]!]).toEqual([0, 0, 1, 0]);
  expect(matrix.values[1]![2]).toBe(0);
});

test('worst: the worst anchor stands in, marked, and the measurement stays missing', () => {
  const matrix = toMatrix(snapshotOf({ rows, objectives: [{ ...objectives[0], missing: 'worst' }, objectives[1]] }));
  expect(matrix.measured[0]![1]).toBeNaN();
  expect(matrix.compared[0]![1]).toBe(0.5);
  expect(matrix.values[0]![1]).toBe(0);
  expect([...matrix.filled[0]!]).toEqual([0, 1, 0, 0]);
  expect([...matrix.complete]).toEqual([1, 1, 1, 1]);
});

test('median: of what is measured; the mean of the middle two when even', () => {
  const odd = toMatrix(snapshotOf({ rows, objectives: [{ ...objectives[0], missing: 'median' }, objectives[1]] }));
  expect(odd.compared[0]![1]).toBe(0.8);
  const even = toMatrix(
    snapshotOf({ rows: [...rows, [0.7, 1]], objectives: [{ ...objectives[0], missing: 'median' }, objectives[1]] }),
  );
  expect(even.compared[0]![1]).toBeCloseTo(0.75, 12);
});

test('missing everywhere: no median to take, the worst anchor still is', () => {
  const empty = [[NaN], [NaN]];
  const by = (missing: 'exclude' | 'worst' | 'median') =>
    toMatrix(snapshotOf({ rows: empty, objectives: [{ ...objectives[0], missing }] }));
  expect([...by('exclude').complete]).toEqual([0, 0]);
  expect([...by('median').complete]).toEqual([0, 0]);
  expect(by('median').filled[0]).toBeNull();
  expect([...by('worst').complete]).toEqual([1, 1]);
});

test('a metric without a column is missing everywhere', () => {
  const snapshot = snapshotOf({ rows: [[1, 2]], objectives });
  snapshot.catalog.columns.pop();
  expect([...toMatrix(snapshot).complete]).toEqual([0]);
});

test('a target compares unclamped closeness, and never −0', () => {
  const target = {
    valueFunction: { shape: 'target' as const, target: 10, below: 2, above: 5 },
    missing: 'worst' as const,
  };
  const matrix = toMatrix(snapshotOf({ rows: [[10], [9], [15], [0], [30], [NaN]], objectives: [target] }));
  expect([...matrix.compared[0]!]).toEqual([0, -0.5, -1, -5, -4, -1]);
  expect(Object.is(matrix.compared[0]![0], 0)).toBe(true);
  expect([...matrix.values[0]!]).toEqual([1, 0.5, 0, 0, 0, 0]);
  expect([...matrix.clamped[0]!]).toEqual([0, 0, 0, 1, 1, 0]);
  expect(matrix.signs[0]).toBe(1);
});

test('an infinity is refused by name', () => {
  const snapshot = snapshotOf({
    names: ['A', 'B'],
    rows: [[1], [-Infinity]],
    objectives: [{ ...objectives[0], name: 'accuracy' }],
  });
  expect(() => toMatrix(snapshot)).toThrow(RangeError);
  expect(() => toMatrix(snapshot)).toThrow('B has an infinite value for accuracy.');
});

test('inputs stay as they are', () => {
  const snapshot = snapshotOf({
    rows,
    objectives: objectives.map((objective) => ({ ...objective, missing: 'median' as const })),
  });
  const before = structuredClone(snapshot);
  toMatrix(snapshot);
  expect(snapshot).toEqual(before);
});
