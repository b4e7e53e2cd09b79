// Compromise is ticked only when it is settled.
import { expect, test } from 'vitest';
import { isSettled } from './settled.ts';

const settled = { weighed: 4, roles: 4, winners: 1, working: false };

test('one answer, weighed by all, and worked out', () => {
  expect(isSettled(settled)).toBe(true);
});

test.each([
  ['a role has not weighed', { weighed: 3 }],
  ['two are level', { winners: 2 }],
  ['nobody passes', { winners: 0 }],
  ['it is being worked out', { working: true }],
])('not when %s', (_, change) => {
  expect(isSettled({ ...settled, ...change })).toBe(false);
});
