// What a seat's page says that waits for it.
import { expect, it } from 'vitest';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Proposal } from '../../../shared/domain/proposal.ts';
import { waitsFor } from './waits.ts';

const names = new Map([
  [1, 'Sales'],
  [2, 'Product'],
]);
const sideName = (id: number | null) => (id === null ? 'the table' : (names.get(id) ?? ''));
const proposal = (fromRoleId: number | null, toRoleId: number, state: Proposal['state'] = 'open') =>
  ({ fromRoleId, toRoleId, state }) as Proposal;
const draft = (signedBy: string) => ({ stances: [{ roleId: 1, signedBy }] }) as unknown as Decision;
const texts = (signed: Decision | null, proposals: Proposal[]) =>
  waitsFor(1, signed, proposals, sideName).map(({ text }) => text);

it('is nothing where nothing is open, or it is somebody else’s', () => {
  expect(texts(null, [])).toEqual([]);
  expect(texts(draft('Sam'), [proposal(1, 2), proposal(2, 1, 'declined')])).toEqual([]);
  // A role that came after the draft, or looks on, has no stance in it.
  expect(waitsFor(2, draft(''), [], sideName)).toEqual([]);
});

it('names who asks where one does', () => {
  expect(texts(null, [proposal(2, 1)])).toEqual(['One proposal from Product waits for your answer']);
  expect(texts(null, [proposal(null, 1), proposal(null, 1)])).toEqual([
    '2 proposals from the table wait for your answer',
  ]);
  expect(texts(null, [proposal(null, 1), proposal(2, 1)])).toEqual(['2 proposals wait for your answer']);
});

it('asks for a signature first', () => {
  expect(texts(draft(''), [proposal(2, 1)])).toEqual([
    'The decision waits for your signature',
    'One proposal from Product waits for your answer',
  ]);
});
