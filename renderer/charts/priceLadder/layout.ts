// Geometry of one requirement on the axis of its metric: whom it could admit, where it stands, and where the answer changes.
import { axisScale, extentOf, wantsLog, type Tick } from '../frame/scale.ts';

export interface LadderInput {
  comparator: '<=' | '>=';
  /** As it is, and as it is tried; the same where nothing is tried. */
  bound: number;
  tried: number | null;
  /** Measured values of all that this requirement alone could admit. */
  measured: Float64Array;
  /** Bounds at which something changes. */
  steps: readonly { bound: number; answer: boolean }[];
  /** The measurement of the candidate that is asked about; null when it is not among them. */
  subject: number | null;
  width: number;
}

interface LadderLayout {
  height: number;
  axis: number;
  ticks: readonly Tick[];
  /** Left edges of one-pixel marks, each once. */
  marks: readonly number[];
  steps: readonly { x: number; bound: number; answer: boolean }[];
  bound: number;
  tried: number | null;
  subject: number | null;
  /** What the requirement keeps out. */
  out: { left: number; width: number };
}

const MARGIN = 8;
const AXIS = 30;
const HEIGHT = 50;

/** null when there is nothing to draw: nobody it could admit. O(values). */
export function ladderLayout({
  comparator,
  bound,
  tried,
  measured,
  steps,
  subject,
  width,
}: LadderInput): LadderLayout | null {
  const extent = extentOf(measured, null);
  if (extent === null) return null;
  const low = Math.min(extent[0], bound, tried ?? bound);
  const high = Math.max(extent[1], bound, tried ?? bound);
  const right = Math.max(MARGIN + 40, width - MARGIN);
  const scale = axisScale(
    [low, high],
    wantsLog([low, high], false),
    [MARGIN, right],
    Math.max(2, Math.floor(width / 110)),
  );
  const marks = new Set<number>();
  for (let i = 0; i < measured.length; i++) marks.add(Math.round(scale.at(measured[i]!)));
  const at = scale.at(bound);
  const out = comparator === '<=' ? { left: at, width: right - at } : { left: MARGIN, width: at - MARGIN };
  return {
    height: HEIGHT,
    axis: AXIS,
    ticks: scale.ticks,
    marks: [...marks],
    steps: steps.map((step) => ({ ...step, x: scale.at(step.bound) })),
    bound: at,
    tried: tried === null || tried === bound ? null : scale.at(tried),
    subject: subject === null ? null : scale.at(subject),
    out: { left: out.left, width: Math.max(0, out.width) },
  };
}
