// The warning where two objectives measure one thing.
import { expect, test } from 'vitest';
import type { Objective } from '../../../shared/domain/objective.ts';
import { doubledObjectives } from './doubles.ts';

const names = ['', 'pass_rate', 'passed', 'p95 latency', 'throughput', 'size', 'memory'];
const columns = [[], [0.5, 0.7], [5, 7], [9, 8], [1, 2], [6, 5, 4, 3, 2, 1], [1, 2, 3, 4, 5, 6]];
const objective = (metricId: number, name: string): Objective => ({
  id: metricId,
  metricId,
  name,
  direction: 'max',
  missing: 'exclude',
  position: metricId,
  valueFunction: { shape: 'linear', worst: 0, best: 10 },
});
const warnings = (...metricIds: number[]) =>
  doubledObjectives(
    metricIds.map((id) => objective(id, `Objective ${id}`)),
    (id) => names[id]!,
    (id) => Float64Array.from(columns[id]!),
  ).map(({ text }) => text);

test('a rate and its count, a time and how much is done in it, and opposite orders are warned of by their names on screen', () => {
  expect(warnings(1, 2)).toEqual([
    'Objective 1 and Objective 2 are one thing, once as a rate and once as a count. Whoever weighs both weighs it twice.',
  ]);
  expect(warnings(3, 4)[0]).toContain('once as the time it takes');
  expect(warnings(5, 6)[0]).toContain('exactly opposite orders');
});

test('different things are not', () => {
  expect(warnings(1, 3, 5)).toEqual([]);
});
