// Hypervolume and exclusive contributions: published cases, 1,449 real models, volumes by slicing, and what must hold for any set.
// Of the figures on real models, the volume of all five objectives is not applicable: none is stated (null).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObjectiveColumns } from '../dominance.ts';
import { nondominated } from '../fronts.ts';
import { goldenCases, readFixture } from '../testing/fixture.ts';
import { naiveContributions, naiveGains, naiveVolume } from '../testing/naiveVolume.ts';
import { random, randomColumns } from '../testing/random.ts';
import { exclusiveVolumes } from './contributions.ts';
import { hypervolume } from './hypervolume.ts';

const toMatrix = (points: readonly (readonly number[])[], maximise: readonly boolean[] = []): ObjectiveColumns => ({
  n: points.length,
  m: points[0]?.length ?? 0,
  compared: (points[0] ?? []).map((_, j) => Float64Array.from(points, (row) => row[j]!)),
  signs: Int8Array.from(points[0] ?? [], (_, j) => (maximise[j] ? 1 : -1)),
});
const near = (a: number, b: number, scale = 1) => Math.abs(a - b) <= 1e-9 * Math.max(scale, Math.abs(b));

interface Input {
  points: number[][];
  ref: number[];
  maximise?: boolean[];
}

test.each(goldenCases<Input, { hypervolume: number }>('hypervolume'))(
  'volume: $id',
  ({ input, expected, tolerance }) => {
    const found = hypervolume(toMatrix(input.points, input.maximise), null, input.ref);
    expect(Math.abs(found - expected.hypervolume)).toBeLessThanOrEqual(tolerance);
  },
);

type Contributions = { contributions: number[]; least_contributor_0based: number };
test.each(goldenCases<Input, Contributions>('hypervolume_contributions'))(
  'contributions: $id',
  ({ input, expected, tolerance }) => {
    const found = [...exclusiveVolumes(toMatrix(input.points, input.maximise), null, input.ref)];
    found.forEach((volume, i) => expect(Math.abs(volume - expected.contributions[i]!)).toBeLessThanOrEqual(tolerance));
    expect(found.indexOf(Math.min(...found))).toBe(expected.least_contributor_0based);
  },
);

interface Timm {
  columns: Record<string, number[]>;
  sets: { id: string; objectives: [string, 'max' | 'min'][] }[];
  volumes: { id: string; reference: number[]; hypervolume: number | null }[];
}
const timm = readFixture<Timm>('timm_pareto');
const timmSet = (id: string) => {
  const { objectives } = timm.sets.find((set) => set.id === id)!;
  const columns = objectives.map(([name]) => Float64Array.from(timm.columns[name]!));
  // The figures are of the minimised space: what is maximised is negated there.
  const signs = Int8Array.from(objectives, ([, direction]) => (direction === 'max' ? 1 : -1));
  const { reference, hypervolume: volume } = timm.volumes.find((set) => set.id === id)!;
  return {
    matrix: { n: columns[0]!.length, m: columns.length, compared: columns, signs } satisfies ObjectiveColumns,
    reference: reference.map((x, j) => (signs[j] === 1 ? -x : x)),
    volume,
  };
};

test.each(['top1_vs_gpu', 'top1_vs_params', 'top1_gpu_params'])('1,449 real models: %s', (id) => {
  const { matrix, reference, volume } = timmSet(id);
  expect(Math.abs(hypervolume(matrix, null, reference) - volume!) / volume!).toBeLessThan(1e-12);
});

test('1,449 real models, all five: the same whichever objective is sliced first, and whether dominated ones come along', () => {
  const { matrix, reference } = timmSet('all_five');
  const volume = hypervolume(matrix, null, reference);
  const turned = {
    ...matrix,
    compared: matrix.compared.toReversed(),
    signs: matrix.signs.toReversed(),
  };
  expect(near(hypervolume(turned, null, reference.toReversed()), volume)).toBe(true);
  expect(near(hypervolume(matrix, nondominated(matrix, null), reference), volume)).toBe(true);
  const alone = exclusiveVolumes(matrix, null, reference);
  const front = nondominated(matrix, null);
  const [largest] = [...alone.keys()].sort((a, b) => alone[b]! - alone[a]!);
  const without = front.map((mark, i) => (i === largest ? 0 : mark));
  const rest = new Uint8Array(matrix.n).fill(1);
  rest[largest!] = 0;
  expect(without[largest!]).toBe(0);
  expect(near(volume - hypervolume(matrix, rest, reference), alone[largest!]!, volume)).toBe(true);
});

describe.each([1, 2, 3, 4, 5, 6])('%d objectives', (m) => {
  const cell = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.double({ min: -1, max: 5, noNaN: true }));
  const set = fc.array(fc.array(cell, { minLength: m, maxLength: m }), { minLength: 1, maxLength: m < 5 ? 14 : 8 });
  const signs = fc.array(fc.boolean(), { minLength: m, maxLength: m });

  test('any points: the volume by slicing, and volume with less volume without', () => {
    fc.assert(
      fc.property(set, signs, (points, maximise) => {
        const matrix = toMatrix(points, maximise);
        const reference = maximise.map((up) => (up ? 0 : 4));
        const before = structuredClone(matrix.compared);
        const gains = naiveGains(matrix, reference);
        const whole = naiveVolume(gains);
        expect(near(hypervolume(matrix, null, reference), whole)).toBe(true);
        const alone = exclusiveVolumes(matrix, null, reference);
        naiveContributions(gains).forEach((volume, i) => {
          expect(near(alone[i]!, volume, whole)).toBe(true);
          expect(alone[i]!).toBeGreaterThanOrEqual(0);
        });
        expect(matrix.compared).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  test('any points: order, dominated additions and duplicates change nothing; a unit scales it', () => {
    fc.assert(
      fc.property(set, (points) => {
        const reference = new Array<number>(m).fill(4);
        const volume = hypervolume(toMatrix(points), null, reference);
        expect(near(hypervolume(toMatrix(points.toReversed()), null, reference), volume)).toBe(true);
        const worse = points[0]!.map((x) => x + 0.5);
        expect(near(hypervolume(toMatrix([...points, worse, points[0]!]), null, reference), volume)).toBe(true);
        const scaled = points.map((row) => row.map((x, j) => (j === 0 ? 4 - (4 - x) * 3 : x)));
        expect(near(hypervolume(toMatrix(scaled), null, reference), 3 * volume, 1)).toBe(true);
        const twice = exclusiveVolumes(toMatrix([...points, ...points]), null, reference);
        twice.forEach((alone) => expect(alone).toBeLessThan(1e-9));
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  [3000, 2],
  [2000, 3],
] as const)('%d × %d: contributions by the sweep are those by clipping, volumes add up over halves', (n, m) => {
  for (const kind of ['anticorrelated', 'uniform', 'ties'] as const) {
    const matrix: ObjectiveColumns = { n, m, compared: randomColumns(n, m, kind, 3), signs: new Int8Array(m).fill(-1) };
    const reference = new Float64Array(m).fill(kind === 'ties' ? 10 : 1.1);
    const whole = hypervolume(matrix, null, reference);
    const alone = exclusiveVolumes(matrix, null, reference);
    const next = random(5);
    for (let tries = 0; tries < 40; tries++) {
      const i = Math.floor(next() * n);
      const mask = new Uint8Array(n).fill(1);
      mask[i] = 0;
      expect(Math.abs(whole - hypervolume(matrix, mask, reference) - alone[i]!)).toBeLessThan(1e-10 * whole);
    }
    const front = nondominated(matrix, null);
    alone.forEach((volume, i) => expect(volume === 0 || front[i] === 1).toBe(true));
  }
});

test('nobody, no objectives, a missing cell, beyond the reference', () => {
  expect(hypervolume(toMatrix([]), null, [])).toBe(0);
  expect(exclusiveVolumes(toMatrix([]), null, [])).toEqual(new Float64Array(0));
  expect(hypervolume({ n: 2, m: 0, compared: [], signs: new Int8Array(0) }, null, [])).toBe(0);
  expect(hypervolume(toMatrix([[NaN, 1]]), null, [2, 2])).toBe(0);
  expect(hypervolume(toMatrix([[1, 1]]), new Uint8Array(1), [2, 2])).toBe(0);
  expect([
    ...exclusiveVolumes(
      toMatrix([
        [1, 1, 1, 1],
        [9, 0, 0, 0],
      ]),
      null,
      [2, 2, 2, 2],
    ),
  ]).toEqual([1, 0]);
});

test('progress runs to 1, and answering false stops', () => {
  const matrix = { n: 60, m: 5, compared: randomColumns(60, 5, 'anticorrelated', 3), signs: new Int8Array(5).fill(-1) };
  const reference = new Float64Array(5).fill(1.1);
  for (const measure of [hypervolume, exclusiveVolumes]) {
    const seen: number[] = [];
    expect(measure(matrix, null, reference, (fraction) => void seen.push(fraction))).toEqual(
      measure(matrix, null, reference),
    );
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(measure(matrix, null, reference, (fraction) => fraction < 0.5)).toBeNull();
  }
});
