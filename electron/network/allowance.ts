// How much one participant may ask for in a while, so that a page run wild does not slow the meeting.

/** Calls that may come at once, and how many more each second brings. A page reads a handful of things on every change. */
const burst = 60;
const perSecond = 20;
/** Participants remembered; those beyond it begin afresh. */
const most = 1_000;

interface Left {
  calls: number;
  at: number;
}

export class Allowance {
  readonly #left = new Map<string, Left>();
  readonly #now: () => number;

  /** @param now milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes one call from what somebody has left; false when there is none. O(1). */
  take(who: string): boolean {
    const now = this.#now();
    if (this.#left.size >= most) this.#left.clear();
    const left = this.#left.get(who) ?? { calls: burst, at: now };
    const calls = Math.min(burst, left.calls + ((now - left.at) / 1000) * perSecond);
    this.#left.set(who, { calls: calls < 1 ? calls : calls - 1, at: now });
    return calls >= 1;
  }
}
