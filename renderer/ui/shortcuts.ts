// Every key that does something, said once: what is pressed, what it does, and where. Actions name the shortcut they answer to, and the
// list of shortcuts is this one.

interface Shortcut {
  /** "Mod+Shift+Z": Mod is Ctrl, or the command key of a Mac. Several ways stand beside one another. */
  keys: readonly string[];
  what: string;
  where: 'Everywhere' | 'Tables' | 'Plots' | 'Weights and numbers' | 'Candidate’s page';
}

const entries = {
  palette: { keys: ['Mod+K'], what: 'Find a room, a candidate, a role, an action or a term', where: 'Everywhere' },
  shortcuts: { keys: ['?'], what: 'Show every shortcut', where: 'Everywhere' },
  settings: { keys: ['Mod+,'], what: 'Settings', where: 'Everywhere' },
  undo: { keys: ['Mod+Z'], what: 'Undo the last change', where: 'Everywhere' },
  redo: { keys: ['Mod+Shift+Z', 'Mod+Y'], what: 'Redo what was undone', where: 'Everywhere' },
  evidence: { keys: ['Mod+1'], what: 'Go to Evidence', where: 'Everywhere' },
  objectives: { keys: ['Mod+2'], what: 'Go to Objectives', where: 'Everywhere' },
  ballots: { keys: ['Mod+3'], what: 'Go to Ballots', where: 'Everywhere' },
  'trade-offs': { keys: ['Mod+4'], what: 'Go to Trade-offs', where: 'Everywhere' },
  compromise: { keys: ['Mod+5'], what: 'Go to Compromise', where: 'Everywhere' },
  decision: { keys: ['Mod+6'], what: 'Go to Decision', where: 'Everywhere' },
  escape: {
    keys: ['Esc'],
    what: 'Close what is open, leave a candidate’s page, or clear the selection',
    where: 'Everywhere',
  },
  print: { keys: ['Mod+P'], what: 'Print this page', where: 'Everywhere' },
  move: { keys: ['↑', '↓', '←', '→'], what: 'Move from cell to cell', where: 'Tables' },
  far: { keys: ['Home', 'End', 'Page Up', 'Page Down'], what: 'Move far', where: 'Tables' },
  choose: { keys: ['Space'], what: 'Select the candidate', where: 'Tables' },
  open: { keys: ['Enter'], what: 'Open what stands there', where: 'Tables' },
  all: { keys: ['Mod+A'], what: 'Select the first 100 candidates of Evidence', where: 'Tables' },
  copy: { keys: ['Mod+C'], what: 'Copy the selected candidates of Evidence', where: 'Tables' },
  paste: { keys: ['Mod+V'], what: 'Import a table that was copied, in Evidence', where: 'Tables' },
  rename: { keys: ['F2'], what: 'Rename the review, in the list of reviews', where: 'Tables' },
  remove: { keys: ['Delete'], what: 'Delete the review, in the list of reviews', where: 'Tables' },
  nextMark: { keys: ['↑', '↓', '←', '→'], what: 'Go to the nearest mark on that side', where: 'Plots' },
  chooseMark: { keys: ['Enter', 'Space'], what: 'Select the candidate', where: 'Plots' },
  zoom: { keys: ['+', '−', '0'], what: 'Zoom the scatter in or out, or show all of it', where: 'Plots' },
  bound: { keys: ['↑', '↓'], what: 'Move a bound or a range; Enter takes it, Esc puts it back', where: 'Plots' },
  step: { keys: ['↑', '↓'], what: 'A step up or down; ten with Shift', where: 'Weights and numbers' },
  take: { keys: ['Enter'], what: 'Take the number', where: 'Weights and numbers' },
  putBack: { keys: ['Esc'], what: 'Put the old number back', where: 'Weights and numbers' },
  neighbour: { keys: ['←', '→'], what: 'The candidate before, or after', where: 'Candidate’s page' },
  note: { keys: ['Mod+Enter'], what: 'Save the note', where: 'Candidate’s page' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof entries;
export const shortcuts: Readonly<Record<ShortcutId, Shortcut>> = entries;

const onMac = () => navigator.platform.startsWith('Mac');

/** "Ctrl+K", on a Mac "⌘K". */
export function keysText(keys: string, mac = onMac()): string {
  if (mac) return keys.replace('Mod+', '⌘').replace('Shift+', '⇧');
  return keys.replace('Mod', 'Ctrl');
}
/** The first way to press it. */
export const keysOf = (id: ShortcutId): string => keysText(shortcuts[id].keys[0]!);

/** Whether somebody writes there, so that plain keys are letters and Ctrl+Z is the field's. */
export const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=range], [type=checkbox], [type=radio])'));

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

function presses(keys: string, event: Pressed): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1)!.toLowerCase();
  if (event.altKey || (event.ctrlKey || event.metaKey) !== parts.includes('Mod')) return false;
  // Signs need Shift on one keyboard and none on the next.
  if (/^[a-z0-9]$/.test(key) && event.shiftKey !== parts.includes('Shift')) return false;
  return event.key.toLowerCase() === key;
}

/** Those that are meant by what was pressed. */
export const pressed = (event: Pressed): ShortcutId[] =>
  (Object.keys(entries) as ShortcutId[]).filter((id) => shortcuts[id].keys.some((keys) => presses(keys, event)));
