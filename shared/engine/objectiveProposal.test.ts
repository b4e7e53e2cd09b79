// What is proposed as objectives: nothing twice, cost and time known as such, and no range beyond what is possible.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueFunctionProblem } from '../domain/objective.ts';
import { proposeAnchors } from './anchors.ts';
import {
  doubleCounting,
  isCostOrTime,
  possibleRange,
  proposedObjectives,
  sameByName,
  withoutDoubles,
  type ProposableColumn,
} from './objectiveProposal.ts';

test.each([
  ['pass_rate', 'passed', 'rateAndCount'],
  ['n_passed', 'Pass rate', 'rateAndCount'],
  ['error share', 'errors', 'rateAndCount'],
  ['p95 latency', 'Throughput', 'latencyAndThroughput'],
  ['infer_samples_per_sec', 'infer_step_time', 'latencyAndThroughput'],
  ['accuracy', 'latency', null],
  ['pass_rate', 'error_rate', null],
  ['throughput', 'qps', null],
])('%s and %s: %s', (a, b, why) => {
  expect(sameByName(a, b)).toBe(why);
  expect(sameByName(b, a)).toBe(why);
});

test('of two that say one thing the rate and the time stay', () => {
  const left = (stated: boolean, ...headers: string[]) => withoutDoubles(headers.map((header) => ({ header, stated })));
  expect(left(false, 'passed', 'pass_rate', 'qps', 'accuracy', 'p95_latency')).toEqual([1, 3, 4]);
  expect(left(false, 'throughput', 'accuracy')).toEqual([0, 1]);
  // A load test measures each on its own, and says so.
  expect(left(true, 'passed', 'pass_rate', 'throughput', 'latency mean')).toEqual([1, 2, 3]);
});

test('a time and a throughput that do not follow from each other are two things', () => {
  const doubles = (latency: number[], throughput: number[]) =>
    doubleCounting([
      { name: 'latency mean', values: Float64Array.from(latency) },
      { name: 'throughput', values: Float64Array.from(throughput) },
    ]).map(({ why }) => why);
  expect(doubles([12.4, 45, 30], [80, 22, 33])).toEqual(['latencyAndThroughput']);
  expect(doubles([12.4, 45, 30], [99, 99.7, 99.2])).toEqual([]);
  expect(doubles([12.4, 45, 30], [99, 99, 99])).toEqual([]);
});

test('the same order, or exactly the opposite one, is one thing; fewer than six candidates tell nothing', () => {
  const x = Float64Array.of(1, 4, 2, 8, 5, 7, NaN);
  const twice = { name: 'x', values: x };
  expect(doubleCounting([twice, { name: 'y', values: x.map((v) => -3 * v) }])).toEqual([
    { a: 0, b: 1, why: 'oppositeOrder' },
  ]);
  expect(doubleCounting([twice, { name: 'y', values: Float64Array.of(1, 4, 2, 8, 7, 5, 1) }])).toEqual([]);
  expect(
    doubleCounting([
      { name: 'x', values: x.slice(0, 4) },
      { name: 'y', values: x.slice(0, 4) },
    ]),
  ).toEqual([]);
  // Tiny numbers are no ties.
  const tiny = x.map((v) => v * 1e-15);
  expect(
    doubleCounting([
      { name: 'x', values: tiny },
      { name: 'y', values: Float64Array.of(1, 4, 2, 8, 7, 5, 1) },
    ]),
  ).toEqual([]);
});

test('of thirty candidates and more nearly the same order is enough, of fewer not', () => {
  /** Neighbours a few places apart are exchanged: |ρ| is worked out beside it by the textbook sum of squared differences. */
  const exchanged = (n: number, every: number, apart: number) => {
    const order = Float64Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i + apart < n; i += every) [order[i], order[i + apart]] = [order[i + apart]!, order[i]!];
    const squares = order.reduce((sum, v, i) => sum + (v - i) ** 2, 0);
    return { order, rho: 1 - (6 * squares) / (n * (n * n - 1)) };
  };
  const doubles = (n: number, order: Float64Array) =>
    doubleCounting([
      { name: 'top1', values: Float64Array.from({ length: n }, (_, i) => 50 + i) },
      { name: 'top5', values: order },
    ]).length;
  const near = exchanged(200, 20, 15);
  expect(near.rho).toBeGreaterThan(0.99);
  expect(near.rho).toBeLessThan(0.999);
  expect(doubles(200, near.order)).toBe(1);
  const far = exchanged(200, 60, 50);
  expect(far.rho).toBeLessThan(0.99);
  expect(doubles(200, far.order)).toBe(0);
  const few = exchanged(12, 12, 1);
  expect(few.rho).toBeGreaterThan(0.99);
  expect(doubles(12, few.order)).toBe(0);
});

test('of many candidates too, whether a thousand of them would do or not', () => {
  const x = Float64Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 20_011);
  const shuffled = Float64Array.from(x, (_, i) => (i * 104_729) % 20_021);
  const almost = x.map((v, i) => (i % 20 === 0 ? v : (v + 10_000) % 20_011));
  expect(
    doubleCounting([
      { name: 'x', values: x },
      { name: 'y', values: x.map((v) => 2 * v) },
    ]),
  ).toEqual([{ a: 0, b: 1, why: 'sameOrder' }]);
  expect(
    doubleCounting([
      { name: 'x', values: x },
      { name: 'y', values: shuffled },
    ]),
  ).toEqual([]);
  // The thousand looked at first agree; the others do not.
  expect(
    doubleCounting([
      { name: 'x', values: x },
      { name: 'y', values: almost },
    ]),
  ).toEqual([]);
});

test('cost and time by name or unit', () => {
  expect(['total_cost', 'price per 1k', 'p95 latency', 'step_time'].every((name) => isCostOrTime(name))).toBe(true);
  expect([isCostOrTime('speed', 'ms'), isCostOrTime('accuracy'), isCostOrTime('params', 'M')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('a share never gets a range beyond 0 to 1, one in per cent never beyond 0 to 100', () => {
  expect(proposeAnchors([0.9, 0.9], 'max')).toEqual({ shape: 'linear', worst: 0.6, best: 1.2 });
  const accuracy = possibleRange('accuracy', '', [0.9, 0.9]);
  expect(proposeAnchors([0.9, 0.9], 'max', accuracy)).toEqual({ shape: 'linear', worst: 0.6, best: 1 });
  expect(possibleRange('accuracy', '%', [91])).toEqual([0, 100]);
  expect(possibleRange('top1', '', [84.1, NaN])).toEqual([0, 100]);
  expect(possibleRange('accuracy', '', [1200])).toBeNull();
  expect(possibleRange('click rate', 'per day', [3])).toBeNull();
  expect(possibleRange('latency', 'ms', [3])).toBeNull();
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
      fc.constantFrom('max' as const, 'min' as const, 'target' as const),
      (values, direction) => {
        const f = proposeAnchors(values, direction, possibleRange('accuracy', '', values));
        expect(valueFunctionProblem({ direction, valueFunction: f })).toBeNull();
        if (f.shape === 'linear') {
          expect(Math.min(f.worst, f.best)).toBeGreaterThanOrEqual(0);
          expect(Math.max(f.worst, f.best)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test('anchors whose logarithms coincide are refused with a sentence', () => {
  const next = 5e200 + 2 ** 614;
  expect(next).toBeGreaterThan(5e200);
  const problem = valueFunctionProblem({ direction: 'max', valueFunction: { shape: 'log', worst: 5e200, best: next } });
  expect(problem).toContain('so close together');
  expect(valueFunctionProblem({ direction: 'max', valueFunction: { shape: 'log', worst: 1, best: 10 } })).toBeNull();
});

function column(index: number, header: string, change: Partial<ProposableColumn> = {}): ProposableColumn {
  return { index, header, use: { use: 'metric', unit: '' }, missing: 0, distinct: 10, ...change };
}
const headersOf = (columns: ProposableColumn[]) =>
  proposedObjectives(columns, 10).map((index) => columns.find((one) => one.index === index)!.header);

describe('what is proposed of a table', () => {
  test('takes all of a few, but none without a direction, without variety or mostly missing', () => {
    const columns = [
      { ...column(0, 'model'), use: { use: 'name' } },
      column(1, 'accuracy'),
      column(2, 'flag', { directed: false }),
      column(3, 'constant', { distinct: 1 }),
      column(4, 'sparse', { missing: 6 }),
      column(5, 'half', { missing: 5 }),
    ];
    expect(headersOf(columns)).toEqual(['accuracy', 'half']);
  });

  test('leaves out what only mirrors another column', () => {
    const columns = ['top1', 'top1_err', 'word_err'].map((header, index) => column(index, header));
    expect(headersOf(columns)).toEqual(['top1', 'word_err']);
  });

  test('counts nothing twice: not a rate and its count, not latency and throughput', () => {
    const headers = ['pass_rate', 'passed', 'p95 latency', 'throughput', 'accuracy'];
    expect(headersOf(headers.map((header, index) => column(index, header)))).toEqual([
      'pass_rate',
      'p95 latency',
      'accuracy',
    ]);
  });

  test('takes cost and time before others where there are many', () => {
    const headers = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'cost_usd', 'response_time'];
    expect(headersOf(headers.map((header, index) => column(index, header)))).toEqual([
      'a1',
      'a2',
      'a3',
      'a4',
      'cost_usd',
      'response_time',
    ]);
  });

  test('takes one of each family and at most six of many', () => {
    const latencies = ['min', 'max', 'mean', 'p50', 'p99'].map((word) => `${word}_latency_ns`);
    const headers = ['top1', 'top1_err', ...latencies, 'a1', 'a2', 'a3', 'a4', 'a5'];
    expect(headersOf(headers.map((header, index) => column(index, header)))).toEqual([
      'top1',
      'mean_latency_ns',
      'a1',
      'a2',
      'a3',
      'a4',
    ]);
  });
});

describe('what is proposed of a source that states its objectives', () => {
  test('takes them even where they are constant, and never a constraint', () => {
    const bound = { use: 'metric', unit: '', atMost: 0 };
    const columns = [
      column(1, 'Objective 0', { stated: true, distinct: 1 }),
      column(2, 'c', { stated: true, use: bound }),
      column(3, 'constant', { distinct: 1 }),
    ];
    expect(headersOf(columns)).toEqual(['Objective 0']);
  });
  test('takes what a single candidate has', () => {
    const one = [column(1, 'accuracy', { distinct: 1 }), column(2, 'x', { distinct: 1, directed: false })];
    expect(proposedObjectives(one, 1)).toEqual([1]);
  });
});
