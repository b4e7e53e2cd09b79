// Names beside marks: which of them fit, and where, so that none covers another name or a mark that matters.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface LabelRequest {
  /** Whatever tells the caller which mark this is. */
  key: number;
  text: string;
  /** Centre of the mark and its radius, in pixels. */
  x: number;
  y: number;
  radius: number;
  width: number;
  /** May cover marks that nobody named, though not other names. */
  overMarks: boolean;
  /** Drawn even where it covers something; at the place inside the frame where it covers least. */
  insist: boolean;
}

export interface PlacedLabel {
  key: number;
  text: string;
  /** Where the text is anchored: baseline, and the side it grows from. */
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  box: Box;
}

const HEIGHT = 13;
const GAP = 4;

/**
 * Places labels greedily, in the order given, each at the first of eight places around its mark that is free.
 *
 * @param obstacles  boxes no label may cover: the marks that matter.
 * @param crowded    says of a box that it lies on marks no name should cover; names that insist do not ask.
 * @param better     which way is better on screen (−1 left/up, +1 right/down): the empty side of a front, tried first.
 * O(labels × (labels + obstacles)).
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: readonly Box[],
  frame: Box,
  better: { x: -1 | 1; y: -1 | 1 },
  crowded: (box: Box) => boolean = () => false,
): PlacedLabel[] {
  const taken: Box[] = [...obstacles];
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    const places = around(request, better).filter(({ box }) => inside(box, frame));
    const found =
      places.find(
        ({ box }) =>
          !taken.some((other) => overlaps(box, other)) && (request.insist || request.overMarks || !crowded(box)),
      ) ?? (request.insist ? leastCovering(places, taken) : undefined);
    if (found === undefined) continue;
    placed.push(found);
    taken.push(found.box);
  }
  return placed;
}

/** Of several places the one that covers least; the earlier one of equals. Undefined where there is none. */
export function leastCovering<P extends { box: Box }>(places: readonly P[], taken: readonly Box[]): P | undefined {
  let best: P | undefined;
  let least = Infinity;
  for (const place of places) {
    const covered = taken.reduce((sum, other) => sum + sharedArea(place.box, other), 0);
    if (covered < least) [least, best] = [covered, place];
  }
  return best;
}

const sharedArea = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function inside(box: Box, frame: Box): boolean {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

function around(request: LabelRequest, better: { x: -1 | 1; y: -1 | 1 }): PlacedLabel[] {
  const { x, y } = better;
  const order: [number, number][] = [
    [x, y],
    [-x, y],
    [x, 0],
    [0, y],
    [-x, 0],
    [x, -y],
    [-x, -y],
    [0, -y],
  ];
  return order.map(([dx, dy]) => at(request, dx, dy));
}

function at({ key, text, x, y, radius, width }: LabelRequest, dx: number, dy: number): PlacedLabel {
  // Diagonal places tuck in against the mark; straight ones stand clear of it.
  const reach = dx !== 0 && dy !== 0 ? radius * 0.7 + 2 : radius + GAP;
  const middleY = y + (dy === 0 ? 0 : dy * (reach + HEIGHT / 2 - 1));
  const left = dx === 0 ? x - width / 2 : dx > 0 ? x + reach : x - reach - width;
  const box = { left, top: middleY - HEIGHT / 2, right: left + width, bottom: middleY + HEIGHT / 2 };
  const anchor = dx === 0 ? 'middle' : dx > 0 ? 'start' : 'end';
  return { key, text, x: dx === 0 ? x : x + dx * reach, y: middleY + 4, anchor, box };
}

/** A long name cut in its middle, where names differ least; whole when it fits in `most` characters. */
export function shortened(name: string, most: number): string {
  const characters = Array.from(name);
  if (characters.length <= most) return name;
  const end = Math.floor((most - 1) / 3);
  // A dot or a dash before the ellipsis would read as a part of it.
  const start = characters
    .slice(0, most - 1 - end)
    .join('')
    .replace(/[\s._-]+$/, '');
  return `${start}…${characters.slice(characters.length - end).join('')}`;
}
