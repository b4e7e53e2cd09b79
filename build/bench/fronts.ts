// The front and its layers: the kernels against the plain versions on large sets, and against the sort-filters that the tests use as
// oracles on sets where those end. The time of the processor, in turns.
import { fronts, frontsAmong, nondominated } from '../../shared/engine/fronts.ts';
import { naiveFront, naiveLayers } from '../../shared/engine/testing/naiveFronts.ts';
import { randomColumns } from '../../shared/engine/testing/random.ts';
import { compare, heading } from './measure.ts';
import { everyShape, plainly, shapes, type Shape } from './plainly.ts';

const matrix = (n: number, m: number, shape: Shape) => ({
  n,
  m,
  compared: randomColumns(n, m, shape, 1),
  signs: new Int8Array(m).fill(-1),
});
const named = (n: number, m: number, shape: Shape) => `${n.toLocaleString('en')} × ${m} ${shapes[shape]}`;

export function benchFronts(): void {
  heading('Front');
  for (const m of [2, 3, 4, 6, 10]) {
    for (const shape of everyShape) {
      const input = matrix(100_000, m, shape);
      compare({
        name: named(100_000, m, shape),
        against: 'the plain version',
        ours: () => nondominated(input, null),
        baseline: () => plainly(() => nondominated(input, null)),
        rounds: 5,
        clock: 'processor',
      });
    }
  }
  const million = matrix(1_000_000, 6, 'uniform');
  compare({
    name: named(1_000_000, 6, 'uniform'),
    against: 'the plain version',
    ours: () => nondominated(million, null),
    baseline: () => plainly(() => nondominated(million, null)),
    rounds: 3,
    clock: 'processor',
  });
  for (const [m, shape] of [
    [3, 'uniform'],
    [4, 'uniform'],
    [6, 'anticorrelated'],
    [8, 'uniform'],
  ] as const) {
    const input = matrix(10_000, m, shape);
    compare({
      name: named(10_000, m, shape),
      against: 'sort-filter, O(n × front)',
      ours: () => nondominated(input, null),
      baseline: () => naiveFront(input),
      rounds: 5,
      clock: 'processor',
    });
  }
}

export function benchLayers(): void {
  heading('All layers');
  for (const m of [2, 3, 4, 6, 10]) {
    for (const shape of m === 10 ? (['uniform'] as const) : everyShape) {
      const input = matrix(100_000, m, shape);
      compare({
        name: named(100_000, m, shape),
        against: 'the plain version',
        ours: () => fronts(input, null),
        baseline: () => plainly(() => fronts(input, null)),
        rounds: 3,
        clock: 'processor',
      });
    }
  }
  for (const m of [4, 10]) {
    const input = matrix(100_000, m, 'uniform');
    const all = fronts(input, null);
    // One in ten fails a requirement.
    const some = Uint8Array.from(all, (_, i) => (i % 10 === 0 ? 0 : 1));
    compare({
      name: `${named(100_000, m, 'uniform')}, nine in ten again`,
      against: 'the same without knowing the layers of all',
      ours: () => frontsAmong(input, some, all),
      baseline: () => fronts(input, some),
      rounds: 3,
      clock: 'processor',
    });
  }
  for (const [m, shape] of [
    [3, 'uniform'],
    [4, 'uniform'],
    [8, 'uniform'],
    [6, 'ties'],
    [6, 'anticorrelated'],
  ] as const) {
    const input = matrix(10_000, m, shape);
    compare({
      name: named(10_000, m, shape),
      against: 'sort-filter by layers (ENS-SS)',
      ours: () => fronts(input, null),
      baseline: () => naiveLayers(input),
      rounds: 3,
      clock: 'processor',
    });
  }
}
