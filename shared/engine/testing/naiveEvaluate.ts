// The oracle for evaluate: everything from scratch, row by row, with plain arrays and comparators. For tests and benchmarks.
import { normalise } from '../weights.ts';
import type { DecisionMatrix } from '../evaluation.ts';

export interface NaiveRole {
  scores: number[];
  ranks: number[];
  regrets: number[];
}

const grid = (x: number) => Math.round(x * 1e12) / 1e12;

export function naiveRole(matrix: DecisionMatrix, eligible: Uint8Array, points: readonly number[]): NaiveRole {
  const weights = normalise(points);
  const rows = Array.from({ length: matrix.n }, (_, i) => i);
  const scores = rows.map((i) => grid(matrix.values.reduce((sum, column, j) => sum + weights[j]! * column[i]!, 0)));
  const best = Math.max(...rows.filter((i) => eligible[i] === 1).map((i) => scores[i]!));
  const regrets = scores.map((score) => grid(best - score));
  return { scores, regrets, ranks: naiveRanks(scores, eligible) };
}

/** One more than the number of better ones, found by sorting. */
export function naiveRanks(scores: readonly number[], eligible: Uint8Array, tie: readonly number[] = []): number[] {
  const order = scores.map((_, i) => i).filter((i) => eligible[i] === 1);
  order.sort((a, b) => scores[b]! - scores[a]! || (tie[b] ?? 0) - (tie[a] ?? 0));
  const ranks = scores.map(() => 0);
  order.forEach((i, k) => {
    const before = order[k - 1];
    const ties = before !== undefined && scores[before] === scores[i] && (tie[before] ?? 0) === (tie[i] ?? 0);
    ranks[i] = ties ? ranks[before]! : k + 1;
  });
  return ranks;
}

export function naiveGroups(roles: readonly NaiveRole[], influences: readonly number[], eligible: Uint8Array) {
  const rows = Array.from(eligible, (_, i) => i);
  const total = influences.reduce((a, b) => a + b, 0);
  const largest = rows.map((i) => Math.max(...roles.map((role) => role.regrets[i]!)));
  const even = rows.map((i) => grid(roles.reduce((sum, role) => sum + (1 / roles.length) * role.scores[i]!, 0)));
  const means = rows.map((i) =>
    grid(roles.reduce((sum, role, k) => sum + (influences[k]! / total) * role.scores[i]!, 0)),
  );
  return {
    leastRegret: naiveRanks(
      largest.map((regret) => -regret),
      eligible,
      even,
    ),
    weightedMean: naiveRanks(means, eligible),
  };
}
