// Who may do what: every operation as every kind of principal; and what each may see of the others' ballots.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, PrincipalKind } from '../../../shared/contract/caller.ts';
import { contract, type OpName } from '../../../shared/contract/contract.ts';
import { importTable, newFolder, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';
import { openRound, prepareRound, unseal, vote } from '../testing/voting.ts';
import { allowed, checkAllowed } from './permissions.ts';

afterAll(removeFolders);

const review = 'the-review';
const principals: Readonly<Record<PrincipalKind, Principal>> = {
  owner: { kind: 'owner' },
  facilitator: { kind: 'facilitator', review },
  seat: { kind: 'seat', review, roleId: 1 },
  screen: { kind: 'screen', review },
  guest: { kind: 'guest', review },
};
const kinds = Object.keys(principals) as PrincipalKind[];
const operations = Object.keys(contract) as OpName[];

/** What anybody but the leaders may ask: facts. Written out, so that a change of the table is a change here. */
const facts = [
  'candidates.history',
  'candidates.notes',
  'candidates.provenance',
  'explanations.list',
  'predictions.values',
  'proposals.list',
  'review.catalog',
  'review.get',
  'round.basis',
  'round.get',
  'round.movement',
  'round.results',
];
/** What a seat does with the ballot of its own role, and in its name. */
const ownBallot = [
  'ballot.abstain',
  'ballot.openWithKey',
  'ballot.seal',
  'ballot.withdraw',
  'proposals.answer',
  'proposals.make',
  'proposals.withdraw',
  'round.draft',
];

const may = (name: OpName, kind: PrincipalKind) => {
  try {
    checkAllowed(name, principals[kind], { review });
    return true;
  } catch {
    return false;
  }
};

describe('the table of permissions', () => {
  it('lets the owner do everything, and knows every operation', () => {
    expect(Object.keys(allowed).sort()).toEqual([...operations].sort());
    for (const name of operations) expect(may(name, 'owner'), name).toBe(true);
  });

  it.each(['screen', 'guest'] as const)('lets a %s ask for facts and nothing else', (kind) => {
    expect(operations.filter((name) => may(name, kind)).sort()).toEqual(facts);
  });

  it('lets a seat ask for facts, and vote for its own role alone', () => {
    expect(operations.filter((name) => may(name, 'seat')).sort()).toEqual([...facts, ...ownBallot].sort());
    for (const name of ownBallot as OpName[]) {
      const { seat } = principals;
      expect(() => checkAllowed(name, seat, { review, roleId: 1 })).not.toThrow();
      expect(() => checkAllowed(name, seat, { review, roleId: 2 })).toThrow(
        'You speak for another role than this one.',
      );
    }
  });

  it('lets a facilitator change the review, and touch no file of this computer', () => {
    // Who comes into a meeting is the facilitator's to say; where this computer listens is not.
    const atTheDoor = ['live.get', 'live.changeCode', 'live.admit', 'live.refuse', 'live.dismiss'];
    // These compute for long, and are about the open review alone.
    const computing = ['decision.preview', 'decision.record', 'decision.noteReplay'];
    for (const name of operations) {
      const task = contract[name].kind === 'task';
      expect(may(name, 'facilitator'), name).toBe(!task || [...atTheDoor, ...computing].includes(name));
    }
  });

  it('says in a sentence why not, and lets nobody into another review', () => {
    expect(() => checkAllowed('review.describe', principals.guest, { review })).toThrow(
      'Only the owner of this computer or the facilitator may do this. You are here as a guest.',
    );
    for (const kind of kinds.filter((each) => each !== 'owner')) {
      expect(() => checkAllowed('review.get', principals[kind], { review: 'another' })).toThrow(/another review/);
      expect(() => checkAllowed('review.get', principals[kind], {})).toThrow(/another review/);
    }
  });
});

describe('what somebody sees', () => {
  let app: TestApp;
  let open: string;
  const canary = 'Nobody else reads this';
  beforeAll(async () => {
    app = testApp(newFolder());
    ({ review: open } = await app.call('library.create', { title: 'Which one?' }));
    await importTable(app.call, open, smallTable);
    for (const roleId of [1, 2]) {
      const rationale = `${canary} ${roleId}`;
      await app.call('ballots.setRationale', { review: open, roleId, rationale });
      const ask = { metricId: 1, comparator: '>=' as const, bound: 0.5, strength: 'want' as const, reason: rationale };
      await app.call('requirements.create', { review: open, definition: { roleId, ...ask } });
    }
  });
  afterAll(() => app.close());

  const seenBy = async (principal: Principal) => {
    const { call } = app.as('looking-on', principal);
    return JSON.stringify([await call('review.get', { review: open }), await call('review.catalog', { review: open })]);
  };

  it('is everything for whoever leads', async () => {
    for (const principal of [{ kind: 'owner' }, { kind: 'facilitator', review: '' }] as const) {
      const seen = await seenBy(principal.kind === 'owner' ? principal : { ...principal, review: open });
      expect(seen).toContain(`${canary} 1`);
      expect(seen).toContain(`${canary} 2`);
      expect(seen).toContain('"undo":"');
    }
  });

  it('is one’s own ballot alone for a seat', async () => {
    const seen = await seenBy({ kind: 'seat', review: open, roleId: 2 });
    expect(seen).not.toContain(`${canary} 1`);
    expect(seen).toContain(`${canary} 2`);
    expect(seen).toContain('Alpha');
    expect(seen).toContain('"undo":null');
  });

  it.each(['screen', 'guest'] as const)('is no ballot for a %s', async (kind) => {
    const seen = await seenBy({ kind, review: open });
    expect(seen).not.toContain(canary);
    expect(seen).toContain('Alpha');
  });
});

describe('what somebody sees of a round', () => {
  let app: TestApp;
  let open: string;
  const as = (principal: Principal) => app.as('looking-on', principal).call;
  const seen = async (principal: Principal) => (await as(principal)('round.get', { review: open })).rounds[0]!;
  beforeAll(async () => {
    app = testApp(newFolder());
    open = await openRound(app.call);
  });
  afterAll(() => app.close());

  it('is how many ballots there are for a seat and a screen, whose own state for a seat, and nothing for a guest', async () => {
    const made = await vote(app.call, open, 1);
    const kindsOf = async (principal: Principal) => {
      const { counts, ballots, waiting } = await seen(principal);
      return [counts?.sealed ?? null, ballots.map(({ roleId, state }) => [roleId, state]), waiting];
    };
    const all = await seen({ kind: 'facilitator', review: open });
    expect(all.ballots.map(({ state }) => state)).toContain('sealed');
    expect(await kindsOf({ kind: 'seat', review: open, roleId: 1 })).toEqual([1, [[1, 'sealed']], []]);
    expect(await kindsOf({ kind: 'seat', review: open, roleId: 2 })).toEqual([1, [[2, 'empty']], []]);
    expect(await kindsOf({ kind: 'screen', review: open })).toEqual([1, [], []]);
    expect(await kindsOf({ kind: 'guest', review: open })).toEqual([null, [], []]);
    const seat = as({ kind: 'seat', review: open, roleId: 2 });
    const stolen = seat('ballot.withdraw', { review: open, roleId: 1, round: 1, by: 'Bo' });
    await expect(stolen).rejects.toMatchObject({ message: 'You speak for another role than this one.' });
    await expect(seat('round.draft', { review: open, roleId: 1 })).rejects.toMatchObject({ code: 'refused' });
    await expect(seat('round.close', { review: open, round: 1, by: 'Bo' })).rejects.toMatchObject({ code: 'refused' });
    await expect(seat('round.results', { review: open, round: 1 })).rejects.toMatchObject({ code: 'refused' });

    await app.call('round.close', { review: open, round: 1, by: 'Bo' });
    await unseal(as({ kind: 'seat', review: open, roleId: 1 }), open, made);
    for (const { roleId, state } of (await seen({ kind: 'owner' })).ballots) {
      if (state === 'absent') {
        await app.call('round.settle', { review: open, roleId, round: 1, choice: 'leaveOut', by: 'Bo' });
      }
    }
    expect((await seen({ kind: 'seat', review: open, roleId: 2 })).ballots).toHaveLength(1);
    await app.call('round.reveal', { review: open, round: 1, by: 'Bo' });
  });

  it('is no ballot from before the round for whoever leads, until it is revealed or stopped', async () => {
    const other = testApp(newFolder());
    try {
      const prepared = await prepareRound(other.call);
      const rationale = 'canary of before';
      await other.call('ballots.setRationale', { review: prepared, roleId: 1, rationale });
      const get = async (principal: Principal) =>
        JSON.stringify(await other.as('leading', principal).call('review.get', { review: prepared }));
      const leaders: Principal[] = [{ kind: 'owner' }, { kind: 'facilitator', review: prepared }];
      for (const leader of leaders) expect(await get(leader)).toContain(rationale);
      await other.call('round.open', { review: prepared, by: 'Bo' });
      for (const leader of leaders) {
        expect(await get(leader)).not.toContain(rationale);
        expect(await get(leader)).toContain('"undo":null');
      }
      await other.call('round.abandon', { review: prepared, round: 1, by: 'Bo', why: 'A range changes.' });
      for (const leader of leaders) expect(await get(leader)).toContain(rationale);
    } finally {
      await other.close();
    }
  });

  it.each(['seat', 'screen', 'guest'] as const)('is every ballot for a %s after the reveal', async (kind) => {
    const principal: Principal = kind === 'seat' ? { kind, review: open, roleId: 2 } : { kind, review: open };
    const { ballots, counts } = await seen(principal);
    expect(ballots.length).toBe(counts!.roles);
    const { settings, history } = await as(principal)('review.get', { review: open });
    expect(settings.roles[0]!.weights.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
    expect(history).toEqual({ undo: null, redo: null, elsewhere: null });
    expect((await as(principal)('round.results', { review: open, round: 1 })).ballots).toHaveLength(1);
  });
});
