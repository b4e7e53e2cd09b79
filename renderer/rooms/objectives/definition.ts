// Turning one definition of an objective into another: what changing the direction or the shape does to the anchors.
import { stepBetween } from '../../../shared/domain/format.ts';
import type { Direction } from '../../../shared/domain/metric.ts';
import type { Objective, ObjectiveDefinition, ValueFunction } from '../../../shared/domain/objective.ts';
import { proposeAnchors } from '../../../shared/engine/anchors.ts';
import { valueOf } from '../../../shared/engine/value.ts';

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
  if (direction === 'target' || valueFunction.shape === 'target' || definition.direction === 'target') {
    return { ...definition, direction, valueFunction: proposeAnchors(values, direction) };
  }
  if (valueFunction.shape === 'piecewise') {
    const points = valueFunction.points.map(({ at, value }) => ({ at, value: Number((1 - value).toPrecision(12)) }));
    return { ...definition, direction, valueFunction: { shape: 'piecewise', points } };
  }
  const { shape, worst, best } = valueFunction;
  return { ...definition, direction, valueFunction: { shape, worst: best, best: worst } };
}

export type Shape = ValueFunction['shape'];

/** The shapes that a direction allows, with what they are called. */
export function shapesFor(direction: Direction): { shape: Shape; label: string }[] {
  const curve = { shape: 'piecewise' as const, label: 'curve' };
  if (direction === 'target') return [{ shape: 'target', label: 'straight to the target' }, curve];
  return [{ shape: 'linear', label: 'linear' }, { shape: 'log', label: 'log' }, curve];
}

/** The same range in another shape; null where that cannot be, which is a log range that reaches zero. */
export function withShape(definition: ObjectiveDefinition, shape: Shape): ObjectiveDefinition | null {
  const { valueFunction: f, direction } = definition;
  if (shape === f.shape) return definition;
  const [low, high] = rangeOf(f);
  if (shape === 'target') {
    if (direction !== 'target') return null;
    const target = f.shape === 'piecewise' ? f.points.find((point) => point.value === 1)!.at : (low + high) / 2;
    const room = (high - low) / 10;
    const valueFunction = { shape, target, below: target - low || room, above: high - target || room };
    return { ...definition, valueFunction };
  }
  if (shape === 'piecewise') return { ...definition, valueFunction: { shape, points: pointsOf(f) } };
  if (direction === 'target' || (shape === 'log' && low <= 0)) return null;
  const [worst, best] = direction === 'max' ? [low, high] : [high, low];
  return { ...definition, valueFunction: { shape, worst, best } };
}

/** A curve through the same values at its ends and halfway. */
function pointsOf(f: ValueFunction): { at: number; value: number }[] {
  const [low, high] = rangeOf(f);
  const middle = f.shape === 'target' ? f.target : f.shape === 'log' ? Math.sqrt(low * high) : (low + high) / 2;
  return [low, Number(middle.toPrecision(6)), high].map((at) => ({ at, value: Number(valueOf(f, at).toPrecision(6)) }));
}

/** The two ends of the judged range, low first. */
export function rangeOf(f: ValueFunction): [low: number, high: number] {
  if (f.shape === 'target') return [f.target - f.below, f.target + f.above];
  if (f.shape === 'piecewise') return [f.points[0]!.at, f.points.at(-1)!.at];
  return f.worst < f.best ? [f.worst, f.best] : [f.best, f.worst];
}

/** A step for arrow keys: about a hundredth of the range, as a power of ten. */
export function stepOf(f: ValueFunction): number {
  const [low, high] = rangeOf(f);
  return stepBetween({ low, high });
}
