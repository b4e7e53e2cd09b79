// What a page of the desktop app and the shell around it tell each other about the window: what it shows, so that menus and title follow,
// and what the person asked for in a menu. None of it is about the content of a review.
import { z } from 'zod';
import { commandIds, type CommandId } from '../domain/commands.ts';
import { reviewHandle } from '../domain/ids.ts';
import { entryName } from './library.ts';

/**
 * How far what was changed is in the file: all of it; some is on its way, or is being dragged; or the last change was not saved, and why
 * as a sentence.
 */
export const saving = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('saved') }),
  z.strictObject({ state: z.literal('saving') }),
  z.strictObject({ state: z.literal('failed'), why: z.string().max(1000) }),
]);
export type Saving = z.infer<typeof saving>;

export const windowState = z.strictObject({
  /** The open review and its name on the list; null: the window shows the list. A version that is looked at has its review's name. */
  review: z
    .strictObject({ handle: reviewHandle, entry: entryName, version: z.string().max(200).nullable() })
    .nullable(),
  /** Whether a review is being opened. */
  busy: z.boolean(),
  saving,
  /** Whether somebody writes in a field, so that undo is the field's. */
  writing: z.boolean(),
  /** What can be done now, in the words of the page. */
  commands: z
    .array(z.strictObject({ command: z.enum(commandIds as [CommandId, ...CommandId[]]), label: z.string().max(1000) }))
    .max(commandIds.length),
});
export type WindowState = z.infer<typeof windowState>;

/** What the shell asks of a page: to carry out a command, or to open a review of the list. */
export const asked = z.union([
  z.strictObject({ command: z.enum(commandIds as [CommandId, ...CommandId[]]) }),
  z.strictObject({ open: entryName }),
]);
export type Asked = z.infer<typeof asked>;

/** The fragment of a new window's address that asks for the same. */
export const askedFragment = (what: Asked): string =>
  'open' in what ? `#open=${what.open}` : `#command=${what.command}`;

/** What such a fragment asks for; null: nothing. */
export function readAskedFragment(fragment: string): Asked | null {
  const [, how, what] = /^#(open|command)=([\w-]+)$/.exec(fragment) ?? [];
  const read = asked.safeParse({ [how ?? '']: what });
  return read.success ? read.data : null;
}
