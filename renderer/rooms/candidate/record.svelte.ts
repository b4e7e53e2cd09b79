// What the host keeps about one candidate besides the catalogue: sources and history of its values, its note and links, and
// what other tools said drives it.
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { CandidateNotes, CellHistory } from '../../../shared/domain/catalog.ts';
import type { Explanation } from '../../../shared/domain/explanation.ts';
import { call } from '../../client/client.ts';

export class CandidateRecord {
  /** By metric; as of the last answer, which follows a change by a moment. */
  cells = $state.raw<ReadonlyMap<number, CellHistory>>(new Map());
  /** null until the first answer. */
  notes = $state.raw<CandidateNotes | null>(null);
  /** What other tools said drives it. */
  explanations = $state.raw<readonly Explanation[]>([]);
  /** Why there is no answer. */
  trouble = $state.raw<string | null>(null);
  #asked = 0;

  /** Asks anew; an answer that a later question has overtaken is dropped. */
  async ask(review: string, candidateId: number): Promise<void> {
    const asked = ++this.#asked;
    try {
      const [cells, notes, explanations] = await Promise.all([
        call('candidates.history', { review, candidateId }),
        call('candidates.notes', { review, candidateId }),
        call('explanations.list', { review }),
      ]);
      if (asked !== this.#asked) return;
      this.cells = new Map(cells.map((cell) => [cell.metricId, cell]));
      this.notes = notes;
      this.explanations = explanations.filter((each) => each.candidateId === candidateId);
      this.trouble = null;
    } catch (error) {
      if (asked !== this.#asked) return;
      if (!(error instanceof ParleyError)) throw error;
      this.trouble = error.message;
    }
  }
}
