// Rivals of the candidate to be made first: a lead over one as a constraint on weights, and the rivals furthest ahead.
import { leadOver } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { linearForm } from './weightSpace.ts';

/** Cutting planes per round: the worst few, since the worst alone makes for many rounds. */
const CUTS = 4;

/** Σ αₖ scoreₖ of the candidate less that of a rival, as a linear form of the weights. */
export function leadConstraint(problem: ConcessionProblem, alpha: readonly number[], rival: number, extra: number) {
  const d = leadOver(problem, rival);
  const rows = alpha.map((factor) => (factor === 0 ? null : d.map((x) => factor * x)));
  return linearForm(problem.space, rows, extra);
}

/** The few rivals furthest ahead by more than `by`, of those not known yet. O(nm). */
export function furthestAhead(
  problem: ConcessionProblem,
  alpha: readonly number[],
  weights: readonly Float64Array[],
  by: number,
  known: ReadonlySet<number>,
): number[] {
  const sums = new Float64Array(problem.n);
  problem.values.forEach((column, j) => {
    const weight = alpha.reduce((sum, factor, k) => sum + factor * weights[k]![j]!, 0);
    for (let i = 0; i < problem.n; i++) sums[i]! += weight * column[i]!;
  });
  const found: number[] = [];
  for (const i of problem.positions) {
    if (sums[i]! - sums[problem.x]! <= by || known.has(i)) continue;
    found.push(i);
    found.sort((a, b) => sums[b]! - sums[a]!);
    if (found.length > CUTS) found.pop();
  }
  return found;
}
