// When the list of rooms ticks Compromise.
import type { ChallengerAnswer } from '../analysis/kinds/challenger.ts';

/**
 * Is there one compromise? Every role has weighed, the rule names one candidate alone, and that answer is not called "Not firm" in the
 * room itself. A tie is still open, and so is an answer in which a role's weights are only assumed, one that a few points of one
 * role's weights turn, and one of which that is still being worked out.
 */
export function isSettled(state: {
  weighed: number;
  roles: number;
  winners: number;
  /** null: not known yet. */
  firmness: ChallengerAnswer['firmness'] | null;
}): boolean {
  const { weighed, roles, winners, firmness } = state;
  return weighed === roles && winners === 1 && firmness !== null && firmness !== 'notFirm';
}
