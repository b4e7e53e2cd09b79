// What a swing is in native units: from the worst end of an objective's range to its best.
import type { Objective } from './objective.ts';
import { formatMeasure, formatNumber } from './format.ts';

/** The measurements of value 0 (two where both sides of a target are bad) and the one of value 1. */
function swingEnds({ valueFunction: f }: Pick<Objective, 'valueFunction'>): { from: number[]; to: number } {
  if (f.shape === 'target') return { from: [f.target - f.below, f.target + f.above], to: f.target };
  if (f.shape !== 'piecewise') return { from: [f.worst], to: f.best };
  const first = f.points.findIndex((point) => point.value === 1);
  // The last point at 0 before the best ones, and the first after them: beyond these nothing more is lost.
  const before = f.points.slice(0, first).findLast((point) => point.value === 0);
  const after = f.points.slice(first).find((point) => point.value === 0);
  const reached = before ? f.points[first]! : f.points.findLast((point) => point.value === 1)!;
  return { from: [before, after].flatMap((point) => (point ? [point.at] : [])), to: reached.at };
}

/** "from 60 to 5 ms", "from 0 or 2 to 1". */
export function swingText(objective: Pick<Objective, 'valueFunction'>, unit: string): string {
  const { from, to } = swingEnds(objective);
  const start = from.map((at) => formatNumber(at, decimalsOf(at))).join(' or ');
  return `from ${start} to ${formatMeasure(to, decimalsOf(to), unit)}`;
}

/** "1 is best; 0 and 2, and anything beyond, count nothing": what a range with two bad ends means; '' where the ends say it themselves. */
export function aimText(objective: Pick<Objective, 'valueFunction'>, unit: string): string {
  const { from, to } = swingEnds(objective);
  if (from.length < 2) return '';
  const ends = from.map((at) => formatNumber(at, decimalsOf(at))).join(' and ');
  return `${formatMeasure(to, decimalsOf(to), unit)} is best; ${ends}, and anything beyond, count nothing`;
}

/**
 * What moved between two ranges: "worst 80 → 60 ms", "best 5 → 8 ms", or both ranges in full. '' where the ends are the same.
 */
export function swingChangeText(
  before: Pick<Objective, 'valueFunction'>,
  now: Pick<Objective, 'valueFunction'>,
  unit: string,
): string {
  const [old, is] = [swingEnds(before), swingEnds(now)];
  const moved = (a: number, b: number) =>
    `${formatNumber(a, decimalsOf(a))} → ${formatMeasure(b, decimalsOf(b), unit)}`;
  const sameStart = old.from.length === is.from.length && old.from.every((at, i) => at === is.from[i]);
  if (sameStart) return old.to === is.to ? '' : `best ${moved(old.to, is.to)}`;
  if (old.to === is.to && old.from.length === 1 && is.from.length === 1) {
    return `worst ${moved(old.from[0]!, is.from[0]!)}`;
  }
  return `${swingText(before, unit)} then, ${swingText(now, unit)} now`;
}

/** As many as the anchor was given with, up to what anybody reads. */
function decimalsOf(value: number): number {
  const plain = Number(value.toPrecision(6));
  let decimals = 0;
  while (decimals < 8 && Number(plain.toFixed(decimals)) !== plain) decimals++;
  return decimals;
}
