// What part of the scatter is in view. Kept in shares of the whole plot as it is drawn, so that logarithmic axes zoom evenly and
// a window that changes its size changes nothing.

/** Edges as shares of the whole, 0 to 1, from the left and from the top. */
export interface View {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Nobody needs to see less than this share of an axis. */
const LEAST = 0.002;
const whole: View = { left: 0, right: 1, top: 0, bottom: 1 };

/**
 * Zooms in (`by` above 1) or out (below), keeping a place where it is.
 *
 * @param view  null is the whole plot, also in what is returned.
 * @param at    shares of the view, 0 to 1.
 */
export function zoomed(view: View | null, by: number, at: { x: number; y: number }): View | null {
  const { left, right, top, bottom } = view ?? whole;
  const width = Math.min(1, Math.max(LEAST, (right - left) / by));
  const height = Math.min(1, Math.max(LEAST, (bottom - top) / by));
  if (width === 1 && height === 1) return null;
  return within(left + at.x * (right - left - width), width, top + at.y * (bottom - top - height), height);
}

/** Moves the view by shares of itself, as far as there is something to see. */
export function panned(view: View | null, across: number, down: number): View | null {
  if (view === null) return null;
  const width = view.right - view.left;
  const height = view.bottom - view.top;
  return within(view.left + across * width, width, view.top + down * height, height);
}

function within(left: number, width: number, top: number, height: number): View {
  const from = Math.min(1 - width, Math.max(0, left));
  const above = Math.min(1 - height, Math.max(0, top));
  return { left: from, right: from + width, top: above, bottom: above + height };
}
