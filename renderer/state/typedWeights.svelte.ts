// Which weights of each role stand as somebody typed them. A typed weight stays while the others share the rest, until it is
// released or can stay no longer; then it says so. A weight that has become another one meanwhile, by undo or in another
// window, is no longer as typed.
import type { Weight } from '../../shared/domain/role.ts';
import { typeWeight } from '../../shared/engine/weights.ts';

/** A weight as it was typed. */
export interface TypedWeight {
  objectiveId: number;
  /** From 0 to 1. */
  weight: number;
}

/** What the last move of a role's weights could not leave standing. */
export interface GaveWay {
  released: readonly TypedWeight[];
  /** What everything that was to stand would have come to: more than 1, or less with nothing free to take the rest. */
  total: number;
}

interface LastMove extends GaveWay {
  roleId: number;
  index: number;
  how: 'typed' | 'dragged';
  /** The weights, and those of them that stood as typed, when it began. */
  before: readonly Weight[];
  standing: readonly TypedWeight[];
  /** The weights after it: what is said about it holds as long as these do. */
  after: readonly Weight[];
}

/** Weights closer than this are the same, whatever storing and normalising did to their last digits. */
const SAME = 1e-7;

const sameWeights = (a: readonly Weight[], b: readonly Weight[]) =>
  a.length === b.length &&
  a.every(({ objectiveId, weight, locked }, j) => {
    const other = b[j]!;
    return objectiveId === other.objectiveId && locked === other.locked && Math.abs(weight - other.weight) <= SAME;
  });

export class TypedWeights {
  /** By role, oldest first. */
  #typed: ReadonlyMap<number, readonly TypedWeight[]> = $state.raw(new Map());
  #last: LastMove | null = $state.raw(null);

  /** Those of a role's weights that stand as they were typed, oldest first. Locked ones stay anyway, and are not among them. */
  of(roleId: number, weights: readonly Weight[]): readonly TypedWeight[] {
    return (this.#typed.get(roleId) ?? []).filter((typed) =>
      weights.some(
        ({ objectiveId, weight, locked }) =>
          objectiveId === typed.objectiveId && !locked && Math.abs(weight - typed.weight) <= SAME,
      ),
    );
  }

  /** What gave way in the move that led to these weights; null when nothing did. */
  gaveWay(roleId: number, weights: readonly Weight[]): GaveWay | null {
    const last = this.#last;
    if (last === null || last.roleId !== roleId || last.released.length === 0) return null;
    return sameWeights(last.after, weights) ? last : null;
  }

  /**
   * The role's weights with one of them set: typed, it stays from now on; dragged, only those typed before do. While one weight
   * alone is dragged all starts from where it was taken up, so that the way back is the way there, even from 0.
   * @param weights  one entry per objective, summing to 1.
   */
  set(roleId: number, weights: readonly Weight[], index: number, to: number, how: 'typed' | 'dragged'): Weight[] {
    const last = this.#last;
    const goesOn =
      last !== null &&
      how === 'dragged' &&
      last.how === 'dragged' &&
      last.roleId === roleId &&
      last.index === index &&
      sameWeights(last.after, weights);
    const before = goesOn ? last.before : weights;
    const standing = goesOn ? last.standing : this.of(roleId, weights);
    const places = standing.map(({ objectiveId }) => before.findIndex((entry) => entry.objectiveId === objectiveId));
    const move = typeWeight(before, index, to, places);
    const kept = how === 'typed' ? move.typed : move.typed.filter((place) => place !== index);
    this.#last = {
      roleId,
      index,
      how,
      before,
      standing,
      released: move.released.map((place) => standing[places.indexOf(place)]!),
      total: move.total,
      after: move.weights,
    };
    this.#typed = new Map(this.#typed).set(
      roleId,
      kept.map((place) => ({ objectiveId: move.weights[place]!.objectiveId, weight: move.weights[place]!.weight })),
    );
    return move.weights;
  }

  /** From now on the weight makes room for the others again; it does not move by that. */
  release(roleId: number, objectiveId: number): void {
    const rest = (this.#typed.get(roleId) ?? []).filter((typed) => typed.objectiveId !== objectiveId);
    this.#typed = new Map(this.#typed).set(roleId, rest);
  }

  /** None of the role's weights is as typed any more. */
  forget(roleId: number): void {
    this.#typed = new Map(this.#typed).set(roleId, []);
    if (this.#last?.roleId === roleId) this.#last = null;
  }
}
