// Turning one definition of an objective into another: what changing the direction or the shape does to the anchors.
import type { Direction } from '../../../shared/domain/metric.ts';
import type { Objective, ObjectiveDefinition, ValueFunction } from '../../../shared/domain/objective.ts';
import { proposeAnchors } from '../../../shared/engine/anchors.ts';

export function definitionOf({ metricId, name, direction, valueFunction, missing }: Objective): ObjectiveDefinition {
  return { metricId, name, direction, valueFunction, missing };
}

/** The same objective judged the other way: anchors swap ends; a target is proposed anew from the values. */
export function withDirection(
  definition: ObjectiveDefinition,
  direction: Direction,
  values: ArrayLike<number>,
): ObjectiveDefinition {
  const { valueFunction } = definition;
  if (direction === definition.direction) return definition;
  if (direction === 'target' || valueFunction.shape === 'target') {
    return { ...definition, direction, valueFunction: proposeAnchors(values, direction) };
  }
  const { shape, worst, best } = valueFunction;
  return { ...definition, direction, valueFunction: { shape, worst: best, best: worst } };
}

/** Linear and log keep the anchors; log needs both above zero, so null says that it cannot be. */
export function withShape(definition: ObjectiveDefinition, shape: 'linear' | 'log'): ObjectiveDefinition | null {
  const { valueFunction } = definition;
  if (valueFunction.shape === 'target') return null;
  const { worst, best } = valueFunction;
  if (shape === 'log' && (worst <= 0 || best <= 0)) return null;
  return { ...definition, valueFunction: { shape, worst, best } };
}

/** The two ends of the judged range, low first. */
export function rangeOf(f: ValueFunction): [low: number, high: number] {
  if (f.shape === 'target') return [f.target - f.below, f.target + f.above];
  return f.worst < f.best ? [f.worst, f.best] : [f.best, f.worst];
}

/** A step for arrow keys: about a hundredth of the range, as a power of ten. */
export function stepOf(f: ValueFunction): number {
  const [low, high] = rangeOf(f);
  return 10 ** Math.floor(Math.log10((high - low) / 50));
}
