// Which marks of the scatter carry their name, in which order they get a place, and what the names must not cover.
import { placeLabels, shortened, type Box, type LabelRequest, type PlacedLabel } from '../frame/labels.ts';
import { DOMINATED, FRONT, type ScatterLayout } from './layout.ts';

interface NameWishes {
  names: readonly string[];
  /** Always named: the recommended and the selected candidates. */
  strong: readonly number[];
  /** Named next: the roles' favourites. */
  favourites: readonly number[];
  better: { x: 1 | -1 | 0; y: 1 | -1 | 0 };
  /** Width of a text in pixels. */
  measure: (text: string, bold: boolean) => number;
  /** More that must stay free: the labels of the requirements. */
  keepFree: readonly Box[];
}

/** With more names than this a plot is a list. */
const most = 40;
/** Up to here there is room to name dominated candidates too, and every mark is kept free. */
const few = 60;

/** Names for the marks that matter, without overlaps. */
export function placeNames(layout: ScatterLayout, wishes: NameWishes): PlacedLabel[] {
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
      insist: strong.has(i),
    });
    if (requests.length >= most) break;
  }
  const { plot } = layout;
  const frame = { left: plot.left - 4, right: layout.width - 2, top: plot.top - 14, bottom: plot.bottom };
  return placeLabels(
    requests,
    [...wishes.keepFree, ...marks(layout, strong, wishes.favourites), ...stairs(layout, wishes.better.x)],
    frame,
    {
      x: wishes.better.x === 1 ? 1 : -1,
      // Up on screen is −1, and higher measurements are up.
      y: wishes.better.y === -1 ? 1 : -1,
    },
    layout.drawn > few ? crowding(layout) : undefined,
  );
}

function isDrawn(layout: ScatterLayout, i: number): boolean {
  return i >= 0 && !Number.isNaN(layout.xs[i] ?? NaN);
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

/** The staircase of the front as thin boxes. */
function stairs({ front, frontPath, xs, ys }: ScatterLayout, betterX: 1 | -1 | 0): Box[] {
  if (frontPath === '') return [];
  return front.slice(1).flatMap((to, k) => {
    const from = front[k]!;
    const [x1, y1, x2, y2] = [xs[from]!, ys[from]!, xs[to]!, ys[to]!];
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
    boxes.push({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  };
  for (const i of strong) box(i, 7);
  // The ticks of the roles hang below their favourites.
  for (const i of favourites) {
    if (!isDrawn(layout, i)) continue;
    const [x, y] = [layout.xs[i]!, layout.ys[i]!];
    boxes.push({ left: x - 5, right: x + 5, top: y, bottom: y + (strong.has(i) ? 19 : 16) });
  }
  if (layout.drawn > few) layout.front.forEach((i) => box(i, layout.radius.front));
  else for (let i = 0; i < layout.xs.length; i++) if (isDrawn(layout, i)) box(i, layout.radius.other);
  return boxes;
}
