// Concessions under least regret: branch and bound over who would regret each rival.
import type { ConcessionOptions, Solved } from './concessionTypes.ts';
import { leadOver, leastOver, scoresUnder } from './field.ts';
import type { Field } from './field.ts';
import { groupFirsts, largestRegret, topScores } from './firstPlace.ts';
import { firstAnswer, improved, isFirst } from './regretAnswer.ts';
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
  field: Field,
  { most = mostFor(field.n), below = Infinity, onProgress }: ConcessionOptions,
): Solved {
  const { start } = field.space;
  if (isFirst(field, start)) return { weights: start.map((shares) => shares.slice()), atLeast: 0 };
  const better = betterForAll(field);
  if (better) return better;
  let best = firstAnswer(field);
  if (best && totalChange(field.space, best) >= below) best = null;
  let cost = best ? totalChange(field.space, best) : below;
  const queue: Case[] = [];
  let cases = 0;
  let unsettled = Infinity;
  const offer = (one: Case) => {
    cases++;
    if (!solveCase(field, one) || one.cost >= cost - ENOUGH) return;
    // Cheapest last.
    let at = queue.length;
    while (at > 0 && queue[at - 1]!.cost < one.cost) at--;
    queue.splice(at, 0, one);
  };
  offer(rootCase(field));
  while (queue.length > 0 && cases < most && onProgress?.(cases / most) !== false) {
    const one = queue.pop()!;
    if (one.cost >= cost - ENOUGH) break;
    if (isFirst(field, one.weights)) {
      best = one.weights;
      cost = one.cost;
      continue;
    }
    const next = casesOf(field, one);
    if (next.length === 0) unsettled = Math.min(unsettled, one.cost);
    for (const each of next) offer(each);
  }
  const atLeast = Math.min(cost, unsettled, queue.at(-1)?.cost ?? Infinity);
  if (best) return { weights: improved(field, best), atLeast };
  return atLeast === Infinity ? { why: { kind: 'search', cases } } : { open: atLeast };
}

/** Somebody every role prefers, whatever the weights: then every role regrets them less. */
function betterForAll(field: Field): Solved | null {
  for (const i of field.positions) {
    const d = leadOver(field, i).map((x) => 0 - x);
    const leads = field.scores.map((_, k) =>
      leastOver(
        field,
        field.scores.map((_, other) => (other === k ? 1 : 0)),
        d,
      ),
    );
    const lead = Math.min(...leads);
    if (lead > LEVEL) return { why: { kind: 'mixture', candidates: [i], shares: [1], lead } };
  }
  return null;
}

/** Cases that together hold all of this one in which the candidate is first; none where only rounding stands in the way. */
function casesOf(field: Field, one: Case): Case[] {
  const halves = halved(field, one);
  if (halves) return halves;
  const scores = scoresUnder(field, one.weights);
  const tops = topScores(scores, field.positions);
  const rival = groupFirsts('leastRegret', scores, field.influences, field.positions, tops)[0]!;
  const names = [...field.space.movable, ...(fixedRegret(field, rival) >= 0 ? [-1] : [])];
  const claims = (from: Case, margin: number) =>
    names.map((role) => withClaim(field, from, rival, role, field.positions, margin));
  const ahead = largestRegret(scores, tops, field.x) - largestRegret(scores, tops, rival);
  if (ahead > LEVEL) return claims(one, 0);
  if (one.tied.includes(rival)) return [];
  // Level: either a lead, or the better mean.
  const tied = { ...one, tied: [...one.tied, rival] };
  const named = one.claims.some((claim) => claim.rival === rival);
  return [...claims(tied, SAFE), ...(named ? [one] : claims(one, 0)).map((each) => withMean(field, each, rival))];
}
