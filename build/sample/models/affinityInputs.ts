// The features with three fitted affinities beside them: what the second stage and the ensemble read.
import { drawExamples, FEATURE_COUNT, type Examples, type Inputs, type Past } from '../features.ts';
import { randomFrom } from '../random.ts';
import type { Request, Visit, World } from '../simulate.ts';
import { noWork, type Work } from '../work.ts';
import type { Evidence } from './model.ts';
import { fitFactorisation, type FactorScorer } from './factorisation.ts';
import { fitItemNeighbours, type NeighbourScorer } from './itemNeighbours.ts';
import { fitTwoTower, type TowerScorer } from './twoTower.ts';

export interface Affinities {
  factors: FactorScorer;
  neighbours: NeighbourScorer;
  towers: TowerScorer;
}

const fitAffinities = (world: World, past: Past, visits: readonly Visit[]): Affinities => ({
  factors: fitFactorisation(world, past),
  neighbours: fitItemNeighbours(world, past),
  towers: fitTwoTower(world, visits),
});

export function affinityInputs(past: Past, { factors, neighbours, towers }: Affinities): Inputs {
  // Rows of one diner come together, so the last diner's sums are kept.
  let diner = -1;
  let sums: Float64Array = new Float64Array(0);
  return {
    width: FEATURE_COUNT + 3,
    write: (id, restaurant, context, into, at) => {
      if (id !== diner) [diner, sums] = [id, neighbours.affinities(id)];
      past.write(id, restaurant, context, into, at);
      into[at + FEATURE_COUNT] = factors.affinity(id, restaurant);
      into[at + FEATURE_COUNT + 1] = Math.log(0.05 + sums[restaurant]!);
      into[at + FEATURE_COUNT + 2] = towers.affinity(id, restaurant, context);
    },
  };
}

/**
 * Counts the computing behind the three affinities for the request's candidates, as the models themselves count it. The
 * diner's vector and visits come with the profile, in the trip that `scoreRows` counts.
 */
export function countAffinities(request: Request, { factors, neighbours, towers }: Affinities, work: Work): void {
  const own = noWork();
  for (const model of [factors, neighbours, towers]) model.score(request, own);
  work.multiplyAdds += own.multiplyAdds;
  work.lookups += own.lookups;
}

/** Numbers in memory behind the three affinities. */
export const affinityParameters = ({ factors, neighbours, towers }: Affinities): number =>
  factors.parameters + neighbours.parameters + towers.parameters;

const affinityFitting = ({ factors, neighbours, towers }: Affinities): number =>
  factors.fittingSteps + neighbours.fittingSteps + towers.fittingSteps;

/** Everything that models over features and affinities start from, made once for all of them. */
export interface Lesson {
  /** Fitted on the history, so that the rows to fit on are new to them. */
  before: Affinities;
  /** Fitted on all training visits, for serving. */
  now: Affinities;
  /** Inputs at serving time. */
  inputs: Inputs;
  examples: Examples;
  /** Steps spent on the affinities. */
  fittingSteps: number;
}

export function prepareLesson({ world, early, past }: Evidence): Lesson {
  const before = fitAffinities(world, early, world.history);
  const now = fitAffinities(world, past, world.training);
  return {
    before,
    now,
    inputs: affinityInputs(past, now),
    examples: drawExamples(world, world.fitting, affinityInputs(early, before), 5, randomFrom(61)),
    fittingSteps: affinityFitting(before) + affinityFitting(now),
  };
}
