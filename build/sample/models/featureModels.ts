// The three candidates that read the plain features of every restaurant in reach: logistic regression, boosted trees, and a
// wide & deep net.
import { drawExamples, FEATURE_COUNT, FEATURES, plainInputs } from '../features.ts';
import { randomFrom } from '../random.ts';
import { fitForest } from './boosting.ts';
import { fitLinear, scoreRows } from './logistic.ts';
import type { Evidence, LinearScorer, Scorer } from './model.ts';
import { fitNeuralNet } from './neuralNet.ts';

const NEGATIVES = 6;

export function fitLogistic({ world, early, past }: Evidence): LinearScorer {
  const examples = drawExamples(world, world.fitting, plainInputs(early), NEGATIVES, randomFrom(31));
  const linear = fitLinear(examples, 32);
  const inputs = plainInputs(past);
  return {
    score: (request, work) => {
      work.multiplyAdds += request.candidates.length * FEATURE_COUNT;
      return scoreRows(request, request.candidates, inputs, linear.predict, work);
    },
    parameters: FEATURE_COUNT + 1,
    fittingSteps: linear.fittingSteps,
    inputs: FEATURE_COUNT,
    terms: FEATURES,
    writeTerms: (diner, restaurant, context, into) => {
      past.write(diner, restaurant, context, into, 0);
      linear.coefficients.forEach((coefficient, i) => (into[i]! *= coefficient));
    },
  };
}

export function fitBoostedTrees({ world, early, past }: Evidence): Scorer {
  const examples = drawExamples(world, world.fitting, plainInputs(early), NEGATIVES, randomFrom(41));
  const forest = fitForest(examples, { trees: 80, depth: 4, rate: 0.15 });
  const inputs = plainInputs(past);
  return {
    score: (request, work) => {
      work.lookups += request.candidates.length * forest.steps;
      return scoreRows(request, request.candidates, inputs, forest.predict, work);
    },
    parameters: forest.parameters,
    fittingSteps: forest.fittingSteps,
    inputs: FEATURE_COUNT,
  };
}

export function fitWideAndDeep({ world, early, past }: Evidence): Scorer {
  const examples = drawExamples(world, world.fitting, plainInputs(early), NEGATIVES, randomFrom(51));
  const net = fitNeuralNet(examples, 52);
  const inputs = plainInputs(past);
  return {
    score: (request, work) => {
      work.multiplyAdds += request.candidates.length * net.multiplyAdds;
      return scoreRows(request, request.candidates, inputs, net.predict, work);
    },
    parameters: net.parameters,
    fittingSteps: net.fittingSteps,
    inputs: FEATURE_COUNT,
  };
}
