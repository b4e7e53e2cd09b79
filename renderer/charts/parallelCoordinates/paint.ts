// Draws the lines of many candidates: how many pass through each pixel, then that as ink. Strokes would take a second where
// counting takes a few frames, and a thousand of them on top of each other would say less.
import { DOMINATED, FRONT, INCOMPLETE, INFEASIBLE, NOTHING, REFERENCE, THINNED } from '../paretoScatter/layout.ts';
import type { LineLayout } from './layout.ts';

type Colour = readonly [red: number, green: number, blue: number];

interface LineColours {
  ink: Colour;
  soft: Colour;
  faint: Colour;
  bad: Colour;
}

interface Layer {
  kinds: readonly number[];
  colour: keyof LineColours;
  /** Ink of the densest place, and of a single line. */
  most: number;
  least: number;
  dashed: boolean;
}

/** Everybody, faint, behind those inside the ranges. */
const outside: Layer = { kinds: [], colour: 'faint', most: 0.22, least: 0.03, dashed: false };
/** From the back to the front. */
const layers: readonly Layer[] = [
  { kinds: [INCOMPLETE, DOMINATED], colour: 'faint', most: 0.75, least: 0.08, dashed: false },
  { kinds: [INFEASIBLE], colour: 'bad', most: 0.8, least: 0.2, dashed: true },
  { kinds: [THINNED], colour: 'soft', most: 0.7, least: 0.12, dashed: false },
  { kinds: [FRONT], colour: 'ink', most: 0.95, least: 0.18, dashed: false },
  { kinds: [REFERENCE], colour: 'ink', most: 0.8, least: 0.4, dashed: true },
];

/** How many lines of all pass through each pixel of the layout; null when nobody is drawn. */
export function everyLine(layout: LineLayout): Uint16Array | null {
  const { width, height, kinds } = layout;
  return countLines(layout, Math.floor(width), Math.floor(height), (i) => kinds[i] !== NOTHING, false);
}

/**
 * Paints lines into pixels of the layout's size, one per CSS pixel. Time grows with the length of the lines inside together.
 * @param inside  1 for those inside the ranges drawn on the axes.
 * @param behind  everyLine() where there are ranges, shown faintly; null without.
 */
export function paintLines(
  layout: LineLayout,
  inside: Uint8Array,
  behind: Uint16Array | null,
  colours: LineColours,
): ImageData {
  const [wide, high] = [Math.floor(layout.width), Math.floor(layout.height)];
  const image = new ImageData(wide, high);
  if (behind !== null) blend(image.data, behind, colours[outside.colour], outside);
  for (const layer of layers) {
    const chosen = (i: number) => inside[i] === 1 && layer.kinds.includes(layout.kinds[i]!);
    const counts = countLines(layout, wide, high, chosen, layer.dashed);
    if (counts !== null) blend(image.data, counts, colours[layer.colour], layer);
  }
  return image;
}

/** How many of the chosen lines pass through each pixel; null when none is chosen. */
export function countLines(
  { axes, ys }: Pick<LineLayout, 'axes' | 'ys'>,
  wide: number,
  high: number,
  chosen: (index: number) => boolean,
  dashed: boolean,
): Uint16Array | null {
  const n = ys[0]!.length;
  const picked = new Int32Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) if (chosen(i)) picked[count++] = i;
  if (count === 0) return null;
  const counts = new Uint16Array(wide * high);
  for (let k = 0; k + 1 < axes.length; k++) {
    const from = Math.round(axes[k]!.x);
    const to = Math.round(axes[k + 1]!.x);
    const [a, b] = [ys[k]!, ys[k + 1]!];
    for (let p = 0; p < count; p++) {
      const i = picked[p]!;
      const start = a[i]!;
      const slope = (b[i]! - start) / (to - from);
      // Also skips lines with a missing end. Heights are above 0, where cutting off rounds down. No branch inside the loops
      // but the dashes: they run for every pixel of every line.
      if (slope >= -1 && slope <= 1) {
        for (let x = from, y = start + 0.5; x < to; x++, y += slope) {
          // Dashes begin elsewhere on every line, or together they would be stripes.
          if (!dashed || (x + i * 3) % 8 < 5) counts[(y | 0) * wide + x]!++;
        }
      } else if (slope < Infinity) {
        // A steep line has one pixel per row, so that it has no gaps.
        const last = (Math.max(start, b[i]!) + 0.5) | 0;
        const first = (Math.min(start, b[i]!) + 0.5) | 0;
        const lean = 1 / slope;
        for (let y = first, x = from + (first - start) * lean + 0.5; y < last; y++, x += lean) {
          if (!dashed || (y + i * 3) % 8 < 5) counts[y * wide + (x | 0)]!++;
        }
      }
    }
  }
  return counts;
}

/** Lays a layer over what is there: the ink grows with the logarithm of the count. */
function blend(data: Uint8ClampedArray, counts: Uint16Array, [red, green, blue]: Colour, { most, least }: Layer): void {
  let densest = 1;
  for (let place = 0; place < counts.length; place++) if (counts[place]! > densest) densest = counts[place]!;
  const inks = new Float32Array(densest + 1);
  for (let count = 1; count <= densest; count++) {
    inks[count] = Math.min(most, least + (most - least) * (Math.log(count) / Math.log(Math.max(12, densest))));
  }
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place]!;
    if (count === 0) continue;
    const ink = inks[count]!;
    const p = place * 4;
    const under = (data[p + 3]! / 255) * (1 - ink);
    const alpha = ink + under;
    data[p] = (red * ink + data[p]! * under) / alpha;
    data[p + 1] = (green * ink + data[p + 1]! * under) / alpha;
    data[p + 2] = (blue * ink + data[p + 2]! * under) / alpha;
    data[p + 3] = alpha * 255;
  }
}

/** Numbers of a computed colour, "rgb(92, 87, 81)"; ink where it says something else. */
export function toColour(computed: string): Colour {
  const [red = 0, green = 0, blue = 0] = (computed.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
