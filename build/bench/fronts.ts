// The front and its layers against the sort-filter and the peeling that the tests use as oracles.
import { fronts, nondominated } from '../../shared/engine/fronts.ts';
import { naiveFront, naiveFronts } from '../../shared/engine/testing/naiveFronts.ts';
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
    against: 'sort-filter on a tenth of it (the whole: 100 times that)',
    ours: () => nondominated(large, null),
    baseline: () => naiveFront(sample),
    rounds: 3,
  });

  heading('All layers');
  for (const [n, m, kind] of [
    [2_000, 4, 'uniform'],
    [2_000, 8, 'uniform'],
  ] as const) {
    const input = matrix(n, m, kind);
    compare({
      name: `${n.toLocaleString('en')} × ${m} ${kind}`,
      against: 'peeling, O(n²) per layer',
      ours: () => fronts(input, null),
      baseline: () => naiveFronts(input, null),
      rounds: 3,
    });
  }
  for (const [n, m] of [
    [10_000, 3],
    [10_000, 8],
    [100_000, 3],
    [100_000, 4],
    [100_000, 10],
  ] as const) {
    const input = matrix(n, m, 'uniform');
    compare({
      name: `${n.toLocaleString('en')} × ${m} uniform`,
      against: 'our first front alone',
      ours: () => fronts(input, null),
      baseline: () => nondominated(input, null),
      rounds: 3,
    });
  }
}
