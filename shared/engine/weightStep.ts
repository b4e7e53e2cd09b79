// From one set of weights to the next, when a slider moved one and the others made room: what that does to scores in place.

/**
 * Old weights × factor, and one weight changed by a number besides; null where that is not what happened.
 * `left` bounds what is neglected.
 */
export function stepBetween(old: Float64Array, next: Float64Array) {
  let kept = -1;
  let column = 0;
  // The weight that moved is the one whose ratio differs from the others'; the largest others tell the ratio best.
  for (let j = 0; j < old.length; j++) {
    if (Math.abs(next[j]! - old[j]!) > Math.abs(next[column]! - old[column]!)) column = j;
  }
  for (let j = 0; j < old.length; j++) if (j !== column && (kept < 0 || old[j]! > old[kept]!)) kept = j;
  if (kept < 0 || old[kept]! < 1e-6) return null;
  const factor = next[kept]! / old[kept]!;
  let left = 0;
  for (let j = 0; j < old.length; j++) if (j !== column) left += Math.abs(next[j]! - factor * old[j]!);
  return left < 1e-13 ? { column, factor, by: next[column]! - factor * old[column]!, left } : null;
}

/** sums × factor + by × column, in place. */
export function addScaled(sums: Float64Array, factor: number, by: number, column: Float64Array): void {
  for (let p = 0; p < sums.length; p++) sums[p] = factor * sums[p]! + by * column[p]!;
}
