// Windows of this computer that show a meeting to the room: on a projector, a second display. Each is a principal of its own that may
// look and nothing else, with a secret as those have who join over a network. Secrets are kept as digests, in memory.
import { createHash, randomBytes } from 'node:crypto';
import type { Caller, ClientId } from '../../../shared/contract/caller.ts';

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Of one review; the oldest of more is ended. */
const mostScreens = 8;

/** Who a window is that shows a review; null once that has ended. @param client the name that its page gives itself. */
export type CallerOfScreen = (client: ClientId) => Caller | null;

export class Screens {
  /** The review that each shows, by the digest of its secret; oldest first. */
  readonly #reviews = new Map<string, string>();

  /** Makes a secret for a window that shows this review: 256 bits. */
  open(review: string): string {
    const secret = randomBytes(32).toString('base64url');
    const others = [...this.#reviews].filter(([, shown]) => shown === review);
    if (others.length >= mostScreens) this.#reviews.delete(others[0]![0]);
    this.#reviews.set(digestOf(secret), review);
    return secret;
  }

  /** The caller behind a secret, or null. */
  caller(secret: string, client: ClientId): Caller | null {
    const review = this.#reviews.get(digestOf(secret));
    return review === undefined ? null : { principal: { kind: 'screen', review, name: 'Screen' }, client };
  }

  /** Nobody shows this review any more. */
  end(review: string): void {
    for (const [digest, shown] of this.#reviews) if (shown === review) this.#reviews.delete(digest);
  }
}
