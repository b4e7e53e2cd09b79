// A first answer to a concession under least regret, without search: always first when returned, not always the smallest.
import { highestScoring, sameInAllThatCounts, scoreOf, scoresUnder } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { groupFirsts, largestRegret, topScores } from './firstPlace.ts';
import { linearConcession } from './linearConcession.ts';
import { fixedRegret, rootCase, solveCase, withMean } from './regretCases.ts';
import { withClaim } from './regretClaims.ts';
import { LEVEL } from '../tolerance.ts';
import { totalChange } from './weightSpace.ts';

/** A lead, well beyond what is level. */
const SAFE = 20 * LEVEL;

export function leadsUnderLeastRegret(problem: ConcessionProblem, weights: readonly Float64Array[]): boolean {
  return groupFirsts('leastRegret', scoresUnder(problem, weights), problem.influences, problem.positions).includes(
    problem.x,
  );
}

/**
 * Every movable role made to favour the candidate, or the group's mean made to, whichever is cheaper once it has been pulled
 * back as far as the candidate stays first and improved with the names found there. Null when neither makes it first.
 */
export function firstAnswer(problem: ConcessionProblem): Float64Array[] | null {
  const { movable, start } = problem.space;
  const favoured = start.slice();
  for (const k of movable) {
    const own = linearConcession(
      problem,
      start.map((_, other) => (other === k ? 1 : 0)),
    );
    if ('weights' in own) favoured[k] = own.weights[k]!;
  }
  const mean = linearConcession(
    problem,
    start.map(() => 1 / start.length),
  );
  const trials = [favoured, ...('weights' in mean ? [mean.weights] : [])].filter((trial) =>
    leadsUnderLeastRegret(problem, trial),
  );
  let best: Float64Array[] | null = null;
  for (const trial of trials) {
    const found = improved(problem, pulledBack(problem, trial));
    if (best === null || totalChange(problem.space, found) < totalChange(problem.space, best)) best = found;
  }
  return best;
}

/** The nearest point to where things stand at which the candidate was seen to be first, by halving. */
function pulledBack(problem: ConcessionProblem, far: readonly Float64Array[]): Float64Array[] {
  const { start, movable } = problem.space;
  const between = (share: number) =>
    start.map((from, k) => (movable.includes(k) ? from.map((w, j) => w + share * (far[k]![j]! - w)) : from));
  let [low, high] = [0, 1];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (leadsUnderLeastRegret(problem, between(middle))) high = middle;
    else low = middle;
  }
  return between(high);
}

/**
 * The cheapest weights with the same names: whoever regrets each rival most at the given weights, against their favourite
 * there, is named for it, which makes it a linear program that the given weights solve. Again with the names found there,
 * until nothing is gained. Where a lead is possible it takes a tiny one, so that rounding cannot undo it.
 */
export function improved(problem: ConcessionProblem, weights: Float64Array[]): Float64Array[] {
  let best = weights;
  for (let round = 0; round < 20; round++) {
    const found = withNamesOf(problem, best);
    const gain = found ? totalChange(problem.space, best) - totalChange(problem.space, found) : -1;
    // The first round may cost a little and make the lead safe.
    if (found && (round === 0 ? gain > -1e-9 : gain > 1e-9)) best = found;
    if (gain <= 1e-9) break;
  }
  return best;
}

function withNamesOf(problem: ConcessionProblem, weights: readonly Float64Array[]): Float64Array[] | null {
  const favourites = new Map(
    problem.space.movable.map((k) => [k, highestScoring(problem, weights[k]!, problem.positions)]),
  );
  let one = rootCase(problem);
  if (!solveCase(problem, one)) return null;
  const tried = new Set<number>();
  for (;;) {
    const rival = closest(problem, one.weights, tried);
    if (rival < 0) return leadsUnderLeastRegret(problem, one.weights) ? one.weights : null;
    tried.add(rival);
    let [name, most] = [-1, fixedRegret(problem, rival)];
    for (const [k, f] of favourites) {
      const regret = scoreOf(problem, weights[k]!, f) - scoreOf(problem, weights[k]!, rival);
      if (regret > most) [name, most] = [k, regret];
    }
    const against = Int32Array.of(favourites.get(name) ?? 0);
    const safe = withClaim(problem, one, rival, name, against, SAFE);
    if (solveCase(problem, safe)) {
      one = safe;
      continue;
    }
    const level = withMean(problem, withClaim(problem, one, rival, name, against, 0), rival);
    if (!solveCase(problem, level)) return null;
    one = level;
  }
}

/** The rival with the smallest regret, where that is ahead of the candidate's or within a hair of it; −1 when none is. */
function closest(problem: ConcessionProblem, weights: readonly Float64Array[], tried: ReadonlySet<number>): number {
  const scores = scoresUnder(problem, weights);
  const tops = topScores(scores, problem.positions);
  let least = largestRegret(scores, tops, problem.x) + SAFE / 2;
  let found = -1;
  for (const i of problem.positions) {
    if (i === problem.x || tried.has(i) || sameInAllThatCounts(problem, weights, i)) continue;
    const regret = largestRegret(scores, tops, i);
    if (regret < least) [least, found] = [regret, i];
  }
  return found;
}
