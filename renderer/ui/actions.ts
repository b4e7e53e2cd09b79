// What can be done on this page just now. Buttons and menus offer what they do as long as they are there; the palette lists it, and the
// keyboard and the desktop's menu bar call it, so that nothing is named twice.
import { getContext, onMount, setContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { commands, type CommandId } from '../../shared/domain/commands.ts';
import { isWriting, pressed } from './shortcuts.ts';

export interface Action {
  label: string;
  /** The command that it carries out. */
  command?: CommandId | undefined;
  disabled: boolean;
  run: () => void;
}
type Source = () => readonly Action[];

export class Actions {
  readonly #sources = new SvelteSet<Source>();
  readonly #desktop: boolean;

  /** @param desktop  whether the page is in the desktop app, which has commands that a browser keeps for itself. */
  constructor(desktop: boolean) {
    this.#desktop = desktop;
  }

  /** Adds what can be done; answers with how to take it away. */
  add(source: Source): () => void {
    this.#sources.add(source);
    return () => this.#sources.delete(source);
  }

  /** What can be done now, each label once. */
  list(): Action[] {
    const byLabel = new Map<string, Action>();
    for (const source of this.#sources) {
      for (const action of source()) {
        if (!action.disabled && !byLabel.has(action.label)) byLabel.set(action.label, action);
      }
    }
    return [...byLabel.values()];
  }

  /** Carries out the first of these commands that can be carried out now; false: none can. */
  run(asked: readonly CommandId[]): boolean {
    const action = this.list().find(({ command }) => command !== undefined && asked.includes(command));
    action?.run();
    return action !== undefined;
  }

  /** Does what a key stands for, if anything does. */
  press(event: KeyboardEvent): boolean {
    const writing = isWriting(event.target);
    const asked = pressed(event).filter((id) => {
      const { where, whileWriting, desktop } = commands[id];
      // Tables and plots answer to their own keys.
      return where === 'Everywhere' && (!writing || whileWriting) && (!desktop || this.#desktop);
    });
    if (asked.length === 0 || !this.run(asked)) return false;
    event.preventDefault();
    return true;
  }
}

const key = Symbol('actions');
export const setActions = (actions: Actions): Actions => setContext(key, actions);
/** Only in the window of the app. */
export const getActions = (): Actions => getContext<Actions>(key);

/** Call while a component is made: what it offers is there as long as the component. Without a palette on the page nothing happens. */
export function offer(source: Source): void {
  const actions = getContext<Actions | undefined>(key);
  if (actions) onMount(() => actions.add(source));
}
