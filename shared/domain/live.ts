// A meeting on the network: where people can join, who waits, and who is in.
import { z } from 'zod';
import { label, reviewHandle, roleId } from './ids.ts';

/** As what somebody is let in: to speak for a role, to lead, to show the meeting to the room, or to look on. */
export const seatedAs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seat'), roleId }),
  z.strictObject({ kind: z.literal('facilitator') }),
  z.strictObject({ kind: z.literal('screen') }),
  z.strictObject({ kind: z.literal('guest') }),
]);
export type SeatedAs = z.infer<typeof seatedAs>;

/** An address of this computer on a network. */
export const networkAddress = z.strictObject({
  address: z.string().max(64),
  /** As the system names the way in: "Wi-Fi", "eth0". */
  network: z.string().max(200),
  /** `virtual`: of a container, a tunnel or a virtual machine. `public`: anybody in the world may be able to reach it. */
  reach: z.enum(['private', 'shared', 'virtual', 'public']),
});
export type NetworkAddress = z.infer<typeof networkAddress>;

const personId = z.int().min(1);

const liveWaiting = z.strictObject({
  id: personId,
  name: label,
  /** The role that they say they speak for. */
  wish: roleId.nullable(),
  since: z.string(),
});
export type LiveWaiting = z.infer<typeof liveWaiting>;

const livePerson = z.strictObject({
  id: personId,
  name: label,
  as: seatedAs,
  /** Whether their page was heard of lately, and when that was. */
  here: z.boolean(),
  heard: z.string(),
});
export type LivePerson = z.infer<typeof livePerson>;

export const liveMeeting = z.strictObject({
  /** What people open in their browsers: http://192.168.1.23:49152/#join */
  link: z.string(),
  /** The link of the last meeting of this computer, where this is another one: what devices keep, they keep for that. Otherwise null. */
  movedFrom: z.string().nullable(),
  /** "K7Q2-M9TX"; not in the link, so that a photograph of the link lets nobody in. */
  code: z.string(),
  waiting: z.array(liveWaiting),
  people: z.array(livePerson),
});
export type LiveMeeting = z.infer<typeof liveMeeting>;

/** What somebody at the door may know once they have said the code. */
export const invitation = z.strictObject({
  title: z.string(),
  roles: z.array(z.strictObject({ id: roleId, name: z.string() })),
});
export type Invitation = z.infer<typeof invitation>;

/** Where somebody stands who has asked to be let in. */
export const standing = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting') }),
  /** `role`: the one that they asked to speak for; null: none. */
  z.strictObject({ state: z.literal('refused'), role: z.string().nullable() }),
  /** They were let in, and sent away. */
  z.strictObject({ state: z.literal('dismissed') }),
  z.strictObject({
    state: z.literal('admitted'),
    /** The handle of the review, for their calls. */
    review: reviewHandle,
    title: z.string(),
    name: label,
    as: seatedAs,
  }),
]);
export type DoorStanding = z.infer<typeof standing>;
