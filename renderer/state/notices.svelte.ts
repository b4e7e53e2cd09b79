// Short messages at the edge of the window: what failed and what to do about it, or what just happened.
import { ParleyError } from '../../shared/contract/errors.ts';

interface Notice {
  id: number;
  tone: 'info' | 'failure';
  text: string;
  /** What can be done about it, on a button. */
  action: { label: string; run: () => void } | null;
  /** It is about the last change, and says how to undo it. */
  ofLastChange: boolean;
}

export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  /** Shows the versions of a review; where there is a list of reviews. */
  showVersions: ((entry: string) => void) | null = null;
  #next = 1;

  info(text: string): void {
    const id = this.#add('info', text, null);
    setTimeout(() => this.dismiss(id), 6000);
  }

  /** Says what was changed and how to undo that, for as long as it is what would be undone. */
  changed(text: string): void {
    const id = this.#add('info', `${text} Undo with Ctrl+Z.`, null, true);
    setTimeout(() => this.dismiss(id), 6000);
  }

  /** There is another last change now, or one is where Ctrl+Z would not undo it, or the review is left: nothing is left to say of it. */
  passLastChange(): void {
    if (this.list.some(({ ofLastChange }) => ofLastChange))
      this.list = this.list.filter((notice) => !notice.ofLastChange);
  }

  /** Says what was done, with a button that does something about it: to take it back, for example. @returns its id, to dismiss it by. */
  offer(text: string, label: string, run: () => void): number {
    const id = this.#add('info', text, {
      label,
      run: () => {
        this.dismiss(id);
        run();
      },
    });
    setTimeout(() => this.dismiss(id), 15_000);
    return id;
  }

  /** Says something that is worth keeping: it stays until it is dismissed, or something is done about it. */
  stay(text: string, action: Notice['action'] = null): void {
    const id = this.#add(
      'info',
      text,
      action && {
        label: action.label,
        run: () => {
          this.dismiss(id);
          action.run();
        },
      },
    );
  }

  /** Failures stay until they are dismissed. What is damaged leads to its versions. */
  failure(error: unknown): void {
    const text =
      error instanceof ParleyError
        ? error.message
        : 'Something went wrong inside Parley, and nothing was changed. Try again; if it stays, restart the app.';
    if (!(error instanceof ParleyError)) console.error(error);
    if (this.list.some((notice) => notice.text === text)) return;
    const entry = error instanceof ParleyError ? error.entry : undefined;
    const show = this.showVersions;
    const run = () => {
      this.dismiss(id);
      if (entry !== undefined) show?.(entry);
    };
    const action = entry === undefined || show === null ? null : { label: 'Versions…', run };
    const id = this.#add('failure', text, action);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(tone: Notice['tone'], text: string, action: Notice['action'], ofLastChange = false): number {
    const id = this.#next++;
    this.list = [...this.list.slice(-3), { id, tone, text, action, ofLastChange }];
    return id;
  }
}
