// How a ballot stands in a round, in words. Nothing here depends on what is in a ballot.
import type { SeatBallot } from '../../../../shared/contract/rounds.ts';
import type { SealWay } from '../../../../shared/domain/round.ts';

/** Behind the names of who speaks: how the ballot was given. */
export const wayText = (way: SealWay): string =>
  ({ none: '', here: ' · at this computer', file: ' · by file', live: ' · on its own device' })[way];

/** After the round was closed. */
export function openingText({ state, unsealed }: Pick<SeatBallot, 'state' | 'unsealed'>): string {
  if (state === 'sealed') return unsealed ? 'Open, shown with the others' : 'Sealed';
  return { empty: '', opened: 'Opened', absent: 'No ballot', void: 'Void', abstained: 'Abstains' }[state];
}
