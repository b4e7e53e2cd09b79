// Where the rounds of a review stand, and what still stands between a closed round and its reveal.
import { isGoing } from '../../../shared/domain/round.ts';
import { possessive } from '../../../shared/domain/format.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Round, RoundsState, SeatBallot } from '../../../shared/contract/rounds.ts';
import type { ReadableDb } from '../store/handle.ts';
import { readMeeting } from '../store/decisions.ts';
import { listLateFiles } from '../store/lateFiles.ts';
import { goingRound, listRounds, listSeats, readBasis, readPlan, type RoundRow } from '../store/rounds.ts';
import { readSettings } from '../store/review.ts';
import { listRoles } from '../store/roles.ts';
import { agendaOf, rangeStates } from './agenda.ts';
import type { QueryContext } from './handlerTypes.ts';
import { roundEvents, type RoundEvents } from './roundEvents.ts';
import { carriedBallot } from './earlierBallots.ts';
import { carriedSentence, leftOutSentence, overSentence, quorumSentence } from './roundWords.ts';

type Unsealed = QueryContext['open']['unsealed'];

/** All of it, before anything is left out for the caller. */
export function roundsState(db: ReadableDb, { open }: Pick<QueryContext, 'open'>): RoundsState {
  const settings = { ...readSettings(db), roles: listRoles(db) };
  const events = roundEvents(db);
  const ranges = rangeStates(settings, events);
  const plan = readPlan(db);
  return {
    version: open.meetingVersion,
    question: readMeeting(db)?.question ?? '',
    plan,
    // While a round is going on there is nothing to prepare.
    agenda: goingRound(db) ? [] : agendaOf(db, settings, open.catalog(), ranges, open.readOnly),
    ranges,
    rounds: listRounds(db).map((row) => roundOf(db, row, events, open.unsealed, plan?.quorum ?? 1)),
    lateFiles: listLateFiles(db)
      .filter(({ state }) => state === 'waiting')
      .map(({ id, round, name, size, by, at }) => ({ id, round, name, size, by, at })),
  };
}

function roundOf(db: ReadableDb, row: RoundRow, events: RoundEvents, unsealed: Unsealed, quorum: number): Round {
  const ballots = seatsOf(db, row, events, unsealed);
  const waiting = row.state === 'revealing' ? waitingFor(ballots) : [];
  const count = (of: (seat: SeatBallot) => boolean) => ballots.filter(of).length;
  const opened = count(({ state, unsealed: isOpen }) => state === 'opened' || isOpen);
  const abstained = count(({ state }) => state === 'abstained');
  return {
    number: row.number,
    state: row.state,
    rule: row.rule,
    basis: row.basis,
    openedAt: row.openedAt,
    endedAt: row.endedAt,
    why: row.why,
    counts: {
      roles: ballots.length,
      sealed: count(({ state, unsealed: isOpen }) => state === 'sealed' && !isOpen),
      abstained,
      opened,
      without: count(({ state }) => state === 'absent' || state === 'void'),
    },
    ballots,
    waiting,
    ready: row.state === 'revealing' && waiting.length === 0,
    revealed: row.state === 'revealed' ? revealedOf(row, events, ballots, { opened, abstained, quorum }) : null,
  };
}

/** The ballots of a round, in the order of its roles. */
export function seatsOf(db: ReadableDb, row: RoundRow, events: RoundEvents, unsealed: Unsealed): SeatBallot[] {
  const seats = new Map(listSeats(db, row.id).map((seat) => [seat.roleId, seat]));
  // The basis says the same, and is large.
  const roles = events.roles(row.number) ?? readBasis(db, row).roles;
  return roles.flatMap(({ id, name }) => {
    const seat = seats.get(id);
    if (!seat) return [];
    const said = events.seat(row.number, id);
    return [
      {
        roleId: id,
        name,
        state: seat.state,
        way: seat.way,
        by: said.by,
        at: said.at,
        formId: bytesToHex(seat.formId),
        salt: Uint8Array.from(seat.salt),
        unsealed: row.state === 'revealing' && unsealed.ballotOf(row.id, id) !== null,
        wrongKeys: row.state === 'revealing' ? unsealed.wrongKeysOf(row.id, id) : 0,
        choice: seat.state === 'absent' || seat.state === 'void' ? said.choice : null,
        carriedFrom: seat.state === 'absent' || seat.state === 'void' ? said.carriedFrom : null,
        why: seat.state === 'void' ? said.why : '',
        notCarried: asksForChoice(row, seat.state) ? whyNotCarried(db, row, id, name) : '',
        late: said.late,
      },
    ];
  });
}

const asksForChoice = (row: RoundRow, state: SeatBallot['state']) =>
  row.state === 'revealing' && (state === 'absent' || state === 'void');

function whyNotCarried(db: ReadableDb, row: RoundRow, roleId: number, name: string): string {
  const found = carriedBallot(db, row, roleId, name);
  return 'why' in found ? found.why : '';
}

/** What the reveal waits for, one sentence each. */
export function waitingFor(ballots: readonly SeatBallot[]): string[] {
  const list = ballots.flatMap(({ name, state, unsealed, choice, notCarried }) => {
    if (state === 'sealed' && !unsealed) return [`${possessive(name)} ballot is still sealed.`];
    if ((state === 'absent' || state === 'void') && choice === null) {
      const what = state === 'absent' ? `${name} gave no ballot.` : `${possessive(name)} ballot is void.`;
      if (notCarried !== '') return [`${what} Say that the role is left out.`];
      return [`${what} Say whether the role is left out, or its last ballot counts.`];
    }
    return [];
  });
  const counts = ballots.some(({ state, unsealed, choice }) => unsealed || state === 'opened' || choice === 'carry');
  if (list.length > 0 || counts) return list;
  return ['No ballot counts in this round, so there is nothing to reveal. Stop the round instead.'];
}

function revealedOf(
  { number, results }: RoundRow,
  events: RoundEvents,
  ballots: readonly SeatBallot[],
  { opened, abstained, quorum }: { opened: number; abstained: number; quorum: number },
): Round['revealed'] {
  const said = events.revealed(number);
  const carried = ballots.filter(({ carriedFrom }) => carriedFrom !== null);
  const out = ballots.filter(({ state, carriedFrom }) => state !== 'opened' && carriedFrom === null);
  return {
    results: results ?? '',
    answer: said?.answer ?? [],
    leftOut: out.map(({ roleId, name, state }) => ({ roleId, text: leftOutSentence(name, state, number) })),
    carried: carried.map(({ roleId, name, state, carriedFrom }) => ({
      roleId,
      from: carriedFrom!,
      text: carriedSentence(name, state, number, carriedFrom!),
    })),
    quorum: quorumSentence(opened, abstained, ballots.length, quorum),
    stop: stopSentence(said?.stop ?? null),
  };
}

function stopSentence(why: 'sameAnswer' | 'settled' | null): string {
  const unlikely = 'Another round is unlikely to change this.';
  if (why === 'sameAnswer') return `The answer is the same as in the round before. ${unlikely}`;
  if (why === 'settled')
    return `The roles agree about as much as in the round before, and no requirement changed. ${unlikely}`;
  return '';
}

/** A round by its number. @throws ParleyError notFound. */
export function requireRound(db: ReadableDb, number: number): RoundRow {
  const row = listRounds(db).find((each) => each.number === number);
  if (!row) throw new ParleyError('notFound', `There is no round ${number} in this review.`);
  return row;
}

/** @throws ParleyError `refused` with the sentence for somebody who comes too late. */
export function requireOpen(db: ReadableDb, number: number): RoundRow {
  const row = requireRound(db, number);
  if (row.state !== 'open') throw new ParleyError('refused', overSentence(row));
  return row;
}

export function requireRevealing(db: ReadableDb, number: number): RoundRow {
  const row = requireRound(db, number);
  if (row.state === 'revealing') return row;
  throw new ParleyError(
    'refused',
    row.state === 'open' ? `Round ${number} is still open. Close it first.` : `Round ${number} is over.`,
  );
}

export function requireGoing(db: ReadableDb, number: number): RoundRow {
  const row = requireRound(db, number);
  if (isGoing(row)) return row;
  throw new ParleyError('refused', `Round ${number} is over.`);
}

/** @throws ParleyError notFound. */
export function requireSeat(seats: readonly SeatBallot[], roleId: number): SeatBallot {
  const seat = seats.find((each) => each.roleId === roleId);
  if (!seat) throw new ParleyError('notFound', 'There is no such role in this round.');
  return seat;
}
