// The proof that no weights will do: a mixture of others that is ahead whatever they are.
import type { Impossible } from './concessionTypes.ts';
import { leadOver, leastOver } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { LEVEL } from '../tolerance.ts';
import { furthestAhead, leadConstraint } from './rivals.ts';
import { weightProgram, weightsAt } from './weightSpace.ts';

const NOISE = 1e-13;

/**
 * The weights under which the candidate is least behind, and by how much; and the mixture that is ahead by as much whatever
 * the weights: the two sides of a matrix game (von Neumann 1928). One candidate alone is a better proof where there is one.
 */
export function proof(problem: ConcessionProblem, alpha: readonly number[]): { why: Impossible; behind: number } {
  let alone = -1;
  let most = LEVEL;
  for (const i of problem.positions) {
    const lead = leastOver(
      problem,
      alpha,
      leadOver(problem, i).map((d) => 0 - d),
    );
    if (lead > most) [alone, most] = [i, lead];
  }
  if (alone >= 0) return { why: { kind: 'mixture', candidates: [alone], shares: [1], lead: most }, behind: most };
  const program = weightProgram(problem.space, 0, 1);
  const cuts: number[] = [];
  let before = -1;
  for (;;) {
    const optimum = program.solve();
    if (optimum === null) throw new Error('Weights that sum to 1 were not found.');
    if (before < 0) before = optimum.prices.length;
    const weights = weightsAt(problem.space, optimum.x);
    const behind = optimum.x[problem.space.size]!;
    const found = furthestAhead(problem, alpha, weights, behind + NOISE, new Set(cuts));
    if (found.length > 0) {
      for (const i of found) {
        cuts.push(i);
        const { a, atStart } = leadConstraint(problem, alpha, i, 1);
        program.add(a, 0 - atStart);
      }
      continue;
    }
    return mixtureOf(problem, alpha, cuts, optimum.prices.subarray(before));
  }
}

function mixtureOf(
  problem: ConcessionProblem,
  alpha: readonly number[],
  cuts: readonly number[],
  prices: Float64Array,
) {
  const sum = prices.reduce((total, price) => total + price, 0);
  const used = cuts.map((i, c) => ({ i, share: prices[c]! / sum })).filter(({ share }) => share > 1e-9);
  const kept = used.reduce((total, { share }) => total + share, 0);
  const shares = used.map(({ share }) => share / kept);
  const d = new Float64Array(problem.m);
  used.forEach(({ i }, c) => leadOver(problem, i).forEach((x, j) => (d[j]! -= shares[c]! * x)));
  const lead = leastOver(problem, alpha, d);
  return { why: { kind: 'mixture' as const, candidates: used.map(({ i }) => i), shares, lead }, behind: lead };
}
