// Short messages at the edge of the window: what failed and what to do about it, or what just happened.
import { ParleyError } from '../../shared/contract/errors.ts';

interface Notice {
  id: number;
  tone: 'info' | 'failure';
  text: string;
}

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  info(text: string): void {
    const id = this.#add('info', text);
    setTimeout(() => this.dismiss(id), 6000);
  }

  /** Failures stay until they are dismissed. */
  failure(error: unknown): void {
    const text =
      error instanceof ParleyError
        ? error.message
        : 'Something went wrong inside Parley, and nothing was changed. Try again; if it stays, restart the app.';
    if (!(error instanceof ParleyError)) console.error(error);
    if (this.list.some((notice) => notice.text === text)) return;
    this.#add('failure', text);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(tone: Notice['tone'], text: string): number {
    const id = this.#next++;
    this.list = [...this.list.slice(-3), { id, tone, text }];
    return id;
  }
}
