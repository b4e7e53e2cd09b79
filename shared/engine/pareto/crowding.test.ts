// Crowding distance: the published cases, the textbook procedure where nothing ties, and independence from row order.
// Of golden crowding_distance.json, "later copies get 0" is not applicable: which copy is later depends on the order of rows,
// so copies share their distance; the first copy's figure is still reproduced. Means over objectives are our sums divided.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ObjectiveColumns } from '../dominance.ts';
import { goldenCases } from '../testing/fixture.ts';
import { naiveCrowding } from '../testing/naiveCrowding.ts';
import { crowdingDistances } from './crowding.ts';

const toMatrix = (points: readonly (readonly number[])[]): ObjectiveColumns => ({
  n: points.length,
  m: points[0]?.length ?? 0,
  compared: (points[0] ?? []).map((_, j) => Float64Array.from(points, (row) => row[j]!)),
  signs: new Int8Array(points[0]?.length ?? 0).fill(-1),
});

test.each(goldenCases<{ points: number[][] }, { crowding: (number | string)[] }>('crowding_distance'))(
  '$id',
  ({ input: { points }, options, expected, tolerance }) => {
    const scale = options['scale'] === 'mean over objectives' ? points[0]!.length : 1;
    const found = crowdingDistances(toMatrix(points), null);
    points.forEach((point, i) => {
      const first = points.findIndex((other) => other.every((x, j) => x === point[j]));
      const wanted = Number(expected.crowding[first]!);
      if (wanted === Infinity) expect(found[i]).toBe(Infinity);
      else expect(Math.abs(found[i]! / scale - wanted)).toBeLessThanOrEqual(tolerance);
    });
  },
);

test('equal on one objective: the gap around them is shared', () => {
  // On the first objective two stand at 1 between 0 and 3; on the second all differ.
  const found = crowdingDistances(
    toMatrix([
      [0, 9],
      [1, 6],
      [1, 3],
      [3, 0],
    ]),
    null,
  );
  expect([...found]).toEqual([Infinity, 3 / 3 / 2 + 6 / 9, 3 / 3 / 2 + 6 / 9, Infinity]);
});

test('a constant objective adds nothing; one candidate is alone at every end; nobody, no objectives', () => {
  expect([
    ...crowdingDistances(
      toMatrix([
        [0, 7],
        [1, 7],
        [4, 7],
      ]),
      null,
    ),
  ]).toEqual([Infinity, 1, Infinity]);
  expect([...crowdingDistances(toMatrix([[0, 7]]), null)]).toEqual([Infinity]);
  expect([...crowdingDistances(toMatrix([[0], [5], [9]]), Uint8Array.of(0, 1, 0))]).toEqual([0, Infinity, 0]);
  expect(crowdingDistances(toMatrix([]), null)).toEqual(new Float64Array(0));
  expect([...crowdingDistances({ n: 2, m: 0, compared: [], signs: new Int8Array(0) }, null)]).toEqual([0, 0]);
});

test('any set without ties: the procedure of the paper', () => {
  const column = fc.uniqueArray(
    fc.double({ min: -9, max: 9, noNaN: true }).map((x) => x + 0),
    { minLength: 5, maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), (columns) => {
      const rows = columns[0]!.map((_, i) => columns.map((list) => list[i]!));
      const found = crowdingDistances(toMatrix(rows), null);
      naiveCrowding(rows).forEach((wanted, i) => expect(found[i]!).toBeCloseTo(wanted, 9));
    }),
  );
});

test('any set: rows in another order, another unit, an added duplicate: the same distances', () => {
  const rows = fc
    .integer({ min: 1, max: 4 })
    .chain((m) => fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: m, maxLength: m }), { minLength: 1 }));
  fc.assert(
    fc.property(rows, (points) => {
      const found = crowdingDistances(toMatrix(points), null);
      expect(crowdingDistances(toMatrix(points.toReversed()), null)).toEqual(found.toReversed());
      expect(crowdingDistances(toMatrix([...points, points[0]!]), null).subarray(0, points.length)).toEqual(found);
      const scaled = crowdingDistances(toMatrix(points.map((row) => row.map((x) => -4 * x))), null);
      scaled.forEach((distance, i) => expect(distance).toBeCloseTo(found[i]!, 9));
    }),
  );
});
