// Fronts: published cases, 1,449 real models, the naive oracle, and what must hold for any matrix.
// Of golden pareto_sorting.json, `nondominated_first_of_duplicates` is not applicable: duplicates share a front here.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominates } from './dominance.ts';
import type { ObjectiveColumns } from './dominance.ts';
import { fronts, nondominated } from './fronts.ts';
import { goldenCases, readFixture } from './testing/fixture.ts';
import { naiveFront, naiveFronts, naiveLayers } from './testing/naiveFronts.ts';
import { randomColumns } from './testing/random.ts';

type Points = { points: number[][]; maximise?: boolean[] };

const toColumns = (points: number[][], maximise: boolean[] = []): ObjectiveColumns => ({
  n: points.length,
  m: points[0]?.length ?? 0,
  compared: (points[0] ?? []).map((_, j) => Float64Array.from(points, (row) => row[j]!)),
  signs: Int8Array.from(points[0] ?? [], (_, j) => (maximise[j] ? 1 : -1)),
});
const indices = (marks: Uint8Array) => [...marks.keys()].filter((i) => marks[i] === 1);

const sorting = goldenCases<Points, { rank: number[]; nondominated_keep_weakly: number[] }>('pareto_sorting');

test.each(sorting)('$id', ({ input, expected }) => {
  const matrix = toColumns(input.points, input.maximise);
  expect([...fronts(matrix, null)]).toEqual(expected.rank.map((rank) => rank + 1));
  expect(indices(nondominated(matrix, null))).toEqual(expected.nondominated_keep_weakly);
});

interface Timm {
  columns: Record<string, number[]>;
  sets: { id: string; objectives: [string, 'max' | 'min'][]; frontSize: number; layers: number; layerOf: number[] }[];
}
const timm = readFixture<Timm>('timm_pareto');

test.each(timm.sets)('1,449 real models: $id', ({ objectives, frontSize, layers, layerOf }) => {
  const matrix: ObjectiveColumns = {
    n: layerOf.length,
    m: objectives.length,
    compared: objectives.map(([name]) => Float64Array.from(timm.columns[name]!)),
    signs: Int8Array.from(objectives, ([, direction]) => (direction === 'max' ? 1 : -1)),
  };
  const found = fronts(matrix, null);
  expect([...found]).toEqual(layerOf.map((layer) => layer + 1));
  expect(found.filter((layer) => layer === 1)).toHaveLength(frontSize);
  expect(Math.max(...found)).toBe(layers);
  expect(indices(nondominated(matrix, null))).toEqual([...found.keys()].filter((i) => found[i] === 1));
});

test.each([
  [2000, 3, 'uniform'],
  [2000, 4, 'ties'],
  [1000, 5, 'anticorrelated'],
  [1500, 6, 'uniform'],
  [1000, 10, 'ties'],
  [700, 14, 'uniform'],
] as const)('%d × %d %s: the same as peeling layer by layer', (n, m, kind) => {
  const signs = Int8Array.from({ length: m }, (_, j) => (j % 2 === 0 ? -1 : 1));
  const matrix = { n, m, compared: randomColumns(n, m, kind, n + m), signs };
  const expected = naiveFronts(matrix, null);
  expect(fronts(matrix, null)).toEqual(expected);
  expect(naiveLayers(matrix)).toEqual(expected);
  expect(nondominated(matrix, null)).toEqual(naiveFront(matrix));
  expect(naiveFront(matrix)).toEqual(Uint8Array.from(expected, (layer) => (layer === 1 ? 1 : 0)));
});

const cell = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(-0, 0, 1e300, -1e300, 5e-324),
  fc.double({ noNaN: true, min: -9, max: 9 }),
);
const table = fc
  .integer({ min: 1, max: 6 })
  .chain((m) => fc.array(fc.array(cell, { minLength: m, maxLength: m }), { minLength: 1, maxLength: 60 }));

test('any matrix: the oracle agrees, a mask is a smaller matrix, inputs stay as they are', () => {
  fc.assert(
    fc.property(table, fc.infiniteStream(fc.boolean()), (points, picks) => {
      const matrix = toColumns(points);
      const mask = Uint8Array.from(points, () => (picks.next().value ? 1 : 0));
      const before = structuredClone(matrix.compared);
      const found = fronts(matrix, mask);
      expect(found).toEqual(naiveFronts(matrix, mask));
      expect(nondominated(matrix, mask)).toEqual(Uint8Array.from(found, (layer) => (layer === 1 ? 1 : 0)));
      expect(matrix.compared).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('any matrix: order-preserving rescaling, permutation and a dominated addition change nothing else', () => {
  fc.assert(
    fc.property(table, (points) => {
      const found = fronts(toColumns(points), null);
      expect(found).toContain(1);
      const rescaled = points.map((row) =>
        row.map((x) => Math.atan(x / 1e200) + Math.sign(x) * Math.log1p(Math.abs(x))),
      );
      const distinct = new Set(points.flat()).size === new Set(rescaled.flat()).size;
      if (distinct) expect(fronts(toColumns(rescaled), null)).toEqual(found);
      expect(fronts(toColumns(points.toReversed()), null)).toEqual(found.toReversed());
      const worst = points[0]!.map((_, j) => Math.max(...points.map((row) => row[j]!)) + 1e290);
      expect(fronts(toColumns([...points, worst]), null).subarray(0, points.length)).toEqual(found);
      found.forEach((layer, i) => {
        const above = [...found.keys()].filter((k) => dominates(toColumns(points), k, i)).map((k) => found[k]!);
        expect(layer).toBe(1 + Math.max(0, ...above));
      });
    }),
    { numRuns: 60 },
  );
});

test('no candidates, no objectives, nobody taking part, only constant objectives', () => {
  expect(fronts(toColumns([]), null)).toEqual(new Int32Array(0));
  expect([...fronts({ n: 2, m: 0, compared: [], signs: new Int8Array(0) }, null)]).toEqual([1, 1]);
  expect([
    ...fronts(
      toColumns([
        [1, 2],
        [3, 4],
      ]),
      new Uint8Array(2),
    ),
  ]).toEqual([0, 0]);
  expect([
    ...nondominated(
      toColumns([
        [5, 5, 5, 5],
        [5, 5, 5, 5],
      ]),
      null,
    ),
  ]).toEqual([1, 1]);
});

test('progress runs to 1, and answering false stops', () => {
  const matrix = {
    n: 5000,
    m: 4,
    compared: randomColumns(5000, 4, 'anticorrelated', 3),
    signs: new Int8Array(4).fill(-1),
  };
  const seen: number[] = [];
  expect(fronts(matrix, null, (fraction) => void seen.push(fraction))).toEqual(fronts(matrix, null));
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
  expect(nondominated(matrix, null, (fraction) => fraction < 0.5)).toBeNull();
});
