// Two-stage, distilled: the two-tower model picks 80 restaurants and a few shallow trees, taught by the large second stage,
// rank them in the same process. They read what that process already has, so nothing is fetched per restaurant.
import { distance } from '../diners.ts';
import { drawExamples, type Inputs, type Past } from '../features.ts';
import { randomFrom } from '../random.ts';
import type { World } from '../simulate.ts';
import { affinityInputs, type Affinities, type Lesson } from './affinityInputs.ts';
import { fitForest } from './boosting.ts';
import type { Evidence, Scorer } from './model.ts';
import { retrieve, RETRIEVED, spread, type SecondStage } from './twoStage.ts';

/** The towers' score, the diner's own visits (they come with the diner's vector), the place, and the occasion. */
const nearInputs = (world: World, past: Past, { towers }: Affinities): Inputs => ({
  width: 7,
  write: (diner, restaurant, context, into, at) => {
    const place = world.city[restaurant]!;
    into[at] = towers.affinity(diner, restaurant, context);
    into[at + 1] = Math.log(1 + (past.visitsOf(diner).get(restaurant) ?? 0));
    into[at + 2] = distance(place, context);
    into[at + 3] = place.price - context.budget;
    into[at + 4] = context.budget;
    into[at + 5] = context.hour;
    into[at + 6] = place.rating;
  },
});

/** Imitates the second stage's probabilities. Hinton, Vinyals & Dean (2015), arXiv:1503.02531. */
export function fitDistilled({ world, early, past }: Evidence, lesson: Lesson, teacher: SecondStage): Scorer {
  const full = affinityInputs(early, lesson.before);
  const near = nearInputs(world, early, lesson.before);
  const both: Inputs = {
    width: full.width + near.width,
    write: (diner, restaurant, context, into, at) => {
      full.write(diner, restaurant, context, into, at);
      near.write(diner, restaurant, context, into, at + full.width);
    },
  };
  const { rows, inputs } = drawExamples(world, world.fitting, both, 5, randomFrom(71));
  const task = { rows, width: near.width, inputs: new Float64Array(rows * near.width), labels: new Float64Array(rows) };
  for (let row = 0; row < rows; row++) {
    const at = row * both.width;
    task.labels[row] = 1 / (1 + Math.exp(-teacher.forest.predict(inputs, at)));
    task.inputs.set(inputs.subarray(at + full.width, at + both.width), row * near.width);
  }
  const forest = fitForest(task, { trees: 40, depth: 4, rate: 0.25 });
  const { towers } = lesson.now;
  const live = nearInputs(world, past, lesson.now);
  const row = new Float64Array(live.width);
  return {
    score: (request, work) => {
      const kept = retrieve(request, towers.score(request, work), RETRIEVED);
      work.lookups += kept.length * (forest.steps + 1);
      work.multiplyAdds += kept.length * live.width;
      const scores = Float64Array.from(kept, (id) => {
        live.write(request.diner, id, request.context, row, 0);
        return forest.predict(row, 0);
      });
      return spread(request, kept, scores);
    },
    parameters: forest.parameters + towers.parameters,
    fittingSteps: forest.fittingSteps + teacher.fittingSteps,
    inputs: live.width + towers.inputs,
  };
}
