// The achievement method: the candidate whose worst weighted shortfall from the best anchors is smallest.
// Nobody's objective is hurt badly, and it reaches points of the front that no weighted sum ever chooses.
import { gather, rankedOf, scatter, toResult } from './compact.ts';
import type { RankingMethod } from './rankingMethod.ts';

/** Weight of the sum of shortfalls beside the largest one: enough to settle ties, too little to trade with. */
export const AUGMENTATION = 1e-4;

interface Achievement {
  /** Largest weighted shortfall plus ρ times their sum; small is good. */
  scores: Float64Array;
  /** The objective of the largest weighted shortfall, the first of several. */
  binding: Int32Array;
}

/**
 * Augmented Tchebycheff distance from a reference point: max_j w_j·s_j·(r_j − x_j) + ρ Σ_j w_j·s_j·(r_j − x_j).
 * Negative beyond the reference. A weight of 0 leaves its objective out, of the sum too; at least one is above 0.
 * Wierzbicki (1980), in Fandel & Gal (eds), MCDM Theory and Application, LNEMS 177:468–486. O(nm).
 *
 * @param columns    per objective, finite.
 * @param signs      +1 larger is better, −1 smaller is.
 * @param reference  per objective: what one would like to have.
 * @param rho        ρ > 0.
 */
export function achievementScores(
  columns: readonly Float64Array[],
  signs: ArrayLike<number>,
  weights: ArrayLike<number>,
  reference: ArrayLike<number>,
  rho: number = AUGMENTATION,
): Achievement {
  const n = columns[0]?.length ?? 0;
  const largest = new Float64Array(n).fill(-Infinity);
  const sums = new Float64Array(n);
  const binding = new Int32Array(n);
  columns.forEach((column, j) => {
    const factor = weights[j]! * signs[j]!;
    if (factor === 0) return;
    for (let i = 0; i < n; i++) {
      const shortfall = factor * (reference[j]! - column[i]!);
      sums[i]! += shortfall;
      if (shortfall > largest[i]!) {
        largest[i] = shortfall;
        binding[i] = j;
      }
    }
  });
  return { scores: largest.map((shortfall, i) => shortfall + rho * sums[i]!), binding };
}

interface AchievementParts {
  /** Per candidate the position of the objective that holds it back most; −1 for candidates that were not ranked. */
  binding: Int32Array;
}

/**
 * `achievementScores` with the best anchors (value 1) as the reference. One candidate is first; identical ones tie; a
 * constant objective can bind everybody, and ρ then ranks by the rest.
 */
export const achievement: RankingMethod<AchievementParts> = {
  id: 'achievement',
  name: 'Achievement (augmented Tchebycheff)',
  better: -1,
  rank(matrix, weights, mask) {
    const members = rankedOf(matrix, mask);
    const columns = matrix.values.map((column) => gather(column, members));
    const ones = new Float64Array(matrix.m).fill(1);
    const { scores, binding } = achievementScores(columns, ones, weights, ones);
    const all = scatter(Float64Array.from(binding), members, matrix.n);
    const parts = { binding: Int32Array.from(all, (j) => (Number.isNaN(j) ? -1 : j)) };
    return toResult(scores, -1, members, matrix.n, parts);
  },
};
