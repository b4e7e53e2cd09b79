// The sentences people read aloud, word for word, and the account behind them.
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { explainPair } from './explain.ts';
import { linear, snapshotOf } from './testing/snapshot.ts';
import type { TestReview } from './testing/snapshot.ts';

const base: TestReview = {
  names: ['Two-tower', 'Wide & Deep', 'Twin'],
  rows: [
    [72, 0.806],
    [120, 0.812],
    [72, 0.806],
  ],
  objectives: [
    { ...linear(200, 40), name: 'p95 latency' },
    { ...linear(0.78, 0.815), name: 'NDCG@10' },
  ],
  units: ['ms', ''],
  roles: [{ name: 'Product', weights: [0.7, 0.3] }],
};

function explained(review: TestReview, first: number, second: number) {
  const snapshot = snapshotOf(review);
  const evaluation = evaluate(snapshot, { role: null });
  return explainPair(snapshot, evaluation.matrix, evaluation.roles[0]!, first, second);
}

test('gains first, then costs, every number from the matrix', () => {
  const text =
    'For Product, Two-tower beats Wide & Deep: 48\u00a0ms lower p95 latency is worth +0.21, 0.006 lower NDCG@10 costs 0.05.';
  expect(explained(base, 0, 1)?.sentence).toBe(text);
  expect(explained(base, 1, 0)?.sentence).toBe(text);
  expect(explained(base, 0, 1)?.cells).toEqual([
    { candidateId: 1, metricId: 1 },
    { candidateId: 2, metricId: 1 },
    { candidateId: 1, metricId: 2 },
    { candidateId: 2, metricId: 2 },
  ]);
});

test('the parts account for the lead', () => {
  const { lead, parts, better, worse } = explained(base, 1, 0)!;
  expect([better, worse]).toEqual([0, 1]);
  expect(parts).toEqual([
    { objectiveId: 1, better: 72, worse: 120, worth: expect.closeTo(0.21, 14) },
    { objectiveId: 2, better: 0.806, worse: 0.812, worth: expect.closeTo(-0.0514285714, 9) },
  ]);
  expect(parts.reduce((sum, { worth }) => sum + worth, 0)).toBeCloseTo(lead, 11);
});

test('level candidates are called level', () => {
  expect(explained(base, 0, 2)?.sentence).toBe('For Product, Two-tower and Twin are level.');
});

test('incomplete candidates have nothing to explain, filled cells say so', () => {
  const rows = [
    [72, 0.806],
    [NaN, 0.812],
  ];
  expect(explained({ ...base, rows }, 0, 1)).toBeNull();
  const objectives = [{ ...base.objectives[0]!, missing: 'worst' as const }, base.objectives[1]!];
  expect(explained({ ...base, rows, objectives }, 0, 1)?.sentence).toBe(
    'For Product, Two-tower beats Wide & Deep: p95 latency of 72\u00a0ms against one not measured (taken as the worst) is worth +0.56, 0.006 lower NDCG@10 costs 0.05.',
  );
});

test('targets and percentages, and a remainder that is not swept under the rug', () => {
  const target = { shape: 'target', target: 3.3, below: 1, above: 1 } as const;
  const rows = [
    [3.3, 40, 1, 1, 1, 1],
    [4.1, 52.5, 0.5, 0.4, 0.9, 0],
  ];
  const objectives = [
    { valueFunction: target, name: 'voltage' },
    { ...linear(0, 100), name: 'accuracy' },
    ...[1, 2, 3, 4].map((k) => ({ ...linear(0, 1), name: `metric ${k}` })),
  ];
  const review = {
    names: ['A', 'B'],
    rows,
    objectives,
    units: ['V', '%'],
    roles: [{ name: 'Sales', weights: [0.5, 0.3, 0.05, 0.05, 0.05, 0.05] }],
  };
  expect(explained(review, 0, 1)?.sentence).toBe(
    'For Sales, A beats B: voltage of 3.3\u00a0V against 4.1\u00a0V is worth +0.40, 1 higher metric 4 is worth +0.05, 0.6 higher metric 2 is worth +0.03, 12.5\u00a0percentage points lower accuracy costs 0.04, 2 smaller differences add up to +0.03.',
  );
});
