// A ballot of the open review: what its form is told, and where its box goes. The form itself knows no review.
import type { Out } from '../../../shared/contract/contract.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Round, SeatBallot } from '../../../shared/contract/rounds.ts';
import type { SealedBox } from '../../../shared/sealing/sealing.ts';
import { call } from '../../client/client.ts';
import type { BallotPlaceFacts } from '../ballot/place.ts';

type Seat = Pick<SeatBallot, 'roleId' | 'name' | 'formId'>;

export interface BallotInReview {
  place: BallotPlaceFacts;
  /** The role's own last ballot; null: it has none. */
  draft: Out<'round.draft'>;
}

/**
 * What the form of a role is told in a round.
 * @param columns  by metric id, as the review has them.
 * @throws ParleyError where the core refuses it.
 */
export async function ballotInReview(
  review: string,
  round: number,
  { roleId, name, formId }: Seat,
  columns: BallotPlaceFacts['columns'],
): Promise<BallotInReview> {
  const [opened, draft] = await Promise.all([
    call('round.basis', { review, round }),
    call('round.draft', { review, roleId }),
  ]);
  const { title, basis, digest } = opened;
  const role = { id: roleId, name };
  const place = { title, question: basis.question, round, basis, digest, review: opened.review, formId, role, columns };
  return { place, draft };
}

/** What whoever votes is told where the disk did not take the box: over a network the disk is somebody else's. */
const notSealed = {
  here: 'Not sealed: the disk is full. Your ballot is still here; free some space and try again.',
  live: 'Not sealed: the facilitator’s disk is full. Your ballot is still here; try again.',
};

/** Where the box of a role in a round goes. The promise rejects with a ParleyError where it was not taken. */
export const sealsInto =
  (review: string, { number, basis }: Pick<Round, 'number' | 'basis'>, roleId: number, way: 'here' | 'live') =>
  async (sealed: SealedBox, by: string): Promise<Out<'ballot.seal'>> => {
    try {
      return await call('ballot.seal', { review, roleId, round: number, basis, way, by, ...sealed });
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'diskFull') throw new ParleyError('diskFull', notSealed[way]);
      throw error;
    }
  };
