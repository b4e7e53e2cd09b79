// The one inner loop of additive scoring: a weighted sum of columns.

/**
 * Σ weights[j] · columns[j][i], summed from the first column to the last; NaN spreads.
 * O(n × columns).
 */
export function weightedColumns(columns: readonly Float64Array[], weights: ArrayLike<number>, n: number): Float64Array {
  const sums = new Float64Array(n);
  let j = 0;
  // Four columns to a pass: what costs is the memory traffic of the sums.
  for (; j + 4 <= columns.length; j += 4) {
    const [c0, c1, c2, c3] = [columns[j]!, columns[j + 1]!, columns[j + 2]!, columns[j + 3]!];
    const [w0, w1, w2, w3] = [weights[j]!, weights[j + 1]!, weights[j + 2]!, weights[j + 3]!];
    for (let i = 0; i < n; i++) sums[i] = sums[i]! + w0 * c0[i]! + w1 * c1[i]! + w2 * c2[i]! + w3 * c3[i]!;
  }
  for (; j < columns.length; j++) {
    const column = columns[j]!;
    const weight = weights[j]!;
    for (let i = 0; i < n; i++) sums[i]! += weight * column[i]!;
  }
  return sums;
}
