// Sampling problems for tests, written as tables of values, and the oracle: every draw from scratch with plain arrays.
import type { CertaintyProblem } from '../certainty/problem.ts';
import type { Counted } from '../certainty/tally.ts';
import { toMatrix } from '../matrix.ts';
import { naiveGroups, naiveRanks } from './naiveEvaluate.ts';
import { linear, snapshotOf } from './snapshot.ts';

interface TestDoubt {
  weights: readonly number[];
  influence?: number;
  concentration?: number | null;
}

/** Values between 0 and 1 on linear objectives with the anchors 0 and 1; `errors[i][j]` beside them. */
export function certaintyCase(
  rows: readonly (readonly number[])[],
  roles: readonly TestDoubt[],
  errors: readonly (readonly number[])[] | null = null,
  more: Partial<CertaintyProblem> = {},
): CertaintyProblem {
  const snapshot = snapshotOf({ rows, objectives: (rows[0] ?? []).map(() => linear(0, 1)) });
  return {
    matrix: toMatrix(snapshot),
    objectives: snapshot.settings.objectives,
    eligible: new Uint8Array(rows.length).fill(1),
    roles: roles.map(({ weights, influence = 1, concentration = Infinity }) => ({
      weights: Float64Array.from(weights),
      influence,
      concentration,
    })),
    errors: (rows[0] ?? []).map((_, j) => errors && Float64Array.from(errors, (row) => row[j]!)),
    samples: 2000,
    seed: 1,
    ...more,
  };
}

/** Shares of ranks by role and by group rule over given draws of weights and values: draws[t].weights[role], draws[t].rows[i]. */
export function naiveAcceptability(
  draws: readonly { weights: readonly (readonly number[])[]; rows: readonly (readonly number[])[] }[],
  influences: readonly number[],
  depth: number,
): { roles: number[][][]; leastRegret: number[][]; weightedMean: number[][] } {
  const c = draws[0]!.rows.length;
  const eligible = new Uint8Array(c).fill(1);
  const empty = () => Array.from({ length: c }, () => new Array<number>(depth).fill(0));
  const counts = { roles: influences.map(empty), leastRegret: empty(), weightedMean: empty() };
  const count = (into: number[][], ranks: readonly number[]) =>
    ranks.forEach((rank, i) => {
      if (rank >= 1 && rank <= depth) into[i]![rank - 1]! += 1 / draws.length;
    });
  for (const { weights, rows } of draws) {
    const roles = weights.map((own) => {
      const scores = rows.map((row) => row.reduce((sum, x, j) => sum + own[j]! * x, 0));
      const best = Math.max(...scores);
      return {
        scores,
        ranks: naiveRanks(scores, eligible),
        regrets: scores.map((score) => best - score),
      };
    });
    roles.forEach(({ ranks }, k) => count(counts.roles[k]!, ranks));
    const groups = naiveGroups(roles, influences, eligible);
    count(counts.leastRegret, groups.leastRegret);
    count(counts.weightedMean, groups.weightedMean);
  }
  return counts;
}

/** A counted result in the same layout. */
export function acceptabilityTables({ roles, groups }: Counted, depth: number) {
  const table = ({ ranks }: { ranks: Float64Array }) =>
    Array.from({ length: ranks.length / depth }, (_, i) => [...ranks.subarray(i * depth, (i + 1) * depth)]);
  return {
    roles: roles.map(table),
    leastRegret: table(groups.leastRegret),
    weightedMean: groups.weightedMean && table(groups.weightedMean),
  };
}
