// Popular nearby: the restaurants in reach that were visited most, the same for everybody.
import type { Evidence, Scorer } from './model.ts';

export function fitPopularity({ world, past }: Evidence): Scorer {
  return {
    score: ({ candidates }, work) => {
      work.lookups += candidates.length;
      return Float64Array.from(candidates, (id) => past.visits[id]!);
    },
    parameters: world.city.length,
    fittingSteps: world.training.length,
    inputs: 1,
  };
}
