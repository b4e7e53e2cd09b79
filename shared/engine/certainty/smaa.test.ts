// SMAA-2: the published cases, exact areas, the draws counted from scratch, repeatability, and what must hold for any problem.
// Of golden smaa.json every case applies; pairwise winning indices are named there, but no case has any.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { acceptabilityTables, certaintyCase, naiveAcceptability } from '../testing/certaintyCase.ts';
import { goldenCases } from '../testing/fixture.ts';
import { random } from '../testing/random.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { entropyBits } from './entropy.ts';
import { startConfidence } from './confidence.ts';
import { metricNoise } from './metricNoise.ts';
import { finish } from './run.ts';
import { startSmaa } from './smaa.ts';
import { weightDoubt } from './weightDoubt.ts';

interface Input {
  counts_of_distinct_rankings: number[];
  partial_values_repeated: number[][];
  partial_values: number[][];
  weights: number[];
  iterations: number;
}
interface Expected {
  entropy_bits: number;
  distinct_rankings: number;
  rank_acceptability: number[][];
  central_weights: (number[] | null)[];
  confidence_factors: (number | null)[];
}
const golden = (id: string) => goldenCases<Input, Expected>('smaa').find((entry) => entry.id === id)!;

describe('published cases', () => {
  test('ranking-entropy-5-alternatives', () => {
    const { input, expected, tolerance } = golden('ranking-entropy-5-alternatives');
    expect(input.counts_of_distinct_rankings).toHaveLength(expected.distinct_rankings);
    expect(Math.abs(entropyBits(input.counts_of_distinct_rankings) - expected.entropy_bits)).toBeLessThan(tolerance);
  });

  test('dominated-alternative-has-no-central-weight', () => {
    const { input, expected, tolerance } = golden('dominated-alternative-has-no-central-weight');
    const problem = certaintyCase(input.partial_values_repeated, [{ weights: input.weights }], null, {
      samples: input.iterations,
    });
    const found = finish(startSmaa(problem))!;
    expect(acceptabilityTables(found.both, found.depth).roles[0]).toEqual(expected.rank_acceptability);
    const [first, second] = found.both.roles[0]!.centralWeights;
    expected.central_weights[0]!.forEach((share, j) => expect(Math.abs(first![j]! - share)).toBeLessThan(tolerance));
    expect(second).toBeNull();
    expect(finish(startConfidence(problem, found.both.roles))!.roles[0]).toEqual(expected.confidence_factors);
  });

  test('ties-share-rank-1', () => {
    const { input, expected, tolerance } = golden('ties-share-rank-1');
    const problem = certaintyCase(
      input.partial_values,
      [{ weights: [1 / 3, 1 / 3, 1 / 3], concentration: null }],
      null,
      {
        samples: 20_000,
      },
    );
    const { both } = finish(startSmaa(problem))!;
    both.roles[0]!.centralWeights.forEach((central, i) => {
      expected.central_weights[i]!.forEach((share, j) =>
        expect(Math.abs(central![j]! - share)).toBeLessThan(tolerance),
      );
    });
    expect([...both.roles[0]!.best]).toEqual([1, 1]);
  });
});

test('uniform weights on two objectives: acceptabilities are lengths, central weights the middles', () => {
  // With weight w on the first objective the scores are w, 1 − w and 0.6: the third is best for w between 0.4 and 0.6.
  const problem = certaintyCase(
    [
      [1, 0],
      [0, 1],
      [0.6, 0.6],
    ],
    [{ weights: [0.5, 0.5], concentration: null }],
    null,
    {
      samples: 40_000,
    },
  );
  const { both } = finish(startSmaa(problem))!;
  const { best, bestError, centralWeights, entropy } = both.roles[0]!;
  [0.4, 0.4, 0.2].forEach((share, i) => {
    expect(bestError[i]).toBeCloseTo(Math.sqrt((share * (1 - share)) / 40_000), 4);
    expect(Math.abs(best[i]! - share)).toBeLessThan(4 * bestError[i]!);
  });
  [0.8, 0.2, 0.5].forEach((share, i) => expect(Math.abs(centralWeights[i]![0]! - share)).toBeLessThan(0.01));
  expect(entropy).toBeCloseTo(entropyBits([0.4, 0.4, 0.2]), 2);
});

test('normal noise on one cell: the chance of being best is the normal area', () => {
  // 0.5 ± 0.1 against 0.55: better with the chance 1 − Φ(0.5) = 0.3085.
  const problem = certaintyCase([[0.5], [0.55]], [{ weights: [1] }], [[0.1], [0]], { samples: 40_000 });
  const { noise, weights, both } = finish(startSmaa(problem))!;
  expect(Math.abs(noise.roles[0]!.best[0]! - 0.30854)).toBeLessThan(4 * noise.roles[0]!.bestError[0]!);
  expect([...weights.roles[0]!.best]).toEqual([0, 1]);
  expect(both.roles[0]!.best).toEqual(noise.roles[0]!.best);
});

/** The same draws, made one by one and kept. */
function drawsOf(problem: ReturnType<typeof certaintyCase>, which: 'weights' | 'noise' | 'both') {
  const { matrix, roles } = problem;
  const { m, n } = matrix;
  const draw = weightDoubt(roles, problem.seed);
  const noise = metricNoise(
    matrix,
    problem.objectives,
    problem,
    Array.from({ length: n }, (_, i) => i),
    problem.seed,
  );
  const flat = new Float64Array(n * m);
  matrix.values.forEach((column, j) => column.forEach((value, i) => (flat[i * m + j] = value)));
  const toRows = (list: Float64Array, count: number) =>
    Array.from({ length: count }, (_, i) => [...list.subarray(i * m, i * m + m)]);
  const stated = toRows(flat, n);
  const own = new Float64Array(roles.length * m);
  return Array.from({ length: problem.samples }, () => {
    draw(own, 0);
    noise.redraw(flat);
    return {
      weights: which === 'noise' ? roles.map(({ weights }) => [...weights]) : toRows(own, roles.length),
      rows: which === 'weights' ? stated : toRows(flat, n),
    };
  });
}

test.each([
  [7, 3, 3],
  [60, 4, 2],
] as const)('%d × %d × %d roles: the same counts as ranking every draw from scratch', (n, m, r) => {
  const next = random(n);
  const rows = Array.from({ length: n }, () => Array.from({ length: m }, () => Math.round(next() * 5) / 5));
  const roles = Array.from({ length: r }, (_, k) => {
    const points = Array.from({ length: m }, () => next());
    const sum = points.reduce((a, b) => a + b, 0);
    return { weights: points.map((x) => x / sum), influence: k + 1, concentration: [15, null, 4][k]! };
  });
  const errors = rows.map((row) => row.map((_, j) => (j === 1 ? NaN : j === 0 ? 0.1 : 0.03)));
  const problem = certaintyCase(rows, roles, errors, { samples: 150, seed: 5 });
  const found = finish(startSmaa(problem), 13)!;
  expect(found.depth).toBe(n > 50 ? 10 : n);
  for (const which of ['weights', 'noise', 'both'] as const) {
    const wanted = naiveAcceptability(
      drawsOf(problem, which),
      roles.map(({ influence }) => influence),
      found.depth,
    );
    const tables = acceptabilityTables(found[which], found.depth);
    const flat = (table: typeof wanted) =>
      [table.roles, table.leastRegret, table.weightedMean].flat(4) as unknown as number[];
    const wantedNumbers = flat(wanted);
    flat(tables as typeof wanted).forEach((share, k) => expect(Math.abs(share - wantedNumbers[k]!)).toBeLessThan(1e-9));
  }
});

const share = fc.integer({ min: 0, max: 4 }).map((x) => x / 4);
const problems = fc.record({
  rows: fc.array(fc.tuple(share, share, share), { minLength: 1, maxLength: 12 }),
  roles: fc.array(
    fc.record({ influence: fc.integer({ min: 0, max: 2 }), concentration: fc.constantFrom(null, 3, 50, Infinity) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  error: fc.constantFrom(0, 0.05, 0.5),
  seed: fc.integer(),
});
const toProblem = ({
  rows,
  roles,
  error,
  seed,
}: {
  rows: number[][];
  roles: { influence: number; concentration: number | null }[];
  error: number;
  seed: number;
}) =>
  certaintyCase(
    rows,
    roles.map((role) => ({ ...role, weights: [0.5, 0.3, 0.2] })),
    rows.map(() => [error, error, NaN]),
    { samples: 60, seed },
  );

test('any problem: a seed repeats whatever the slices, shares are shares, and a dominated candidate is never first without noise', () => {
  fc.assert(
    fc.property(problems, fc.integer({ min: 1, max: 61 }), (parts, slice) => {
      const problem = toProblem(parts);
      const found = finish(startSmaa(problem))!;
      expect(finish(startSmaa(problem), slice)).toEqual(found);
      for (const counted of [found.weights, found.noise, found.both]) {
        const { leastRegret, weightedMean } = counted.groups;
        expect(weightedMean === null).toBe(parts.roles.every(({ influence }) => influence === 0));
        for (const { ranks, best, entropy } of [
          ...counted.roles,
          leastRegret,
          ...(weightedMean ? [weightedMean] : []),
        ]) {
          ranks.forEach((part) => expect(part >= 0 && part <= 1 + 1e-12).toBe(true));
          for (let i = 0; i < best.length; i++) {
            const all = ranks.subarray(i * found.depth, (i + 1) * found.depth).reduce((a, b) => a + b, 0);
            expect(all).toBeCloseTo(1, 9);
          }
          expect(best.reduce((a, b) => a + b, 0)).toBeGreaterThan(1 - 1e-9);
          expect(entropy).toBeGreaterThanOrEqual(0);
        }
        counted.roles.forEach(({ best, centralWeights }) =>
          centralWeights.forEach((central, i) => {
            expect(central === null).toBe(best[i] === 0);
            if (central) expect(central.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          }),
        );
      }
      const strictly = (a: number[], b: number[]) => a.every((x, j) => x > b[j]!);
      parts.rows.forEach((row, i) => {
        if (parts.rows.some((other) => strictly(other, row))) expect(found.weights.roles[0]!.best[i]).toBe(0);
      });
    }),
    { numRuns: 60 },
  );
});

test('without noise and doubt: the ranking itself, with no error', () => {
  const rows = [
    [0.2, 0.9],
    [0.8, 0.4],
    [0.5, 0.5],
    [0.8, 0.4],
  ];
  const roles = [
    { weights: [0.7, 0.3], influence: 1 },
    { weights: [0.2, 0.8], influence: 3 },
  ];
  const { groups, roles: ranked } = evaluate(snapshotOf({ rows, objectives: [linear(0, 1), linear(0, 1)], roles }), {
    role: null,
  });
  const found = finish(startSmaa(certaintyCase(rows, roles, null, { samples: 20 })))!;
  const first = (ranks: Int32Array) => Float64Array.from(ranks, (rank) => (rank === 1 ? 1 : 0));
  for (const counted of [found.weights, found.noise, found.both]) {
    counted.roles.forEach(({ best, bestError }, k) => {
      expect(best).toEqual(first(ranked[k]!.ranks));
      expect([...bestError]).toEqual([0, 0, 0, 0]);
    });
    expect(counted.groups.leastRegret.best).toEqual(first(groups.leastRegret.ranks));
    expect(counted.groups.weightedMean!.best).toEqual(first(groups.weightedMean.ranks));
  }
});

test('a candidate that does not take part has no row; nobody, or no role, is refused', () => {
  const problem = certaintyCase([[1], [0.5], [0.2]], [{ weights: [1] }], null, { eligible: Uint8Array.of(0, 1, 1) });
  expect(finish(startSmaa(problem))).toMatchObject({ candidates: Int32Array.of(1, 2), depth: 2, draws: 2000 });
  expect(() => startSmaa({ ...problem, eligible: new Uint8Array(3) })).toThrow('nothing to compare');
  expect(() => startSmaa({ ...problem, roles: [] })).toThrow('Add a role');
});
