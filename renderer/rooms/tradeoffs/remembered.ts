// What this room remembers of a review in this browser: how it was looked at last, never anything of the review itself.

/** What was kept under a key, as whatever it was; undefined where there is nothing that can be read. */
export function recalled(what: string, reviewId: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`parley.${what}.${reviewId}`) ?? 'null') ?? undefined;
  } catch {
    // Written by something else, or storage is switched off: there is nothing to remember.
    return undefined;
  }
}

export function remember(what: string, reviewId: string, value: unknown): void {
  try {
    localStorage.setItem(`parley.${what}.${reviewId}`, JSON.stringify(value));
  } catch {
    // Storage is full or switched off; the choice lasts as long as the room.
  }
}
