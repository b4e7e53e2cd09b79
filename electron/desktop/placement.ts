// Where windows go: where the last one stood on the same display, on the screens that are there now, beside those that are open.
// Remembered in windows.json of the settings folder. Pixels are those of the desktop, as Electron's `screen` counts them.
import type { Display, Rectangle } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const rectangle = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const placement = z.object({ bounds: rectangle, maximised: z.boolean() });
export type Placement = z.infer<typeof placement>;

const kept = z.object({
  /** The display that the last window was closed on. */
  last: z.string().nullable(),
  /** How the last window stood on each display, by the display's id. */
  displays: z.record(z.string(), placement),
});
export type Placements = z.infer<typeof kept>;

export const smallestWindow = { width: 800, height: 560 };
const firstSize = { width: 1440, height: 900 };
/** How far a window is moved from one that stands in its place. */
const STEP = 28;
/** Displays of docking stations come and go; more than these are not remembered. */
const mostDisplays = 16;

type Screen = Pick<Display, 'id' | 'workArea'>;

/** What was written last; nothing on the first start, or where the file is not ours. */
export function readPlacements(file: string): Placements {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { last: null, displays: {} };
  }
}

/** Remembers how a window stood on this display. A full disk must not keep it from closing: it opens elsewhere next time. */
export function writePlacement(file: string, display: number, stood: Placement): void {
  const others = Object.entries(readPlacements(file).displays).filter(([id]) => id !== String(display));
  const displays = Object.fromEntries([[String(display), stood], ...others].slice(0, mostDisplays));
  try {
    writeFileSync(file, JSON.stringify({ last: String(display), displays } satisfies Placements));
  } catch {
    // Said above.
  }
}

/** The rectangle moved into the area, and made smaller where it does not fit. */
export function clamp({ x, y, width, height }: Rectangle, area: Rectangle): Rectangle {
  const [w, h] = [Math.min(width, area.width), Math.min(height, area.height)];
  return {
    x: Math.max(area.x, Math.min(x, area.x + area.width - w)),
    y: Math.max(area.y, Math.min(y, area.y + area.height - h)),
    width: w,
    height: h,
  };
}

const centred = ({ width, height }: { width: number; height: number }, area: Rectangle): Rectangle =>
  clamp(
    {
      x: area.x + Math.round((area.width - width) / 2),
      y: area.y + Math.round((area.height - height) / 2),
      width,
      height,
    },
    area,
  );

/**
 * Where the next window goes.
 *
 * @param screens the displays that are there; at least one.
 * @param primary the id of the one to begin with.
 * @param open    the windows that are open: a new one is moved down and to the right of one in its place, and is not maximised over it.
 */
export function nextPlacement(
  known: Placements,
  screens: readonly Screen[],
  primary: number,
  open: readonly Rectangle[],
): Placement {
  const screen =
    screens.find(({ id }) => String(id) === known.last) ?? screens.find(({ id }) => id === primary) ?? screens[0]!;
  const area = screen.workArea;
  const last = known.displays[String(screen.id)];
  let bounds = last ? clamp(last.bounds, area) : centred(firstSize, area);
  const isTaken = ({ x, y }: Rectangle) => open.some((other) => other.x === x && other.y === y);
  for (let tries = 0; tries < open.length && isTaken(bounds); tries++) {
    const moved = { ...bounds, x: bounds.x + STEP, y: bounds.y + STEP };
    const fits = moved.x + moved.width <= area.x + area.width && moved.y + moved.height <= area.y + area.height;
    // At the edge the next row begins at the corner; a window as large as the screen stays where it is.
    bounds = fits ? moved : clamp({ ...moved, x: area.x, y: area.y }, area);
  }
  return { bounds, maximised: last?.maximised === true && open.length === 0 };
}
