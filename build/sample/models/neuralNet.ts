// A small wide & deep net: two hidden layers beside a direct linear path. Cheng et al. (2016), DLRS, 7–10.
import type { Examples } from '../features.ts';
import { randomFrom, shuffle } from '../random.ts';

const FIRST = 24;
const SECOND = 12;
const EPOCHS = 5;
const RATE = 0.03;

interface NeuralNet {
  /** Log-odds. */
  predict(inputs: Float64Array, at: number): number;
  multiplyAdds: number;
  parameters: number;
  fittingSteps: number;
}

/** Fits by stochastic gradient with per-parameter steps (Duchi, Hazan & Singer 2011). */
export function fitNeuralNet({ rows, inputs, width, labels }: Examples, seed: number): NeuralNet {
  const random = randomFrom(seed);
  const layer = (from: number, to: number) =>
    Float64Array.from({ length: (from + 1) * to }, (_, i) =>
      i < from * to ? random.normal() * Math.sqrt(2 / from) : 0,
    );
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  for (let i = 0; i < inputs.length; i++) mean[i % width]! += inputs[i]! / rows;
  for (let i = 0; i < inputs.length; i++) scale[i % width]! += (inputs[i]! - mean[i % width]!) ** 2 / rows;
  for (let i = 0; i < width; i++) scale[i] = 1 / Math.sqrt(scale[i]! + 1e-9);

  // The output reads the second hidden layer, then the inputs themselves.
  const weights = [layer(width, FIRST), layer(FIRST, SECOND), new Float64Array(SECOND + width + 1)];
  for (let i = 0; i < SECOND; i++) weights[2]![i] = random.normal() / Math.sqrt(SECOND);
  const squares = weights.map((values) => new Float64Array(values.length).fill(1e-2));
  const [w1, w2, w3] = weights as [Float64Array, Float64Array, Float64Array];
  const x = new Float64Array(width);
  const h1 = new Float64Array(FIRST);
  const h2 = new Float64Array(SECOND);

  const forward = (row: Float64Array, at: number) => {
    for (let i = 0; i < width; i++) x[i] = (row[at + i]! - mean[i]!) * scale[i]!;
    for (let j = 0; j < FIRST; j++) {
      let sum = w1[width * FIRST + j]!;
      for (let i = 0; i < width; i++) sum += w1[j * width + i]! * x[i]!;
      h1[j] = sum > 0 ? sum : 0;
    }
    let out = w3[SECOND + width]!;
    for (let j = 0; j < SECOND; j++) {
      let sum = w2[FIRST * SECOND + j]!;
      for (let i = 0; i < FIRST; i++) sum += w2[j * FIRST + i]! * h1[i]!;
      h2[j] = sum > 0 ? sum : 0;
      out += w3[j]! * h2[j]!;
    }
    for (let i = 0; i < width; i++) out += w3[SECOND + i]! * x[i]!;
    return out;
  };
  const step = (which: number, at: number, gradient: number) => {
    if (gradient === 0) return;
    const square = squares[which]!;
    square[at]! += gradient * gradient;
    weights[which]![at]! += (RATE * gradient) / Math.sqrt(square[at]!);
  };

  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const back1 = new Float64Array(FIRST);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const row of order) {
      const error = labels[row]! - 1 / (1 + Math.exp(-forward(inputs, row * width)));
      back1.fill(0);
      for (let j = 0; j < SECOND; j++) {
        const back = h2[j]! > 0 ? error * w3[j]! : 0;
        step(2, j, error * h2[j]!);
        if (back === 0) continue;
        for (let i = 0; i < FIRST; i++) {
          if (h1[i]! > 0) back1[i]! += back * w2[j * FIRST + i]!;
          step(1, j * FIRST + i, back * h1[i]!);
        }
        step(1, FIRST * SECOND + j, back);
      }
      for (let i = 0; i < width; i++) step(2, SECOND + i, error * x[i]!);
      step(2, SECOND + width, error);
      for (let j = 0; j < FIRST; j++) {
        if (back1[j] === 0) continue;
        for (let i = 0; i < width; i++) step(0, j * width + i, back1[j]! * x[i]!);
        step(0, width * FIRST + j, back1[j]!);
      }
    }
  }
  const multiplyAdds = width * FIRST + FIRST * SECOND + SECOND + 2 * width;
  return {
    predict: forward,
    multiplyAdds,
    parameters: w1.length + w2.length + w3.length + 2 * width,
    fittingSteps: EPOCHS * rows * multiplyAdds * 3,
  };
}
