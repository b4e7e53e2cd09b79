// How firm the group's answer is under the saved ballots: worked out once, for the list of rooms and for the rooms that say it.
import { Analysis } from '../analysis/analysis.svelte.ts';
import type { ChallengerAnswer } from '../analysis/kinds/challenger.ts';
import type { Address } from './address.svelte.ts';
import type { ReviewState } from './review.svelte.ts';

/** Above this it takes long enough for only the rooms that show it to ask. */
const MANY = 3000;

export class AnswerFirmness {
  readonly #review: ReviewState;
  readonly #analysis: Analysis<'challenger'>;
  /** Everything it is about, as one object: another one is another question. */
  readonly #question = $derived.by(() => {
    const { saved, catalog, foundation } = this.#review;
    return { snapshot: { settings: saved, catalog }, foundation };
  });
  /** The last that was found, and the revision that it is about: the answer is everybody's, also while one role's view is shown. */
  #last = $state.raw<{ revision: number; found: ChallengerAnswer } | null>(null);

  /**
   * Made in a component: it ends with the component.
   * @param closed  true while nobody is to see an answer: a round is going on.
   */
  constructor(review: ReviewState, address: Address, closed: () => boolean) {
    this.#review = review;
    const asked = $derived.by(() => {
      const { settings, catalog, viewRole } = review;
      const something = catalog.candidateIds.length > 0 && settings.objectives.length > 0 && settings.roles.length > 0;
      const shown = address.room === 'compromise' || address.room === 'decision';
      return something && viewRole === null && !closed() && (shown || catalog.candidateIds.length <= MANY);
    });
    this.#analysis = new Analysis(
      'challenger',
      () => (asked ? this.#question : null),
      // After the room's first question, and before those of its sections.
      { settleMs: 50 },
    );
    $effect(() => {
      const found = this.#analysis.current;
      if (found !== null) this.#last = { revision: review.saved.revision, found };
    });
  }

  /** Who is nearest, and how firm the answer is; null until that is known, and while one role's view is shown. */
  get current(): ChallengerAnswer | null {
    return this.#analysis.current;
  }

  /** How firm the answer of all is; null until that is known. */
  get word(): ChallengerAnswer['firmness'] | null {
    const { current } = this;
    if (current !== null) return current.firmness;
    return this.#last?.revision === this.#review.saved.revision ? this.#last.found.firmness : null;
  }

  /** Why nothing was found, as a sentence; null where there is nothing to complain of. */
  get trouble(): string | null {
    return this.#analysis.trouble;
  }
}
