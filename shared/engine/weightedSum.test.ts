// The additive score on golden weighted_sum.json. Where a case's normalisation can be said with fixed anchors it runs through
// the whole pipeline; where it depends on the candidate set (sums, 1/x) only the sum itself is ours, so the test normalises.
// Golden ranks are dense (1, 1, 2); the engine's are competition ranks (1, 1, 3) and are made dense for comparison.
// golden rank_reversal.json: SPOTIS scores are 1 − ours on the same bounds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { goldenCases } from './testing/fixture.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';
import { contributions, weightedSum } from './weightedSum.ts';
import { normalise } from './weights.ts';

interface Input {
  matrix: number[][];
  weights: number[];
  objectives: number[];
}

const cases = new Map(
  goldenCases<Input, { score: number[]; rank?: number[] }>('weighted_sum').map((one) => [one.id, one]),
);
const column = (input: Input, j: number) => input.matrix.map((row) => row[j]!);
const dense = (ranks: readonly number[]) => {
  const distinct = [...new Set(ranks)].sort((a, b) => a - b);
  return ranks.map((rank) => distinct.indexOf(rank) + 1);
};

/** Anchors that make the case's normalisation, by id; a scale where its weights do not sum to 1 or its values leave [0, 1]. */
const byAnchors: Record<string, (input: Input, j: number) => [number, number]> = {
  'wsm-raw-2x3': () => [0, 6],
  'saw-5x7-max-ratio': (input, j) => [0, Math.max(...column(input, j))],
  'duplicate-rows-tie': (input, j) => [Math.min(...column(input, j)), Math.max(...column(input, j))],
  'constant-column-minmax': (input, j) => {
    const [low, high] = [Math.min(...column(input, j)), Math.max(...column(input, j))];
    return low === high ? [0, high] : [low, high];
  },
  'single-alternative': (input, j) => (input.objectives[j] === 1 ? [0, 7] : [3, 10]),
};
const scale: Record<string, number> = { 'wsm-raw-2x3': 3 * 6 };

test.each(Object.keys(byAnchors))('%s, through the pipeline', (id) => {
  const { input, expected, tolerance } = cases.get(id)!;
  const objectives = input.objectives.map((sign, j) => {
    const [low, high] = byAnchors[id]!(input, j);
    return sign === 1 ? linear(low, high) : linear(high, low);
  });
  const result = evaluate(snapshotOf({ rows: input.matrix, objectives, roles: [{ weights: input.weights }] }), {
    role: null,
  });
  const [role] = result.roles;
  const total = scale[id] ?? input.weights.reduce((a, b) => a + b, 0);
  role!.scores.forEach((score, i) =>
    expect(Math.abs(score * total - expected.score[i]!)).toBeLessThanOrEqual(total * Math.max(tolerance, 1e-12)),
  );
  if (expected.rank) expect(dense([...role!.ranks])).toEqual(expected.rank);
});

test.each(['kracka2010-heating', 'wsm-mixed-weights-not-summing-to-1'])('%s, the sum alone', (id) => {
  const { input, expected, tolerance } = cases.get(id)!;
  const paperValues = input.objectives.map((sign, j) => {
    const x = column(input, j).map((value) => (sign === 1 ? value : 1 / value));
    return Float64Array.from(x, (value) => value / x.reduce((a, b) => a + b, 0));
  });
  const weights = id.startsWith('kracka') ? normalise(input.weights) : Float64Array.from(input.weights);
  const scores = weightedSum({ n: input.matrix.length, m: weights.length, values: paperValues }, weights);
  scores.forEach((score, i) => expect(Math.abs(score - expected.score[i]!)).toBeLessThanOrEqual(tolerance));
});

test('every golden case is used', () => {
  const used = [...Object.keys(byAnchors), 'kracka2010-heating', 'wsm-mixed-weights-not-summing-to-1'];
  expect([...cases.keys()].sort()).toEqual(used.sort());
});

interface Bounded extends Input {
  bounds: [number, number][];
}
interface Spotis {
  scores_all?: number[];
  scores_after?: number[];
  removed?: number;
  score?: number[];
  order?: number[];
}

test.each(goldenCases<Bounded, Spotis>('rank_reversal'))(
  'fixed anchors, no reversal: $id',
  ({ input, expected, tolerance }) => {
    const objectives = input.objectives.map((sign, j) => {
      const [low, high] = input.bounds[j]!;
      return sign === 1 ? linear(low, high) : linear(high, low);
    });
    const scoresOf = (rows: number[][]) => {
      const { roles } = evaluate(snapshotOf({ rows, objectives, roles: [{ weights: input.weights }] }), { role: null });
      return roles[0]!;
    };
    const near = (scores: Float64Array, golden: readonly number[]) => {
      expect(scores).toHaveLength(golden.length);
      scores.forEach((score, i) => expect(Math.abs(1 - score - golden[i]!)).toBeLessThanOrEqual(tolerance));
    };
    const all = scoresOf(input.matrix);
    near(all.scores, (expected.scores_all ?? expected.score)!);
    if (expected.removed !== undefined)
      near(scoresOf(input.matrix.filter((_, i) => i !== expected.removed)).scores, expected.scores_after!);
    if (expected.order) expect(expected.order.map((i) => all.ranks[i])).toEqual([1, 2, 3, 4]);
  },
);

test('contributions sum to the score, which lies in [0, 1]', () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value, value), { minLength: 1 }),
      fc.tuple(value, value, value),
      (rows, points) => {
        fc.pre(points.some((point) => point > 1e-9));
        const matrix = {
          n: rows.length,
          m: 3,
          values: [0, 1, 2].map((j) => Float64Array.from(rows, (row) => row[j]!)),
        };
        const weights = normalise(points);
        weightedSum(matrix, weights).forEach((score, i) => {
          expect(contributions(matrix, weights, i).reduce((a, b) => a + b, 0)).toBeCloseTo(score, 11);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        });
      },
    ),
  );
});

test('a missing value leaves no score, even under a weight of 0', () => {
  const matrix = { n: 2, m: 2, values: [Float64Array.of(1, 0.5), Float64Array.of(NaN, 1)] };
  expect([...weightedSum(matrix, Float64Array.of(1, 0))]).toEqual([NaN, 0.5]);
});
