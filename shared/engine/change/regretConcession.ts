// Concessions under least regret: branch and bound over who would regret each rival.
import type { ConcessionOptions, Solved } from './concessionTypes.ts';
import { leadOver, leastOver, scoresUnder } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import { groupFirsts, largestRegret, topScores } from './firstPlace.ts';
import { firstAnswer, improved, leadsUnderLeastRegret } from './regretAnswer.ts';
import { fixedRegret, rootCase, solveCase, withMean } from './regretCases.ts';
import type { Case } from './regretCases.ts';
import { halved, withClaim } from './regretClaims.ts';
import { LEVEL as EQUAL } from '../tolerance.ts';
import { totalChange } from './weightSpace.ts';

/** Differences in regret below this are ties. */
const LEVEL = 10 * EQUAL;
/** A lead that is one by that measure. */
const SAFE = 20 * EQUAL;
/** Linear programs, unless the caller says otherwise: fewer where each of them has more candidates to look at. */
const mostFor = (n: number) => Math.min(1000, Math.max(300, Math.round(500_000 / n)));
/** Smaller savings are not looked for. */
const ENOUGH = 1e-8;

/**
 * Minimises Σ|Δw| so that the candidate's largest regret is nobody's second, ties by the even mean of scores.
 *
 * Not convex: a rival is beaten when *some* role would regret it enough, against *some* favourite of that role. With that
 * role and favourite named for each rival that matters it is a linear program; so: best-first branch and bound (Land & Doig
 * 1960, Econometrica 28(3):497–520). Rivals are named only once they turn out to be ahead; favourites are kept in pools,
 * bounded by the pool's best value per objective, and pools are halved until they tell the truth. Exponential at worst: past
 * `most` linear programs the answer is the best found so far, and the total below which there is none.
 *
 * Degenerate: one role only is its own ranking; rivals equal in every value never stand in the way.
 */
export function regretConcession(
  problem: ConcessionProblem,
  { most = mostFor(problem.n), below = Infinity, onProgress }: ConcessionOptions,
): Solved {
  const { start } = problem.space;
  if (leadsUnderLeastRegret(problem, start)) return { weights: start.map((shares) => shares.slice()), atLeast: 0 };
  const better = betterForAll(problem);
  if (better) return better;
  let best = firstAnswer(problem);
  if (best && totalChange(problem.space, best) >= below) best = null;
  let cost = best ? totalChange(problem.space, best) : below;
  const queue: Case[] = [];
  let cases = 0;
  let unsettled = Infinity;
  const offer = (one: Case) => {
    cases++;
    if (!solveCase(problem, one) || one.cost >= cost - ENOUGH) return;
    // Cheapest last.
    let at = queue.length;
    while (at > 0 && queue[at - 1]!.cost < one.cost) at--;
    queue.splice(at, 0, one);
  };
  offer(rootCase(problem));
  while (queue.length > 0 && cases < most && onProgress?.(cases / most) !== false) {
    const one = queue.pop()!;
    if (one.cost >= cost - ENOUGH) break;
    if (leadsUnderLeastRegret(problem, one.weights)) {
      best = one.weights;
      cost = one.cost;
      continue;
    }
    const next = casesOf(problem, one);
    if (next.length === 0) unsettled = Math.min(unsettled, one.cost);
    for (const each of next) offer(each);
  }
  const atLeast = Math.min(cost, unsettled, queue.at(-1)?.cost ?? Infinity);
  if (best) return { weights: improved(problem, best), atLeast };
  return atLeast === Infinity ? { why: { kind: 'search', cases } } : { open: atLeast };
}

/** Somebody every role prefers, whatever the weights: then every role regrets them less. */
function betterForAll(problem: ConcessionProblem): Solved | null {
  for (const i of problem.positions) {
    const d = leadOver(problem, i).map((x) => 0 - x);
    const leads = problem.scores.map((_, k) =>
      leastOver(
        problem,
        problem.scores.map((_, other) => (other === k ? 1 : 0)),
        d,
      ),
    );
    const lead = Math.min(...leads);
    if (lead > LEVEL) return { why: { kind: 'mixture', candidates: [i], shares: [1], lead } };
  }
  return null;
}

/** Cases that together hold all of this one in which the candidate is first; none where only rounding stands in the way. */
function casesOf(problem: ConcessionProblem, one: Case): Case[] {
  const halves = halved(problem, one);
  if (halves) return halves;
  const scores = scoresUnder(problem, one.weights);
  const tops = topScores(scores, problem.positions);
  const rival = groupFirsts('leastRegret', scores, problem.influences, problem.positions, tops)[0]!;
  const names = [...problem.space.movable, ...(fixedRegret(problem, rival) >= 0 ? [-1] : [])];
  const claims = (from: Case, margin: number) =>
    names.map((role) => withClaim(problem, from, rival, role, problem.positions, margin));
  const ahead = largestRegret(scores, tops, problem.x) - largestRegret(scores, tops, rival);
  if (ahead > LEVEL) return claims(one, 0);
  if (one.tied.includes(rival)) return [];
  // Level: either a lead, or the better mean.
  const tied = { ...one, tied: [...one.tied, rival] };
  const named = one.claims.some((claim) => claim.rival === rival);
  return [...claims(tied, SAFE), ...(named ? [one] : claims(one, 0)).map((each) => withMean(problem, each, rival))];
}
