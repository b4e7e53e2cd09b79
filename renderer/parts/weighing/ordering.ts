// An order with ties, as swing weighting asks for it: places from first to last, each held by one objective or by several.

/** Objective ids by place; those in one place are tied. */
export type Order = readonly (readonly number[])[];

/** The order for the objectives there are: those that are gone leave it, new ones come last, each on a place of its own. */
export function fitted(order: Order, ids: readonly number[]): Order {
  const known = new Set(order.flat());
  return [...placedOf(order, ids), ...ids.filter((id) => !known.has(id)).map((id) => [id])];
}

/** The order of those objectives that are still there. */
export function placedOf(order: Order, ids: readonly number[]): Order {
  return order.map((place) => place.filter((id) => ids.includes(id))).filter((place) => place.length > 0);
}

/** One place up (−1) or down (+1): out of its tie if it is in one, past the next place if not. At the end it stays. */
export function moved(order: Order, id: number, by: -1 | 1): Order {
  const at = placeOf(order, id);
  const alone = order[at]?.length === 1;
  const to = alone ? at + by : at;
  if (at === -1 || to < 0 || to >= order.length) return order;
  const rest = without(order, id);
  // Alone, it leaves a gap behind: going down, the next place has moved up into it.
  const target = alone && by === 1 ? to - 1 : to;
  return inserted(rest, target + (by === 1 ? 1 : 0), id);
}

/** What a drag does: out of its place, and in before the place of this number among the others (their count: last). */
export function broughtTo(order: Order, id: number, place: number): Order {
  return inserted(without(order, id), place, id);
}

/** The places of the others, were this one taken out. */
export function without(order: Order, id: number): Order {
  return order.map((place) => place.filter((other) => other !== id)).filter((place) => place.length > 0);
}

/** Is it tied with the one listed above it? */
export function tiedWithAbove(order: Order, id: number): boolean {
  return (order[placeOf(order, id)]?.indexOf(id) ?? 0) > 0;
}

/** Ties its place with the one above, or parts it (and those tied below it) from the one above. The first of all stays. */
export function withTieToggled(order: Order, id: number): Order {
  const at = placeOf(order, id);
  const place = order[at];
  if (place === undefined) return order;
  const inside = place.indexOf(id);
  if (inside > 0) return [...order.slice(0, at), place.slice(0, inside), place.slice(inside), ...order.slice(at + 1)];
  if (at === 0) return order;
  return [...order.slice(0, at - 1), [...order[at - 1]!, ...place], ...order.slice(at + 1)];
}

/** 1, 2, 2, 4 …: the competition rank of each id, in the order of `ids`. */
export function ranksOf(order: Order, ids: readonly number[]): number[] {
  const rankById = new Map<number, number>();
  let rank = 1;
  for (const place of order) {
    for (const id of place) rankById.set(id, rank);
    rank += place.length;
  }
  return ids.map((id) => rankById.get(id) ?? rank);
}

/** The order that points describe: more points, an earlier place; equal points share one. Inside a tie as in `ids`. */
export function orderByPoints(ids: readonly number[], points: ReadonlyMap<number, number>): Order {
  const of = (id: number) => points.get(id) ?? 0;
  const places: number[][] = [];
  for (const id of [...ids].sort((a, b) => of(b) - of(a))) {
    const last = places.at(-1);
    if (last && of(last[0]!) === of(id)) last.push(id);
    else places.push([id]);
  }
  return places;
}

function placeOf(order: Order, id: number): number {
  return order.findIndex((place) => place.includes(id));
}

function inserted(order: Order, at: number, id: number): Order {
  return [...order.slice(0, at), [id], ...order.slice(at)];
}
