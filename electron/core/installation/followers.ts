// The open windows, each notified when a review changes.
import type { Caller, ClientId, Principal, ReviewChange } from '../../../shared/contract/caller.ts';

interface Follower {
  client: ClientId;
  principal: Principal;
  changed: (change: ReviewChange) => void;
}

export class Followers {
  readonly #all = new Set<Follower>();

  /** Tells `changed` of every change that the caller may know of, until the function that is returned is called. */
  add({ client, principal }: Caller, changed: Follower['changed']): () => void {
    const follower = { client, principal, changed };
    this.#all.add(follower);
    return () => void this.#all.delete(follower);
  }

  /** Whether the window is still there. */
  has(client: ClientId): boolean {
    return [...this.#all].some((follower) => follower.client === client);
  }

  tell(change: ReviewChange): void {
    for (const { principal, changed } of [...this.#all]) {
      if (principal.kind === 'owner' || principal.review === change.review) changed(change);
    }
  }
}
