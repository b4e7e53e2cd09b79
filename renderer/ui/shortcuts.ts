// What is pressed for a command, as this computer has its keys, and which command is meant by what was pressed.
import { commandIds, commands, type CommandId } from '../../shared/domain/commands.ts';

const onMac = () => navigator.platform.startsWith('Mac');

/** "Ctrl+K", on a Mac "⌘K". */
export function keysText(keys: string, mac = onMac()): string {
  if (mac) return keys.replace('Mod+', '⌘').replace('Shift+', '⇧');
  return keys.replace('Mod', 'Ctrl');
}
/** The first way to press it; '' where no key gives it. */
export const keysOf = (id: CommandId): string => keysText(commands[id].keys[0] ?? '');

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
export const pressed = (event: Pressed): CommandId[] =>
  commandIds.filter((id) => commands[id].keys.some((keys) => presses(keys, event)));
