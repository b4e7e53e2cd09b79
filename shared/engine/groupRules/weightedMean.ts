// Group rule: the mean of the roles' scores, influence as weights. One role's loss may be bought with another's gain.
import type { RoleResult } from '../evaluation.ts';
import { snap } from '../snap.ts';

/**
 * Mean scores, large is good. NaN where a candidate has no score, and everywhere when nobody has any influence (a mean
 * over nobody is no number) or there is no role.
 * Harsanyi (1955), J. Political Economy 63(4):309–321. O(n × roles).
 * @param influences  per role, nonnegative.
 */
export function meanScores(roles: readonly RoleResult[], influences: readonly number[], n: number): Float64Array {
  const total = influences.reduce((sum, influence) => sum + influence, 0);
  const means = new Float64Array(n).fill(total > 0 ? 0 : NaN);
  roles.forEach(({ scores }, k) => {
    const share = influences[k]! / total;
    for (let i = 0; i < n; i++) means[i]! += share * scores[i]!;
  });
  for (let i = 0; i < n; i++) means[i] = snap(means[i]!);
  return means;
}
