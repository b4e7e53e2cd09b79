// How far the trail of each review went when this computer last saw it, so that a trail that was shortened or rewritten since is
// noticed. Kept in trails.json, read whenever it is needed: another host of this installation may have written it.
import { z } from 'zod';
import { trailHead, type TrailHead } from '../../../shared/domain/trail.ts';
import { exclusively } from './exclusive.ts';
import { readList, writeWhole } from './files.ts';

const remembered = trailHead.extend({ review: z.uuid() });
type Remembered = z.infer<typeof remembered>;

/** The oldest of more are let go. */
const mostReviews = 5_000;

export class TrailMemory {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The last entry that was seen of a review's trail, or null. @param review its UUID. */
  recall(review: string): TrailHead | null {
    const found = read(this.#file).find((each) => each.review === review);
    return found ? { n: found.n, hash: found.hash } : null;
  }

  note(review: string, head: TrailHead): void {
    const before = this.recall(review);
    if (before?.n === head.n && before.hash === head.hash) return;
    exclusively(this.#file, () => {
      const others = read(this.#file).filter((each) => each.review !== review);
      const all = [{ review, n: head.n, hash: head.hash }, ...others].slice(0, mostReviews);
      writeWhole(this.#file, JSON.stringify(all, null, 1));
    });
  }
}

/** What cannot be read is not remembered: then nothing vouches for a trail, and verifying says so. */
function read(file: string): Remembered[] {
  return readList(file, remembered);
}
