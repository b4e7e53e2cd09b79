// What is worked out about a revealed answer: how firm it is, and which gaps between the roles turn it. Once for the show and for the
// page under it.
import { Analysis } from '../../analysis/analysis.svelte.ts';
import type { AnalysisOutput } from '../../analysis/analyses.ts';
import type { ReviewState } from '../../state/review.svelte.ts';
import { challengerText, firmnessText } from '../answer/firmness.ts';

export class RevealAnalyses {
  readonly #review: ReviewState;
  readonly #agreement: Analysis<'agreement'>;
  readonly #challenger: Analysis<'challenger'>;

  /**
   * Made in a component: it ends with the component.
   * @param shown   whether somebody sees the answer. Read reactively.
   * @param timing  as for an analysis.
   */
  constructor(review: ReviewState, shown: () => boolean, timing: { settleMs?: number } = {}) {
    this.#review = review;
    const ready = $derived(shown() && review.ranking.groups[review.settings.groupRule].winner !== -1);
    const asked = () => (ready ? { snapshot: review.snapshot, foundation: review.foundation } : null);
    this.#agreement = new Analysis('agreement', asked, timing);
    this.#challenger = new Analysis('challenger', asked, timing);
  }

  /** The gaps between the roles; null until they are known. */
  get gaps(): AnalysisOutput<'agreement'>['gaps'] {
    return this.#agreement.current?.gaps ?? null;
  }

  /** How firm the answer is and who is nearest, in sentences; '' until that is known. */
  get firmness(): string {
    const found = this.#challenger.current;
    if (found === null) return '';
    const { snapshot } = this.#review;
    return `${firmnessText(found, snapshot)} ${challengerText(found, snapshot)}`;
  }
}
