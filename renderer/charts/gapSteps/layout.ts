// Geometry of what closing a gap costs: per role a staircase of the best value that is left at every bound on the gap.
import { axisScale, type AxisScale } from '../frame/scale.ts';

interface GapLine {
  /** Whatever tells the caller whose it is. */
  key: number;
  name: string;
  /** Per step the best value, in the order of the bounds; null where there is none. */
  values: readonly (number | null)[];
}

export interface GapInput {
  /** From the loosest to the strictest. */
  bounds: readonly number[];
  comparator: '<=' | '>=';
  lines: readonly GapLine[];
  /** Places of the steps at which the group has another answer, with its name. */
  answers: readonly { step: number; name: string }[];
  width: number;
  height: number;
  measure: (text: string) => number;
}

interface GapLayout {
  plot: { left: number; right: number; top: number; bottom: number };
  scaleX: AxisScale;
  scaleY: AxisScale;
  lines: readonly { key: number; path: string; name: string; x: number; y: number }[];
  answers: readonly { step: number; name: string; x: number; text: number; anchor: 'start' | 'end' }[];
}

const LINE = 14;

/**
 * The strict end is on the right for a ratio and on the left for a gap, as the metric's axis runs; a line goes from the loosest
 * bound to its last step and drops there. null without room or steps. O(steps · lines).
 */
export function gapLayout({ bounds, comparator, lines, answers, width, height, measure }: GapInput): GapLayout | null {
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  if (bounds.length === 0 || known.length === 0) return null;
  const names = Math.min(150, Math.max(0, ...lines.map(({ name }) => measure(name))) + 12);
  const plot = { left: 48, right: width - names, top: 34, bottom: height - 42 };
  if (plot.right - plot.left < 120 || plot.bottom - plot.top < 60) return null;
  const ends: [number, number] = [Math.min(...bounds), Math.max(...bounds)];
  const scaleX = axisScale(ends, false, [plot.left, plot.right], Math.max(2, Math.floor(width / 120)));
  const scaleY = axisScale([Math.min(...known), Math.max(...known)], false, [plot.bottom, plot.top], 5);
  const loose = comparator === '<=' ? plot.right : plot.left;
  const drawn = lines.map(({ key, name, values }) => {
    let path = '';
    let at = loose;
    let last = { x: loose, y: plot.bottom };
    values.forEach((value, step) => {
      if (value === null) return;
      // From the bound of the step before down to its own: until then this best is admitted.
      const x = scaleX.at(bounds[step]!);
      const y = scaleY.at(value);
      path += path === '' ? `M${at.toFixed(1)} ${y.toFixed(1)}H${x.toFixed(1)}` : `V${y.toFixed(1)}H${x.toFixed(1)}`;
      at = x;
      last = { x, y };
    });
    const first = values.find((value) => value !== null);
    return { key, name, path, x: plot.right + 8, y: comparator === '<=' ? scaleY.at(first ?? known[0]!) : last.y };
  });
  apart(drawn, plot.top, plot.bottom);
  let free = comparator === '<=' ? Infinity : -Infinity;
  const marks = answers.map(({ step, name }, place) => {
    const x = place === 0 ? loose : scaleX.at(bounds[step - 1]!);
    const anchor = comparator === '<=' ? ('end' as const) : ('start' as const);
    // A name stands where the last one has left room, else its line stands alone.
    const wide = measure(name) + 10;
    const fits = comparator === '<=' ? x <= free : x >= free;
    if (fits) free = comparator === '<=' ? x - wide : x + wide;
    return { step, name: fits ? name : '', x, text: comparator === '<=' ? x - 4 : x + 4, anchor };
  });
  return { plot, scaleX, scaleY, lines: drawn, answers: marks };
}

/** Moves names that would stand over each other apart, down first, then up from the floor. */
function apart(names: { y: number }[], top: number, bottom: number): void {
  const order = [...names].sort((a, b) => a.y - b.y);
  order.forEach((name, k) => (name.y = Math.max(name.y, k === 0 ? top : order[k - 1]!.y + LINE)));
  for (let k = order.length - 1; k >= 0; k--) {
    order[k]!.y = Math.min(order[k]!.y, k === order.length - 1 ? bottom : order[k + 1]!.y - LINE);
  }
}
