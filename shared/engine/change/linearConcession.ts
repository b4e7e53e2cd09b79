// Concessions where who is first is a weighted sum: one role's own ranking, and the weighted mean of all.
import type { Solved } from './concessionTypes.ts';
import { sameInAllThatCounts, scoresUnder } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { weightedMeanScore } from './firstPlace.ts';
import { furthestAhead, leadConstraint } from './rivals.ts';
import { LEVEL } from '../tolerance.ts';
import { proof } from './mixture.ts';
import { totalChange, weightProgram, weightsAt } from './weightSpace.ts';

const NOISE = 1e-13;
/** A lead, beyond what is level. */
const SAFE = 4 * LEVEL;

/**
 * Minimises Σ|Δw| so that Σ αₖ scoreₖ of the candidate is nobody's second. Starts without rivals and adds those that are
 * ahead, so that ten thousand candidates cost ten thousand multiplications a round, and the program stays small.
 *
 * Degenerate: rivals equal in every value never stand in the way; a tie that no weights can turn into a lead counts as first.
 * @param alpha  per role, what its score counts, 0 upwards.
 */
export function linearConcession(problem: ConcessionProblem, alpha: readonly number[]): Solved {
  const { start } = problem.space;
  const stands = start.map((shares) => shares.slice());
  if (closest(problem, alpha, start, 0).length === 0) return { weights: stands, atLeast: 0 };
  const strict = new Set<number>();
  let found = cheapest(problem, alpha, 0, strict);
  if (found === null) {
    const { why, behind } = proof(problem, alpha);
    // Behind by less than the engine can tell: level, as far as anybody can say.
    if (behind <= LEVEL) found = cheapest(problem, alpha, behind + LEVEL, strict);
    if (found === null) return { why };
  }
  let weights = found;
  const atLeast = totalChange(problem.space, weights);
  // On paper it is level with some rivals now. Where a lead is possible it takes a tiny one, so that rounding cannot undo
  // it; where there is none to be had (they differ only in what counts for nothing) the tie stands.
  const tried = new Set<number>();
  const counting = (all: readonly Float64Array[]) => all.filter((_, k) => alpha[k]! > 0);
  for (;;) {
    const close = closest(problem, alpha, weights, SAFE / 2);
    const next = close.find((i) => !tried.has(i) && !sameInAllThatCounts(problem, counting(weights), i));
    if (next === undefined) return { weights, atLeast };
    tried.add(next);
    strict.add(next);
    const firmer = cheapest(problem, alpha, 0, strict);
    if (firmer === null) strict.delete(next);
    else weights = firmer;
  }
}

function cheapest(problem: ConcessionProblem, alpha: readonly number[], slack: number, strict: ReadonlySet<number>) {
  const program = weightProgram(problem.space, 1, 0);
  const cut = (i: number) => {
    const { a, atStart } = leadConstraint(problem, alpha, i, 0);
    program.add(a, (strict.has(i) ? SAFE : -slack) - atStart);
  };
  const known = new Set<number>(strict);
  for (const i of strict) cut(i);
  for (;;) {
    const optimum = program.solve();
    if (optimum === null) return null;
    const weights = weightsAt(problem.space, optimum.x);
    const found = furthestAhead(problem, alpha, weights, NOISE + slack, known);
    if (found.length === 0) return weights;
    for (const i of found) {
      known.add(i);
      cut(i);
    }
  }
}

/** Rivals ahead, or behind by less than `margin`, as the engine scores them. */
function closest(
  problem: ConcessionProblem,
  alpha: readonly number[],
  weights: readonly Float64Array[],
  margin: number,
): number[] {
  const counting = alpha.map((_, k) => k).filter((k) => alpha[k]! > 0);
  const all = scoresUnder(problem, weights);
  const scores = counting.map((k) => all[k]!);
  const shares = counting.map((k) => alpha[k]!);
  const own = weightedMeanScore(scores, shares, problem.x) - margin;
  return Array.from(problem.positions).filter((i) => i !== problem.x && weightedMeanScore(scores, shares, i) > own);
}
