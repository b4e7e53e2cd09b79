// Operations of the negotiation: proposals between roles and their answers. Each is an entry of the trail and is never undone.
import { z } from 'zod';
import { label, plainText, roleId } from '../domain/ids.ts';
import { proposal, proposalChange, proposalId } from '../domain/proposal.ts';
import { command, query } from './define.ts';

/** A role, or the table as a whole (null), for which whoever leads the meeting speaks. A seat can only name its own role. */
const side = roleId.nullable();

export const proposals = {
  /**
   * All proposals, oldest first, and who speaks for whom. One that is open while what it is about has gone is given as `lapsed`, with the reason as its answer.
   * Fetch again after every change of the review.
   */
  'proposals.list': query(
    {},
    z.strictObject({
      proposals: z.array(proposal),
      /** The first name of every seat; null is the table, for which the facilitator speaks. */
      speakers: z.array(z.strictObject({ roleId: roleId.nullable(), person: label })),
    }),
  ),
  /**
   * Makes a proposal. With `counters` it answers another one, which is then `countered`: this one goes back to whoever made that.
   * Refused where what it is about is not there, where a bound or a hold belongs to neither side, and where the same is open already.
   */
  'proposals.make': command(
    '',
    {
      /** The side that asks. */
      roleId: side,
      toRoleId: side,
      change: proposalChange,
      reason: proposal.shape.reason,
      /** Who speaks for the side that asks. */
      by: label,
      counters: proposalId.nullable(),
    },
    z.strictObject({ id: proposalId }),
    'meeting',
  ),
  /**
   * Accepts or declines, as the act of the side that is asked. In one transaction with its entry of the trail, an accepted bound
   * becomes the bound of its requirement, a hold is added to the role's ballot, and a condition enters the draft of the decision, or
   * waits for one. An outcome and a question about weights are put on record and change nothing else.
   * Undo does not go behind it. Declining needs words. `roleId` is the side that was asked.
   */
  'proposals.answer': command(
    '',
    { id: proposalId, roleId: side, answer: z.enum(['accepted', 'declined']), words: plainText(2000), by: label },
    z.null(),
    'agreement',
  ),
  /** Takes an open proposal back. `roleId` is the side that asked. */
  'proposals.withdraw': command(
    '',
    { id: proposalId, roleId: side, words: plainText(2000), by: label },
    z.null(),
    'meeting',
  ),
};
