// Claims: that some role would regret a rival enough, against some favourite out of a pool; and pools halved until they are true.
import { highestScoring, leadOver, scoreOf } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { boundRow, fixedRegret, further, NOISE, only } from './regretCases.ts';
import type { Case, Claim } from './regretCases.ts';
import { linearForm } from './weightSpace.ts';

/** The case with one more claim: a role whose weights may move, or (role −1) those whose weights stay. */
export function withClaim(
  problem: ConcessionProblem,
  one: Case,
  rival: number,
  role: number,
  pool: Int32Array,
  margin: number,
): Case {
  const next = further(one);
  if (role < 0) {
    next.program.add(boundRow(problem, -1), margin - fixedRegret(problem, rival));
    return next;
  }
  // Whoever regrets the rival at least as much as the bound regrets it at least as much as the candidate.
  const ahead = linearForm(problem.space, only(problem, role, leadOver(problem, rival)), 0);
  next.program.add(ahead.a, margin - ahead.atStart);
  return pooled(problem, next, { rival, role, pool, margin });
}

/** Adds what the claim says of its pool. */
function pooled(problem: ConcessionProblem, next: Case, claim: Claim): Case {
  const { rival, role, pool, margin } = claim;
  // The pool's best value per objective bounds all of its members; of a single one it is the truth.
  const ideal = Float64Array.from(problem.values, (column) => {
    let best = -Infinity;
    for (const f of pool) best = Math.max(best, column[f]!);
    return best - column[rival]!;
  });
  const { a, atStart } = linearForm(problem.space, only(problem, role, ideal), -1);
  next.program.add(a, margin - atStart);
  next.claims = [...next.claims, claim];
  return next;
}

/** The case with a pool halved where the pool promises more than any of its members keeps; null when all claims hold. */
export function halved(problem: ConcessionProblem, one: Case): Case[] | null {
  for (const { rival, role, pool, margin } of one.claims) {
    if (pool.length === 1) continue;
    const weights = one.weights[role]!;
    const best = scoreOf(problem, weights, highestScoring(problem, weights, pool));
    if (best - scoreOf(problem, weights, rival) >= one.bound + margin - NOISE) continue;
    const spread = problem.values.map((column, j) => weights[j]! * rangeOf(column, pool));
    const column = problem.values[spread.indexOf(Math.max(...spread))]!;
    const sorted = pool.slice().sort((a, b) => column[a]! - column[b]!);
    const middle = sorted.length >> 1;
    const claims = one.claims.filter((claim) => claim.pool !== pool || claim.rival !== rival || claim.role !== role);
    return [sorted.subarray(0, middle), sorted.subarray(middle)].map((half) =>
      pooled(problem, { ...further(one), claims }, { rival, role, pool: half, margin }),
    );
  }
  return null;
}

function rangeOf(column: Float64Array, pool: Int32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const f of pool) [low, high] = [Math.min(low, column[f]!), Math.max(high, column[f]!)];
  return high - low;
}
