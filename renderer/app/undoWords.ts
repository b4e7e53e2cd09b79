// What undo says it undoes. What is written in the Decision room is no step of undo: it stays until it is written otherwise.
import type { Room } from '../state/address.svelte.ts';

/** Whether Ctrl+Z in a room would undo something that was not done there, and leave what was. */
export function undoneElsewhere(room: Room): boolean {
  return room === 'decision';
}

/** The name of the undo button: "Undo import", and where one stands in a room that undo does not reach, that it does not. */
export function undoName(room: Room, label: string): string {
  return undoneElsewhere(room) ? `Undo ${label}, in another room; what is written in this one stays` : `Undo ${label}`;
}

/** Said instead of undoing by Ctrl+Z in such a room, with a button that undoes it all the same. */
export function undoOffer(label: string): { text: string; action: string } {
  return {
    text: `What is written in this room is not undone. The last change in another room is “${label}”.`,
    action: `Undo ${label}`,
  };
}
