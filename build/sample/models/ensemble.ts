// Ensemble: deep boosted trees and the neural net together, over features and affinities of every restaurant in reach.
// It leaves nothing out, and that is its price.
import { affinityParameters, countAffinities, type Lesson } from './affinityInputs.ts';
import { fitForest } from './boosting.ts';
import { fitLinear, scoreRows } from './logistic.ts';
import type { Scorer } from './model.ts';
import { fitNeuralNet } from './neuralNet.ts';

export function fitEnsemble({ now, inputs, examples, fittingSteps }: Lesson): Scorer {
  const forest = fitForest(examples, { trees: 100, depth: 5, rate: 0.08 });
  const net = fitNeuralNet(examples, 82);
  const linear = fitLinear(examples, 83);
  return {
    score: (request, work) => {
      const { length } = request.candidates;
      countAffinities(request, now, work);
      // The trees run in one service, the net in another.
      work.hops += 1;
      work.lookups += length * forest.steps;
      work.multiplyAdds += length * (net.multiplyAdds + inputs.width);
      const predict = (row: Float64Array, at: number) =>
        forest.predict(row, at) + net.predict(row, at) + linear.predict(row, at);
      return scoreRows(request, request.candidates, inputs, predict, work);
    },
    parameters: forest.parameters + net.parameters + inputs.width + affinityParameters(now),
    fittingSteps: forest.fittingSteps + net.fittingSteps + linear.fittingSteps + fittingSteps,
    inputs: inputs.width,
  };
}
