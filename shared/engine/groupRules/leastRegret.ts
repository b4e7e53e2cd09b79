// Group rule: the candidate whose unhappiest role gives up least. Every role counts alike here, whatever its influence.
import type { RoleResult } from '../evaluation.ts';

/**
 * Per candidate the largest regret over roles, small is good; NaN where a role has none to state, and without roles.
 * Savage (1951), JASA 46(253):55–67, with roles in the place of states of the world. O(n × roles).
 */
export function largestRegrets(roles: readonly RoleResult[], n: number): Float64Array {
  const largest = new Float64Array(n).fill(roles.length === 0 ? NaN : -Infinity);
  for (const { regrets } of roles) {
    for (let i = 0; i < n; i++) {
      const regret = regrets[i]!;
      // A NaN on either side stays.
      if (!(regret <= largest[i]!)) largest[i] = largest[i]! !== largest[i]! ? NaN : regret;
    }
  }
  return largest;
}
