// Knees: the published front, known shapes, and fronts without a knee.
// Of golden pareto_choice.json only the points are used: asf_* and tchebycheff_* choose by achievement, which is a ranking method
// here, with the anchors in the place of the front's own range; pseudo-weights are not worked out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenCases } from '../testing/fixture.ts';
import { farthestKnee, tradeoffs } from './knees.ts';

const columnsOf = (points: readonly (readonly number[])[], sign = 1) =>
  (points[0] ?? []).map((_, j) => Float64Array.from(points, (row) => sign * row[j]!));
const all = (points: readonly unknown[]) => points.map((_, i) => i);

const published = goldenCases<{ points: number[][] }, unknown>('pareto_choice')[0]!.input.points;

test('the published front by hand: distance from the line through its ends, and losses per gain', () => {
  const { index, distances, plane } = farthestKnee(columnsOf(published, -1), all(published));
  // Both ranges scaled to 1, the line is x/10 + y/7 = 1.
  published.forEach(([x, y], i) => expect(distances[i]).toBeCloseTo((1 - x! / 10 - y! / 7) / Math.SQRT2, 12));
  expect({ index, plane }).toEqual({ index: 2, plane: 'extremes' });
  const ratios = tradeoffs(columnsOf(published, -1), all(published));
  // From (2, 3): to (4, 2) it loses 2/10 and gains 1/7; to (1, 5) it loses 2/7 and gains 1/10. (10, 0) costs 0.8 for 3/7.
  expect(ratios[2]).toBeCloseTo(0.2 / (1 / 7), 12);
  expect(ratios.indexOf(Math.max(...ratios))).toBe(2);
});

test('three objectives: the bulge is the knee; extremes that coincide fall back to the corners', () => {
  const bulge = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0.6, 0.6, 0.6],
    [0.4, 0.3, 0.3],
  ];
  const found = farthestKnee(columnsOf(bulge), all(bulge));
  expect(found.index).toBe(3);
  expect(found.plane).toBe('extremes');
  expect(found.distances[3]).toBeCloseTo(0.8 / Math.sqrt(3), 12);
  const twoBests = [
    [1, 1, 0],
    [0, 0, 1],
    [0.9, 0.8, 0.8],
  ];
  const shared = farthestKnee(columnsOf(twoBests), all(twoBests));
  expect(shared).toMatchObject({ index: 2, plane: 'corners' });
});

test('a straight front, a hollow one, one member, all alike, one objective: no knee', () => {
  for (const points of [
    [
      [0, 1],
      [0.5, 0.5],
      [1, 0],
    ],
    [
      [0, 1],
      [0.2, 0.2],
      [1, 0],
    ],
    [[3, 4]],
    [
      [3, 4],
      [3, 4],
    ],
    [[3], [4]],
    [],
  ]) {
    const found = farthestKnee(columnsOf(points), all(points));
    expect(found.index).toBe(-1);
    found.distances.forEach((distance) => expect(Number.isFinite(distance)).toBe(true));
  }
  expect([...tradeoffs(columnsOf([[3, 4]]), [0])]).toEqual([Infinity]);
  expect([
    ...tradeoffs(
      columnsOf([
        [3, 4],
        [3, 4],
      ]),
      [0, 1],
    ),
  ]).toEqual([Infinity, Infinity]);
});

test('any front: a unit and an order of rows change nothing', () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 50 }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(row, { minLength: 4, maxLength: 12, selector: String }), (points) => {
      const found = farthestKnee(columnsOf(points), all(points));
      const scaled = points.map(([x, y, z]) => [x * 3 - 7, y / 9, z + 100]);
      const again = farthestKnee(columnsOf(scaled), all(scaled));
      again.distances.forEach((distance, k) => expect(distance).toBeCloseTo(found.distances[k]!, 9));
      const ratios = tradeoffs(columnsOf(points), all(points));
      const turned = tradeoffs(columnsOf(points.toReversed()), all(points));
      turned
        .toReversed()
        .forEach((ratio, k) => expect(ratio === ratios[k] || Math.abs(ratio - ratios[k]!) < 1e-9).toBe(true));
    }),
  );
});
