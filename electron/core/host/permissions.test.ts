// Who may do what: every operation as every kind of principal; and what each may see of the others' ballots.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, PrincipalKind } from '../../../shared/contract/caller.ts';
import { contract, type OpName } from '../../../shared/contract/contract.ts';
import { importTable, newFolder, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';
import { record } from '../testing/decided.ts';
import { lastRound, openRound, prepareRound, revealAll, revealWith, unseal, vote } from '../testing/voting.ts';
import { allowed, checkAllowed } from './permissions.ts';

afterAll(removeFolders);

const review = 'the-review';
const principals: Readonly<Record<PrincipalKind, Principal>> = {
  owner: { kind: 'owner' },
  facilitator: { kind: 'facilitator', review, name: 'Fred' },
  seat: { kind: 'seat', review, name: 'Ana', roleId: 1 },
  screen: { kind: 'screen', review, name: 'The wall' },
  guest: { kind: 'guest', review, name: 'Gus' },
};
const kinds = Object.keys(principals) as PrincipalKind[];
const operations = Object.keys(contract) as OpName[];

/** What anybody but the leaders may ask: facts. Written out, so that a change of the table is a change here. */
const facts = [
  'candidates.history',
  'candidates.notes',
  'candidates.provenance',
  'decision.get',
  'decision.record.get',
  'explanations.list',
  'predictions.cube',
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
  'decision.receipts',
  'decision.sign',
  'proposals.answer',
  'proposals.make',
  'proposals.withdraw',
  'round.draft',
  'round.receipts',
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
    for (const principal of [{ kind: 'owner' }, { kind: 'facilitator', review: '', name: 'Fred' }] as const) {
      const seen = await seenBy(principal.kind === 'owner' ? principal : { ...principal, review: open });
      expect(seen).toContain(`${canary} 1`);
      expect(seen).toContain(`${canary} 2`);
      expect(seen).toContain('"undo":"');
    }
  });

  it('is one’s own ballot alone for a seat', async () => {
    const seen = await seenBy({ kind: 'seat', review: open, name: 'Ana', roleId: 2 });
    expect(seen).not.toContain(`${canary} 1`);
    expect(seen).toContain(`${canary} 2`);
    expect(seen).toContain('Alpha');
    expect(seen).toContain('"undo":null');
  });

  it.each(['screen', 'guest'] as const)('is no ballot for a %s', async (kind) => {
    const seen = await seenBy({ kind, review: open, name: 'Gus' });
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
    const all = await seen({ kind: 'facilitator', review: open, name: 'Fred' });
    expect(all.ballots.map(({ state }) => state)).toContain('sealed');
    expect(await kindsOf({ kind: 'seat', review: open, name: 'Ana', roleId: 1 })).toEqual([1, [[1, 'sealed']], []]);
    expect(await kindsOf({ kind: 'seat', review: open, name: 'Ana', roleId: 2 })).toEqual([1, [[2, 'empty']], []]);
    expect(await kindsOf({ kind: 'screen', review: open, name: 'The wall' })).toEqual([1, [], []]);
    expect(await kindsOf({ kind: 'guest', review: open, name: 'Gus' })).toEqual([null, [], []]);
    const seat = as({ kind: 'seat', review: open, name: 'Ana', roleId: 2 });
    const stolen = seat('ballot.withdraw', { review: open, roleId: 1, round: 1, by: 'Bo' });
    await expect(stolen).rejects.toMatchObject({ message: 'You speak for another role than this one.' });
    await expect(seat('round.draft', { review: open, roleId: 1 })).rejects.toMatchObject({ code: 'refused' });
    await expect(seat('round.close', { review: open, round: 1, by: 'Bo' })).rejects.toMatchObject({ code: 'refused' });
    await expect(seat('round.results', { review: open, round: 1 })).rejects.toMatchObject({ code: 'refused' });

    await app.call('round.close', { review: open, round: 1, by: 'Bo' });
    await unseal(as({ kind: 'seat', review: open, name: 'Ana', roleId: 1 }), open, made);
    for (const { roleId, state } of (await seen({ kind: 'owner' })).ballots) {
      if (state === 'absent') {
        await app.call('round.settle', { review: open, roleId, round: 1, choice: 'leaveOut', by: 'Bo' });
      }
    }
    expect((await seen({ kind: 'seat', review: open, name: 'Ana', roleId: 2 })).ballots).toHaveLength(1);
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
      const leaders: Principal[] = [{ kind: 'owner' }, { kind: 'facilitator', review: prepared, name: 'Fred' }];
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
    const principal: Principal =
      kind === 'seat' ? { kind, review: open, name: 'Ana', roleId: 2 } : { kind, review: open, name: 'Gus' };
    const { ballots, counts } = await seen(principal);
    expect(ballots.length).toBe(counts!.roles);
    const { settings, history } = await as(principal)('review.get', { review: open });
    expect(settings.roles[0]!.weights.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
    expect(history).toEqual({ undo: null, redo: null, elsewhere: null });
    expect((await as(principal)('round.results', { review: open, round: 1 })).ballots).toHaveLength(1);
  });
});

describe('what is typed into a ballot after its reveal', () => {
  it('is seen by whoever leads, and by nobody else unless it was agreed on', async () => {
    const app = testApp(newFolder());
    try {
      const open = await openRound(app.call);
      const requirements = [
        { metric: 2, comparator: '<=' as const, bound: 140, level: 'must' as const, reason: 'Fast.' },
      ];
      const made = await vote(app.call, open, 1, { rationale: 'As it was sealed.', requirements });
      await revealWith(app.call, open, [made]);
      const principal: Principal = { kind: 'seat', review: open, name: 'Bo', roleId: 2 };
      const seat = app.as('looking-on', principal).call;
      const seen = async (call = seat) => (await call('review.get', { review: open })).settings.roles[0]!;
      const before = await seen();
      expect(before).toEqual(await seen(app.call));

      const [first] = before.requirements;
      await app.call('ballots.setRationale', { review: open, roleId: 1, rationale: 'Typed afterwards.' });
      const weights = before.weights
        .toReversed()
        .map(({ objectiveId }, i) => ({ objectiveId, weight: i, locked: false }));
      await app.call('ballots.setWeights', { review: open, roleId: 1, weights });
      const { id: requirement, ...definition } = first!;
      await app.call('requirements.update', {
        review: open,
        id: requirement,
        definition: { ...definition, bound: 90 },
      });
      const hold = { scope: { kind: 'all' as const }, until: null, condition: 'Typed', effect: 'warns' as const };
      await app.call('holds.create', { review: open, definition: { ...hold, roleId: 1, reason: '', cleared: false } });
      expect(await seen(app.call)).not.toEqual(before);
      expect((await app.call('review.get', { review: open })).changedSinceReveal).toHaveLength(1);
      for (const kind of ['seat', 'screen', 'guest'] as const) {
        const other: Principal = kind === 'seat' ? { ...principal, roleId: 1 } : { kind, review: open, name: 'Gus' };
        const their = app.as('looking-on', other).call;
        expect(await seen(their)).toEqual(before);
        expect((await their('review.get', { review: open })).changedSinceReveal).toEqual([]);
      }
      // Removed, it was revealed all the same.
      await app.call('requirements.remove', { review: open, id: requirement });
      expect((await seen()).requirements).toMatchObject([{ bound: 140, reason: 'Fast.' }]);
      await app.call('review.undo', { review: open });

      const change = { kind: 'hold', roleId: 1, ...hold, condition: 'Advertisers are told' } as const;
      const { id } = await seat('proposals.make', {
        review: open,
        roleId: 2,
        toRoleId: 1,
        change,
        reason: 'They plan ahead.',
        by: 'Bo',
        counters: null,
      });
      const answer = { review: open, id, roleId: 1, answer: 'accepted', words: '', by: 'Ana' } as const;
      await app.call('proposals.answer', answer);
      expect((await seen()).holds).toMatchObject([{ condition: 'Advertisers are told' }]);
      expect((await seen(app.call)).holds).toHaveLength(2);
    } finally {
      await app.close();
    }
  });
});

describe('the name', () => {
  it('is the one that somebody was let in with, whatever their page sends', async () => {
    const app = testApp(newFolder());
    try {
      const open = await openRound(app.call);
      const seat = app.as('page-of-sam', { kind: 'seat', review: open, name: 'Sam', roleId: 1 }).call;
      const made = await vote(seat, open, 1, { by: 'Somebody else' });
      expect((await lastRound(app.call, open)).ballots[0]).toMatchObject({ roleId: 1, by: 'Sam' });
      await seat('ballot.withdraw', { review: open, roleId: 1, round: 1, by: 'Somebody else' });
      await seat('ballot.seal', {
        review: open,
        roleId: 1,
        round: 1,
        basis: made.ballot.basis,
        way: 'live',
        by: 'Somebody else',
        ...made.sealed,
      });
      await revealWith(app.call, open, [made]);
      await app.call('decision.start', { review: open, kind: 'choose', candidateId: 2 });
      const { signing } = await seat('decision.get', { review: open });
      const said = { review: open, roleId: 1, stance: 'supports', words: '', by: 'Somebody else' } as const;
      await seat('decision.sign', { ...said, signing: signing! });
      expect((await app.call('decision.get', { review: open })).draft!.stances[0]).toMatchObject({ signedBy: 'Sam' });
      const trail = await app.call('trail.list', { review: open });
      const opened = trail.find(({ what }) => what === 'ballot.opened')!;
      expect(JSON.parse(opened.body)).toMatchObject({ by: 'Sam' });
      expect(trail.filter(({ who }) => who === 'Somebody else')).toEqual([]);
      // Whoever leads from elsewhere signs for nobody else either.
      const leading = app.as('page-of-fred', { kind: 'facilitator', review: open, name: 'Fred' }).call;
      const stance = { roleId: 2, stance: 'supports', words: '', signedBy: 'Bo' } as const;
      await leading('decision.setStance', { review: open, stance });
      expect((await app.call('decision.get', { review: open })).draft!.stances[1]).toMatchObject({ signedBy: 'Fred' });
    } finally {
      await app.close();
    }
  });
});

describe('what a seat sees of a decision', () => {
  it('is the draft and what was signed, its own words, and no draft while a round is going on', async () => {
    const app = testApp(newFolder());
    try {
      const open = await prepareRound(app.call);
      await app.call('decision.start', { review: open, kind: 'choose', candidateId: 2 });
      const note = (roleId: number, signedBy: string) =>
        app.call('decision.setStance', {
          review: open,
          stance: { roleId, stance: 'objects', words: `Words of ${roleId}`, signedBy },
        });
      await note(1, '');
      await note(2, '');
      await note(3, 'Cleo');
      const seat = app.as('page-of-bo', { kind: 'seat', review: open, name: 'Bo', roleId: 2 }).call;
      const got = await seat('decision.get', { review: open });
      expect(got.draft!.stances).toMatchObject([
        { roleId: 1, stance: 'open', words: '', signedBy: '' },
        { roleId: 2, stance: 'objects', words: 'Words of 2', signedBy: '' },
        { roleId: 3, stance: 'objects', words: 'Words of 3', signedBy: 'Cleo' },
        { roleId: 4, stance: 'open' },
      ]);
      const sign = (signing: string, more: object = {}) =>
        seat('decision.sign', { review: open, roleId: 2, signing, stance: 'livesWith', words: '', by: 'Bo', ...more });
      await expect(sign(got.signing!, { roleId: 1 })).rejects.toThrow('You speak for another role than this one.');
      await expect(sign(got.signing!, { stance: 'objects' })).rejects.toThrow(/^Say what .+ objects to/);
      // Another thing is decided by now than the page showed.
      await app.call('decision.update', { review: open, changes: { candidateId: 1 } });
      await expect(sign(got.signing!)).rejects.toThrow('What is decided was changed in the meantime.');
      // Words about it change nothing of what is signed.
      const now = await seat('decision.get', { review: open });
      await app.call('decision.update', { review: open, changes: { rationale: 'Because.' } });
      await sign(now.signing!);
      const signed = (await app.call('decision.get', { review: open })).draft!.stances[1];
      expect(signed).toMatchObject({ stance: 'livesWith', words: '', signedBy: 'Bo' });

      await app.call('round.open', { review: open, by: 'Bo' });
      expect(await seat('decision.get', { review: open })).toMatchObject({ draft: null, signing: null, head: null });
      await expect(sign(now.signing!)).rejects.toThrow(/^Round 1 is being voted on, so no stance can be signed/);
      expect((await app.call('decision.get', { review: open })).draft).not.toBeNull();
    } finally {
      await app.close();
    }
  });
});

describe('what a seat takes along', () => {
  it('is the receipt of its own role, of each reveal and each decision, and the record that everybody has', async () => {
    const app = testApp(newFolder());
    try {
      const open = await openRound(app.call);
      const seat = app.as('page-of-bo', { kind: 'seat', review: open, name: 'Bo', roleId: 2 }).call;
      const guest = app.as('page-of-gus', { kind: 'guest', review: open, name: 'Gus' }).call;
      await expect(seat('round.receipts', { review: open, round: 1 })).rejects.toThrow(
        'Round 1 is not revealed, and receipts are given at the reveal.',
      );
      await revealAll(app.call, open);
      const ofRound = await seat('round.receipts', { review: open, round: 1 });
      expect(ofRound).toMatchObject([{ roleId: 2, people: ['Bo'] }]);
      const all = await app.call('round.receipts', { review: open, round: 1 });
      expect(all.map(({ roleId }) => roleId)).toEqual([1, 2, 3, 4]);
      const sealed = (await app.call('trail.list', { review: open }))
        .filter(({ what }) => what === 'ballot.sealed')
        .map(({ body }) => (JSON.parse(body) as { commitment: string }).commitment.toUpperCase());
      expect(all.map(({ text }) => text.split(':')[5])).toEqual(sealed);

      const { id } = await record(app.call, open, async () => {
        await app.call('decision.update', { review: open, changes: { override: 'It costs less.' } });
      });
      const [ofDecision] = await seat('decision.receipts', { review: open, id });
      expect(ofDecision).toMatchObject({ roleId: 2, people: ['Bo'] });
      for (const { text } of [ofRound[0]!, ofDecision!]) {
        expect(text.length).toBeLessThanOrEqual(200);
        expect(await app.call('meeting.verify', { review: open, receipt: text })).toMatchObject({
          ok: true,
          head: 'matchesReceipt',
          upTo: Number(text.split(':')[2]),
        });
      }
      const whole = await app.call('decision.record.get', { review: open, id });
      expect(await seat('decision.record.get', { review: open, id })).toEqual(whole);
      expect(await guest('decision.record.get', { review: open, id })).toEqual(whole);
      expect(whole.trail.at(-1)).toMatchObject({ ...whole.head, what: 'decision.recorded' });
      await expect(guest('decision.receipts', { review: open, id })).rejects.toThrow(/^Only /);

      // It holds ballots: while the next round is going on it is kept from those who vote.
      await app.call('round.open', { review: open, by: 'Bo' });
      for (const caller of [seat, guest]) {
        await expect(caller('decision.record.get', { review: open, id })).rejects.toThrow('A round is going on.');
      }
      await app.call('decision.record.get', { review: open, id });
    } finally {
      await app.close();
    }
  });
});
