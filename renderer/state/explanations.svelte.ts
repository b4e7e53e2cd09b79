// What other tools said drives the candidates of the open review, as the host keeps it.
import { ParleyError } from '../../shared/contract/errors.ts';
import type { Explanation } from '../../shared/domain/explanation.ts';
import { call } from '../client/client.ts';

export class Explanations {
  /** As of the last answer, which follows a change by a moment. */
  all = $state.raw<readonly Explanation[]>([]);
  #asked = 0;

  /** Asks anew; an answer that a later question has overtaken is dropped. Without an answer what was known stays. */
  async ask(review: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const all = await call('explanations.list', { review });
      if (asked === this.#asked) this.all = all;
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
    }
  }
}
