// The caller of an operation: which window or page, and which principal. Hosts set both; a page cannot claim a principal.
import { z } from 'zod';
import { reviewHandle } from '../domain/ids.ts';
import type { Envelope } from './errors.ts';
import type { UploadPurpose } from './uploads.ts';

/** Names a window or a page for as long as it is loaded; made by the page, random. */
export const clientId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
export type ClientId = z.infer<typeof clientId>;

/**
 * The principal of a call. The owner has this computer's key; everybody else was let into one review: a facilitator leads its
 * meeting, a seat speaks for one role, a screen shows it to the room, a guest looks on. `name` is the one they were let in with: what
 * they do is done under it, whatever their page says.
 */
export type Principal =
  | { kind: 'owner' }
  | { kind: 'facilitator' | 'screen' | 'guest'; review: string; name: string }
  | { kind: 'seat'; review: string; name: string; roleId: number };
export type PrincipalKind = Principal['kind'];

export interface Caller {
  principal: Principal;
  client: ClientId;
}

/** Somebody changed an open review. */
export const reviewChange = z.strictObject({
  review: reviewHandle,
  /** As in `settings.revision`, after the change. */
  revision: z.int().min(0),
  /** The window that made it. */
  by: clientId,
});
export type ReviewChange = z.infer<typeof reviewChange>;

/** A call of whoever has this computer's key. */
export const asOwner = (client: ClientId): Caller => ({ principal: { kind: 'owner' }, client });

/** Answers any operation of the contract, as the caller may have it. Never throws. */
export type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<Envelope<unknown>>;

/** A file as it comes from a page, for hosts that take it piece by piece. */
export interface Incoming {
  purpose: UploadPurpose;
  /** Its size as it was announced, in bytes; null: it was not. */
  size: number | null;
  /** Ends when the file has come; throws where the connection breaks off. */
  pieces: AsyncIterable<Uint8Array>;
}

/**
 * Takes a file that a page hands over; answers with its name, by which operations know it. Rejects only where `pieces` does.
 */
export type Receive = (incoming: Incoming, caller: Caller) => Promise<Envelope<string>>;

/** Takes note of a file that the person gave to a page, by its path on this computer; answers with its name. Never rejects. */
export type Lend = (path: string, caller: Caller) => Promise<Envelope<string>>;

/** Tells a caller of every change of the reviews it may see, until the function that comes back is called. */
export type Follow = (caller: Caller, changed: (change: ReviewChange) => void) => () => void;
