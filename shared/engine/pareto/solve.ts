// One small system of linear equations, for the plane through a handful of points.

/**
 * The x with rows · x = 1, by elimination with partial pivoting; null where the rows do not determine one.
 * Golub & Van Loan (1996), Matrix Computations, algorithm 3.4.1. O(d³).
 * @param rows  d × d, of magnitude near 1.
 */
export function solve(rows: readonly (readonly number[])[]): number[] | null {
  const d = rows.length;
  const a = rows.map((row) => [...row, 1]);
  for (let j = 0; j < d; j++) {
    const pivot = a.slice(j).reduce((best, row) => (Math.abs(row[j]!) > Math.abs(best[j]!) ? row : best));
    if (!(Math.abs(pivot[j]!) > 1e-9)) return null;
    a[a.indexOf(pivot)] = a[j]!;
    a[j] = pivot;
    for (let i = 0; i < d; i++) {
      if (i === j) continue;
      const factor = a[i]![j]! / pivot[j]!;
      for (let k = j; k <= d; k++) a[i]![k]! -= factor * pivot[k]!;
    }
  }
  return a.map((row, j) => row[d]! / row[j]!);
}
