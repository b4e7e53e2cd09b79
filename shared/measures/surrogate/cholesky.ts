// Linear equations with a symmetric positive definite matrix.

/**
 * The lower triangle L with L·Lᵀ = matrix. Golub & Van Loan (1996), Matrix Computations, algorithm 4.2.2. O(p³).
 * @param matrix  p × p, row-major, positive definite; only the lower triangle is read.
 */
export function cholesky(matrix: Float64Array, p: number): Float64Array {
  const factor = new Float64Array(p * p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * p + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * p + k]! * factor[j * p + k]!;
      factor[i * p + j] = i === j ? Math.sqrt(sum) : sum / factor[j * p + j]!;
    }
  return factor;
}

/** x with L·Lᵀ·x = side. O(p²). */
export function solveCholesky(factor: Float64Array, p: number, side: Float64Array): Float64Array {
  const x = side.slice();
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i * p + k]! * x[k]!;
    x[i]! /= factor[i * p + i]!;
  }
  for (let i = p - 1; i >= 0; i--) {
    for (let k = i + 1; k < p; k++) x[i]! -= factor[k * p + i]! * x[k]!;
    x[i]! /= factor[i * p + i]!;
  }
  return x;
}
