// The front as this room sees it: its members, and what the analysis beside the page has found out about them.
import { Analysis } from '../../analysis/analysis.svelte.ts';
import type { FrontFacts } from '../../analysis/kinds/front.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { kneesOf, usualGap } from './frontWords.ts';
import { rememberedTolerances, rememberTolerances, toTolerance, type Tolerances } from './tolerance.ts';

/** Made in a component: it ends with the component. */
export class FrontView {
  readonly #review: ReviewState;
  readonly #facts: Analysis<'front'>;
  readonly #thin: Analysis<'thinFront'>;
  #asked = 0;
  /** What difference does not count: how this room looks at the front, no part of the review. */
  #tolerances: Tolerances;

  constructor(review: ReviewState) {
    this.#review = review;
    this.#facts = new Analysis('front', () => (this.members.length === 0 ? null : this.#question));
    this.#tolerances = $state.raw(rememberedTolerances(review.saved.id));
    this.#thin = new Analysis('thinFront', () => this.#thinQuestion, { settleMs: 0 });
  }

  /** Candidate indices. */
  readonly members: readonly number[] = $derived.by(() => {
    const { fronts } = this.#review.foundation;
    return Array.from(fronts.keys()).filter((index) => fronts[index] === 1);
  });
  /** Candidate index → its place among the members. */
  readonly placeOf: ReadonlyMap<number, number> = $derived.by(
    () => new Map(this.members.map((index, place) => [index, place])),
  );
  readonly values: readonly Float64Array[] = $derived.by(() =>
    this.#review.foundation.matrix.values.map((column) => Float64Array.from(this.members, (index) => column[index]!)),
  );
  readonly #question = $derived.by(() => ({ id: ++this.#asked, values: this.values }));

  /** Of the front on screen; null until it is worked out. */
  readonly facts: FrontFacts | null = $derived.by(() => this.#facts.current);
  get working(): boolean {
    return this.#facts.working;
  }
  /** A sentence when the analysis failed. */
  get trouble(): string | null {
    return this.#facts.trouble;
  }

  /** Candidate indices. */
  readonly knees: readonly number[] = $derived.by(() =>
    this.facts === null ? [] : kneesOf(this.facts).map((place) => this.members[place]!),
  );
  /** The median distance to neighbours on this front; NaN without facts. */
  readonly usualGap: number = $derived.by(() => (this.facts === null ? NaN : usualGap(this.facts.gaps)));

  /** Per objective id the difference that does not count, above 0; only of objectives that are there. */
  readonly tolerances: Tolerances = $derived.by(
    () => new Map([...this.#tolerances].filter(([id]) => this.#review.objectiveById.has(id))),
  );
  /** @param amounts  as in `tolerances`; what is not in it counts. */
  setTolerances(amounts: Tolerances): void {
    this.#tolerances = amounts;
    rememberTolerances(this.#review.saved.id, amounts);
  }

  readonly #thinQuestion = $derived.by(() => {
    if (this.tolerances.size === 0 || this.members.length === 0) return null;
    const { m, compared, signs } = this.#review.foundation.matrix;
    return {
      id: ++this.#asked,
      matrix: {
        n: this.members.length,
        m,
        compared: compared.map((column) => Float64Array.from(this.members, (index) => column[index]!)),
        signs,
      },
      tolerances: this.#review.saved.objectives.map((objective) =>
        toTolerance(objective, this.tolerances.get(objective.id) ?? 0),
      ),
    };
  });
  /** Candidate index of a member that need not be shown → the one that stands for it. Empty where every difference counts. */
  readonly standsFor: ReadonlyMap<number, number> = $derived.by(() => {
    const shorter = new Map<number, number>();
    this.#thin.current?.stands.forEach((by, place) => {
      if (by !== place) shorter.set(this.members[place]!, this.members[by]!);
    });
    return shorter;
  });
}
