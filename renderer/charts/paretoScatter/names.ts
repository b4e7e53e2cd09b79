// Which marks of the scatter carry their name, where the words of requirements stand, and what none of them may cover.
import {
  leastCovering,
  overlaps,
  placeLabels,
  shortened,
  type Box,
  type LabelRequest,
  type PlacedLabel,
} from '../frame/labels.ts';
import { DOMINATED, FRONT, isDrawn, type PlacedBound, type ScatterLayout } from './layout.ts';

interface NameWishes {
  names: readonly string[];
  /** Always named: the recommended and the selected candidates. */
  strong: readonly number[];
  /** Named next: the roles' favourites. */
  favourites: readonly number[];
  better: { x: 1 | -1 | 0; y: 1 | -1 | 0 };
  /** Marked as knees of the front by a corner; the recommended one is larger. */
  knees: readonly number[];
  recommended: number;
  /** Width of a text in pixels. */
  measure: (text: string, bold: boolean) => number;
  /** The words of each requirement, in the order of the layout's bounds. */
  boundWords: readonly string[];
}

/** Where the words of a requirement stand, while its line is where it was laid out. */
export interface BoundLabel {
  x: number;
  y: number;
  anchor: 'start' | 'end';
  box: Box;
}

/** What is written on the plot. */
export interface Written {
  names: PlacedLabel[];
  bounds: BoundLabel[];
}

/** With more names than this a plot is a list. */
const most = 40;
/** Up to here there is room to name dominated candidates too, and every mark is kept free. */
const few = 60;

/** Names for the marks that matter and words for the requirements: over no mark, no line, and not over one another. */
export function placeNames(layout: ScatterLayout, wishes: NameWishes): Written {
  const strong = new Set(wishes.strong.filter((i) => isDrawn(layout, i)));
  const wanted = new Set([...strong, ...wishes.favourites, ...layout.front]);
  if (layout.drawn <= few) {
    const kinds = layout.kinds;
    for (let i = 0; i < kinds.length; i++) if (kinds[i] === FRONT) wanted.add(i);
    for (let i = 0; i < kinds.length; i++) if (kinds[i] !== DOMINATED) wanted.add(i);
    for (let i = 0; i < kinds.length; i++) wanted.add(i);
  }
  const requests: LabelRequest[] = [];
  for (const i of wanted) {
    if (!isDrawn(layout, i)) continue;
    const text = shortened(wishes.names[i] ?? '', strong.has(i) ? 36 : 24);
    requests.push({
      key: i,
      text,
      x: layout.xs[i]!,
      y: layout.ys[i]!,
      radius: strong.has(i) ? 7 : layout.radius.front,
      width: wishes.measure(text, strong.has(i)),
      overMarks: wishes.favourites.includes(i),
      insist: strong.has(i) || wishes.favourites.includes(i),
    });
    if (requests.length >= most) break;
  }
  const { plot } = layout;
  const frame = { left: plot.left - 4, right: layout.width - 2, top: plot.top - 14, bottom: plot.bottom };
  const standing = [
    ...marks(layout, strong, wishes.favourites),
    ...stairs(layout.frontPlaces, wishes.better.x),
    ...stairs(layout.openPlaces, wishes.better.x),
    ...corners(layout, wishes),
  ];
  const bounds = placeBounds(layout, wishes, standing);
  const names = placeLabels(
    requests,
    [...bounds.map(({ box }) => box), ...boundLines(layout), ...standing],
    frame,
    {
      x: wishes.better.x === 1 ? 1 : -1,
      // Up on screen is −1, and higher measurements are up.
      y: wishes.better.y === -1 ? 1 : -1,
    },
    layout.drawn > few ? crowding(layout) : undefined,
  );
  return { names, bounds };
}

const WORDS_HEIGHT = 13;
/** Texts have a rim of paper around them, which must not eat into a mark. */
const HALO = 1.5;

/** The words of each requirement: along its line, on either side of it, at the first place that covers nothing. */
function placeBounds(layout: ScatterLayout, wishes: NameWishes, standing: readonly Box[]): BoundLabel[] {
  const taken = [...standing];
  return layout.bounds.map((bound, k) => {
    const width = wishes.measure(wishes.boundWords[k] ?? '', false);
    const others = boundLines(layout, bound);
    const places = boundPlaces(layout, bound, width);
    const free = places.find(({ box }) => ![...taken, ...others].some((other) => overlaps(box, other)));
    const found = free ?? leastCovering(places, [...taken, ...others]) ?? places[0]!;
    taken.push(found.box);
    return found;
  });
}

/** Places beside the line of a requirement, the usual one first: in the closed region, at the beginning of the line. */
function boundPlaces({ plot, width: whole }: ScatterLayout, bound: PlacedBound, width: number): BoundLabel[] {
  const box = (left: number, y: number): Box => ({
    left,
    right: left + width,
    top: y - WORDS_HEIGHT + 3,
    bottom: y + 3,
  });
  if (bound.axis === 'y') {
    const after = bound.comparator === '>=';
    const baselines = [after ? 15 : -6, after ? -6 : 15].map((by) => bound.at + by);
    const lefts = [0, 0.25, 0.5, 0.75, 1].map((share) => plot.left + 6 + share * (plot.right - plot.left - 12 - width));
    return baselines.flatMap((y) =>
      lefts.map((left): BoundLabel => ({ x: left, y, anchor: 'start', box: box(left, y) })),
    );
  }
  const rows = [0, 1, 2, 3].map((row) => plot.top - 5 + row * 14);
  const start = (y: number): BoundLabel => ({ x: bound.at + 5, y, anchor: 'start', box: box(bound.at + 5, y) });
  const end = (y: number): BoundLabel => ({ x: bound.at - 5, y, anchor: 'end', box: box(bound.at - 5 - width, y) });
  const closedAfter = bound.comparator === '<=';
  const both = rows.flatMap((y) => (closedAfter ? [start(y), end(y)] : [end(y), start(y)]));
  const fits = both.filter(({ box: { left, right } }) => left >= plot.left - 4 && right <= whole - 2);
  return fits.length > 0 ? fits : both;
}

/** The lines of the requirements as thin boxes, but one. */
function boundLines({ plot, bounds }: ScatterLayout, but?: PlacedBound): Box[] {
  return bounds
    .filter((bound) => bound.visible && bound !== but)
    .map(({ axis, at }) =>
      axis === 'x'
        ? { left: at - 2, right: at + 2, top: plot.top, bottom: plot.bottom }
        : { left: plot.left, right: plot.right, top: at - 2, bottom: at + 2 },
    );
}

/** How far the corner of a knee stands off its mark, and how long its two sides are. */
export function kneeCorner(
  { xs, ys, radius }: Pick<ScatterLayout, 'xs' | 'ys' | 'radius'>,
  index: number,
  recommended: boolean,
  better: NameWishes['better'],
): { x: number; y: number; toX: 1 | -1; toY: 1 | -1; length: number } {
  const reach = (recommended ? 7 : radius.front) + 3.5;
  const [toX, toY] = [better.x === -1 ? -1 : 1, better.y === -1 ? 1 : -1] as const;
  return { x: xs[index]! + toX * reach, y: ys[index]! + toY * reach, toX, toY, length: reach * 1.3 };
}

function corners(layout: ScatterLayout, { knees, recommended, better }: NameWishes): Box[] {
  return knees
    .filter((i) => isDrawn(layout, i))
    .flatMap((i) => {
      const { x, y, toX, toY, length } = kneeCorner(layout, i, i === recommended, better);
      return [line(x, y, x, y - toY * length), line(x, y, x - toX * length, y)];
    });
}

/** Tells whether a box covers more marks than the one it names, by counting them in cells of 8 pixels. */
function crowding({ xs, ys, width, height }: ScatterLayout): (box: Box) => boolean {
  const CELL = 8;
  const across = Math.ceil(width / CELL) + 1;
  const counts = new Uint32Array(across * (Math.ceil(height / CELL) + 1));
  for (let i = 0; i < xs.length; i++) {
    const cell = Math.floor(ys[i]! / CELL) * across + Math.floor(xs[i]! / CELL);
    if (cell >= 0) counts[cell]!++;
  }
  return ({ left, top, right, bottom }) => {
    let covered = 0;
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row++) {
      for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column++) {
        covered += counts[row * across + column] ?? 0;
      }
    }
    return covered > 1;
  };
}

/** Whether any of the staircase through these places is inside the plot. */
export function lineInView(
  { plot }: ScatterLayout,
  places: ScatterLayout['frontPlaces'],
  betterX: 1 | -1 | 0,
): boolean {
  return stairs(places, betterX).some((step) => overlaps(step, plot));
}

/** The staircase of a front as thin boxes. */
function stairs(places: ScatterLayout['frontPlaces'], betterX: 1 | -1 | 0): Box[] {
  return places.slice(1).flatMap(({ x: x2, y: y2 }, k) => {
    const { x: x1, y: y1 } = places[k]!;
    const [cornerX, cornerY] = betterX === -1 ? [x2, y1] : [x1, y2];
    return [line(x1, y1, cornerX, cornerY), line(cornerX, cornerY, x2, y2)];
  });
}

function line(x1: number, y1: number, x2: number, y2: number): Box {
  const [left, right] = x1 < x2 ? [x1, x2] : [x2, x1];
  const [top, bottom] = y1 < y2 ? [y1, y2] : [y2, y1];
  return { left: left - 1, top: top - 1, right: right + 1, bottom: bottom + 1 };
}

function marks(layout: ScatterLayout, strong: ReadonlySet<number>, favourites: readonly number[]): Box[] {
  const boxes: Box[] = [];
  const box = (i: number, radius: number) => {
    const [x, y] = [layout.xs[i]!, layout.ys[i]!];
    const reach = radius + HALO;
    boxes.push({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
  };
  for (const i of strong) box(i, 7);
  // The ticks of the roles hang below their favourites.
  for (const i of favourites) {
    if (!isDrawn(layout, i)) continue;
    const [x, y] = [layout.xs[i]!, layout.ys[i]!];
    boxes.push({ left: x - 5, right: x + 5, top: y, bottom: y + (strong.has(i) ? 19 : 16) });
  }
  if (layout.drawn > few) layout.front.filter((i) => isDrawn(layout, i)).forEach((i) => box(i, layout.radius.front));
  else for (let i = 0; i < layout.xs.length; i++) if (isDrawn(layout, i)) box(i, layout.radius.other);
  return boxes;
}
