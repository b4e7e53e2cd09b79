// Pairwise comparison of all objectives (AHP): weights by the principal eigenvector, and how consistent the judgements are.

/**
 * Saaty's random index: the mean consistency index of random reciprocal matrices of 1 … 15 objectives.
 * Saaty (1980), The Analytic Hierarchy Process, as tabulated in Saaty & Vargas (2001). Other tables differ in the second digit.
 */
export const SAATY_RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

interface Ahp {
  weights: Float64Array;
  /** Principal eigenvalue, m for consistent judgements and larger otherwise. */
  lambdaMax: number;
  /** (λ − m) / (m − 1), 0 for one objective. */
  consistencyIndex: number;
  /** Index over Saaty's random index; up to 0.1 is customary. 0 for m ≤ 2; null above 15, where the table ends. */
  consistencyRatio: number | null;
  /** The judgement furthest from the ratio of the weights, by factor: who, what was said, what would fit. null when all fit. */
  mostInconsistent: { row: number; column: number; given: number; fitting: number } | null;
}

/**
 * Saaty (1977), J. Math. Psychology 15(3):234–281. Power iteration, O(m²) per step; consistent judgements need one.
 * One objective weighs 1.
 * @param pairwise  square: how many times as important row i is as column j; the mirrored entry is 1 over it.
 * @throws RangeError naming the pair (counted from 1) that is not positive or not reciprocal.
 */
export function ahp(pairwise: readonly (readonly number[])[]): Ahp {
  check(pairwise);
  const m = pairwise.length;
  let weights = new Float64Array(m).fill(1 / m);
  let product = weights;
  for (let step = 0, moved = 1; step < 10_000 && moved > 1e-15; step++) {
    product = Float64Array.from(pairwise, (row) => row.reduce((sum, times, j) => sum + times * weights[j]!, 0));
    const total = product.reduce((a, b) => a + b, 0);
    const next = product.map((x) => x / total);
    moved = next.reduce((most, x, i) => Math.max(most, Math.abs(x - weights[i]!)), 0);
    weights = next;
  }
  const lambdaMax = m === 0 ? 0 : product.reduce((a, b) => a + b, 0);
  const consistencyIndex = m > 2 ? Math.max(0, lambdaMax - m) / (m - 1) : 0;
  const random = SAATY_RANDOM_INDEX[m - 1];
  return {
    weights,
    lambdaMax,
    consistencyIndex,
    consistencyRatio: m <= 2 ? 0 : random === undefined ? null : consistencyIndex / random,
    mostInconsistent: furthest(pairwise, weights),
  };
}

function furthest(pairwise: readonly (readonly number[])[], weights: Float64Array): Ahp['mostInconsistent'] {
  let most = 1e-9;
  let found: Ahp['mostInconsistent'] = null;
  for (let row = 0; row < pairwise.length; row++) {
    for (let column = row + 1; column < pairwise.length; column++) {
      const given = pairwise[row]![column]!;
      const fitting = weights[row]! / weights[column]!;
      const off = Math.abs(Math.log(given / fitting));
      if (off > most) [most, found] = [off, { row, column, given, fitting }];
    }
  }
  return found;
}

function check(pairwise: readonly (readonly number[])[]): void {
  pairwise.forEach((row, i) => {
    if (row.length !== pairwise.length) throw new RangeError('Compare every objective with every other.');
    row.forEach((times, j) => {
      const mirrored = pairwise[j]?.[i] ?? NaN;
      if (!(times > 0 && times < Infinity && Math.abs(times * mirrored - 1) <= 1e-6)) {
        throw new RangeError(
          `Objectives ${i + 1} and ${j + 1} are compared as ${times} and as ${mirrored}; one has to be 1 over the other.`,
        );
      }
    });
  });
}
