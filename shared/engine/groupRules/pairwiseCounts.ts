// How many roles prefer one candidate to another, pair by pair: what Copeland and Kemeny build on.

/**
 * The number of roles that score a above b at a·k + b; ties count for neither. 0 on the diagonal. O(k² · roles).
 * @param scores  per role, k candidates each, large is good.
 */
export function pairwiseCounts(scores: readonly Float64Array[], k: number): Int32Array {
  const counts = new Int32Array(k * k);
  for (const column of scores) {
    for (let a = 0; a < k; a++) {
      for (let b = 0; b < k; b++) if (column[a]! > column[b]!) counts[a * k + b]!++;
    }
  }
  return counts;
}
