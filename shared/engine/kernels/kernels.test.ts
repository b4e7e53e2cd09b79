// The kernels against the plain versions they stand in for: the same results, on whatever there is to compare.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectiveColumns } from '../dominance.ts';
import { fronts, frontsAmong, nondominated } from '../fronts.ts';
import { exclusiveVolumes } from '../pareto/contributions.ts';
import { hypervolume } from '../pareto/hypervolume.ts';
import { volumeByLimits } from '../pareto/volumeByLimits.ts';
import { naiveFront, naiveFronts, naiveLayers } from '../testing/naiveFronts.ts';
import { randomColumns } from '../testing/random.ts';
import { installKernels } from './install.ts';
import { kernels, setKernels } from './kernels.ts';

const toColumns = (points: readonly (readonly number[])[], signs: readonly number[]): ObjectiveColumns => ({
  n: points.length,
  m: signs.length,
  compared: signs.map((_, j) => Float64Array.from(points, (row) => row[j]!)),
  signs: Int8Array.from(signs),
});
const allWorse = (m: number): Int8Array => new Int8Array(m).fill(-1);

beforeAll(() => expect(installKernels(), 'the kernels are built and run here').toBe(true));
afterAll(() => setKernels(null));

/** What the engine answers with the kernels, and without. */
function bothWays<T>(work: () => T): { fast: T; plain: T } {
  const fast = work();
  const kept = kernels();
  setKernels(null);
  const plain = work();
  setKernels(kept);
  return { fast, plain };
}

const cell = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(-0, 0, 1e300, -1e300, 5e-324, -5e-324, 1e-300),
  fc.double({ noNaN: true, min: -9, max: 9 }),
);
/** 1 to 10 objectives, directions mixed; some rows repeated, and who takes part. */
const anyMatrix = fc.integer({ min: 1, max: 10 }).chain((m) =>
  fc.record({
    signs: fc.array(fc.constantFrom(-1, 1), { minLength: m, maxLength: m }),
    points: fc
      .array(fc.array(cell, { minLength: m, maxLength: m }), { maxLength: 60 })
      .chain((points) => fc.nat(5).map((times) => [...points, ...points.slice(0, times)])),
    picks: fc.infiniteStream(fc.boolean()),
  }),
);

describe('the front', () => {
  test('any matrix, any mask: the same marks as the plain version and as the definition, inputs unchanged', () => {
    fc.assert(
      fc.property(anyMatrix, ({ points, signs, picks }) => {
        const matrix = toColumns(points, signs);
        const mask = Uint8Array.from(points, () => (picks.next().value ? 1 : 0));
        const before = structuredClone(matrix.compared);
        for (const taking of [null, mask]) {
          const marks = kernels()!.front(matrix, taking);
          expect(marks).toEqual(Uint8Array.from(naiveFronts(matrix, taking), (layer) => (layer === 1 ? 1 : 0)));
          const { fast, plain } = bothWays(() => nondominated(matrix, taking));
          expect(fast).toEqual(plain);
        }
        expect(matrix.compared).toEqual(before);
      }),
      { numRuns: 400 },
    );
  });

  test.each([1, 2, 3, 4, 6, 8, 9, 10, 17])('thousands of candidates on %d objectives', (m) => {
    for (const kind of ['uniform', 'anticorrelated', 'ties'] as const) {
      const matrix = { n: 1500, m, compared: randomColumns(1500, m, kind, m), signs: allWorse(m) };
      expect(kernels()!.front(matrix, null), kind).toEqual(naiveFront(matrix));
    }
  });

  test('missing cells: those who have one are left out by the mask and change nothing', () => {
    const compared = randomColumns(2000, 4, 'uniform', 8);
    compared.forEach((column, j) => column.forEach((_, i) => (i % 11 === j ? (column[i] = NaN) : 0)));
    const complete = Uint8Array.from({ length: 2000 }, (_, i) =>
      compared.some((column) => Number.isNaN(column[i])) ? 0 : 1,
    );
    const { fast, plain } = bothWays(() => nondominated({ n: 2000, m: 4, compared, signs: allWorse(4) }, complete));
    expect(fast).toEqual(plain);
  });

  test('an outlier in every column, and columns that are nearly constant', () => {
    const compared = randomColumns(4000, 5, 'anticorrelated', 4);
    compared.forEach((column, j) => (column[j] = j % 2 === 0 ? 1e12 : -1e12));
    compared[4]!.forEach((x, i) => (compared[4]![i] = 1 + x * 1e-12));
    const matrix = { n: 4000, m: 5, compared, signs: allWorse(5) };
    expect(kernels()!.front(matrix, null)).toEqual(naiveFront(matrix));
  });

  test('everybody the same, in time that does not grow with the square', () => {
    const compared = Array.from({ length: 6 }, () => new Float64Array(200_000).fill(3));
    const marks = kernels()!.front({ n: 200_000, m: 6, compared, signs: allWorse(6) }, null)!;
    expect(marks.every((mark) => mark === 1)).toBe(true);
  });

  test('a staircase too long to be moved is left to the plain version', () => {
    const n = 40_000;
    const x = Float64Array.from({ length: n }, (_, i) => i);
    const z = x.map((i) => (i * 7919) % n);
    const matrix = { n, m: 3, compared: [x, x.map((i) => n - i), z], signs: allWorse(3) };
    expect(kernels()!.front(matrix, null)).toBeNull();
    expect(nondominated(matrix, null)).toEqual(new Uint8Array(n).fill(1));
  });

  test('nobody, one, nobody taking part; no objectives are not its matter', () => {
    const none = toColumns([], [1, -1]);
    expect(kernels()!.front(none, null)).toEqual(new Uint8Array(0));
    const one = toColumns([[3, 4]], [1, -1]);
    expect(kernels()!.front(one, null)).toEqual(Uint8Array.of(1));
    expect(kernels()!.front(one, new Uint8Array(1))).toEqual(Uint8Array.of(0));
    expect(kernels()!.front({ n: 2, m: 0, compared: [], signs: new Int8Array(0) }, null)).toBeNull();
  });
});

describe('the layers', () => {
  test('any matrix, any mask: the same as the plain version and as the definition, inputs unchanged', () => {
    fc.assert(
      fc.property(anyMatrix, ({ points, signs, picks }) => {
        const matrix = toColumns(points, signs);
        const mask = Uint8Array.from(points, () => (picks.next().value ? 1 : 0));
        const before = structuredClone(matrix.compared);
        for (const taking of [null, mask]) {
          expect(kernels()!.layers(matrix, taking)).toEqual(naiveFronts(matrix, taking));
          const { fast, plain } = bothWays(() => fronts(matrix, taking));
          expect(fast).toEqual(plain);
        }
        const among = bothWays(() => frontsAmong(matrix, mask, fronts(matrix, null)));
        expect(among.fast).toEqual(naiveFronts(matrix, mask));
        expect(among.plain).toEqual(among.fast);
        expect(matrix.compared).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  test.each([1, 2, 3, 4, 5, 6, 9, 10, 18])('thousands of candidates on %d objectives', (m) => {
    for (const kind of ['uniform', 'anticorrelated', 'ties'] as const) {
      const matrix = { n: 1500, m, compared: randomColumns(1500, m, kind, m), signs: allWorse(m) };
      const all = kernels()!.layers(matrix, null)!;
      expect(all, kind).toEqual(naiveLayers(matrix));
      const some = all.map((_, i) => (i % 3 === 0 ? 0 : 1));
      const among = bothWays(() => frontsAmong(matrix, Uint8Array.from(some), all));
      expect(among.fast).toEqual(among.plain);
      expect(among.fast).toEqual(fronts(matrix, Uint8Array.from(some)));
    }
  });

  test('a staircase too long to be moved, and layers of layers: dividing does what sweeping would take too long for', () => {
    const n = 6000;
    const along = Float64Array.from({ length: n }, (_, i) => i >> 1);
    const back = along.map((x) => n - x);
    // Every second one is worse than the one before by what it is worse on the third objective.
    const third = along.map((x, i) => x + (i % 2) * 1e-3);
    const matrix = { n, m: 3, compared: [along, back, third], signs: allWorse(3) };
    expect(kernels()!.layers(matrix, null)).toEqual(Int32Array.from({ length: n }, (_, i) => 1 + (i % 2)));
  });

  test('a chain is as many layers as candidates; everybody the same is one', () => {
    const chain = Float64Array.from({ length: 3000 }, (_, i) => (i * 7) % 3000);
    for (const m of [1, 2, 3, 4, 6]) {
      const matrix = { n: 3000, m, compared: new Array<Float64Array>(m).fill(chain), signs: allWorse(m) };
      expect(kernels()!.layers(matrix, null)).toEqual(Int32Array.from(chain, (x) => x + 1));
      const same = { ...matrix, compared: matrix.compared.map((column) => column.map(() => 5)) };
      expect(kernels()!.layers(same, null)).toEqual(new Int32Array(3000).fill(1));
    }
  });

  test('nobody, nobody taking part', () => {
    expect(kernels()!.layers(toColumns([], [1, -1, 1]), null)).toEqual(new Int32Array(0));
    expect(kernels()!.layers(toColumns([[3, 4]], [1, -1]), new Uint8Array(1))).toEqual(Int32Array.of(0));
  });
});

describe('volumes and contributions', () => {
  const near = (fast: number, plain: number, whole: number) => Math.abs(fast - plain) <= 1e-12 * whole;

  /** Compared both ways; contributions within 1e-12 of the volume of all, which is what they are taken from. */
  function expectSame(matrix: ObjectiveColumns, mask: Uint8Array | null, reference: readonly number[]): void {
    const volume = bothWays(() => hypervolume(matrix, mask, reference));
    expect(near(volume.fast, volume.plain, volume.plain), `${volume.fast} for ${volume.plain}`).toBe(true);
    const alone = bothWays(() => exclusiveVolumes(matrix, mask, reference));
    alone.fast.forEach((x, i) => {
      if (!near(x, alone.plain[i]!, volume.plain) || x < 0) expect(x).toBe(alone.plain[i]);
    });
    expect(alone.fast).toHaveLength(matrix.n);
  }

  test.each([2, 3, 4, 5, 6])('any set on %d objectives, any mask, missing cells, inputs unchanged', (m) => {
    const gain = fc.oneof(
      fc.integer({ min: -1, max: 5 }),
      fc.double({ min: -1, max: 5, noNaN: true }),
      fc.constantFrom(NaN, 0, -0, 1e-300),
    );
    const any = fc.record({
      points: fc.array(fc.array(gain, { minLength: m, maxLength: m }), { maxLength: m < 5 ? 40 : 16 }),
      signs: fc.array(fc.constantFrom(-1, 1), { minLength: m, maxLength: m }),
      picks: fc.infiniteStream(fc.boolean()),
    });
    fc.assert(
      fc.property(any, ({ points, signs, picks }) => {
        const matrix = toColumns([...points, ...points.slice(0, 2)], signs);
        const before = structuredClone(matrix.compared);
        const reference = signs.map((sign) => (sign > 0 ? 0 : 4));
        expectSame(matrix, null, reference);
        expectSame(
          matrix,
          Uint8Array.from({ length: matrix.n }, () => (picks.next().value ? 1 : 0)),
          reference,
        );
        expect(matrix.compared).toEqual(before);
      }),
      { numRuns: 80 },
    );
  });

  test.each([4, 5, 6])('rows of %d gains as they come: ties, duplicates, rows that others cover, none and one', (d) => {
    const few = fc.integer({ min: 1, max: 4 });
    const gain = fc.oneof(few, few, fc.double({ min: 1e-3, max: 5, noNaN: true }), fc.constantFrom(1e-300, 1e6));
    const rowsOf = fc.array(fc.array(gain, { minLength: d, maxLength: d }), {
      maxLength: d === 4 ? 60 : 24,
      size: 'max',
    });
    fc.assert(
      fc.property(rowsOf, fc.nat(4), (some, again) => {
        const points = [...some, ...some.slice(0, again)];
        const rows = Float64Array.from(points.flat());
        const plain = volumeByLimits(rows, points.length, d);
        const fast = kernels()!.volumeByLimits(rows, points.length, d, undefined);
        expect(near(fast as number, plain, plain), `${fast} for ${plain}`).toBe(true);
      }),
      { numRuns: 150 },
    );
    expect(kernels()!.volumeByLimits(new Float64Array(0), 0, d, undefined)).toBe(0);
    expect(kernels()!.volumeByLimits(new Float64Array(d).fill(2), 1, d, undefined)).toBe(2 ** d);
  });

  test.each([
    [4000, 2],
    [4000, 3],
    [400, 4],
    [70, 5],
  ])('%d × %d', (n, m) => {
    for (const kind of ['uniform', 'anticorrelated', 'ties'] as const) {
      const matrix = { n, m, compared: randomColumns(n, m, kind, m), signs: allWorse(m) };
      expectSame(matrix, null, new Array<number>(m).fill(kind === 'ties' ? 10 : 1.1));
    }
  });

  test('a staircase too long to be moved is left to the plain version', () => {
    const n = 40_000;
    const x = Float64Array.from({ length: n }, (_, i) => i);
    const matrix = { n, m: 3, compared: [x, x.map((i) => n - i), x.map((i) => (i * 7919) % n)], signs: allWorse(3) };
    const { fast, plain } = bothWays(() => hypervolume(matrix, null, [n, n + 1, n]));
    expect(fast).toBe(plain);
  });

  test('progress runs to 1, and answering false stops', () => {
    const matrix = { n: 60, m: 5, compared: randomColumns(60, 5, 'anticorrelated', 3), signs: allWorse(5) };
    const reference = new Array<number>(5).fill(1.1);
    for (const measure of [hypervolume, exclusiveVolumes]) {
      const seen: number[] = [];
      expect(measure(matrix, null, reference, (fraction) => void seen.push(fraction))).toEqual(
        measure(matrix, null, reference),
      );
      expect(seen.length).toBeGreaterThan(10);
      expect(seen.at(-1)).toBe(1);
      expect(measure(matrix, null, reference, (fraction) => fraction < 0.5)).toBeNull();
    }
  });
});

test('without WebAssembly the plain versions stay', () => {
  setKernels(null);
  const host = globalThis as { WebAssembly?: unknown };
  const own = host.WebAssembly;
  const refuse = {
    Module: class {
      constructor() {
        throw new Error('refused by the policy');
      }
    },
  };
  for (const there of [undefined, refuse]) {
    host.WebAssembly = there;
    expect(installKernels()).toBe(false);
    expect(kernels()).toBeNull();
  }
  host.WebAssembly = own;
  expect(installKernels()).toBe(true);
});

test('a memory that cannot grow: the plain versions do the work, and the next work has a clean memory', () => {
  const own = WebAssembly.Instance;
  let scarce = true;
  let made = 0;
  // What the kernels ask for first is more than a memory ever holds, so that growing it really fails.
  class Scarce {
    exports: object;
    constructor(module: WebAssembly.Module) {
      made += 1;
      const real = new own(module).exports as { doubles: (n: number) => number };
      this.exports = { ...real, doubles: (n: number) => real.doubles(scarce ? 2 ** 29 - 1 : n) };
    }
  }
  setKernels(null);
  WebAssembly.Instance = Scarce as unknown as typeof WebAssembly.Instance;
  try {
    expect(installKernels()).toBe(true);
    const matrixOf = (m: number) => ({
      n: 40,
      m,
      compared: randomColumns(40, m, 'anticorrelated', m),
      signs: allWorse(m),
    });
    const work = [2, 3, 4, 5].flatMap((m) => [
      () => nondominated(matrixOf(m), null),
      () => fronts(matrixOf(m), null),
      () => hypervolume(matrixOf(m), null, new Array<number>(m).fill(1.1)),
      () => exclusiveVolumes(matrixOf(m), null, new Array<number>(m).fill(1.1)),
    ]);
    for (const each of work) {
      const { fast, plain } = bothWays<unknown>(each);
      expect(fast).toEqual(plain);
    }
    expect(kernels()!.front(matrixOf(3), null)).toBeNull();
    const trapped = made;
    expect(trapped).toBeGreaterThan(1);
    scarce = false;
    expect(kernels()!.front(matrixOf(3), null)).toEqual(naiveFront(matrixOf(3)));
    expect(kernels()!.front(matrixOf(4), null)).toEqual(naiveFront(matrixOf(4)));
    expect(made, 'one memory from then on').toBe(trapped + 1);
    // No address space for a memory at all.
    WebAssembly.Instance = class {
      constructor() {
        throw new RangeError('could not allocate memory');
      }
    } as unknown as typeof WebAssembly.Instance;
    setKernels(null);
    expect(installKernels()).toBe(true);
    expect(kernels()!.front(matrixOf(3), null)).toBeNull();
    // What the caller throws is the caller's.
    WebAssembly.Instance = own;
    expect(() =>
      kernels()!.volumeByLimits(new Float64Array(8).fill(1), 2, 4, () => {
        throw new RangeError('mine');
      }),
    ).toThrow('mine');
  } finally {
    WebAssembly.Instance = own;
  }
});
