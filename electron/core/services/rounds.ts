// Rounds as a state machine: opened on a basis, sealed role by role, closed, opened box by box, revealed together; or stopped.
import { bytesToHex } from '@noble/hashes/utils.js';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Out } from '../../../shared/contract/contract.ts';
import { openBox, type SealedBox } from '../../../shared/sealing/sealing.ts';
import { readWords } from '../../../shared/sealing/words.ts';
import { nodeCipher, nodeKeyOf } from '../sealing/nodeCipher.ts';
import { readMeeting } from '../store/decisions.ts';
import { freezeJson } from '../store/frozenContent.ts';
import type { ReadableDb, WritableDb } from '../store/handle.ts';
import { readReview, readSettings } from '../store/review.ts';
import { listRoles } from '../store/roles.ts';
import {
  createRound,
  emptyBox,
  goingRound,
  lastOpened,
  listRounds,
  listSealed,
  putBox,
  putPlan,
  readBasis,
  readOpened,
  readPlan,
  setAbandoned,
  setRevealing,
  setSealState,
  type RoundRow,
  type SealedRow,
} from '../store/rounds.ts';
import { appendTrail } from '../store/trail.ts';
import { withAgreed } from './agreed.ts';
import { agendaOf, basisOf, rangeOf, rangeStates } from './agenda.ts';
import { bringIn, judgeArrival } from './ballotFiles.ts';
import { basisOfRound, carriedBallot, changedRanges } from './earlierBallots.ts';
import type { CommandContext, CommandHandlers, QueryHandlers } from './handlerTypes.ts';
import { requireObjective } from './objectives.ts';
import { receiptsOfRound } from './receipts.ts';
import { ballotsOf, movementOf, putBackBallot, readResults, revealRound } from './reveal.ts';
import { roundEvents } from './roundEvents.ts';
import {
  requireGoing,
  requireOpen,
  requireRevealing,
  requireRound,
  requireSeat,
  roundsState,
  seatsOf,
  waitingFor,
} from './roundState.ts';
import { basisMoved, givenUpSentence, voidSentence, wrongKeySentence } from './roundWords.ts';
import type { TaskHandlers } from './taskTypes.ts';

export const roundQueries = {
  'round.get': (db, _input, context) => context.open.kept('rounds', () => roundsState(db, context)),
  'round.basis': (db, { round }) => {
    const row = requireRound(db, round);
    const { id, title } = readReview(db);
    return { review: id, title, basis: readBasis(db, row), digest: row.basis };
  },
  'round.draft': (db, { roleId }) => {
    const last = lastOpened(db, roleId, Infinity);
    if (!last) return null;
    const going = goingRound(db);
    return {
      round: last.round,
      ballot: withAgreed(db, readOpened(db, last.digest), null),
      changedRanges: going ? changedRanges(basisOfRound(db, last.round), readBasis(db, going)) : [],
    };
  },
  'round.results': (db, { round }) => {
    const row = requireRound(db, round);
    const results = readResults(db, row);
    const ballots = ballotsOf(db, row).map(({ roleId, from, ballot }) => ({ roleId, from, ballot }));
    return { digest: row.results!, results, ballots };
  },
  'round.receipts': (db, { round }) => receiptsOfRound(db, requireRound(db, round)),
  'round.movement': (db, { round }) => movementOf(db, requireRound(db, round)),
  'ballot.readFile': (db, { text }) => judgeArrival(db, text).arrival,
} satisfies Partial<QueryHandlers>;

export const roundCommands = {
  'meeting.plan': (db, plan) => {
    if (!putPlan(db, plan)) {
      throw new ParleyError('refused', 'Write first what the meeting is about, and who answers for the decision.');
    }
    return null;
  },
  'meeting.confirmRanges': (db, { objectiveIds, by }, context) => {
    for (const id of new Set(objectiveIds)) {
      const objective = requireObjective(db, id);
      const body = { objective: id, name: objective.name, range: rangeOf(objective) };
      appendTrail(db, { at: timeOf(context), who: by, what: 'range.confirmed', body });
    }
    return null;
  },
  'round.open': (db, { by }, context) => openRound(db, by, context),
  'ballot.seal': (db, { roleId, round, basis, way, by, salt, nonce, commitment, box }, context) => {
    const row = requireRound(db, round);
    const there = requireRow(db, row, roleId);
    const sealed = { salt, nonce, commitment, box };
    if (there.state === 'sealed' && sameBox(there, sealed)) {
      // It was kept already, and the answer was lost on the way.
      return { at: roundEvents(db).seat(round, roleId).at ?? timeOf(context) };
    }
    requireOpen(db, round);
    if (basis !== row.basis) throw new ParleyError('conflict', basisMoved);
    putBox(db, row.id, roleId, { state: 'sealed', way, sealed, submitted: 1 });
    const at = timeOf(context);
    const body = { round, role: roleId, commitment: bytesToHex(commitment), way };
    appendTrail(db, { at, who: by, what: 'ballot.sealed', body });
    return { at };
  },
  'ballot.withdraw': (db, { roleId, round, by }, context) => {
    const row = requireOpen(db, round);
    const { state } = requireRow(db, row, roleId);
    if (state !== 'sealed' && state !== 'abstained') {
      throw new ParleyError('refused', 'There is nothing to take back: this role has not voted.');
    }
    putBox(db, row.id, roleId, { state: 'empty', way: 'none', sealed: emptyBox(), submitted: 0 });
    appendTrail(db, { at: timeOf(context), who: by, what: 'ballot.withdrawn', body: { round, role: roleId } });
    return null;
  },
  'ballot.abstain': (db, { roleId, round, by }, context) => {
    const row = requireOpen(db, round);
    if (requireRow(db, row, roleId).state === 'abstained') return null;
    putBox(db, row.id, roleId, { state: 'abstained', way: 'none', sealed: emptyBox(), submitted: 1 });
    appendTrail(db, { at: timeOf(context), who: by, what: 'ballot.abstained', body: { round, role: roleId } });
    return null;
  },
  'round.close': (db, { round, by }, context) => {
    const row = requireOpen(db, round);
    const missing = listSealed(db, row.id)
      .filter(({ state }) => state === 'empty')
      .map(({ roleId }) => roleId);
    for (const roleId of missing) setSealState(db, row.id, roleId, 'absent');
    setRevealing(db, row.id);
    appendTrail(db, { at: timeOf(context), who: by, what: 'round.closed', body: { round, missing } });
    return { missing };
  },
  'ballot.openWithKey': (db, { roleId, round, key }, context) => {
    try {
      return tryKey(db, requireRevealing(db, round), roleId, key, context);
    } finally {
      key.fill(0);
    }
  },
  'ballot.giveUp': (db, { roleId, round, by }, context) => {
    const row = requireRevealing(db, round);
    const seat = requireSeat(seatsOf(db, row, roundEvents(db), context.open.unsealed), roleId);
    if (seat.state !== 'sealed' || seat.unsealed) {
      throw new ParleyError('refused', `There is no sealed ballot of ${seat.name} to give up.`);
    }
    giveUp(db, row, seat, by, context);
    return null;
  },
  'round.endWait': (db, { round, by }, context) => {
    const row = requireRevealing(db, round);
    const sealed = seatsOf(db, row, roundEvents(db), context.open.unsealed).filter(
      ({ state, unsealed }) => state === 'sealed' && !unsealed,
    );
    for (const seat of sealed) giveUp(db, row, seat, by, context);
    return { givenUp: sealed.map(({ roleId }) => roleId) };
  },
  'round.settle': (db, { roleId, round, choice, by }, context) => {
    const row = requireRevealing(db, round);
    const seat = requireSeat(seatsOf(db, row, roundEvents(db), context.open.unsealed), roleId);
    if (seat.state !== 'absent' && seat.state !== 'void') {
      throw new ParleyError('refused', `${seat.name} has a ballot in this round, or abstained.`);
    }
    const at = timeOf(context);
    if (choice === 'leaveOut') {
      appendTrail(db, { at, who: by, what: 'role.leftOut', body: { round, role: roleId } });
      return null;
    }
    const earlier = carriedBallot(db, row, roleId, seat.name);
    if ('why' in earlier) throw new ParleyError('refused', earlier.why);
    appendTrail(db, { at, who: by, what: 'role.carried', body: { round, role: roleId, from: earlier.from } });
    return null;
  },
  'ballots.putBack': (db, { roleId }) => {
    putBackBallot(db, roleId);
    return null;
  },
  'round.reveal': (db, { round, by }, context) => {
    const row = requireRevealing(db, round);
    const seats = seatsOf(db, row, roundEvents(db), context.open.unsealed);
    const [first] = waitingFor(seats);
    if (first !== undefined) throw new ParleyError('refused', first);
    return { results: revealRound(db, row, seats, by, context) };
  },
  'round.abandon': (db, { round, by, why }, context) => {
    const row = requireGoing(db, round);
    const reason = why.trim();
    if (reason === '') throw new ParleyError('badInput', 'Say why the round is stopped.');
    const at = timeOf(context);
    setAbandoned(db, row.id, reason, at);
    appendTrail(db, { at, who: by, what: 'round.abandoned', body: { round, why: reason } });
    return null;
  },
  'ballot.makeForm': (db, { roleId, round, by }, context) => {
    const row = requireOpen(db, round);
    const { formId, name } = requireSeat(seatsOf(db, row, roundEvents(db), context.open.unsealed), roleId);
    const { id, title } = readReview(db);
    appendTrail(db, {
      at: timeOf(context),
      who: by,
      what: 'ballot.formMade',
      body: { round, role: roleId, form: formId },
    });
    return { review: id, title, round, roundBasis: row.basis, role: { id: roleId, name }, formId };
  },
  'ballot.bringIn': (db, { text, second, by }, { now }) => bringIn(db, text, second, by, now),
} satisfies Partial<CommandHandlers>;

export const roundTasks = {
  'ballot.openWithWords': async (workspace, { review, roleId, round, words }, { client }) => {
    const open = workspace.review(review);
    const read = readWords(words);
    if (!read.ok) throw new ParleyError('badInput', read.sentence);
    const { salt } = open.read((db) => requireRow(db, requireRevealing(db, round), roleId));
    const key = await nodeKeyOf(read.words, salt);
    try {
      return workspace.change(review, client, 'ballot.openWithKey', { roleId, round, key }, (db) =>
        tryKey(db, requireRevealing(db, round), roleId, key, { open, now: workspace.options.now() }),
      );
    } finally {
      key.fill(0);
    }
  },
} satisfies Partial<TaskHandlers>;

const timeOf = ({ now }: Pick<CommandContext, 'now'>) => now.toISOString();

function openRound(db: WritableDb, by: string, { open, now }: CommandContext): Out<'round.open'> {
  const going = goingRound(db);
  if (going) {
    throw new ParleyError(
      'refused',
      `Round ${going.number} is going on. Reveal it, or stop it, before another is opened.`,
    );
  }
  const settings = { ...readSettings(db), roles: listRoles(db) };
  const catalog = open.catalog();
  const ranges = rangeStates(settings, roundEvents(db));
  const lacking = agendaOf(db, settings, catalog, ranges, open.readOnly).find(({ done }) => !done);
  if (lacking) throw new ParleyError('refused', lacking.text);
  const rounds = listRounds(db);
  const revealed = rounds.some(({ state }) => state === 'revealed');
  const incumbentCounts = readPlan(db)?.incumbentCounts ?? true;
  const { question } = readMeeting(db)!;
  const basis = freezeJson(db, 'basis', basisOf(settings, catalog, question, incumbentCounts, revealed));
  const number = (rounds.at(-1)?.number ?? 0) + 1;
  const at = now.toISOString();
  const roles = settings.roles.map(({ id, name }) => ({ id, name }));
  createRound(
    db,
    { number, rule: settings.groupRule, basis, openedAt: at },
    roles.map(({ id }) => id),
  );
  const body = { round: number, basis, rule: settings.groupRule, roles, incumbentCounts };
  appendTrail(db, { at, who: by, what: 'round.opened', body });
  return { number, basis };
}

function requireRow(db: ReadableDb, row: RoundRow, roleId: number): SealedRow {
  const found = listSealed(db, row.id).find((each) => each.roleId === roleId);
  if (!found) throw new ParleyError('notFound', 'There is no such role in this round.');
  return found;
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const sameBox = (a: SealedBox, b: SealedBox) =>
  sameBytes(a.commitment, b.commitment) &&
  sameBytes(a.salt, b.salt) &&
  sameBytes(a.nonce, b.nonce) &&
  sameBytes(a.box, b.box);

/** Opens a box into this process's memory. Says whether it opened, and nothing of what is in it. */
function tryKey(
  db: WritableDb,
  row: RoundRow,
  roleId: number,
  key: Uint8Array,
  { open, now }: { open: Pick<CommandContext['open'], 'unsealed'>; now: Date },
): Out<'ballot.openWithKey'> {
  const { name } = requireSeat(seatsOf(db, row, roundEvents(db), open.unsealed), roleId);
  const sealed = requireRow(db, row, roleId);
  if (sealed.state !== 'sealed')
    throw new ParleyError('refused', `There is no sealed ballot of ${name} in this round.`);
  const already = {
    state: 'unsealed' as const,
    sentence: `${name}: the ballot is open. It is shown with all the others.`,
  };
  if (open.unsealed.ballotOf(row.id, roleId)) return already;
  const place = {
    review: readReview(db).id,
    round: row.number,
    role: roleId,
    basis: row.basis,
    formId: Uint8Array.from(sealed.formId),
  };
  const found = openBox(nodeCipher, key, sealed, place, readBasis(db, row));
  if (found.state === 'refused') {
    return { state: 'refused', sentence: wrongKeySentence(open.unsealed.countWrongKey(row.id, roleId)) };
  }
  const at = now.toISOString();
  // The row could have been changed as a whole; the trail was told what was sealed.
  const told = roundEvents(db).seat(row.number, roleId).commitment === bytesToHex(sealed.commitment);
  if (found.state === 'void' || !told) {
    const why = voidSentence(name, found.state === 'void' ? found.why : 'commitment');
    setSealState(db, row.id, roleId, 'void');
    appendTrail(db, { at, who: 'Parley', what: 'ballot.void', body: { round: row.number, role: roleId, why } });
    return { state: 'void', sentence: why };
  }
  open.unsealed.keep(row.id, roleId, found.ballot);
  // Not its digest: of a ballot without the random bytes beside it that could be guessed.
  appendTrail(db, { at, who: 'Parley', what: 'box.opened', body: { round: row.number, role: roleId } });
  return already;
}

function giveUp(
  db: WritableDb,
  row: RoundRow,
  { roleId, name }: { roleId: number; name: string },
  by: string,
  context: Pick<CommandContext, 'now'>,
): void {
  setSealState(db, row.id, roleId, 'void');
  const body = { round: row.number, role: roleId, why: givenUpSentence(name) };
  appendTrail(db, { at: timeOf(context), who: by, what: 'ballot.void', body });
}
