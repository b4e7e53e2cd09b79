// Stability intervals on golden weight_sensitivity.json, and against the full evaluation on either side of every end.
// Not applicable: four-models-peer-grid-search shares the change equally and asks for any change of rank, on a grid; ours
// scales in proportion and asks for the winner. PEER-DEFECT-one-sided-stop: of it the exact flip is used, not what the
// library found. Golden pareto_choice.json concerns choosing on a front, not weights that keep a winner.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyReview, whole, withWeights } from '../testing/changes.ts';
import { goldenCases } from '../testing/fixture.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { moveWeight } from '../weights.ts';
import { stabilityOfGroup } from './stability.ts';

interface Input {
  matrix: number[][];
  weights: number[];
}
interface Expected {
  winner?: number;
  interval_per_criterion?: [number, number][];
  exact_flip_weight_of_criterion_1?: number;
}

const golden = new Map(goldenCases<Input, Expected>('weight_sensitivity').map((one) => [one.id, one]));

function reviewOf({ matrix, weights }: Input) {
  return snapshotOf({ rows: matrix, objectives: weights.map(() => linear(0, 1)), roles: [{ weights }] });
}

test('four-models-stability-intervals', () => {
  const { input, expected, tolerance } = golden.get('four-models-stability-intervals')!;
  const snapshot = reviewOf(input);
  const { winner, weights } = stabilityOfGroup(snapshot, whole(snapshot), 'weightedMean');
  expect(winner).toBe(expected.winner);
  expected.interval_per_criterion!.forEach(([low, high], j) => {
    expect(Math.abs(weights[j]!.low - low)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(weights[j]!.high - high)).toBeLessThanOrEqual(tolerance);
  });
});

test('PEER-DEFECT-one-sided-stop: the flip that is there is found', () => {
  const { input, expected, tolerance } = golden.get('PEER-DEFECT-one-sided-stop')!;
  const snapshot = reviewOf(input);
  const second = stabilityOfGroup(snapshot, whole(snapshot), 'weightedMean').weights[1]!;
  expect(Math.abs(second.high - expected.exact_flip_weight_of_criterion_1!)).toBeLessThanOrEqual(tolerance);
  expect([second.low, second.below, second.above]).toEqual([0, -1, 1]);
});

test('every golden case is used or excused', () => {
  expect([...golden.keys()].sort()).toEqual(
    ['PEER-DEFECT-one-sided-stop', 'four-models-peer-grid-search', 'four-models-stability-intervals'].sort(),
  );
});

test.each(['weightedMean', 'leastRegret'] as const)(
  '%s: first up to the ends, no longer beyond',
  (rule) => {
    fc.assert(
      fc.property(anyReview({ n: 7, m: 3, roles: 3 }), (snapshot) => {
        const before = whole(snapshot);
        const { winner, weights } = stabilityOfGroup(snapshot, before, rule);
        expect(weights).toHaveLength(before.roles.length * 3);
        for (const one of weights) {
          const k = one.roleId - 1;
          const isFirst = (to: number) => {
            const entries = Array.from(before.roles[k]!.weights, (weight, j) => ({
              objectiveId: j + 1,
              weight,
              locked: false,
            }));
            const moved = moveWeight(entries, one.objectiveId - 1, to).map(({ weight }) => weight);
            const after = whole(withWeights(snapshot, [{ roleId: one.roleId, weights: Float64Array.from(moved) }]));
            return after.groups[rule].winners.includes(winner);
          };
          expect(one.low).toBeLessThanOrEqual(one.weight);
          expect(one.high).toBeGreaterThanOrEqual(one.weight);
          for (const share of [0.001, 0.25, 0.5, 0.75, 0.999]) {
            if (one.high - one.low > 1e-6) expect(isFirst(one.low + share * (one.high - one.low))).toBe(true);
          }
          expect(one.below < 0).toBe(one.low === 0);
          if (one.below >= 0) expect(isFirst(one.low - Math.min(1e-5, one.low))).toBe(false);
          if (one.above >= 0) expect(isFirst(one.high + Math.min(1e-5, 1 - one.high))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);

test('least regret, by hand: 0.9 on the second objective until the first counts 1.3 / 1.9', () => {
  const snapshot = snapshotOf({
    rows: [
      [0.5, 0.5],
      [1, 0],
      [0, 0.9],
    ],
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ weights: [0.5, 0.5] }, { weights: [0, 1] }],
  });
  const { winner, weights } = stabilityOfGroup(snapshot, whole(snapshot), 'leastRegret');
  expect(winner).toBe(2);
  expect(weights[0]).toMatchObject({ low: 0, below: -1, above: 0, high: expect.closeTo(1.3 / 1.9, 9) });
});

test('locked weights, one objective, nobody at all', () => {
  const rows = [
    [1, 0, 0.2],
    [0, 1, 0.3],
  ];
  const snapshot = snapshotOf({
    rows,
    objectives: [0, 1, 2].map(() => linear(0, 1)),
    roles: [{ weights: [0.5, 0.3, 0.2] }],
  });
  snapshot.settings.roles[0]!.weights[2]!.locked = true;
  const [first, second, third] = stabilityOfGroup(snapshot, whole(snapshot), 'weightedMean').weights;
  // w₁ − w₂ = 0.02 − … : level where w₁ = 0.41 and w₂ = 0.39, the third staying 0.2.
  expect(first).toMatchObject({ low: expect.closeTo(0.41, 9), high: expect.closeTo(0.8, 9), below: 1, above: -1 });
  expect(second).toMatchObject({ low: 0, high: expect.closeTo(0.39, 9) });
  expect(third!.below).toBe(-1);
  const single = snapshotOf({ rows: [[1], [0]], objectives: [linear(0, 1)], roles: [{ weights: [1] }] });
  expect(stabilityOfGroup(single, whole(single), 'weightedMean').weights).toEqual([
    { roleId: 1, objectiveId: 1, weight: 1, low: 1, high: 1, below: -1, above: -1 },
  ]);
  const nobody = snapshotOf({ rows: [[NaN]], objectives: [linear(0, 1)] });
  for (const rule of ['weightedMean', 'leastRegret'] as const)
    expect(stabilityOfGroup(nobody, whole(nobody), rule)).toEqual({ winner: -1, weights: [] });
});
