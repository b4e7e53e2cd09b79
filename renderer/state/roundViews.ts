// What a list of rounds comes to, for whoever leads and for whoever joined.
import type { Out } from '../../shared/contract/contract.ts';
import type { Round } from '../../shared/contract/rounds.ts';
import { isGoing } from '../../shared/domain/round.ts';

type Rounds = Pick<Out<'round.get'>, 'rounds'>;

/** The round that is being voted on or opened, or null. Only the last one can be. */
export function goingRound(got: Rounds | null): Round | null {
  const last = got?.rounds.at(-1);
  return last && isGoing(last) ? last : null;
}

/** The last round that was revealed, or null. */
export const lastRevealed = (got: Rounds | null): Round | null =>
  got?.rounds.findLast(({ state }) => state === 'revealed') ?? null;

/** The round that was revealed between two answers, to be shown the moment it happens; null: none, or there was no answer before. */
export function justRevealed(before: Rounds | null, got: Rounds): Round | null {
  const latest = got.rounds.at(-1);
  if (before === null || latest?.state !== 'revealed') return null;
  const was = before.rounds.find(({ number }) => number === latest.number);
  return was?.state === 'revealed' ? null : latest;
}
