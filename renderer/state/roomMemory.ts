// What rooms remember as long as a review is open: how a table was sorted, which comparisons were answered. It goes with the review.

export class RoomMemory {
  readonly #things = new Map<unknown, unknown>();

  /** What is remembered under a maker, which makes it at the first asking. */
  of<T>(make: () => T): T {
    if (!this.#things.has(make)) this.#things.set(make, make());
    return this.#things.get(make) as T;
  }
}
