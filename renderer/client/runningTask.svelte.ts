// Work that takes a while on the main side: how far it is, and stopping it.
import type { Out } from '../../shared/contract/contract.ts';
import { call } from './client.ts';

/** Work that is over sooner shows no progress. */
const NOTICED_MS = 300;
const ASK_MS = 150;

/**
 * Names work so that no other window has the same name for its own: what one person stops is never somebody else's.
 * 128 random bits.
 */
const newTaskName = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');

/** Names this window as long as its page is open. */
export const windowName = newTaskName();

/** One piece of work at a time, as a dialog has it. */
export class RunningTask {
  /** null until the host has said something, and when nothing is under way. */
  progress = $state.raw<Out<'tasks.progress'>>(null);
  #name: string | null = null;
  #control = new AbortController();

  /** Runs work under a name of its own; its progress is asked for once it takes long enough to notice. */
  async run<T>(work: (task: string, signal: AbortSignal) => Promise<T>): Promise<T> {
    const task = newTaskName();
    this.#name = task;
    this.#control = new AbortController();
    this.progress = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const ask = async () => {
      const progress = await call('tasks.progress', { task }).catch(() => null);
      if (over) return;
      if (progress !== null) this.progress = progress;
      timer = setTimeout(() => void ask(), ASK_MS);
    };
    timer = setTimeout(() => void ask(), NOTICED_MS);
    try {
      return await work(task, this.#control.signal);
    } finally {
      over = true;
      clearTimeout(timer);
      if (this.#name === task) {
        this.#name = null;
        this.progress = null;
      }
    }
  }

  /** Stops what is under way, which then fails as `cancelled`. */
  stop(): void {
    this.#control.abort();
    if (this.#name !== null) void call('tasks.cancel', { task: this.#name }).catch(() => undefined);
  }
}
