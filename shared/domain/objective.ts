// An objective: a metric that matters, with a direction and a value function on fixed anchors.
// The anchors belong to the objective, never to the candidates that happen to be loaded.
import { z } from 'zod';
import { finite, label, metricId, objectiveId } from './ids.ts';
import { direction } from './metric.ts';

/**
 * How a metric becomes a value in [0, 1]. Outside the anchors the value is clamped, and the cell is flagged.
 * - linear, log: `worst` → 0, `best` → 1 (log needs both anchors positive).
 * - target: 1 at `target`, falling linearly to 0 at `target - below` and `target + above`.
 */
export const valueFunction = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('linear'), worst: finite, best: finite }),
  z.strictObject({ shape: z.literal('log'), worst: finite.positive(), best: finite.positive() }),
  z.strictObject({
    shape: z.literal('target'),
    target: finite,
    below: finite.positive(),
    above: finite.positive(),
  }),
]);
export type ValueFunction = z.infer<typeof valueFunction>;

/** What becomes of a candidate whose metric is missing. */
export const missingPolicy = z.enum(['exclude', 'worst', 'median']);
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
  if (way === 'target') return value.shape === 'target' ? null : 'A target objective needs a target and two distances.';
  if (value.shape === 'target') return 'Only a target objective has a target.';
  if (value.worst === value.best) return 'The worst and the best anchor must differ.';
  if (way === 'max' && value.worst > value.best) return 'Higher is better, so the best anchor must be above the worst.';
  if (way === 'min' && value.worst < value.best) return 'Lower is better, so the best anchor must be below the worst.';
  return null;
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
