// Rounds from the agenda to the reveal, with every turn on the way.
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/contract/contract.ts';
import { contract, type OpName } from '../../../shared/contract/contract.ts';
import { whileVoting } from '../installation/frozen.ts';
import { possessive } from '../../../shared/domain/format.ts';
import { importTable, newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';
import { prepare, record } from '../testing/decided.ts';
import { lastRound, openRound, prepareRound, sealFor, unseal, vote } from '../testing/voting.ts';

afterAll(removeFolders);

let app: TestApp;
let call: Call;
beforeEach(() => {
  app = testApp(newFolder());
  call = app.call;
});
afterEach(() => app.close());

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  return 'It was not refused.';
};
const stateOf = async (review: string) => (await lastRound(call, review)).ballots.map(({ state }) => state);
const lastTrail = async (review: string) => (await call('trail.list', { review })).at(-1)!;

describe('the agenda', () => {
  it('says line by line what is missing, and opening is refused with the first of it', async () => {
    const { review } = await call('library.create', { title: 'Which one?' });
    const lines = async () => {
      const { agenda } = await call('round.get', { review });
      return Object.fromEntries(agenda.map(({ key, done, text }) => [key, done ? true : text]));
    };
    const said = await lines();
    expect(said).toMatchObject({
      question: 'Write the question, and who answers for it.',
      objectives: 'Choose at least one objective.',
      candidates: 'At least two candidates need a number for every objective; none has.',
      rule: true,
      round: true,
      file: true,
    });
    expect(await refusal(call('round.open', { review, by: 'Bo' }))).toBe(said['question']);
    await call('meeting.describe', { review, meeting: { question: 'Which?', owner: 'Ana', facilitator: 'Bo' } });
    await importTable(call, review, 'model,accuracy\nAlpha,0.9\nBeta,0.8\n');
    expect(await lines()).toMatchObject({
      question: true,
      objectives: true,
      candidates: true,
      ranges: 'Nobody has confirmed the range of accuracy.',
    });
    expect((await lines())['seats']).toMatch(/^Nobody speaks for .*Name somebody, or remove the role\.$/);
  });

  it('takes a range as confirmed until it is another one, and undo may go behind the confirmation', async () => {
    const review = await prepareRound(call);
    const states = async () => (await call('round.get', { review })).ranges.map(({ state, by }) => [state, by]);
    expect(await states()).toEqual([
      ['confirmed', 'Ana'],
      ['confirmed', 'Ana'],
    ]);
    const { objectives } = (await call('review.get', { review })).settings;
    const { id, position, ...definition } = objectives[0]!;
    expect(position).toBe(0);
    await call('objectives.update', { review, id, definition: { ...definition, name: 'Another name' } });
    expect((await states())[0]).toEqual(['confirmed', 'Ana']);
    const wider = { ...definition, valueFunction: { shape: 'linear' as const, worst: 0.1, best: 0.93 } };
    await call('objectives.update', { review, id, definition: wider });
    expect((await states())[0]).toEqual(['changed', 'Ana']);
    expect(await refusal(call('round.open', { review, by: 'Bo' }))).toMatch(
      /^The range of accuracy changed since Ana confirmed it \(worst 0\.91 → 0\.1\)\.$/,
    );
    await call('meeting.confirmRanges', { review, objectiveIds: [id], by: 'Cleo' });
    expect((await states())[0]).toEqual(['confirmed', 'Cleo']);
    await call('review.undo', { review });
    expect((await states())[0]).toEqual(['changed', 'Cleo']);
  });

  it('asks for the question before a quorum', async () => {
    const { review } = await call('library.create', { title: 'Which one?' });
    expect(await refusal(call('meeting.plan', { review, quorum: 2, minutes: 30, incumbentCounts: true }))).toMatch(
      /^Write first what/,
    );
    expect((await call('round.get', { review })).plan).toBe(null);
  });
});

describe('a round', () => {
  it('goes from sealing to the reveal, and its ballots become those of the roles', async () => {
    const review = await prepareRound(call);
    const [first] = (await call('review.get', { review })).settings.roles;
    await call('round.open', { review, by: 'Bo' });
    expect((await call('round.get', { review })).agenda).toEqual([]);
    const roles = (await call('review.get', { review })).settings.roles.map(({ id }) => id);
    expect(await stateOf(review)).toEqual(roles.map(() => 'empty'));
    const made = [];
    for (const roleId of roles) {
      const requirements = [{ metric: 2, comparator: '<=' as const, bound: 100 + roleId, level: 'must' as const }];
      made.push(await vote(call, review, roleId, { rationale: `Why ${roleId}`, requirements }, roleId > 1));
    }
    expect(await stateOf(review)).toEqual(roles.map(() => 'sealed'));
    expect(await refusal(unseal(call, review, made[0]!))).toBe('Round 1 is still open. Close it first.');
    expect(await call('round.close', { review, round: 1, by: 'Bo' })).toEqual({ missing: [] });
    const reveal = () => call('round.reveal', { review, round: 1, by: 'Bo' });
    expect(await refusal(reveal())).toMatch(/ballot is still sealed\.$/);
    const before = (await call('review.get', { review })).settings;
    const { words } = made[0]!;
    expect(await call('ballot.openWithWords', { review, roleId: roles[0]!, round: 1, words })).toMatchObject({
      state: 'unsealed',
    });
    for (const each of made.slice(1)) expect(await unseal(call, review, each)).toMatchObject({ state: 'unsealed' });
    expect((await call('review.get', { review })).settings).toEqual(before);
    expect(await lastRound(call, review)).toMatchObject({ ready: true, counts: { opened: roles.length, sealed: 0 } });
    const { results } = await reveal();
    const { settings, history } = await call('review.get', { review });
    expect(settings.revision).toBe(before.revision + 1);
    expect(settings.roles.map(({ rationale }) => rationale)).toEqual(roles.map((id) => `Why ${id}`));
    expect(settings.roles.map(({ weights }) => weights.map(({ weight }) => weight))).toEqual(
      roles.map(() => [0.75, 0.25]),
    );
    expect(settings.roles.map(({ requirements }) => requirements.map(({ bound }) => bound))).toEqual(
      roles.map((id) => [100 + id]),
    );
    // The requirement of the first role was there before, and is the same one with another bound.
    expect(settings.roles[0]!.requirements[0]!.id).toBe(first!.requirements[0]!.id);
    expect(history).toMatchObject({ undo: null, redo: null });
    expect(await refusal(call('review.undo', { review }))).toMatch(
      /^The ballots were revealed at \d\d:\d\d\. Open another round to change them\.$/,
    );
    const round = await lastRound(call, review);
    expect(round).toMatchObject({
      state: 'revealed',
      revealed: { results, leftOut: [], carried: [], quorum: '', stop: '' },
    });
    const found = await call('round.results', { review, round: 1 });
    expect(found.results.answer).toEqual(round.revealed!.answer);
    expect(found.ballots.map(({ ballot }) => ballot)).toEqual(made.map(({ ballot }) => ballot));
    expect(await call('round.movement', { review, round: 1 })).toBe(null);
    expect(await call('meeting.verify', { review, receipt: null })).toMatchObject({ firstBad: null, tables: [] });
    expect(await call('round.draft', { review, roleId: roles[1]! })).toEqual({
      round: 1,
      ballot: made[1]!.ballot,
      changedRanges: [],
    });
  });

  it('has its results written once it is over, and not before', async () => {
    const review = await openRound(call);
    await vote(call, review, 1);
    expect(await refusal(call('review.commitResults', { review }))).toMatch(
      /^Round 1 is being voted on, so no results/,
    );
    const { resultsRevision, settings } = await call('review.get', { review });
    await call('library.close', { review });
    const { review: again } = await app.openPath(`${app.libraryFolder}/Which-recommender.parley`);
    const now = await call('review.get', { review: again });
    expect([now.resultsRevision, now.settings.revision]).toEqual([resultsRevision, settings.revision]);
  });

  it('takes a ballot once however often it is sent, another in its place, and none that is late', async () => {
    const review = await openRound(call);
    const made = await sealFor(call, review, 1, {}, true);
    const { round, basis, by } = made.ballot;
    const seal = (sealed = made.sealed) =>
      call('ballot.seal', { review, roleId: 1, round, basis, way: 'live', by, ...sealed });
    const first = await seal();
    const entries = (await call('trail.list', { review })).length;
    expect(await seal()).toEqual(first);
    expect(await call('trail.list', { review })).toHaveLength(entries);
    expect(
      await refusal(call('ballot.seal', { review, roleId: 9, round, basis, way: 'live', by, ...made.sealed })),
    ).toBe('There is no such role in this round.');
    const other = await sealFor(call, review, 1, {}, true);
    expect(
      await refusal(
        call('ballot.seal', { review, roleId: 1, round, basis: '0'.repeat(64), way: 'live', by, ...other.sealed }),
      ),
    ).toBe('The round was stopped because a range changed. Your draft is kept for the next one.');
    await seal(other.sealed);
    expect(await lastTrail(review)).toMatchObject({ what: 'ballot.sealed', who: by });
    await call('round.close', { review, round, by: 'Bo' });
    // The answer was lost, and the round closed meanwhile: it was kept all the same.
    expect(await seal(other.sealed)).toMatchObject({ at: expect.any(String) as string });
    expect(await refusal(seal())).toBe(
      'The ballots of round 1 are closed. You can follow, and vote in the next round.',
    );
    expect(await unseal(call, review, made)).toMatchObject({ state: 'refused' });
    expect(await unseal(call, review, other)).toMatchObject({ state: 'unsealed' });
  });

  it('lets a role withdraw and abstain while it is open', async () => {
    const review = await openRound(call);
    const withdraw = () => call('ballot.withdraw', { review, roleId: 1, round: 1, by: 'Ana' });
    expect(await refusal(withdraw())).toBe('There is nothing to take back: this role has not voted.');
    const made = await vote(call, review, 1);
    await withdraw();
    expect((await stateOf(review))[0]).toBe('empty');
    await call('ballot.abstain', { review, roleId: 1, round: 1, by: 'Ana' });
    await call('ballot.abstain', { review, roleId: 2, round: 1, by: 'Bo' });
    await withdraw();
    await vote(call, review, 1);
    await vote(call, review, 3);
    expect((await stateOf(review)).slice(0, 3)).toEqual(['sealed', 'abstained', 'sealed']);
    await call('round.close', { review, round: 1, by: 'Bo' });
    expect(await unseal(call, review, made)).toMatchObject({ state: 'refused' });
    expect(await refusal(withdraw())).toMatch(/^The ballots of round 1 are closed/);
  });

  it('counts wrong words, keeps the ballot sealed, and lets it be given up', async () => {
    const review = await openRound(call);
    const made = await vote(call, review, 1, {}, false);
    const other = await vote(call, review, 2);
    for (const roleId of [3, 4])
      await call('ballot.abstain', { review, roleId, round: 1, by: 'Cleo' }).catch(() => null);
    await call('round.close', { review, round: 1, by: 'Bo' });
    const tryWords = (words: string) => call('ballot.openWithWords', { review, roleId: 1, round: 1, words });
    expect(await refusal(tryWords('banana pencil'))).toBe('Six words are needed; these are two.');
    const wrong = 'banana pencil owner cube social kitten';
    const say = 'These are words of another ballot, or this file was changed on its way.';
    expect(await tryWords(wrong)).toEqual({ state: 'refused', sentence: say });
    await tryWords(wrong);
    const third = await tryWords(wrong);
    expect(third.sentence).toBe(
      `${say} They did not fit three times. It stays sealed until the right ones open it or it is given up.`,
    );
    expect((await lastRound(call, review)).ballots[0]).toMatchObject({ state: 'sealed', wrongKeys: 3 });
    expect(await tryWords(made.words)).toMatchObject({ state: 'unsealed' });
    expect(await refusal(call('ballot.giveUp', { review, roleId: 1, round: 1, by: 'Bo' }))).toMatch(
      /^There is no sealed/,
    );
    expect(await call('round.endWait', { review, round: 1, by: 'Bo' })).toEqual({ givenUp: [2] });
    const [, second] = (await lastRound(call, review)).ballots;
    expect(second).toMatchObject({ state: 'void', why: expect.stringMatching(/its words were not there/) as string });
    expect(await refusal(unseal(call, review, other))).toMatch(/^There is no sealed ballot/);
    const { waiting } = await lastRound(call, review);
    expect(waiting).toEqual([expect.stringMatching(/ballot is void\. Say that the role is left out\.$/)]);
    await call('round.settle', { review, roleId: 2, round: 1, choice: 'leaveOut', by: 'Bo' });
    expect(await lastRound(call, review)).toMatchObject({ ready: true, waiting: [] });
  });

  it('takes for void what opens and is no ballot of this round, and says so', async () => {
    const review = await openRound(call);
    const ids = (await lastRound(call, review)).ballots.map(({ roleId }) => roleId);
    const made = await vote(call, review, ids[0]!, {
      weights: [
        { objective: 1, weight: 0.5 },
        { objective: 2, weight: 0.47 },
      ],
    });
    const another = await vote(call, review, ids[1]!, { round: 1, role: ids[1]!, basis: made.ballot.basis });
    await call('round.close', { review, round: 1, by: 'Bo' });
    const found = await unseal(call, review, made);
    expect(found.state).toBe('void');
    expect(found.sentence).toMatch(/its weights or requirements do not fit what was asked\.$/);
    expect(await unseal(call, review, another)).toMatchObject({ state: 'unsealed' });
    expect((await lastTrail(review)).what).toBe('box.opened');
  });

  it('says who is missing, and asks what becomes of them: there is no default', async () => {
    const review = await openRound(call);
    const ids = (await lastRound(call, review)).ballots.map(({ roleId }) => roleId);
    const [first, ...others] = ids as [number, ...number[]];
    const made = await vote(call, review, first);
    expect(await call('round.close', { review, round: 1, by: 'Bo' })).toEqual({ missing: others });
    await unseal(call, review, made);
    const reveal = () => call('round.reveal', { review, round: 1, by: 'Bo' });
    expect(await refusal(reveal())).toMatch(/gave no ballot\. Say that the role is left out\.$/);
    const settle = (roleId: number, choice: 'leaveOut' | 'carry') =>
      call('round.settle', { review, roleId, round: 1, choice, by: 'Bo' });
    expect(await refusal(settle(others[0]!, 'carry'))).toMatch(/has no ballot of an earlier round/);
    expect(await refusal(settle(first, 'leaveOut'))).toMatch(/has a ballot in this round, or abstained\.$/);
    for (const roleId of others) await settle(roleId, 'leaveOut');
    await reveal();
    const { revealed } = await lastRound(call, review);
    expect(revealed!.leftOut.map(({ roleId }) => roleId)).toEqual(others);
    expect(revealed!.leftOut[0]!.text).toMatch(/gave no ballot in round 1 and does not count in its answer\.$/);
    expect(revealed!.quorum).toMatch(
      /^One of (three|four) ballots was opened and two are needed, so no decision can be recorded\.$/,
    );
    const { results } = await call('round.results', { review, round: 1 });
    expect(results.roles.map(({ roleId }) => roleId)).toEqual([first]);
  });

  it('has nothing to reveal where no ballot counts', async () => {
    const review = await openRound(call);
    for (const { roleId } of (await lastRound(call, review)).ballots) {
      await call('ballot.abstain', { review, roleId, round: 1, by: 'Ana' });
    }
    await call('round.close', { review, round: 1, by: 'Bo' });
    expect(await refusal(call('round.reveal', { review, round: 1, by: 'Bo' }))).toMatch(
      /^No ballot counts in this round/,
    );
    await call('round.abandon', { review, round: 1, by: 'Bo', why: 'All abstained.' });
    expect(await lastRound(call, review)).toMatchObject({ state: 'abandoned', why: 'All abstained.', ready: false });
  });

  it('is stopped for good, and its boxes are never opened', async () => {
    const review = await openRound(call);
    const made = await vote(call, review, 1);
    const stop = (why: string) => call('round.abandon', { review, round: 1, by: 'Bo', why });
    expect(await refusal(stop('  '))).toBe('Say why the round is stopped.');
    await stop('p95 latency was measured again');
    const over = 'Round 1 is over.';
    expect(await refusal(unseal(call, review, made))).toBe(over);
    expect(await refusal(call('round.reveal', { review, round: 1, by: 'Bo' }))).toBe(over);
    expect(await refusal(stop('again'))).toBe(over);
    const { round, basis, by } = made.ballot;
    const other = await sealFor(call, review, 2, {}, true);
    expect(
      await refusal(call('ballot.seal', { review, roleId: 2, round, basis, way: 'live', by, ...other.sealed })),
    ).toBe('Round 1 was stopped: p95 latency was measured again. Your draft is kept for the next one.');
    expect(await refusal(call('round.results', { review, round: 1 }))).toBe('Round 1 is not revealed.');
    await call('round.open', { review, by: 'Bo' });
    expect((await lastRound(call, review)).number).toBe(2);
  });
});

/** Plays a round in which every role votes as it is told; null: it gives no ballot. */
async function play(
  review: string,
  weightsOf: readonly (readonly number[] | null)[],
  settle: 'leaveOut' | 'carry' = 'carry',
) {
  const { number } = await call('round.open', { review, by: 'Bo' });
  const { basis } = await call('round.basis', { review, round: number });
  const made = [];
  for (const [i, weights] of weightsOf.entries()) {
    if (!weights) continue;
    const given = basis.objectives.map(({ id }, j) => ({ objective: id, weight: weights[j]! }));
    made.push(await vote(call, review, basis.roles[i]!.id, { weights: given }));
  }
  const { missing } = await call('round.close', { review, round: number, by: 'Bo' });
  for (const each of made) await unseal(call, review, each);
  for (const roleId of missing) await call('round.settle', { review, roleId, round: number, choice: settle, by: 'Bo' });
  await call('round.reveal', { review, round: number, by: 'Bo' });
  return number;
}

describe('a second round', () => {
  it('says who moved how far, and that another is unlikely to change the answer', async () => {
    const review = await prepareRound(call);
    const { roles } = (await call('review.get', { review })).settings;
    const rest = roles.slice(3).map(() => [0.5, 0.5]);
    await play(review, [[0.9, 0.1], [0.5, 0.5], [0.2, 0.8], ...rest]);
    await play(review, [[0.7, 0.3], [0.5, 0.5], null, ...rest]);
    const movement = (await call('round.movement', { review, round: 2 }))!;
    expect(movement.from).toBe(1);
    expect(movement.roles.slice(0, 3).map(({ moved }) => Math.round(moved * 1e9) / 1e9)).toEqual([0.2, 0, 0]);
    expect(movement.roles[0]!.objectives.map(({ from, to }) => [from, to])).toEqual([
      [0.9, 0.7],
      [0.1, 0.3],
    ]);
    const { revealed } = await lastRound(call, review);
    expect(revealed!.carried).toEqual([
      {
        roleId: roles[2]!.id,
        from: 1,
        text: expect.stringMatching(/gave no ballot in round 2; its ballot of round 1 counts\.$/) as string,
      },
    ]);
    const first = (await call('round.get', { review })).rounds[0]!.revealed!;
    expect(revealed!.answer).toEqual(first.answer);
    expect(revealed!.stop).toBe(
      'The answer is the same as in the round before. Another round is unlikely to change this.',
    );
    const { ballots } = await call('round.results', { review, round: 2 });
    expect(ballots.map(({ from }) => from)).toEqual(roles.map((_, i) => (i === 2 ? 1 : 2)));
    expect(await call('round.draft', { review, roleId: roles[2]!.id })).toMatchObject({ round: 1 });
  });

  it('begins from what a role agreed to since, and counts a carried ballot with it', async () => {
    const review = await prepareRound(call);
    const { roles } = (await call('review.get', { review })).settings;
    const [first] = roles;
    await call('round.open', { review, by: 'Bo' });
    const demands = [
      { metric: 1, comparator: '>=' as const, bound: 0.5, level: 'want' as const },
      { metric: 2, comparator: '<=' as const, bound: 30, level: 'must' as const, reason: 'Nobody waits.' },
    ];
    const made = [];
    for (const { id } of roles)
      made.push(await vote(call, review, id, id === first!.id ? { requirements: demands } : {}));
    await call('round.close', { review, round: 1, by: 'Bo' });
    for (const each of made) await unseal(call, review, each);
    await call('round.reveal', { review, round: 1, by: 'Bo' });
    const role = async () => (await call('review.get', { review })).settings.roles.find(({ id }) => id === first!.id)!;
    const must = (await role()).requirements.find(({ strength }) => strength === 'must')!;
    const { id } = await call('proposals.make', {
      review,
      roleId: null,
      toRoleId: first!.id,
      change: {
        kind: 'bound',
        requirementId: must.id,
        metricId: 2,
        comparator: '<=',
        from: 30,
        to: 45,
        admits: [2],
      },
      reason: 'Nobody passes.',
      by: 'Bo',
      counters: null,
    });
    await call('proposals.answer', { review, id, roleId: first!.id, answer: 'accepted', words: '', by: 'Ana' });
    const draft = (await call('round.draft', { review, roleId: first!.id }))!;
    expect(draft.round).toBe(1);
    expect(draft.ballot.weights).toEqual(made[0]!.ballot.weights);
    const agreed = [demands[0], { ...demands[1], bound: 45 }];
    expect(draft.ballot.requirements).toHaveLength(2);
    expect(draft.ballot.requirements).toEqual(expect.arrayContaining(agreed));

    await play(
      review,
      roles.map((_, i) => (i === 0 ? null : [0.5, 0.5])),
    );
    expect((await role()).requirements.find(({ strength }) => strength === 'must')).toMatchObject({
      id: must.id,
      bound: 45,
    });
    // The answer was worked out with it.
    expect((await lastRound(call, review)).revealed!.answer).toEqual([2]);

    // What it said in rounds that are over can be read when the role is gone.
    const before = (await call('round.results', { review, round: 2 })).ballots;
    await call('roles.remove', { review, id: first!.id });
    const { ballots } = await call('round.results', { review, round: 2 });
    expect(ballots.map(({ roleId, from }) => [roleId, from])).toEqual(before.map(({ roleId, from }) => [roleId, from]));
  });

  it('counts no ballot that was given for other ranges, and says so before anybody begins from it', async () => {
    const review = await prepareRound(call);
    const { roles, objectives } = (await call('review.get', { review })).settings;
    const [first] = roles;
    await play(
      review,
      roles.map(() => [0.5, 0.5]),
    );
    const { id, name, metricId, direction, missing } = objectives[0]!;
    const valueFunction = { shape: 'linear' as const, worst: 0.1, best: 1 };
    const definition = { name, metricId, direction, missing, valueFunction };
    await call('objectives.update', { review, id, definition });
    await call('meeting.confirmRanges', { review, objectiveIds: [id], by: 'Ana' });
    await call('round.open', { review, by: 'Bo' });
    expect(await call('round.draft', { review, roleId: first!.id })).toMatchObject({ round: 1, changedRanges: [name] });
    const made = [];
    for (const role of roles.slice(1)) made.push(await vote(call, review, role.id));
    await call('round.close', { review, round: 2, by: 'Bo' });
    for (const each of made) await unseal(call, review, each);
    const why =
      `${possessive(first!.name)} ballot of round 1 cannot count: the range of ${name} changed since, and its weights were ` +
      'given for the earlier ones. Leave it out.';
    const { ballots, waiting } = await lastRound(call, review);
    expect(ballots.map(({ notCarried }) => notCarried)).toEqual([why, ...roles.slice(1).map(() => '')]);
    expect(waiting).toEqual([`${first!.name} gave no ballot. Say that the role is left out.`]);
    const settle = (choice: 'carry' | 'leaveOut') =>
      call('round.settle', { review, roleId: first!.id, round: 2, choice, by: 'Bo' });
    expect(await refusal(settle('carry'))).toBe(why);
    await settle('leaveOut');
    await call('round.reveal', { review, round: 2, by: 'Bo' });
    expect((await call('round.movement', { review, round: 2 }))!.changedRanges).toEqual([name]);
  });

  it('ranks what was left in the roles exactly as the frozen results say', async () => {
    const review = await prepareRound(call);
    const { roles } = (await call('review.get', { review })).settings;
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(share, { minLength: roles.length, maxLength: roles.length }), async (shares) => {
        const number = await play(
          review,
          shares.map((x) => [x, 1 - x]),
        );
        const { results, ballots } = await call('round.results', { review, round: number });
        const { settings } = await call('review.get', { review });
        for (const [i, { ballot }] of ballots.entries()) {
          const weights = settings.roles[i]!.weights.map(({ weight }) => weight);
          ballot.weights.forEach(({ weight }, j) => expect(weights[j]).toBeCloseTo(weight, 12));
          results.roles[i]!.weights.forEach((weight, j) => expect(weight).toBeCloseTo(weights[j]!, 12));
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe('what a decision rests on after rounds', () => {
  const said = async (review: string) => {
    const { rounds, blind, ruleLocked, quorum } = await call('decision.get', { review });
    return { rounds, blind, ruleLocked, quorum };
  };

  it('is blind as long as the weights are those that were revealed, under the rule that was locked', async () => {
    const review = await prepareRound(call);
    expect(await said(review)).toEqual({ rounds: 0, blind: false, ruleLocked: false, quorum: '' });
    const { roles } = (await call('review.get', { review })).settings;
    await play(
      review,
      roles.map(() => [0.5, 0.5]),
    );
    expect(await said(review)).toEqual({ rounds: 1, blind: true, ruleLocked: true, quorum: '' });
    await record(call, review);
    const { record: kept } = await call('decision.record.get', { review, id: 1 });
    expect(kept).toMatchObject({ blind: true, rounds: 1, ruleLocked: true, leftOut: [] });
    expect(kept.roundBallots!.map(({ number, ballots }) => [number, ballots.length])).toEqual([[1, roles.length]]);
    await call('review.setGroupRule', { review, groupRule: 'weightedMean' });
    expect(await said(review)).toMatchObject({ blind: true, ruleLocked: false });
    const weights = [
      { objectiveId: 1, weight: 0.4, locked: false },
      { objectiveId: 2, weight: 0.6, locked: false },
    ];
    await call('ballots.setWeights', { review, roleId: roles[0]!.id, weights });
    expect(await said(review)).toMatchObject({ rounds: 1, blind: false });
    const changed = async () => (await call('review.get', { review })).changedSinceReveal;
    const roleId = roles[0]!.id;
    expect(await changed()).toEqual([{ roleId, weights: true, requirements: false, rationale: false }]);
    await call('ballots.setRationale', { review, roleId, rationale: 'Another reason.' });
    const definition = {
      roleId,
      metricId: 1,
      comparator: '>=' as const,
      bound: 0,
      strength: 'want' as const,
      reason: '',
    };
    await call('requirements.create', { review, definition });
    expect(await changed()).toEqual([{ roleId, weights: true, requirements: true, rationale: true }]);
    await call('ballots.putBack', { review, roleId });
    expect(await changed()).toEqual([]);
    expect(await said(review)).toMatchObject({ rounds: 1, blind: true });
    await call('review.undo', { review });
    expect(await changed()).toHaveLength(1);
  });

  it('leaves out whoever did not vote, on every screen and in the record, until the next round', async () => {
    const review = await prepareRound(call);
    const { roles } = (await call('review.get', { review })).settings;
    const [absent, ...others] = roles;
    await play(review, [null, ...others.map(() => [0.5, 0.5])], 'leaveOut');
    const got = await call('review.get', { review });
    expect(got.settings.roles.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
    expect(got.leftOut).toEqual([
      {
        role: absent,
        standing: 'left out of round 1',
        text: `${absent!.name} gave no ballot in round 1 and do not count in its answer.`,
      },
    ]);
    const { results } = await call('round.results', { review, round: 1 });
    expect(results.roles.map(({ roleId }) => roleId)).toEqual(others.map(({ id }) => id));
    await record(call, review);
    const { record: kept } = await call('decision.record.get', { review, id: 1 });
    expect(kept.results.answer).toEqual(results.answer);
    const { id, name, colour } = absent!;
    const { standing, text } = got.leftOut[0]!;
    expect(kept.leftOut).toEqual([{ id, name, colour, standing, text }]);
    expect(kept.seats.some(({ roleId }) => roleId === id)).toBe(true);
    expect(kept.stances.map(({ roleId }) => roleId)).toContain(absent!.id);
    expect(await call('meeting.verify', { review, receipt: null })).toMatchObject({ ok: true, tables: [] });
    const { outcome } = await call('decision.replay', { review, id: 1 });
    expect(outcome).toBe('holds');
    await play(
      review,
      roles.map(() => [0.5, 0.5]),
    );
    expect((await call('review.get', { review })).settings.roles).toHaveLength(roles.length);
  });

  it('is no decision where too few ballots were opened', async () => {
    const review = await prepareRound(call);
    await call('meeting.plan', { review, quorum: 3, minutes: 30, incumbentCounts: true });
    const { roles } = (await call('review.get', { review })).settings;
    await play(review, [[0.5, 0.5], [0.5, 0.5], ...roles.slice(2).map(() => null)], 'leaveOut');
    const { quorum } = await said(review);
    expect(quorum).toMatch(/^Two of \w+ ballots were opened and three are needed, so no decision can be recorded\.$/);
    expect(await refusal(record(call, review))).toBe(quorum);
  });
});

describe('while a round is going on', () => {
  it('has every operation that changes a review on one of two lists', () => {
    const commands = (Object.keys(contract) as OpName[]).filter((name) => contract[name].kind === 'command');
    for (const name of commands) expect(Object.keys(whileVoting), name).toContain(name);
    // Tasks change a review through the same door, which takes no name that is on no list.
    const tasks = Object.keys(whileVoting).filter((name) => contract[name as OpName].kind === 'task');
    expect(tasks.sort()).toEqual([
      'decision.noteReplay',
      'decision.record',
      'explanations.attach',
      'imports.accept',
      'library.rename',
      'predictions.keep',
      'predictions.keepCube',
    ]);
  });

  it('refuses what is frozen with its own sentence, and lets through what is not', async () => {
    const review = await prepareRound(call);
    const { settings } = await call('review.get', { review });
    const preview = await call('imports.read', {
      task: 'late',
      fileName: 'late.csv',
      kind: 'file',
      bytes: new TextEncoder().encode('model,accuracy\nAlpha,0.1\n'),
      options: { delimiter: null, decimal: null, header: null },
    });
    await call('round.open', { review, by: 'Bo' });
    const { id, position, ...definition } = settings.objectives[1]!;
    expect(position).toBe(1);
    const rest = 'Stop the round, or wait for the reveal.';
    const say = (what: string) => `Round 1 is being voted on, so ${what}. ${rest}`;
    expect(await refusal(call('objectives.update', { review, id, definition }))).toBe(
      say('the range of latency_ms cannot change'),
    );
    expect(await refusal(call('review.undo', { review }))).toBe(say('nothing can be undone'));
    expect(await refusal(call('review.setGroupRule', { review, groupRule: 'weightedMean' }))).toBe(
      say('the rule cannot change'),
    );
    const { name, weights } = settings.roles[0]!;
    expect(await refusal(call('ballots.setRationale', { review, roleId: 1, rationale: 'x' }))).toBe(
      say(`the revealed ballot of ${name} cannot change`),
    );
    expect(weights).toEqual([]);
    const mapping = {
      uses: preview.columns.map(({ use }) => use),
      duplicates: 'refuse' as const,
      unreadable: 'refuse' as const,
    };
    const imported = call('imports.accept', { task: 'late', review, table: preview.table, mapping, objectives: false });
    expect(await refusal(imported)).toBe(say('nothing can be imported'));
    await call('review.describe', { review, title: 'Another title', note: 'A note' });
    await call('round.close', { review, round: 1, by: 'Bo' });
    expect(await refusal(call('candidates.add', { review, name: 'Late' }))).toBe(
      'Round 1 is being revealed, so the candidates cannot change. Stop the round, or wait for the reveal.',
    );
    await call('round.abandon', { review, round: 1, by: 'Bo', why: 'Test' });
    await call('candidates.add', { review, name: 'Late' });
  });
});

it('prepares without a round as it always did', async () => {
  const review = await prepare(call);
  expect((await call('round.get', { review })).rounds).toEqual([]);
});
