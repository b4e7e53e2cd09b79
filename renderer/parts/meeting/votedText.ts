// How many have voted in a round that is going on. An abstention is no ballot, so the two are never one number.
import type { RoundCounts } from '../../../shared/contract/rounds.ts';

/** "2 of 4 sealed"; "2 sealed, 1 abstains, of 4". */
export function votedText({ sealed, opened, abstained, roles }: RoundCounts): string {
  const ballots = sealed + opened;
  if (abstained === 0) return `${ballots} of ${roles} sealed`;
  return `${ballots} sealed, ${abstained} ${abstained === 1 ? 'abstains' : 'abstain'}, of ${roles}`;
}
