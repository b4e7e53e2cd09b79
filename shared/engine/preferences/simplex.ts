// A small linear program by the simplex method: largest c·x with A x ≤ b and x ≥ 0, where b > 0, so that x = 0 is allowed.
// For the handful of variables of an elicitation; not for large or badly scaled problems.

const TOLERANCE = 1e-11;

/**
 * The best x, or null when c·x grows without bound.
 * Dantzig (1951); Bland's rule (1977), Math. Oper. Res. 2(2):103–107, so that it always ends. Dense tableau, O(rows ·
 * columns) per step.
 */
export function maximise(
  c: readonly number[],
  a: readonly (readonly number[])[],
  b: readonly number[],
): Float64Array | null {
  const width = c.length + b.length + 1;
  const rows = a.map((row, i) => {
    const full = new Float64Array(width);
    full.set(row);
    full[c.length + i] = 1;
    full[width - 1] = b[i]!;
    return full;
  });
  const gains = new Float64Array(width);
  gains.set(c);
  const basis = b.map((_, i) => c.length + i);
  for (;;) {
    const entering = gains.subarray(0, width - 1).findIndex((gain) => gain > TOLERANCE);
    if (entering < 0) break;
    const leaving = leavingRow(rows, basis, entering);
    if (leaving < 0) return null;
    const pivot = rows[leaving]!;
    const divisor = pivot[entering]!;
    for (let k = 0; k < width; k++) pivot[k]! /= divisor;
    for (const row of [...rows, gains]) if (row !== pivot) eliminate(row, pivot, entering);
    basis[leaving] = entering;
  }
  const x = new Float64Array(c.length);
  basis.forEach((variable, i) => {
    if (variable < c.length) x[variable] = rows[i]!.at(-1)!;
  });
  return x;
}

/** The row that limits the entering variable first; of several the one whose variable comes first (Bland). */
function leavingRow(rows: readonly Float64Array[], basis: readonly number[], entering: number): number {
  let leaving = -1;
  let least = Infinity;
  rows.forEach((row, i) => {
    if (row[entering]! <= TOLERANCE) return;
    const ratio = row.at(-1)! / row[entering]!;
    if (ratio < least - TOLERANCE || (ratio <= least + TOLERANCE && basis[i]! < basis[leaving]!)) {
      leaving = i;
      least = Math.min(least, ratio);
    }
  });
  return leaving;
}

function eliminate(row: Float64Array, pivot: Float64Array, entering: number): void {
  const factor = row[entering]!;
  if (factor === 0) return;
  for (let k = 0; k < row.length; k++) row[k]! -= factor * pivot[k]!;
}
