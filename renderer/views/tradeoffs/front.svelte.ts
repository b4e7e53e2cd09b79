// The front as this room sees it: its members, and what the analysis beside the page has found out about them.
import { Analysis } from '../../analysis/analysis.svelte.ts';
import type { FrontFacts } from '../../analysis/kinds/front.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { kneesOf, usualGap } from './frontWords.ts';

/** Made in a component: it ends with the component. */
export class FrontView {
  readonly #review: ReviewState;
  readonly #facts: Analysis<'front'>;
  #asked = 0;

  constructor(review: ReviewState) {
    this.#review = review;
    this.#facts = new Analysis('front', () => (this.members.length === 0 ? null : this.#question));
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
  readonly facts: FrontFacts | null = $derived.by(() => {
    const { output } = this.#facts;
    return output?.id === this.#question.id && this.members.length > 0 ? output : null;
  });
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
}
