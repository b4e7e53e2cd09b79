// What the last reveal left behind: whether the ballots in the review are still those that were given blind, who does not count, and
// whether enough were opened for a decision.
import type { Settings } from '../../../shared/domain/review.ts';
import type { Role } from '../../../shared/domain/role.ts';
import type { RecordedRound } from '../../../shared/domain/record.ts';
import { weightsIn } from '../../../shared/sealing/ballot.ts';
import type { ReadableDb } from '../store/handle.ts';
import { listRoles, rolesLeftOut } from '../store/roles.ts';
import { lastRevealed, listRounds, listSeats, readPlan, type RoundRow } from '../store/rounds.ts';
import { normalised } from './ballots.ts';
import { ballotsOf } from './reveal.ts';
import { roundEvents } from './roundEvents.ts';
import { leftOutSentence, leftOutStanding, quorumSentence } from './roundWords.ts';

export interface LastReveal {
  /** How many rounds were revealed; 0: the ballots were typed in without rounds, and the rest says nothing. */
  rounds: number;
  /** Whether every weight that counts is one that was revealed with all the others. */
  blind: boolean;
  /** Whether the rule is the one that was locked before the ballots were given. */
  ruleLocked: boolean;
  /** Why no decision can be recorded; '' where enough ballots were opened. */
  quorum: string;
  /** Roles that do not count, each with the sentence for headline and record, and with what stands in place of a ballot. */
  leftOut: { role: Role; standing: string; text: string }[];
}

/** For the page of a decision and its record: it reads every ballot of the last round. */
export function lastReveal(db: ReadableDb, settings: Pick<Settings, 'roles' | 'groupRule'>): LastReveal {
  const revealed = revealedRounds(db);
  const last = revealed.at(-1);
  if (!last) return { rounds: 0, blind: false, ruleLocked: false, quorum: '', leftOut: [] };
  const seats = listSeats(db, last.id);
  const count = (state: string) => seats.filter((seat) => seat.state === state).length;
  return {
    rounds: revealed.length,
    blind: isAsRevealed(db, last, settings.roles),
    ruleLocked: settings.groupRule === last.rule,
    quorum: quorumSentence(count('opened'), count('abstained'), seats.length, readPlan(db)?.quorum ?? 1),
    leftOut: leftOutOf(db),
  };
}

/** The roles that do not count since the last reveal, each with the sentence why. Asked with every reading of the review. O(roles). */
export function leftOutOf(db: ReadableDb): LastReveal['leftOut'] {
  const last = lastRevealed(db);
  const out = last ? rolesLeftOut(db) : [];
  if (!last || out.length === 0) return [];
  const stateOf = new Map(listSeats(db, last.id).map(({ roleId, state }) => [roleId, state]));
  return listRoles(db)
    .filter(({ id }) => out.includes(id))
    .map((role) => {
      const state = stateOf.get(role.id) ?? 'absent';
      return {
        role,
        standing: leftOutStanding(state, last.number),
        text: leftOutSentence(role.name, state, last.number),
      };
    });
}

const revealedRounds = (db: ReadableDb): RoundRow[] => listRounds(db).filter(({ state }) => state === 'revealed');

/** Requirements may have been agreed on since, which the trail says; a weight is only its role's to give, in a round. */
function isAsRevealed(db: ReadableDb, last: RoundRow, roles: readonly Role[]): boolean {
  const given = new Map(ballotsOf(db, last).map(({ roleId, ballot }) => [roleId, normalised(weightsIn(ballot))]));
  return roles.every(({ id, weights }) => {
    const own = given.get(id);
    const has = (objectiveId: number) => own?.find((each) => each.objectiveId === objectiveId)?.weight;
    return own?.length === weights.length && weights.every(({ objectiveId, weight }) => has(objectiveId) === weight);
  });
}

/** Every revealed round with the weights that counted in it, for the record. */
export function recordedRounds(db: ReadableDb): RecordedRound[] {
  const events = roundEvents(db);
  return revealedRounds(db).map((row) => ({
    number: row.number,
    rule: row.rule,
    basis: row.basis,
    results: row.results ?? '',
    answer: events.revealed(row.number)?.answer ?? [],
    ballots: ballotsOf(db, row).map(({ roleId, from, digest, ballot }) => ({
      roleId,
      from,
      ballot: digest,
      weights: ballot.weights.map(({ objective, weight }) => ({ objectiveId: objective, weight })),
    })),
  }));
}
