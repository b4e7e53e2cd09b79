// The decision of the open review as the host last said: meeting, seats, draft, what was recorded. Fetched again after every change.
import { call } from '../client/client.ts';
import type { In, OpOf, Out } from '../../shared/contract/contract.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import type { ReviewState } from './review.svelte.ts';
import type { Notices } from './notices.svelte.ts';

export class DecisionState {
  readonly #review: ReviewState;
  readonly #notices: Notices;
  #changing: Promise<unknown> = Promise.resolve();
  /** null until it was fetched. */
  got = $state.raw<Out<'decision.get'> | null>(null);

  /** The decision that counts, or null. */
  readonly counting: Decision | null = $derived.by(
    () => this.got?.recorded.findLast(({ state }) => state === 'recorded') ?? null,
  );

  constructor(review: ReviewState, notices: Notices) {
    this.#review = review;
    this.#notices = notices;
  }

  /** What is older than what is shown is dropped. */
  async load(): Promise<void> {
    try {
      const got = await call('decision.get', { review: this.#review.handle });
      if (this.got === null || got.version >= this.got.version) this.got = got;
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  /** Runs a task of the decision, which takes a while; undefined (and a notice) when it failed. */
  async run<N extends 'decision.record' | 'decision.noteReplay'>(
    name: N,
    input: Omit<In<N>, 'review'>,
  ): Promise<Out<N> | undefined> {
    try {
      // The input is that of the operation without the review; the compiler does not put the two together again.
      return await this.#review.save(() => call(name, { review: this.#review.handle, ...input } as In<N>));
    } catch (error) {
      this.#notices.failure(error);
      return undefined;
    } finally {
      await this.#review.refresh();
      await this.load();
    }
  }

  /** Runs a command of the decision; undefined (and a notice) when it failed. */
  change<N extends OpOf<'command'>>(name: N, input: Omit<In<N>, 'review'>): Promise<Out<N> | undefined> {
    const changing = this.#review.change(name, input).then(async (result) => {
      await this.load();
      return result;
    });
    this.#changing = changing;
    return changing;
  }

  /** When everything that was typed is saved and shown: leaving a field saves it, and the next click may come before that is done. */
  async saved(): Promise<void> {
    await this.#changing;
  }
}
