// Two-stage: the two-tower model picks 80 restaurants, a second service ranks those with boosted trees. Covington, Adams &
// Sargin (2016), RecSys, 191–198.
import type { Request } from '../simulate.ts';
import { affinityParameters, countAffinities, type Lesson } from './affinityInputs.ts';
import { fitForest, type Forest } from './boosting.ts';
import { scoreRows } from './logistic.ts';
import type { Scorer } from './model.ts';

export const RETRIEVED = 80;

/** The `count` candidates with the largest scores, in their order in the request. */
export function retrieve(request: Request, scores: Float64Array, count: number): Int32Array {
  if (scores.length <= count) return request.candidates;
  const bar = Float64Array.from(scores).sort()[scores.length - count]!;
  return request.candidates.filter((_, i) => scores[i]! >= bar);
}

/** Scores of a few candidates, spread over all of the request's; the others are not to be shown. */
export function spread(request: Request, kept: Int32Array, scores: Float64Array): Float64Array {
  const all = new Float64Array(request.candidates.length).fill(-Infinity);
  const at = new Map(Array.from(request.candidates, (id, i) => [id, i] as const));
  kept.forEach((id, i) => (all[at.get(id)!] = scores[i]!));
  return all;
}

export interface SecondStage extends Scorer {
  forest: Forest;
}

export function fitTwoStage({ now, inputs, examples, fittingSteps }: Lesson): SecondStage {
  const forest = fitForest(examples, { trees: 120, depth: 4, rate: 0.1 });
  return {
    forest,
    score: (request, work) => {
      const kept = retrieve(request, now.towers.score(request, work), RETRIEVED);
      // The first stage has its own trip for the diner's vector; the second fetches the profile and the features again.
      work.hops += 1;
      countAffinities({ ...request, candidates: kept }, now, work);
      work.lookups += kept.length * forest.steps;
      return spread(request, kept, scoreRows(request, kept, inputs, forest.predict, work));
    },
    parameters: forest.parameters + affinityParameters(now),
    fittingSteps: forest.fittingSteps + fittingSteps,
    inputs: inputs.width,
  };
}
