// Typing that something follows by itself: once there is a pause, not with every key.

/** Longer than between two keys, shorter than anybody waits for. */
const PAUSE_MS = 500;

/** What is to be done with what is typed, once. */
export class TypingPause {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run: (() => void) | null = null;

  /** Runs it after the next pause, in place of what waited. */
  later(run: () => void): void {
    clearTimeout(this.#timer);
    this.#run = run;
    this.#timer = setTimeout(() => this.now(), PAUSE_MS);
  }

  /** Runs at once what waits for a pause, as when the field is left. */
  now(): void {
    clearTimeout(this.#timer);
    const run = this.#run;
    this.#run = null;
    run?.();
  }

  /** What waits is not wanted any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#run = null;
  }
}
