// The front and its layers against the sort-filters that the tests use as oracles.
import { fronts, nondominated } from '../../shared/engine/fronts.ts';
import { naiveFront, naiveLayers } from '../../shared/engine/testing/naiveFronts.ts';
import { randomColumns } from '../../shared/engine/testing/random.ts';
import { compare, heading } from './measure.ts';

const matrix = (n: number, m: number, kind: Parameters<typeof randomColumns>[2]) => ({
  n,
  m,
  compared: randomColumns(n, m, kind, 1),
  signs: new Int8Array(m).fill(-1),
});

export function benchFronts(): void {
  heading('Front');
  for (const [n, m, kind] of [
    [10_000, 2, 'uniform'],
    [10_000, 3, 'uniform'],
    [10_000, 4, 'uniform'],
    [10_000, 6, 'anticorrelated'],
    [10_000, 8, 'uniform'],
    [100_000, 3, 'uniform'],
    [100_000, 4, 'uniform'],
    [100_000, 6, 'uniform'],
  ] as const) {
    const input = matrix(n, m, kind);
    compare({
      name: `${n.toLocaleString('en')} × ${m} ${kind}`,
      against: 'sort-filter, O(n × front)',
      ours: () => nondominated(input, null),
      baseline: () => naiveFront(input),
      rounds: 5,
    });
  }
  const large = matrix(100_000, 10, 'anticorrelated');
  const sample = matrix(10_000, 10, 'anticorrelated');
  compare({
    name: '100,000 × 10 anticorrelated',
    against: 'sort-filter on a tenth of the rows; its cost is quadratic here',
    ours: () => nondominated(large, null),
    baseline: () => naiveFront(sample),
    rounds: 3,
  });

  heading('All layers');
  for (const [n, m, kind] of [
    [10_000, 3, 'uniform'],
    [10_000, 4, 'uniform'],
    [10_000, 8, 'uniform'],
    [10_000, 6, 'ties'],
    [10_000, 6, 'anticorrelated'],
    [30_000, 4, 'uniform'],
  ] as const) {
    const input = matrix(n, m, kind);
    compare({
      name: `${n.toLocaleString('en')} × ${m} ${kind}`,
      against: 'sort-filter by layers (ENS-SS)',
      ours: () => fronts(input, null),
      baseline: () => naiveLayers(input),
      rounds: 3,
    });
  }
  const wide = matrix(100_000, 10, 'uniform');
  const tenth = matrix(10_000, 10, 'uniform');
  compare({
    name: '100,000 × 10 uniform',
    against: 'ENS-SS on a tenth of the rows; its cost is near quadratic',
    ours: () => fronts(wide, null),
    baseline: () => naiveLayers(tenth),
    rounds: 3,
  });
}
