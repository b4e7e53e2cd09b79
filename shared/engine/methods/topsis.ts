// TOPSIS: near the ideal and far from its opposite. A familiar cross-check.
import { gather, rankedOf, scatter, toResult } from './compact.ts';
import type { RankingMethod } from './rankingMethod.ts';

interface Topsis {
  /** d− / (d+ + d−), large is good; NaN where both distances are 0, since there is nothing to compare with. */
  closeness: Float64Array;
  /** Distance to the ideal and to the anti-ideal, in weighted units. */
  toIdeal: Float64Array;
  toAntiIdeal: Float64Array;
  /** Both in weighted units. */
  ideal: Float64Array;
  antiIdeal: Float64Array;
}

/**
 * Closeness to the ideal. Hwang & Yoon (1981), Multiple Attribute Decision Making, LNEMS 186. O(nm).
 *
 * The matrix is taken as given: scale it first (`dividedByNorm` for the paper's vector normalisation). Without `ideals`
 * they are the best and worst of the candidates, and then a candidate that comes or goes can turn the order of two others.
 * With those, one candidate, or identical ones, have no closeness (0/0), and a constant objective counts nothing.
 * @param weights  nonnegative; need not sum to 1.
 * @param ideals   in weighted units.
 */
export function topsisScores(
  columns: readonly Float64Array[],
  signs: ArrayLike<number>,
  weights: ArrayLike<number>,
  ideals?: { ideal: ArrayLike<number>; antiIdeal: ArrayLike<number> },
): Topsis {
  const n = columns[0]?.length ?? 0;
  const toIdeal = new Float64Array(n);
  const toAntiIdeal = new Float64Array(n);
  const ideal = new Float64Array(columns.length);
  const antiIdeal = new Float64Array(columns.length);
  columns.forEach((column, j) => {
    const weight = weights[j]!;
    const best = column.reduce((a, b) => (signs[j]! > 0 ? Math.max(a, b) : Math.min(a, b)), -signs[j]! * Infinity);
    const worst = column.reduce((a, b) => (signs[j]! > 0 ? Math.min(a, b) : Math.max(a, b)), signs[j]! * Infinity);
    ideal[j] = ideals ? ideals.ideal[j]! : weight * best;
    antiIdeal[j] = ideals ? ideals.antiIdeal[j]! : weight * worst;
    for (let i = 0; i < n; i++) {
      const x = weight * column[i]!;
      toIdeal[i]! += (x - ideal[j]!) ** 2;
      toAntiIdeal[i]! += (x - antiIdeal[j]!) ** 2;
    }
  });
  for (let i = 0; i < n; i++) {
    toIdeal[i] = Math.sqrt(toIdeal[i]!);
    toAntiIdeal[i] = Math.sqrt(toAntiIdeal[i]!);
  }
  const closeness = toAntiIdeal.map((away, i) => away / (toIdeal[i]! + away));
  return { closeness, toIdeal, toAntiIdeal, ideal, antiIdeal };
}

/** A column divided by its Euclidean norm; a column of zeros stays. Depends on the candidates that are there. O(n). */
export function dividedByNorm(column: Float64Array): Float64Array {
  const norm = Math.sqrt(column.reduce((sum, x) => sum + x * x, 0));
  return norm === 0 ? column.slice() : column.map((x) => x / norm);
}

function method(id: 'topsis' | 'topsisOfCandidates', name: string): RankingMethod<Topsis> {
  return {
    id,
    name,
    better: 1,
    rank(matrix, weights, mask) {
      const members = rankedOf(matrix, mask);
      const columns = matrix.values.map((column) => gather(column, members));
      const ones = new Float64Array(matrix.m).fill(1);
      const anchors = { ideal: weights, antiIdeal: new Float64Array(matrix.m) };
      const local = topsisScores(columns, ones, weights, id === 'topsis' ? anchors : undefined);
      const everywhere = (column: Float64Array) => scatter(column, members, matrix.n);
      return toResult(local.closeness, 1, members, matrix.n, {
        ...local,
        closeness: everywhere(local.closeness),
        toIdeal: everywhere(local.toIdeal),
        toAntiIdeal: everywhere(local.toAntiIdeal),
      });
    },
  };
}

/** Ideals from the anchors: value 1 and value 0 on every objective. Always defined, and nobody's coming or going matters. */
export const topsis = method('topsis', 'TOPSIS');

/**
 * Ideals from the candidates, only where somebody asks for it: removing a candidate may turn the order of two others.
 * Where closeness is undefined (one candidate, all identical) everybody shares rank 1 and has no score.
 */
export const topsisOfCandidates = method('topsisOfCandidates', 'TOPSIS, ideals from the candidates');
