// The finalists a person put together, remembered on this computer per review; without a choice, the proposed ones.
import type { ReviewState } from '../../../state/review.svelte.ts';
import { FEWEST_FINALISTS, MOST_FINALISTS } from './proposal.ts';

function stored(key: string): number[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return Array.isArray(kept) ? kept.filter((id) => Number.isInteger(id)).slice(0, MOST_FINALISTS) : null;
  } catch {
    return null;
  }
}

export class Finalists {
  readonly #review: ReviewState;
  readonly #proposed: () => readonly number[];
  readonly #key: string;
  /** Candidate ids, or null: as proposed. */
  #own = $state.raw<readonly number[] | null>(null);

  /** @param proposed  candidate indices; read reactively. */
  constructor(review: ReviewState, proposed: () => readonly number[]) {
    this.#review = review;
    this.#proposed = proposed;
    this.#key = `parley.finalists.${review.saved.id}`;
    this.#own = stored(this.#key);
  }

  /** Candidate indices in the group's order, those not ranked last. A choice of which fewer than two are left is over. */
  readonly indices: readonly number[] = $derived.by(() => {
    const own = this.#own?.flatMap((id) => this.#review.indexById.get(id) ?? []) ?? [];
    if (own.length < FEWEST_FINALISTS) return this.#proposed();
    const { ranks } = this.#review.ranking.groups[this.#review.settings.groupRule];
    return own.sort((a, b) => (ranks[a] || Infinity) - (ranks[b] || Infinity) || a - b);
  });
  readonly isOwn: boolean = $derived.by(() => {
    const ids = this.#own?.filter((id) => this.#review.indexById.has(id)) ?? [];
    return ids.length >= FEWEST_FINALISTS;
  });

  get full(): boolean {
    return this.indices.length >= MOST_FINALISTS;
  }
  get fewest(): boolean {
    return this.indices.length <= FEWEST_FINALISTS;
  }

  add(index: number): void {
    if (!this.full && !this.indices.includes(index)) this.#keep([...this.indices, index]);
  }
  remove(index: number): void {
    if (!this.fewest) this.#keep(this.indices.filter((other) => other !== index));
  }
  /** Back to the proposed ones. */
  reset(): void {
    this.#own = null;
    this.#store();
  }

  #keep(indices: readonly number[]): void {
    this.#own = indices.map((index) => this.#review.catalog.candidateIds[index]!);
    this.#store();
  }
  #store(): void {
    try {
      if (this.#own === null) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify(this.#own));
    } catch {
      // Without storage the choice lasts as long as the window, which is no reason to trouble anyone.
    }
  }
}
