// Operations of whoever leads a meeting on the network: opening the door, letting people in, closing it.
// Those who join have no part in these: they knock over HTTP (electron/network), and what they may do afterwards is in `allowed`.
import { z } from 'zod';
import { reviewHandle } from '../domain/ids.ts';
import { liveMeeting, networkAddress, seatedAs } from '../domain/live.ts';
import { task } from './define.ts';

const onReview = { review: reviewHandle };
const person = { ...onReview, person: z.int().min(1) };

export const live = {
  /** Where people could reach this computer, the likeliest first; empty without a network, or where this host lets nobody in. */
  'live.addresses': task(onReview, z.array(networkAddress)),
  /** The meeting of this review, or null. `ended` says why one ended by itself: the network went away. */
  'live.get': task(onReview, z.strictObject({ meeting: liveMeeting.nullable(), ended: z.string().nullable() })),
  /** Opens the door at an address of this computer. Refused while there is a meeting on the network. */
  'live.start': task({ ...onReview, address: z.string().max(64) }, liveMeeting),
  /** Ends every session and stops listening. */
  'live.stop': task(onReview, z.null()),
  /**
   * Begins to show the review to the room, in a window that may look and nothing else. `secret` is what that window asks with; null:
   * the host has opened it.
   */
  'live.present': task(onReview, z.strictObject({ secret: z.string().nullable() })),
  'live.changeCode': task(onReview, liveMeeting),
  /** Lets somebody in who waits. */
  'live.admit': task({ ...person, as: seatedAs }, liveMeeting),
  'live.refuse': task(person, liveMeeting),
  /** Ends the session of somebody who was let in. */
  'live.dismiss': task(person, liveMeeting),
};
