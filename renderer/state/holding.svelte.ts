// Whether the decision of the open review still holds. Worked out beside the page when the review is opened and whenever it has
// changed (an import, a requirement, a weight), so that every room can say it without being asked.
import { Analysis } from '../analysis/analysis.svelte.ts';
import type { AnalysisInput } from '../analysis/analyses.ts';
import { call } from '../client/client.ts';
import { localDay } from '../../shared/domain/format.ts';
import type { Replay } from '../../shared/domain/replay.ts';
import type { Notices } from './notices.svelte.ts';
import type { ReviewState } from './review.svelte.ts';

type Frozen = Pick<AnalysisInput<'replay'>, 'decisionId' | 'record' | 'columns'>;

export class Holding {
  readonly #review: ReviewState;
  readonly #notices: Notices;
  readonly #analysis: Analysis<'replay'>;
  /** What the decision that counts stood on; null: there is none, or it is not known yet. */
  #frozen = $state.raw<Frozen | null>(null);
  /** The last sentence that the person has put away; another one shows again. */
  putAway = $state.raw('');
  #asked = 0;

  /** Made in a component: it ends with the component. */
  constructor(review: ReviewState, notices: Notices) {
    this.#review = review;
    this.#notices = notices;
    this.#analysis = new Analysis(
      'replay',
      () =>
        this.#frozen === null
          ? null
          : {
              ...this.#frozen,
              today: { settings: review.saved, catalog: review.catalog },
              on: localDay(new Date()),
            },
      // What the room itself shows comes first.
      { settleMs: 400 },
    );
  }

  /** The decision that is checked, by its number; null: none counts, or it is not known yet. */
  get number(): number | null {
    return this.#frozen?.record.number ?? null;
  }

  /** What was found on the review as it is; null while that is being worked out. */
  get replay(): Replay | null {
    return this.#frozen === null ? null : this.#analysis.current;
  }

  /** Why nothing was found, as a sentence; null where there is nothing to complain of. */
  get trouble(): string | null {
    return this.#analysis.trouble;
  }

  /** Looks which decision counts: at opening, and after one was recorded, here or in another window. */
  async look(): Promise<void> {
    const asked = ++this.#asked;
    const { handle } = this.#review;
    try {
      const { recorded } = await call('decision.get', { review: handle });
      const counting = recorded.findLast(({ state }) => state === 'recorded') ?? null;
      if (counting?.id === this.#frozen?.decisionId) return;
      const frozen = counting === null ? null : await call('decision.frozen', { review: handle, id: counting.id });
      if (asked === this.#asked) this.#frozen = frozen === null ? null : { decisionId: counting!.id, ...frozen };
    } catch (error) {
      if (asked === this.#asked) this.#notices.failure(error);
    }
  }

  /** What comes late is dropped. */
  leave(): void {
    this.#asked += 1;
  }
}
