// An objective: a metric that matters, with a direction and a value function on fixed anchors.
// The anchors belong to the objective, never to the candidates that happen to be loaded.
import { z } from 'zod';
import { finite, label, metricId, objectiveId } from './ids.ts';
import { direction } from './metric.ts';

/**
 * How a metric becomes a value in [0, 1]. Outside the anchors the value is clamped, and the cell is flagged.
 * - linear, log: `worst` → 0, `best` → 1 (log needs both anchors positive).
 * - target: 1 at `target`, falling linearly to 0 at `target - below` and `target + above`.
 * - piecewise: straight lines between points, `at` rising; monotone for max and min, single-peaked for target. The lowest
 *   point is 0 and the highest 1, so that a weight means the same for every shape.
 */
const valueFunction = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('linear'), worst: finite, best: finite }),
  z.strictObject({ shape: z.literal('log'), worst: finite.positive(), best: finite.positive() }),
  z.strictObject({
    shape: z.literal('target'),
    target: finite,
    below: finite.positive(),
    above: finite.positive(),
  }),
  z.strictObject({
    shape: z.literal('piecewise'),
    points: z
      .array(z.strictObject({ at: finite, value: z.number().min(0).max(1) }))
      .min(2)
      .max(20),
  }),
]);
export type ValueFunction = z.infer<typeof valueFunction>;

/** What becomes of a candidate whose metric is missing. */
const missingPolicy = z.enum(['exclude', 'worst', 'median']);
export type MissingPolicy = z.infer<typeof missingPolicy>;

const fields = {
  metricId,
  name: label,
  direction,
  valueFunction,
  missing: missingPolicy,
};

/** Direction and value function have to tell the same story; returns what is wrong with it, or null. */
export function valueFunctionProblem(definition: {
  direction: z.infer<typeof direction>;
  valueFunction: ValueFunction;
}): string | null {
  const { direction: way, valueFunction: value } = definition;
  if (value.shape === 'piecewise') return pointsProblem(way, value.points);
  if (way === 'target') return value.shape === 'target' ? null : 'A target objective needs a target and two distances.';
  if (value.shape === 'target') return 'Only a target objective has a target.';
  if (value.worst === value.best) return 'The worst and the best anchor must differ.';
  if (value.shape === 'log' && Math.log(value.worst) === Math.log(value.best)) {
    return 'The worst and the best anchor are so close together that a logarithmic range has no room between them. Set them further apart, or choose a linear range.';
  }
  if (way === 'max' && value.worst > value.best) return 'Higher is better, so the best anchor must be above the worst.';
  if (way === 'min' && value.worst < value.best) return 'Lower is better, so the best anchor must be below the worst.';
  return null;
}

function pointsProblem(
  way: z.infer<typeof direction>,
  points: readonly { at: number; value: number }[],
): string | null {
  const values = points.map((point) => point.value);
  if (points.some((point, index) => index > 0 && point.at <= points[index - 1]!.at)) {
    return 'The points of the curve must go from left to right, no two at the same place.';
  }
  if (Math.min(...values) !== 0 || Math.max(...values) !== 1) return 'The curve must reach both 0 and 1.';
  const peak = way === 'max' ? values.length - 1 : way === 'min' ? 0 : values.indexOf(1);
  const wrong = values.findIndex(
    (value, index) => index > 0 && (index <= peak ? value < values[index - 1]! : value > values[index - 1]!),
  );
  if (wrong === -1) return null;
  if (way === 'target') return 'The curve must rise to one peak and fall after it.';
  return way === 'max'
    ? 'Higher is better, so the curve must not fall.'
    : 'Lower is better, so the curve must not rise.';
}

export const objectiveDefinition = z.strictObject(fields).superRefine((definition, context) => {
  const problem = valueFunctionProblem(definition);
  if (problem) context.addIssue({ code: 'custom', message: problem, path: ['valueFunction'] });
});
export type ObjectiveDefinition = z.infer<typeof objectiveDefinition>;

export const objective = z.strictObject({
  id: objectiveId,
  ...fields,
  /** 0-based place among the review's objectives; also picks the colour. */
  position: z.int().min(0),
});
export type Objective = z.infer<typeof objective>;
