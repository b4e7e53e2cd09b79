// Hypervolume, exclusive contributions and crowding: the kernels against the plain versions, and both against the procedures that the
// tests use as oracles. The time of the processor, in turns.
import { nondominated } from '../../shared/engine/fronts.ts';
import { exclusiveVolumes } from '../../shared/engine/pareto/contributions.ts';
import { crowdingDistances } from '../../shared/engine/pareto/crowding.ts';
import { hypervolume } from '../../shared/engine/pareto/hypervolume.ts';
import { naiveCrowding } from '../../shared/engine/testing/naiveCrowding.ts';
import { naiveContributions, naiveGains, naiveVolume } from '../../shared/engine/testing/naiveVolume.ts';
import { randomColumns } from '../../shared/engine/testing/random.ts';
import { compare, heading } from './measure.ts';
import { plainly, shapes, type Shape } from './plainly.ts';

/** The reference is a little worse than all. */
function set(n: number, m: number, shape: Shape = 'anticorrelated') {
  const matrix = { n, m, compared: randomColumns(n, m, shape, 1), signs: new Int8Array(m).fill(-1) };
  return { matrix, reference: new Float64Array(m).fill(1.1) };
}

function againstPlain(n: number, m: number, shape: Shape, measure: typeof hypervolume | typeof exclusiveVolumes): void {
  const { matrix, reference } = set(n, m, shape);
  compare({
    name: `${n.toLocaleString('en')} × ${m} ${shapes[shape]}`,
    against: 'the plain version',
    ours: () => measure(matrix, null, reference),
    baseline: () => plainly(() => measure(matrix, null, reference)),
    rounds: 5,
    clock: 'processor',
  });
}

export function benchVolume(): void {
  heading('Hypervolume, exact');
  for (const [n, m] of [
    [100_000, 2],
    [100_000, 3],
    [1000, 4],
    [3000, 4],
    [300, 5],
  ] as const) {
    for (const shape of ['anticorrelated', 'front'] as const) againstPlain(n, m, shape, hypervolume);
  }
  for (const [n, m, few] of [
    [1000, 2, 1000],
    [100_000, 2, 2000],
    [300, 3, 300],
    [100_000, 3, 300],
    [1000, 4, 60],
    [300, 5, 25],
    [100, 6, 14],
  ] as const) {
    const large = set(n, m);
    const small = set(few, m);
    compare({
      name: `${n.toLocaleString('en')} × ${m}, ${count(nondominated(large.matrix, null))} on the front`,
      against: `slicing, ${few === n ? 'the same set' : `${few} candidates only`}`,
      ours: () => hypervolume(large.matrix, null, large.reference),
      baseline: () => naiveVolume(naiveGains(small.matrix, small.reference)),
      rounds: 3,
    });
  }
  heading('Exclusive contributions');
  for (const [n, m] of [
    [100_000, 3],
    [1000, 4],
    [300, 5],
  ] as const) {
    for (const shape of ['anticorrelated', 'front'] as const) againstPlain(n, m, shape, exclusiveVolumes);
  }
  for (const [n, m, few] of [
    [200, 2, 200],
    [100_000, 3, 60],
    [1000, 4, 25],
    [300, 5, 14],
    [100, 6, 10],
  ] as const) {
    const large = set(n, m);
    const small = set(few, m);
    compare({
      name: `${n.toLocaleString('en')} × ${m}`,
      against: `n + 1 volumes by slicing, ${few === n ? 'the same set' : `${few} candidates only`}`,
      ours: () => exclusiveVolumes(large.matrix, null, large.reference),
      baseline: () => naiveContributions(naiveGains(small.matrix, small.reference)),
      rounds: 3,
    });
    if (n > 1000) continue;
    compare({
      name: `${n.toLocaleString('en')} × ${m}`,
      against: 'n + 1 volumes by our own hypervolume',
      ours: () => exclusiveVolumes(large.matrix, null, large.reference),
      baseline: () => withoutEach(large),
      rounds: 3,
    });
  }
  heading('Crowding distance');
  const { matrix } = set(10_000, 6);
  const rows = Array.from({ length: matrix.n }, (_, i) => matrix.compared.map((column) => column[i]!));
  compare({
    name: '10,000 × 6',
    against: 'a sort with a comparator per objective',
    ours: () => crowdingDistances(matrix, null),
    baseline: () => naiveCrowding(rows),
    rounds: 5,
  });
}

function withoutEach({ matrix, reference }: ReturnType<typeof set>): void {
  const mask = new Uint8Array(matrix.n).fill(1);
  hypervolume(matrix, mask, reference);
  for (let i = 0; i < matrix.n; i++) {
    mask[i] = 0;
    hypervolume(matrix, mask, reference);
    mask[i] = 1;
  }
}

function count(marks: Uint8Array): string {
  return marks.reduce((sum, mark) => sum + mark, 0).toLocaleString('en');
}
