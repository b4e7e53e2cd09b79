// What a role has answered so far, kept while its review is open, so that coming back to the questions goes on where they were left.
import { swingStart } from '../../../../shared/engine/preferences/swing.ts';
import { ballotOf, hasWeighed } from '../../../../shared/engine/weights.ts';
import type { ReviewState } from '../../../state/review.svelte.ts';
import type { Comparisons } from './comparisons.ts';
import { fitted, orderByPoints, ranksOf, type Order } from './ordering.ts';

export type Way = 'swing' | 'bestWorst' | 'pairs';

export class Answers {
  way = $state<Way>('swing');
  /** Best–worst: objective ids. */
  best = $state.raw<number | null>(null);
  worst = $state.raw<number | null>(null);
  comparisons = $state.raw<Comparisons>({});

  #order = $state.raw<Order>([]);
  /** Points given by hand belong to the order they were given in: another order starts anew, and the old one finds them again. */
  #given = $state.raw<Readonly<Record<string, ReadonlyMap<number, number>>>>({});

  /** @param order  where swing weighting begins. */
  constructor(order: Order) {
    this.#order = order;
  }

  order(ids: readonly number[]): Order {
    return fitted(this.#order, ids);
  }
  setOrder(order: Order): void {
    this.#order = order;
  }

  /** By objective id, 0 to 100; those of the order alone until some are given. */
  points(ids: readonly number[]): ReadonlyMap<number, number> {
    const order = this.order(ids);
    const start = () => {
      const points = swingStart(ranksOf(order, ids));
      return new Map(ids.map((id, index) => [id, points[index]!]));
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

const noAnswers = () => new Map<number, Answers>();

/** The answers of a role of an open review. A new set begins in the order of the weights the role has, if it has any. */
export function answersOf(review: ReviewState, roleId: number): Answers {
  const byRole = review.memory.of(noAnswers);
  const known = byRole.get(roleId);
  if (known) return known;
  const role = review.settings.roles.find(({ id }) => id === roleId) ?? { weights: [] };
  const ids = review.settings.objectives.map(({ id }) => id);
  const weights = new Map(ballotOf(role, ids).map((entry) => [entry.objectiveId, entry.weight]));
  const answers = new Answers(hasWeighed(role, ids) ? orderByPoints(ids, weights) : []);
  byRole.set(roleId, answers);
  return answers;
}
