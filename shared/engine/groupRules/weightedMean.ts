// Group rule: the mean of the roles' scores, influence as weights. One role's loss may be bought with another's gain.
import type { RoleResult } from '../evaluation.ts';
import { weightedColumns } from '../weightedColumns.ts';

/** What each role counts in a mean, summing to 1; null when nobody counts. Equal influences count exactly alike. */
export function meanShares(influences: readonly number[]): number[] | null {
  const total = influences.reduce((sum, influence) => sum + influence, 0);
  if (!(total > 0)) return null;
  const alike = influences.every((influence) => influence === influences[0]);
  return influences.map((influence) => (alike ? 1 / influences.length : influence / total));
}

/**
 * Mean scores, large is good. NaN where a candidate has no score, and everywhere when nobody has any influence (a mean
 * over nobody is no number) or there is no role.
 * Harsanyi (1955), J. Political Economy 63(4):309–321. O(n × roles).
 * @param influences  per role, nonnegative.
 */
export function meanScores(roles: readonly RoleResult[], influences: readonly number[], n: number): Float64Array {
  const shares = meanShares(influences);
  if (shares === null) return new Float64Array(n).fill(NaN);
  return weightedColumns(
    roles.map((role) => role.scores),
    shares,
    n,
  );
}
