// A slider over very many candidates: the live first places against the full ranking, and against ranking from scratch naively.
import { eligibleOf, rank } from '../../shared/engine/evaluate.ts';
import type { Ranking } from '../../shared/engine/evaluation.ts';
import { liveRanking } from '../../shared/engine/liveRanking.ts';
import { toMatrix } from '../../shared/engine/matrix.ts';
import { screen } from '../../shared/engine/screen.ts';
import { naiveGroups, naiveRole } from '../../shared/engine/testing/naiveEvaluate.ts';
import { compare, heading } from './measure.ts';
import { moved, review } from './slider.ts';

export function benchLive(): void {
  heading('A slider moves: first 100 of the role and of both group rules');
  for (const [n, m, roleCount, kind] of [
    [100_000, 10, 6, 'uniform'],
    [100_000, 10, 6, 'ties'],
    [100_000, 10, 6, 'anticorrelated'],
    [100_000, 2, 6, 'ties'],
    [1_000_000, 10, 6, 'uniform'],
  ] as const) {
    let snapshot = review(n, m, roleCount, kind);
    // Fronts play no part here and would take longest, so they are not computed.
    const matrix = toMatrix(snapshot);
    const nobody = new Int32Array(n);
    const foundation = { matrix, screening: screen(snapshot, null), fronts: nobody, frontsOfAll: nobody, frontSize: 0 };
    const eligible = eligibleOf(foundation);
    let ranking: Ranking | undefined = rank(snapshot, foundation);
    const roles = ranking.roles.map(({ weights }) => ({ weights, influence: 1 }));
    const live = liveRanking(foundation.matrix, eligible, roles, snapshot.catalog.names);
    let step = 0;
    const move = () => (snapshot = moved(snapshot, ((step += 7) % 50) / 100));
    const weights = () => Float64Array.from(snapshot.settings.roles[0]!.weights, ({ weight }) => weight);
    const ours = () => {
      move();
      live.setWeights(0, weights());
      live.role(0);
      live.group('leastRegret');
      live.group('weightedMean');
    };
    const name = `${n.toLocaleString('en')} × ${m} × ${roleCount} roles, ${kind}`;
    compare({
      name,
      against: 'everybody ranked, unchanged roles kept',
      rounds: 15,
      ours,
      baseline: () => {
        move();
        ranking = rank(snapshot, foundation, ranking);
      },
    });
    if (n > 100_000) continue;
    compare({
      name,
      against: 'every role from scratch, comparators',
      rounds: 3,
      ours,
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
