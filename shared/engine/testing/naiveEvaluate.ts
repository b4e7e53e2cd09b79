// The oracle for evaluate: everything from scratch, row by row, with plain arrays and comparators. For tests and benchmarks.
import { normalise } from '../weights.ts';
import type { DecisionMatrix } from '../evaluation.ts';

interface NaiveRole {
  scores: number[];
  ranks: number[];
  regrets: number[];
}

const EQUAL = 1e-12;

export function naiveRole(matrix: DecisionMatrix, eligible: Uint8Array, points: readonly number[]): NaiveRole {
  const weights = normalise(points);
  const rows = Array.from({ length: matrix.n }, (_, i) => i);
  const scores = rows.map((i) => matrix.values.reduce((sum, column, j) => sum + weights[j]! * column[i]!, 0));
  const best = Math.max(...rows.filter((i) => eligible[i] === 1).map((i) => scores[i]!));
  const regrets = scores.map((score) => (Math.abs(best - score) <= EQUAL ? 0 : best - score));
  return { scores, regrets, ranks: naiveRanks(scores, eligible) };
}

/** One more than the number of better ones, found by sorting: whoever is level with the first of a tie belongs to it. */
export function naiveRanks(scores: readonly number[], eligible: Uint8Array, tie: readonly number[] = []): number[] {
  const ranks = scores.map(() => 0);
  const members = scores.map((_, i) => i).filter((i) => eligible[i] === 1);
  for (const level of tiesOf(members, scores)) {
    for (const same of tie.length === 0 ? [level] : tiesOf(level.members, tie)) {
      const rank = 1 + level.before + (same === level ? 0 : same.before);
      for (const i of same.members) ranks[i] = rank;
    }
  }
  return ranks;
}

function tiesOf(members: readonly number[], keys: readonly number[]): { members: number[]; before: number }[] {
  const order = [...members].sort((a, b) => keys[b]! - keys[a]!);
  const ties: { members: number[]; before: number }[] = [];
  order.forEach((i, place) => {
    const last = ties.at(-1);
    if (last && keys[last.members[0]!]! - keys[i]! <= EQUAL) last.members.push(i);
    else ties.push({ members: [i], before: place });
  });
  return ties;
}

export function naiveGroups(roles: readonly NaiveRole[], influences: readonly number[], eligible: Uint8Array) {
  const rows = Array.from(eligible, (_, i) => i);
  const total = influences.reduce((a, b) => a + b, 0);
  const largest = rows.map((i) => Math.max(...roles.map((role) => role.regrets[i]!)));
  const even = rows.map((i) => roles.reduce((sum, role) => sum + (1 / roles.length) * role.scores[i]!, 0));
  const means = rows.map((i) => roles.reduce((sum, role, k) => sum + (influences[k]! / total) * role.scores[i]!, 0));
  return {
    leastRegret: naiveRanks(
      largest.map((regret) => -regret),
      eligible,
      even,
    ),
    weightedMean: naiveRanks(means, eligible),
  };
}
