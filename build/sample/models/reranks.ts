// Candidates that take another's scores and bend them: towards what restaurants pay, or towards independents.
import type { Restaurant } from '../city.ts';
import type { LinearScorer, Scorer } from './model.ts';

/** Adds `bonus(restaurant)` to the log-odds of another scorer. */
function bend(base: Scorer, bonus: readonly number[]): Scorer {
  return {
    ...base,
    score: (request, work) => {
      const scores = base.score(request, work);
      work.lookups += request.candidates.length;
      return scores.map((score, i) => score + bonus[request.candidates[i]!]!);
    },
    parameters: base.parameters + bonus.length,
    inputs: base.inputs + 1,
  };
}

/** Order by expected revenue: odds of a choice times fee per click (2 cents for those who pay nothing). */
export function feeAuction(base: LinearScorer, city: readonly Restaurant[]): LinearScorer {
  const bonus = city.map(({ fee }) => Math.log(fee + 0.02));
  return {
    ...bend(base, bonus),
    terms: [...base.terms, 'log fee'],
    writeTerms: (diner, restaurant, context, into) => {
      base.writeTerms(diner, restaurant, context, into);
      into[base.terms.length] = bonus[restaurant]!;
    },
  };
}

/** A fee counts, gently: the odds are multiplied by (1 + fee). */
export const feeNudge = (base: Scorer, city: readonly Restaurant[]): Scorer =>
  bend(
    base,
    city.map(({ fee }) => Math.log(1 + fee)),
  );

/** Independents get a head start: their odds are multiplied by 1.6. */
export const independentsForward = (base: Scorer, city: readonly Restaurant[]): Scorer =>
  bend(
    base,
    city.map(({ chain }) => (chain ? 0 : Math.log(1.6))),
  );

/** Whoever pays most comes first, whatever the diner likes. */
export function paidPlacement(city: readonly Restaurant[]): Scorer {
  return {
    score: ({ candidates }, work) => {
      work.lookups += candidates.length;
      return Float64Array.from(candidates, (id) => city[id]!.fee);
    },
    parameters: city.length,
    fittingSteps: city.length,
    inputs: 1,
  };
}
