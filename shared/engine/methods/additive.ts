// The additive value model as one of several methods: the default, and the one the others are compared with.
import { weightedSum } from '../weightedSum.ts';
import { gather, rankedOf, toResult } from './compact.ts';
import type { RankingMethod } from './rankingMethod.ts';

interface AdditiveParts {
  /** Per objective and candidate weight × value, which sum to the score; NaN where a value is missing. */
  contributions: readonly Float64Array[];
}

/**
 * Σ weight · value. Keeney & Raiffa (1976), Decisions with Multiple Objectives, chapter 3. O(nm).
 * One candidate is first; identical ones tie; a constant objective moves every score alike and no rank.
 */
export const additive: RankingMethod<AdditiveParts> = {
  id: 'additive',
  name: 'Additive value',
  better: 1,
  rank(matrix, weights, mask) {
    const members = rankedOf(matrix, mask);
    const scores = gather(weightedSum(matrix, weights), members);
    const contributions = matrix.values.map((column, j) => column.map((value) => weights[j]! * value));
    return toResult(scores, 1, members, matrix.n, { contributions });
  },
};
