// Entropy and CRITIC: how much the candidates differ by objective. They describe data, not what anybody wants; never a default.

/**
 * Entropy weights: an objective on which candidates hardly differ carries little information; a constant one, 0.
 * Shannon (1948), applied by Zeleny (1982), Multiple Criteria Decision Making. O(nm).
 * null with fewer than two candidates or when every objective is constant: there is no information to share out.
 * @param columns  per objective, nonnegative.
 * @throws RangeError for a negative number.
 */
export function entropyWeights(columns: readonly Float64Array[]): Float64Array | null {
  const information = columns.map((column) => {
    if (column.some((x) => !(x >= 0))) throw new RangeError('Entropy needs numbers from 0 upwards.');
    const sum = column.reduce((a, b) => a + b, 0);
    if (isConstant(column)) return 0;
    const entropy = column.reduce((total, x) => (x > 0 ? total - (x / sum) * Math.log(x / sum) : total), 0);
    return Math.max(0, 1 - entropy / Math.log(column.length));
  });
  return sharesOf(information);
}

/**
 * CRITIC weights: spread (standard deviation) times conflict with the other objectives (Σ 1 − correlation).
 * Diakoulaki, Mavrotas & Papayannakis (1995), Computers & OR 22(7):763–770. O(nm²).
 * A constant objective weighs 0 and conflicts with nobody. null with fewer than two candidates, and when nothing conflicts
 * (all constant, or all the same up to scale).
 * @param columns       per objective, larger is better, on comparable scales: values on anchors.
 * @param correlatedBy  what correlation is taken of; mid-ranks in place of the columns make it Spearman's.
 */
export function criticWeights(columns: readonly Float64Array[], correlatedBy = columns): Float64Array | null {
  const deviations = correlatedBy.map(deviationsOf);
  const information = columns.map((column, j) => {
    if (isConstant(column)) return 0;
    const conflict = columns.reduce((sum, other, k) => {
      if (k === j || isConstant(other)) return sum;
      return sum + 1 - dot(deviations[j]!, deviations[k]!) / (normOf(deviations[j]!) * normOf(deviations[k]!));
    }, 0);
    return normOf(deviationsOf(column)) * Math.max(0, conflict);
  });
  return sharesOf(information);
}

function sharesOf(information: readonly number[]): Float64Array | null {
  const total = information.reduce((a, b) => a + b, 0);
  return total > 1e-12 ? Float64Array.from(information, (x) => x / total) : null;
}

function isConstant(column: Float64Array): boolean {
  return column.every((x) => x === column[0]);
}

function deviationsOf(column: Float64Array): Float64Array {
  const mean = column.reduce((a, b) => a + b, 0) / column.length;
  return column.map((x) => x - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}

function normOf(deviations: Float64Array): number {
  return Math.sqrt(dot(deviations, deviations));
}
