// Running tasks: their progress, and stopping them.
import type { ClientId } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';

/** How a task tells how far it is, and learns that it is to stop. */
export interface TaskRun {
  /** The window that asked for it. */
  client: ClientId;
  signal: AbortSignal;
  /** @param fraction 0 … 1. @param doing a few words for the progress bar. */
  progress: (fraction: number, doing: string) => void;
}

interface Running {
  controller: AbortController;
  fraction: number;
  doing: string;
}

/** No client id has a space in it. */
const keyOf = (client: ClientId, name: string) => `${client} ${name}`;

export class Tasks {
  readonly #running = new Map<string, Running>();

  /** Runs work of a window; with a name, which is that window's own, it can be asked about and stopped until it ends. */
  async run<T>(client: ClientId, given: string | undefined, work: (run: TaskRun) => T | Promise<T>): Promise<T> {
    const name = given === undefined ? undefined : keyOf(client, given);
    const running: Running = { controller: new AbortController(), fraction: 0, doing: '' };
    if (name !== undefined) {
      if (this.#running.has(name)) throw new ParleyError('badInput', 'Work of this name is already under way.');
      this.#running.set(name, running);
    }
    try {
      return await work({
        client,
        signal: running.controller.signal,
        progress: (fraction, doing) => {
          running.fraction = Math.min(1, Math.max(0, fraction));
          running.doing = doing;
        },
      });
    } finally {
      if (name !== undefined) this.#running.delete(name);
    }
  }

  /** How far the work is, or null when there is none of that name. */
  progress(client: ClientId, name: string): { fraction: number; doing: string } | null {
    const running = this.#running.get(keyOf(client, name));
    return running ? { fraction: running.fraction, doing: running.doing } : null;
  }

  cancel(client: ClientId, name: string): void {
    this.#running.get(keyOf(client, name))?.controller.abort();
  }

  cancelAll(): void {
    for (const { controller } of this.#running.values()) controller.abort();
  }
}
