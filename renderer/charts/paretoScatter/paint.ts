// Draws the marks of a large scatter on a canvas. Each kind of mark is drawn once and stamped, a mark that would fall on the
// same device pixel as one of its kind is skipped: 100,000 candidates rarely have 100,000 places. Kinds with more marks than can be
// told apart are drawn by their density instead; the front of the two measurements and what is on hold stay marks, on top.
import { CELL, densityCells, type Cell } from './density.ts';
import { DOMINATED, FRONT, INCOMPLETE, INFEASIBLE, REFERENCE, THINNED, type ScatterLayout } from './layout.ts';

interface MarkColours {
  ink: string;
  soft: string;
  faint: string;
  bad: string;
  paper: string;
}

/** From the back to the front. */
const order = [INCOMPLETE, DOMINATED, INFEASIBLE, THINNED, FRONT, REFERENCE];

/**
 * Paints every mark. Time grows with the candidates, not with what is hovered or weighed: those are drawn above, in SVG.
 *
 * @param dense  kinds that are drawn by their density (`denseKinds`).
 * @param held   1 where a hold stands; those marks have a gap. Null when none does.
 * @param ratio  device pixels per pixel.
 */
export function paintMarks(
  context: CanvasRenderingContext2D,
  layout: ScatterLayout,
  dense: ReadonlySet<number>,
  held: Uint8Array | null,
  colours: MarkColours,
  ratio: number,
): void {
  const wide = Math.ceil(layout.width * ratio);
  const taken = new Uint8Array(wide * Math.ceil(layout.height * ratio));
  const onTop = new Set(layout.front);
  const counted = (i: number) => dense.has(layout.kinds[i]!) && !onTop.has(i) && !(held !== null && held[i] !== 0);
  const cells = dense.size === 0 ? [] : densityCells(layout, counted, layout.radius.other);
  for (const kind of order) {
    for (const cell of cells) if (cell.kind === kind) paintCell(context, cell, colours, ratio);
  }
  for (const kind of order) {
    const radius = (kind === FRONT || kind === THINNED ? layout.radius.front : layout.radius.other) * ratio;
    const plain = stamp(kind, radius, false, colours, ratio);
    const gapped = held === null ? plain : stamp(kind, radius, true, colours, ratio);
    const half = plain.width / 2;
    for (let i = 0; i < layout.xs.length; i++) {
      if (layout.kinds[i] !== kind || counted(i)) continue;
      const x = Math.round(layout.xs[i]! * ratio);
      const y = Math.round(layout.ys[i]! * ratio);
      const place = y * wide + x;
      // Also skips NaN: a mark without a place.
      if (!(place >= 0) || taken[place] === kind) continue;
      taken[place] = kind;
      context.drawImage(held !== null && held[i] !== 0 ? gapped : plain, x - half, y - half);
    }
  }
}

function colourOf(kind: number, { bad, ink, soft, faint }: MarkColours): string {
  if (kind === INFEASIBLE) return bad;
  if (kind === REFERENCE) return ink;
  return kind === THINNED ? soft : faint;
}

/** A cell with one mark is that mark; with more, a hexagon that fills as much of its cell as there are. */
function paintCell(
  context: CanvasRenderingContext2D,
  { kind, count, x, y, radius }: Cell,
  colours: MarkColours,
  ratio: number,
): void {
  context.beginPath();
  if (count === 1) context.arc(x * ratio, y * ratio, radius * ratio, 0, 2 * Math.PI);
  else {
    for (let corner = 0; corner < 6; corner++) {
      const angle = (Math.PI / 3) * corner + Math.PI / 6;
      // A hairline stays free between full cells.
      const reach = Math.min(radius, CELL - 0.5) * ratio;
      context.lineTo(x * ratio + reach * Math.cos(angle), y * ratio + reach * Math.sin(angle));
    }
    context.closePath();
  }
  if (kind === FRONT || kind === DOMINATED) {
    context.fillStyle = kind === FRONT ? colours.ink : colours.faint;
    context.fill();
  } else {
    context.lineWidth = 1.1 * ratio;
    context.strokeStyle = colourOf(kind, colours);
    context.stroke();
  }
}

function stamp(kind: number, radius: number, gap: boolean, colours: MarkColours, ratio: number): HTMLCanvasElement {
  const size = 2 * Math.ceil(radius + 1.5 * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.beginPath();
  context.arc(size / 2, size / 2, radius, 0, 2 * Math.PI);
  if (kind === INFEASIBLE || kind === INCOMPLETE || kind === THINNED || kind === REFERENCE) {
    if (kind === REFERENCE) context.setLineDash([2 * ratio, 1.5 * ratio]);
    if (kind === THINNED || kind === REFERENCE) {
      context.fillStyle = colours.paper;
      context.fill();
    }
    context.lineWidth = Math.min((kind === THINNED ? 1 : 1.3) * ratio, radius);
    context.strokeStyle = colourOf(kind, colours);
    context.stroke();
  } else {
    context.fillStyle = kind === FRONT ? colours.ink : colours.faint;
    context.fill();
    if (kind === FRONT) {
      context.lineWidth = ratio;
      context.strokeStyle = colours.paper;
      context.stroke();
    }
  }
  if (gap) {
    context.fillStyle = colours.paper;
    context.fillRect(size / 2 - 0.7 * ratio, 0, 1.4 * ratio, size);
  }
  return canvas;
}
