// Logistic regression on the features: every score is a sum of fourteen terms that can be read aloud.
import type { Examples, Inputs } from '../features.ts';
import { randomFrom, shuffle } from '../random.ts';
import type { Request } from '../simulate.ts';
import type { Work } from '../work.ts';

const EPOCHS = 6;
const RATE = 0.05;

interface Linear {
  /** Log-odds, but for a constant. */
  predict(inputs: Float64Array, at: number): number;
  coefficients: Float64Array;
  fittingSteps: number;
}

/** Fits coefficients to labels or to probabilities, by stochastic gradient on standardised inputs. */
export function fitLinear({ rows, inputs, width, labels }: Examples, seed: number): Linear {
  const mean = new Float64Array(width);
  const spread = new Float64Array(width);
  for (let i = 0; i < inputs.length; i++) mean[i % width]! += inputs[i]! / rows;
  for (let i = 0; i < inputs.length; i++) spread[i % width]! += (inputs[i]! - mean[i % width]!) ** 2 / rows;
  const scale = spread.map((variance) => 1 / Math.sqrt(variance + 1e-9));
  const weights = new Float64Array(width);
  let bias = 0;
  const random = randomFrom(seed);
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    const rate = RATE / (1 + 2 * epoch);
    for (const row of order) {
      let sum = bias;
      for (let i = 0; i < width; i++) sum += weights[i]! * (inputs[row * width + i]! - mean[i]!) * scale[i]!;
      const error = labels[row]! - 1 / (1 + Math.exp(-sum));
      bias += rate * error;
      for (let i = 0; i < width; i++) {
        weights[i]! += rate * (error * (inputs[row * width + i]! - mean[i]!) * scale[i]! - 1e-4 * weights[i]!);
      }
    }
  }
  const coefficients = weights.map((weight, i) => weight * scale[i]!);
  return {
    coefficients,
    predict: (row, at) => {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += coefficients[i]! * row[at + i]!;
      return sum;
    },
    fittingSteps: EPOCHS * rows * width * 3,
  };
}

/** Scores the candidates with a predictor over inputs that have to be fetched; counts the fetching, not the predictor. */
export function scoreRows(
  { diner, context }: Request,
  candidates: Int32Array,
  inputs: Inputs,
  predict: (row: Float64Array, at: number) => number,
  work: Work,
): Float64Array {
  // One trip for the diner's profile, one for the restaurants' live features.
  work.profileTrips += 1;
  work.featureTrips += 1;
  work.rows += 1 + candidates.length;
  work.multiplyAdds += candidates.length * inputs.width;
  const row = new Float64Array(inputs.width);
  return Float64Array.from(candidates, (id) => {
    inputs.write(diner, id, context, row, 0);
    return predict(row, 0);
  });
}
