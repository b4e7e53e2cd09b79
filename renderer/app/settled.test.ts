// Compromise is ticked only when it is settled.
import { expect, test } from 'vitest';
import { isSettled } from './settled.ts';

const settled = { weighed: 4, roles: 4, winners: 1, firmness: 'firm' } as const;

test('one answer, weighed by all, and no few points turn it', () => {
  expect(isSettled(settled)).toBe(true);
  expect(isSettled({ ...settled, firmness: 'fairlyFirm' })).toBe(true);
});

test.each([
  ['a role has not weighed', { weighed: 3 }],
  ['two are level', { winners: 2 }],
  ['nobody passes', { winners: 0 }],
  ['the room calls it not firm', { firmness: 'notFirm' }],
  ['how firm it is is not known yet', { firmness: null }],
] as const)('not when %s', (_, change) => {
  expect(isSettled({ ...settled, ...change })).toBe(false);
});
