// What a role has answered so far when it weighs by questions.
import { swingStart } from '../../../shared/engine/preferences/swing.ts';
import type { Comparisons } from './comparisons.ts';
import { fitted, orderByPoints, placedOf, ranksOf, type Order } from './ordering.ts';

export type Way = 'swing' | 'bestWorst' | 'pairs';

export class Answers {
  way = $state<Way>('swing');
  /** Best–worst: objective ids. */
  best = $state.raw<number | null>(null);
  worst = $state.raw<number | null>(null);
  comparisons = $state.raw<Comparisons>({});

  /** The swings that somebody has placed. Nobody has placed any at first: an order that is offered is an answer nobody gave. */
  #order = $state.raw<Order>([]);
  /** What was placed before the offered order was kept; null: it is not kept. */
  #beforeKept = $state.raw<Order | null>(null);
  readonly #offered: Order;
  /** Points given by hand belong to the order they were given in: another order starts anew, and the old one finds them again. */
  #given = $state.raw<Readonly<Record<string, ReadonlyMap<number, number>>>>({});

  /**
   * @param order   what somebody has placed already.
   * @param offered the order that can be kept with one tick: that of the weights the role has; empty: as the objectives are listed.
   */
  constructor(order: Order = [], offered: Order = []) {
    this.#order = order;
    this.#offered = offered;
  }

  /** Of the swings that are placed. */
  order(ids: readonly number[]): Order {
    return placedOf(this.#order, ids);
  }
  /** The swings that nobody has placed yet, as they are listed. */
  unplaced(ids: readonly number[]): number[] {
    const placed = new Set(this.#order.flat());
    return ids.filter((id) => !placed.has(id));
  }
  setOrder(order: Order): void {
    this.#order = order;
    this.#beforeKept = null;
  }
  /** Behind all that are placed. */
  placeNext(ids: readonly number[], id: number): void {
    this.setOrder([...this.order(ids), [id]]);
  }

  /** Whether the order that is kept is that of the weights the role has; else it is that of the list. */
  get offersWeights(): boolean {
    return this.#offered.length > 0;
  }
  get kept(): boolean {
    return this.#beforeKept !== null;
  }
  /** Places what is not placed in the offered order, or takes that back. */
  keep(ids: readonly number[], kept: boolean): void {
    const before = this.#beforeKept;
    if (!kept) {
      if (before !== null) this.setOrder(before);
      return;
    }
    const placed = this.order(ids);
    const others = this.unplaced(ids);
    this.#order = [...placed, ...fitted(placedOf(this.#offered, others), others)];
    this.#beforeKept = placed;
  }

  /** By objective id, 0 to 100, of the swings that are placed; those of the order alone until some are given. */
  points(ids: readonly number[]): ReadonlyMap<number, number> {
    const order = this.order(ids);
    const start = () => {
      const placed = order.flat();
      const points = swingStart(ranksOf(order, placed));
      return new Map(placed.map((id, index) => [id, points[index]!]));
    };
    return this.#given[JSON.stringify(order)] ?? start();
  }
  pointsGiven(ids: readonly number[]): boolean {
    return JSON.stringify(this.order(ids)) in this.#given;
  }

  /** Gives points; the list stays as it is until `settle`, so that nothing jumps under the pointer. */
  give(ids: readonly number[], id: number, points: number): void {
    this.#keep(this.order(ids), new Map(this.points(ids)).set(id, points));
  }
  /** Puts the list in the order of the points. */
  settle(ids: readonly number[]): void {
    const points = this.points(ids);
    this.#order = orderByPoints(this.order(ids).flat(), points);
    this.#keep(this.#order, points);
  }
  /** Back to the points of the order alone. */
  forgetPoints(ids: readonly number[]): void {
    const { [JSON.stringify(this.order(ids))]: _, ...rest } = this.#given;
    this.#given = rest;
  }

  #keep(order: Order, points: ReadonlyMap<number, number>): void {
    this.#given = { ...this.#given, [JSON.stringify(order)]: points };
  }
}
