// The chance of a finding when it is one of several that were looked at.

/**
 * Adjusts chances for their number: sorted rising, the r-th is multiplied by how many are left, and none is below the one before
 * it. Below a level with that chance or less if nothing is there, however the tests depend on each other: Holm (1979), Scand. J.
 * Stat. 6(2):65–70.
 * @param tests  how many were made where not all are given; at least as many as there are chances.
 * O(n log n).
 */
export function holm(chances: readonly number[], tests = chances.length): number[] {
  const order = chances.map((_, k) => k).sort((a, b) => chances[a]! - chances[b]!);
  const adjusted = chances.slice();
  // What is not given may stand anywhere in the order: then every chance counts for all of them.
  const complete = tests === chances.length;
  let least = 0;
  order.forEach((k, rank) => {
    least = Math.max(least, Math.min(1, (complete ? tests - rank : tests) * chances[k]!));
    adjusted[k] = least;
  });
  return adjusted;
}
