// One weight moves: the live path against evaluating the rankings from scratch the naive way; and loading a matrix.
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { eligibleOf, prepare, rank } from '../../shared/engine/evaluate.ts';
import { toMatrix } from '../../shared/engine/matrix.ts';
import { naiveGroups, naiveRole } from '../../shared/engine/testing/naiveEvaluate.ts';
import { random, randomColumns } from '../../shared/engine/testing/random.ts';
import { linear, snapshotOfColumns } from '../../shared/engine/testing/snapshot.ts';
import { valueOf } from '../../shared/engine/value.ts';
import { moveWeight } from '../../shared/engine/weights.ts';
import { compare, heading } from './measure.ts';

/** A review of random candidates with roles that have weighed. */
export function review(n: number, m: number, roles: number, kind: Parameters<typeof randomColumns>[2]): ReviewSnapshot {
  const next = random(7);
  return snapshotOfColumns({
    columns: randomColumns(n, m, kind, 1),
    objectives: Array.from({ length: m }, () => linear(kind === 'ties' ? 10 : 1, 0)),
    roles: Array.from({ length: roles }, () => ({ weights: Array.from({ length: m }, () => next() / m) })),
  });
}

/** The same review after the first role's first weight went to `to`. */
export function moved(snapshot: ReviewSnapshot, to: number): ReviewSnapshot {
  const [first, ...others] = snapshot.settings.roles;
  const roles = [{ ...first!, weights: moveWeight(first!.weights, 0, to) }, ...others];
  return { ...snapshot, settings: { ...snapshot.settings, roles } };
}

export function benchSlider(): void {
  heading('A slider moves: role, group rules, regrets, all ranks');
  for (const [n, m, roles, kind] of [
    [10_000, 8, 4, 'uniform'],
    [10_000, 8, 4, 'ties'],
    [100_000, 10, 6, 'uniform'],
  ] as const) {
    let snapshot = review(n, m, roles, kind);
    const foundation = prepare({ ...snapshot, catalog: snapshot.catalog }, { role: null });
    const eligible = eligibleOf(foundation);
    let ranking = rank(snapshot, foundation);
    let step = 0;
    compare({
      name: `${n.toLocaleString('en')} candidates × ${m} × ${roles} roles, ${kind}`,
      against: 'every role from scratch, comparators',
      rounds: 31,
      ours: () => {
        snapshot = moved(snapshot, ((step += 7) % 50) / 100);
        ranking = rank(snapshot, foundation, ranking);
      },
      baseline: () => {
        const all = snapshot.settings.roles.map((role) =>
          naiveRole(
            foundation.matrix,
            eligible,
            role.weights.map((entry) => entry.weight),
          ),
        );
        return naiveGroups(
          all,
          all.map(() => 1),
          eligible,
        );
      },
    });
  }
}

export function benchLoad(): void {
  heading('Catalogue to decision matrix');
  const snapshot = review(100_000, 10, 1, 'uniform');
  const { names, columns } = snapshot.catalog;
  const rows = names.map((name, i) => ({
    name,
    cells: new Map(columns.map(({ metricId, measured }) => [metricId, measured[i]!])),
  }));
  compare({
    name: '100,000 × 10',
    against: 'the same from one map per candidate',
    ours: () => toMatrix(snapshot),
    baseline: () =>
      rows.map(({ cells }) =>
        snapshot.settings.objectives.map(({ metricId, valueFunction }) => valueOf(valueFunction, cells.get(metricId)!)),
      ),
    rounds: 5,
  });
}
