// What every ranking method answers, so that a view can run several of them and compare.
import type { DecisionMatrix } from '../evaluation.ts';

export type MethodId =
  'additive' | 'achievement' | 'vikor' | 'promethee' | 'topsis' | 'topsisOfCandidates' | 'weightedProduct';

/** What a method reads of a matrix: values in [0, 1] on the objectives' own anchors, and who has all of them. */
export type Valued = Pick<DecisionMatrix, 'n' | 'm' | 'values' | 'complete'>;

export interface MethodResult<Parts> {
  /** In the method's own terms (see `better`); NaN for candidates that were not ranked. */
  scores: Float64Array;
  /** Competition ranks: 1 best, ties share; 0 = not ranked. */
  ranks: Int32Array;
  /** All of rank 1, in the order of the catalogue. Empty when nobody could be ranked. */
  winners: readonly number[];
  /** What the scores are made of. */
  parts: Parts;
}

export interface RankingMethod<Parts> {
  id: MethodId;
  /** As people know it. */
  name: string;
  /** +1: large scores are good, −1: small ones are. */
  better: 1 | -1;
  /**
   * @param matrix   values on fixed anchors.
   * @param weights  length m, summing to 1. A weight of 0 leaves the objective out.
   * @param mask     1 is ranked; null ranks everybody. Incomplete candidates are never ranked.
   */
  rank(matrix: Valued, weights: Float64Array, mask: Uint8Array | null): MethodResult<Parts>;
}
