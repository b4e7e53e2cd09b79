// Group rule: the candidate whose unhappiest role gives up least. Every role counts alike here, whatever its influence.
import type { RoleResult } from '../evaluation.ts';

/**
 * Per candidate the largest regret over roles, small is good; NaN where a role has none to state, and without roles.
 * Savage (1951), JASA 46(253):55–67, with roles in the place of states of the world. O(n × roles).
 */
export function largestRegrets(roles: readonly RoleResult[], n: number): Float64Array {
  const [first, ...others] = roles;
  if (!first) return new Float64Array(n).fill(NaN);
  const largest = first.regrets.slice();
  for (const { regrets } of others) {
    // Math.max keeps a NaN from either side.
    for (let i = 0; i < n; i++) largest[i] = Math.max(largest[i]!, regrets[i]!);
  }
  return largest;
}
