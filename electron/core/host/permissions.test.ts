// Who may do what: every operation as every kind of principal; and what each may see of the others' ballots.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal, PrincipalKind } from '../../../shared/contract/caller.ts';
import { contract, type OpName } from '../../../shared/contract/contract.ts';
import { importTable, newFolder, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';
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
  'review.catalog',
  'review.get',
];

const may = (name: OpName, kind: PrincipalKind) => {
  try {
    checkAllowed(name, principals[kind], review);
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

  it.each(['seat', 'screen', 'guest'] as const)('lets a %s ask for facts and nothing else', (kind) => {
    expect(operations.filter((name) => may(name, kind)).sort()).toEqual(facts);
  });

  it('lets a facilitator change the review, and touch no file of this computer', () => {
    // Who comes into a meeting is the facilitator's to say; where this computer listens is not.
    const atTheDoor = ['live.get', 'live.changeCode', 'live.admit', 'live.refuse', 'live.dismiss'];
    for (const name of operations) {
      expect(may(name, 'facilitator'), name).toBe(contract[name].kind !== 'task' || atTheDoor.includes(name));
    }
  });

  it('says in a sentence why not, and lets nobody into another review', () => {
    expect(() => checkAllowed('review.describe', principals.guest, review)).toThrow(
      'Only the owner of this computer or the facilitator may do this. You are here as a guest.',
    );
    for (const kind of kinds.filter((each) => each !== 'owner')) {
      expect(() => checkAllowed('review.get', principals[kind], 'another')).toThrow(/another review/);
      expect(() => checkAllowed('review.get', principals[kind], undefined)).toThrow(/another review/);
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
