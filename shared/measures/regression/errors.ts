// How far predictions of a number are off.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';

export type ErrorId =
  | 'mae'
  | 'mse'
  | 'rmse'
  | 'bias'
  | 'r2'
  | 'mape'
  | 'maxError'
  | 'meanPrediction'
  | 'medianAbsoluteError'
  | 'explainedVariance'
  | 'pinball90';

const NO_ROWS = 'There are no rows, or all weights are 0.';
const CONSTANT = 'All labels are the same.';

/**
 * mae, mse, rmse: absolute, squared, root of the squared error. bias: mean of prediction − label. r2 = 1 − SSE/SST about the
 * (weighted) mean of the labels. mape: a fraction, undefined when a label is 0. explainedVariance: 1 − var(error)/var(label).
 * pinball90: the quantile loss at 0.9 (Koenker & Bassett 1978, Econometrica 46(1):33–50). The median is defined for logs without
 * weights. O(n).
 * @param sizes  the sizes of the errors, rising.
 */
export function regressionErrors(
  labels: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | null,
  sizes: Float64Array = errorSizes(labels, predicted),
): Record<ErrorId, Measure> {
  const n = labels.length;
  let total = 0;
  let absolute = 0;
  let squared = 0;
  let signed = 0;
  let relative = 0;
  let pinball = 0;
  let label = 0;
  // From the first on, so that the mean of a constant is that constant to the last digit.
  const first = predicted[0] ?? 0;
  const firstLabel = labels[0] ?? 0;
  let prediction = 0;
  let largest = n === 0 ? NaN : 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const error = predicted[i]! - labels[i]!;
    total += w;
    absolute += w * Math.abs(error);
    squared += w * error * error;
    signed += w * error;
    relative += w * Math.abs(error / labels[i]!);
    pinball += w * (error < 0 ? -0.9 * error : 0.1 * error);
    label += w * (labels[i]! - firstLabel);
    prediction += w * (predicted[i]! - first);
    largest = Math.max(largest, Math.abs(error));
  }
  const meanLabel = firstLabel + label / total;
  const bias = signed / total;
  let labelSquares = 0;
  let errorSquares = 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    labelSquares += w * (labels[i]! - meanLabel) ** 2;
    errorSquares += w * (predicted[i]! - labels[i]! - bias) ** 2;
  }
  return {
    mae: measured(absolute / total, NO_ROWS),
    mse: measured(squared / total, NO_ROWS),
    rmse: measured(Math.sqrt(squared / total), NO_ROWS),
    bias: measured(bias, NO_ROWS),
    r2: measured(1 - squared / labelSquares, total === 0 ? NO_ROWS : CONSTANT),
    mape: measured(relative / total, total === 0 ? NO_ROWS : 'Some labels are 0, so an error has no share of them.'),
    maxError: measured(largest, NO_ROWS),
    meanPrediction: measured(first + prediction / total, NO_ROWS),
    medianAbsoluteError:
      weights === null
        ? measured(median(sizes), NO_ROWS)
        : { value: null, reason: 'The median error is defined for logs without weights.' },
    explainedVariance: measured(1 - errorSquares / labelSquares, total === 0 ? NO_ROWS : CONSTANT),
    pinball90: measured(pinball / total, NO_ROWS),
  };
}

/** How far off each prediction is, rising. O(n log n). */
export const errorSizes = (labels: Float64Array, predicted: Float64Array): Float64Array =>
  labels.map((label, i) => Math.abs(predicted[i]! - label)).sort();

/** Of rising values. */
function median(values: Float64Array): number {
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
