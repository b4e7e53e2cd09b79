// From a candidate's scores to the chance that the diner goes there, so that candidates whose scores mean different things
// can be held against the same visits. Orders nothing anew: within a request a larger score is a larger chance.
import type { Scorer } from './models/model.ts';
import type { Request } from './simulate.ts';
import { noWork } from './work.ts';

/** Visits are set against this many others in reach, about as many as the candidates were fitted on. */
export const OTHERS = 5;

interface Chances {
  /** What a score is multiplied by before it counts as a utility; 0: the scores say nothing about visits. */
  scale: number;
  /** Share of visits that went where the candidate gives no score at all. */
  missed: number;
}

/** Scores as chances of a logit choice among everything in reach; sums to 1. */
function choice(scores: Float64Array, { scale, missed }: Chances): Float64Array {
  const best = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const odds = scores.map((score) => (score === -Infinity ? 0 : Math.exp(scale * (score - best))));
  const sum = odds.reduce((total, value) => total + value, 0);
  const without = scores.filter((score) => score === -Infinity).length;
  if (without === 0) return odds.map((value) => value / sum);
  return odds.map((value, i) => (scores[i] === -Infinity ? missed / without : ((1 - missed) * value) / sum));
}

/**
 * Fits the scale to where diners went, by the likelihood of a logit choice (McFadden 1974), which has one maximum in it;
 * golden-section search on its logarithm, to seven digits.
 */
export function fitChances(scorer: Pick<Scorer, 'score'>, requests: readonly Request[]): Chances {
  const scored = requests.map((request) => {
    const scores = scorer.score(request, noWork());
    return { scores, chosen: scores[request.candidates.indexOf(request.chosen)]! };
  });
  const seen = scored.filter(({ chosen }) => chosen > -Infinity);
  const missed = 1 - seen.length / scored.length;
  const likelihood = (scale: number) =>
    seen.reduce((total, { scores, chosen }) => {
      const best = scores.reduce((most, score) => Math.max(most, score), -Infinity);
      const sum = scores.reduce((odds, score) => odds + Math.exp(scale * (score - best)), 0);
      return total + scale * (chosen - best) - Math.log(sum);
    }, 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  const at = (place: number) => ({ place, value: likelihood(Math.exp(place)) });
  let [low, high] = [-12, 4];
  let [left, right] = [at(high - golden * (high - low)), at(low + golden * (high - low))];
  for (let step = 0; step < 40; step++) {
    if (left.value > right.value) {
      [high, right] = [right.place, left];
      left = at(high - golden * (high - low));
    } else {
      [low, left] = [left.place, right];
      right = at(low + golden * (high - low));
    }
  }
  return { scale: Math.exp((low + high) / 2), missed };
}

/**
 * The chance that a restaurant in reach is the one the diner went to, when one visit is set against OTHERS others drawn
 * from those in reach: the odds among all of them, times (all others / OTHERS). In the order of `request.candidates`.
 */
export function chancesOf(scores: Float64Array, chances: Chances): Float64Array {
  const drawn = (scores.length - 1) / OTHERS;
  return choice(scores, chances).map((chance) => {
    const odds = (chance / (1 - chance)) * drawn;
    return odds / (1 + odds);
  });
}
