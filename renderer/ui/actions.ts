// What can be done on this page just now. Buttons and menus offer what they do as long as they are there; the palette lists it and the
// keyboard calls it, so that nothing is named twice.
import { getContext, onMount, setContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { isWriting, pressed, shortcuts, type ShortcutId } from './shortcuts.ts';

export interface Action {
  label: string;
  /** The shortcut it answers to. */
  shortcut?: ShortcutId | undefined;
  disabled: boolean;
  run: () => void;
}
type Source = () => readonly Action[];

/** Shortcuts that hold while somebody writes as well. */
const whileWriting: readonly ShortcutId[] = [
  'palette',
  'settings',
  'evidence',
  'objectives',
  'ballots',
  'trade-offs',
  'compromise',
  'decision',
];

export class Actions {
  readonly #sources = new SvelteSet<Source>();

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

  /** Does what a key stands for, if anything does. */
  press(event: KeyboardEvent): boolean {
    const asked = pressed(event).filter(
      (id) =>
        // Tables and plots answer to their own keys.
        shortcuts[id].where === 'Everywhere' && (!isWriting(event.target) || whileWriting.includes(id)),
    );
    if (asked.length === 0) return false;
    const action = this.list().find(({ shortcut }) => shortcut !== undefined && asked.includes(shortcut));
    if (!action) return false;
    event.preventDefault();
    action.run();
    return true;
  }
}

const key = Symbol('actions');
export const setActions = (actions: Actions): Actions => setContext(key, actions);

/** Call while a component is made: what it offers is there as long as the component. Without a palette on the page nothing happens. */
export function offer(source: Source): void {
  const actions = getContext<Actions | undefined>(key);
  if (actions) onMount(() => actions.add(source));
}
