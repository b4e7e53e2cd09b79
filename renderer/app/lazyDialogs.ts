// Dialogs that are opened from more than one place, each fetched when it is opened first.
import { lazyComponent } from '../client/lazyPart.svelte.ts';

/** Draws codes that lead to the door of the meeting. */
export const liveDialog = lazyComponent('The way to join', () => import('./meeting/LiveDialog.svelte'));
