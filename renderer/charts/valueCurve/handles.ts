// The points of a value function that a hand can take hold of, and what moving one does.
import type { Direction } from '../../../shared/domain/metric.ts';
import { valueFunctionProblem, type ValueFunction } from '../../../shared/domain/objective.ts';

interface Handle {
  at: number;
  value: number;
  /** Whether its value may change too, or only where it lies. */
  free: boolean;
  /** What it is called: "worst", "best", "target", "point 2". */
  name: string;
}

/** From left to right for curves; worst and best first for anchors. */
export function handlesOf(f: ValueFunction): Handle[] {
  switch (f.shape) {
    case 'target':
      return [
        { at: f.target - f.below, value: 0, free: false, name: 'counts 0 below' },
        { at: f.target, value: 1, free: false, name: 'target' },
        { at: f.target + f.above, value: 0, free: false, name: 'counts 0 above' },
      ];
    case 'piecewise':
      return f.points.map(({ at, value }, index) => ({
        at,
        value,
        free: true,
        name: `point ${index + 1}`,
      }));
    default:
      return [
        { at: f.worst, value: 0, free: false, name: 'counts 0' },
        { at: f.best, value: 1, free: false, name: 'counts 1' },
      ];
  }
}

/** The function with one handle elsewhere, or null where that would not be a value function of this direction. */
export function withHandle(
  f: ValueFunction,
  direction: Direction,
  index: number,
  at: number,
  value: number,
): ValueFunction | null {
  const moved = moveHandle(f, index, at, Math.min(1, Math.max(0, value)));
  if (moved === null || !Number.isFinite(at)) return null;
  if (moved.shape === 'log' && (moved.worst <= 0 || moved.best <= 0)) return null;
  return valueFunctionProblem({ direction, valueFunction: moved }) === null ? moved : null;
}

function moveHandle(f: ValueFunction, index: number, at: number, value: number): ValueFunction | null {
  switch (f.shape) {
    case 'target':
      // The ends stay where they are when the peak moves.
      if (index === 1) {
        const below = at - (f.target - f.below);
        const above = f.target + f.above - at;
        return below > 0 && above > 0 ? { ...f, target: at, below, above } : null;
      }
      if (index === 0) return at < f.target ? { ...f, below: f.target - at } : null;
      return at > f.target ? { ...f, above: at - f.target } : null;
    case 'piecewise':
      return { ...f, points: f.points.map((point, k) => (k === index ? { at, value } : point)) };
    default:
      return index === 0 ? { ...f, worst: at } : { ...f, best: at };
  }
}

/** A curve with one more point on it, or null where it is full or has one there. */
export function withPoint(f: ValueFunction & { shape: 'piecewise' }, at: number): ValueFunction | null {
  const right = f.points.findIndex((point) => at <= point.at);
  const a = f.points[right - 1];
  const b = f.points[right];
  if (!a || !b || at === b.at || f.points.length >= 20) return null;
  const value = a.value + ((b.value - a.value) * (at - a.at)) / (b.at - a.at);
  return { ...f, points: [...f.points.slice(0, right), { at, value }, ...f.points.slice(right)] };
}

/** A curve without one of its points, or null where it cannot do without. */
export function withoutPoint(
  f: ValueFunction & { shape: 'piecewise' },
  direction: Direction,
  index: number,
): ValueFunction | null {
  const next = { ...f, points: f.points.filter((_, k) => k !== index) };
  return next.points.length >= 2 && valueFunctionProblem({ direction, valueFunction: next }) === null ? next : null;
}
