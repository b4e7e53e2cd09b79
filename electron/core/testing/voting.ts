// A review in which people vote: prepared, with a round open, and ballots sealed as a page would seal them.
import { randomBytes } from 'node:crypto';
import type { Call, Out } from '../../../shared/contract/contract.ts';
import type { PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { BallotFile } from '../../../shared/sealing/ballotFile.ts';
import { SCRYPT, sealBallot, sealRandom, type SealedBox } from '../../../shared/sealing/sealing.ts';
import { wordsFrom } from '../../../shared/sealing/words.ts';
import { nodeCipher, nodeKeyOf } from '../sealing/nodeCipher.ts';
import { prepare } from './decided.ts';
import { importTable } from './host.ts';

export const people = ['Ana', 'Bo', 'Cleo'];

/** A review ready for its first round: three roles with somebody each, two objectives, confirmed ranges. Returns its handle. */
export async function prepareRound(call: Call): Promise<string> {
  const review = await prepare(call);
  const { settings } = await call('review.get', { review });
  const seats = settings.roles.map(({ id }, i) => ({
    roleId: id,
    person: people[i % people.length]!,
    builtACandidate: false,
  }));
  await call('meeting.setSeats', { review, seats });
  await call('meeting.plan', { review, quorum: 2, minutes: 30, incumbentCounts: true });
  const objectiveIds = settings.objectives.map(({ id }) => id);
  await call('meeting.confirmRanges', { review, objectiveIds, by: 'Ana' });
  return review;
}

/** The same with its first round open. */
export async function openRound(call: Call): Promise<string> {
  const review = await prepareRound(call);
  await call('round.open', { review, by: 'Bo' });
  return review;
}

/** A new review of these candidates that is ready for its first round, with as many roles as said and somebody for each. */
export async function prepareSeats(
  call: Call,
  table: string,
  seats: number,
): Promise<{ review: string; roleIds: number[]; objectiveIds: number[] }> {
  const question = 'Which of a thousand?';
  const { review } = await call('library.create', { title: question });
  await importTable(call, review, table);
  for (let i = (await call('review.get', { review })).settings.roles.length; i < seats; i++)
    await call('roles.create', { review, name: `Role ${i + 1}`, colour: 'blue', influence: 1 });
  const { settings } = await call('review.get', { review });
  const roleIds = settings.roles.map(({ id }) => id);
  const objectiveIds = settings.objectives.map(({ id }) => id);
  await call('meeting.describe', { review, meeting: { question, owner: 'Olga', facilitator: 'Fred' } });
  const speakers = roleIds.map((roleId) => ({ roleId, person: `Person ${roleId}`, builtACandidate: false }));
  await call('meeting.setSeats', { review, seats: speakers });
  await call('meeting.confirmRanges', { review, objectiveIds, by: 'Olga' });
  return { review, roleIds, objectiveIds };
}

export interface Sealed {
  ballot: PlainBallot;
  words: string;
  key: Uint8Array;
  sealed: SealedBox;
}

/** The round that was opened last. */
export async function lastRound(call: Call, review: string): Promise<Out<'round.get'>['rounds'][number]> {
  return (await call('round.get', { review })).rounds.at(-1)!;
}

/** A ballot of a role as its page makes it. `quick`: with a random key in place of one from words, which takes a third of a second. */
export async function sealFor(
  call: Call,
  review: string,
  roleId: number,
  more: Partial<PlainBallot> = {},
  quick = false,
): Promise<Sealed> {
  const round = await lastRound(call, review);
  const facts = await call('round.basis', { review, round: round.number });
  const { objectives } = facts.basis;
  const ballot: PlainBallot = {
    v: 1,
    review: facts.review,
    round: round.number,
    role: roleId,
    basis: round.basis,
    by: people[roleId - 1] ?? 'Somebody',
    madeAt: '2026-11-30T10:12:00.000Z',
    weights: objectives.map(({ id }, i) => ({
      objective: id,
      weight: i === 0 ? 1 - (objectives.length - 1) / 4 : 1 / 4,
    })),
    requirements: [],
    holds: [],
    rationale: '',
    elicited: { way: 'sliders', answers: [], consistency: null },
    note: '',
    ...more,
  };
  const random = sealRandom(randomBytes);
  const words = wordsFrom(randomBytes(8));
  const key = quick ? randomBytes(SCRYPT.dkLen) : await nodeKeyOf(words, random.salt);
  const { formId } = round.ballots.find((seat) => seat.roleId === roleId)!;
  const sealed = sealBallot(nodeCipher, key, ballot, Buffer.from(formId, 'hex'), random);
  return { ballot, words, key, sealed };
}

/** Seals for a role and keeps the box in the review. */
export async function vote(
  call: Call,
  review: string,
  roleId: number,
  more: Partial<PlainBallot> = {},
  quick = true,
): Promise<Sealed> {
  const made = await sealFor(call, review, roleId, more, quick);
  const { round, basis, by } = made.ballot;
  await call('ballot.seal', { review, roleId, round, basis, way: 'here', by, ...made.sealed });
  return made;
}

/** Tries the key of a ballot that was sealed. */
export const unseal = (call: Call, review: string, { ballot, key }: Sealed) =>
  call('ballot.openWithKey', { review, roleId: ballot.role, round: ballot.round, key: Uint8Array.from(key) });

/** Closes the round that is going on and reveals it with these ballots; roles without one are left out. */
export async function revealWith(call: Call, review: string, made: readonly Sealed[]): Promise<void> {
  const { number: round } = await lastRound(call, review);
  const { missing } = await call('round.close', { review, round, by: 'Bo' });
  for (const each of made) await unseal(call, review, each);
  for (const roleId of missing) await call('round.settle', { review, roleId, round, choice: 'leaveOut', by: 'Bo' });
  await call('round.reveal', { review, round, by: 'Bo' });
}

/** Every role of the open round votes, and the ballots are revealed. */
export async function revealAll(call: Call, review: string): Promise<void> {
  const { ballots } = await lastRound(call, review);
  const made: Sealed[] = [];
  for (const { roleId } of ballots) made.push(await vote(call, review, roleId));
  await revealWith(call, review, made);
}

/** The ballot as the file that its form would write. */
export async function fileOf(call: Call, review: string, { ballot, sealed }: Sealed): Promise<BallotFile> {
  const { roleId, round, by } = { roleId: ballot.role, round: ballot.round, by: ballot.by };
  const form = await call('ballot.makeForm', { review, roleId, round, by: 'Bo' });
  return { header: { ...form, by, madeAt: ballot.madeAt }, sealed };
}

/** Plays rounds without an end, beginning with the one that is going on in whatever state it is. `say` is told what is on the disk. */
export async function playRounds(call: Call, review: string, say: (value: unknown) => void): Promise<void> {
  let open = await lastRound(call, review);
  // A host that was killed has lost the keys with which its ballots could be opened: that round is stopped.
  if (open.state === 'revealing') {
    await call('round.abandon', { review, round: open.number, by: 'Bo', why: 'The keys are gone.' });
    open = await lastRound(call, review);
  }
  for (;;) {
    if (open.number === 20 && open.state !== 'open') return;
    if (open.state !== 'open') await call('round.open', { review, by: 'Bo' });
    open = await lastRound(call, review);
    const round = open.number;
    const made: Sealed[] = [];
    for (const { roleId } of open.ballots) {
      const each = await vote(call, review, roleId, { rationale: `Round ${round}` });
      made.push(each);
      const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
      say({ sealed: hex(each.sealed.commitment), roleId, key: hex(each.key), word: each.words, round });
    }
    await call('round.close', { review, round, by: 'Bo' });
    for (const each of made) await unseal(call, review, each);
    await call('round.reveal', { review, round, by: 'Bo' });
    say({ revealed: round });
    open = await lastRound(call, review);
  }
}
