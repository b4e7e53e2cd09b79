// The sentence about one candidate in every state it can be in, and places in words.
import { expect, test } from 'vitest';
import { ordinal, placeAmong, placeText } from './place.ts';
import { standingSaid, type StandingFacts } from './standingSaid.ts';

const ranked: StandingFacts = {
  objectives: 4,
  missing: [],
  violations: [],
  reference: false,
  front: 1,
  roles: [
    { name: 'ML engineers', rank: 2, first: 1 },
    { name: 'Sales', rank: 1, first: 1 },
  ],
  group: { rule: 'leastRegret', rank: 3, first: 1 },
  ranked: 13,
};

test('a model in use that is no answer stays for comparison, whatever it fails', () => {
  expect(standingSaid({ ...ranked, reference: true, violations: ['p95 latency'] })).toBe(
    'stays for comparison: the meeting agreed that keeping it is no answer',
  );
});

test('a ranked candidate: front, for whom it is first, and its rank for the group', () => {
  expect(standingSaid(ranked)).toBe('is on the front, first for Sales, and 3rd of 13 by least regret');
  const nobody = ranked.roles.map((role) => ({ ...role, rank: 5 }));
  expect(standingSaid({ ...ranked, front: 2, roles: nobody, group: { rule: 'weightedMean', rank: 1, first: 2 } })).toBe(
    'is on front 2, first for no role, and shares the first place by mean value',
  );
  const all = ranked.roles.map((role) => ({ ...role, rank: 1 }));
  expect(standingSaid({ ...ranked, roles: all, group: { rule: 'leastRegret', rank: 1, first: 1 } })).toBe(
    'is on the front, first for every role, and first of 13 by least regret',
  );
  expect(standingSaid({ ...ranked, roles: [], group: { rule: 'leastRegret', rank: 0, first: 0 } })).toBe(
    'is on the front',
  );
});

test('through the eyes of one role, its rank there', () => {
  const [role] = ranked.roles;
  expect(standingSaid({ ...ranked, roles: [role!], group: null })).toBe('is on the front, 2nd of 13 for ML engineers');
});

test('out of the ranking: no objectives, before a failed requirement, before a missing value', () => {
  const out = { ...ranked, violations: ['a', 'b'], missing: ['Accuracy', 'p95 latency'] };
  expect(standingSaid({ ...out, objectives: 0 })).toBe('is not ranked yet: no objective says what matters');
  expect(standingSaid(out)).toBe('is screened out: it fails 2 requirements');
  expect(standingSaid({ ...out, violations: ['a'] })).toBe('is screened out: it fails a requirement');
  expect(standingSaid({ ...out, violations: [] })).toBe('is not ranked: it has no value for Accuracy and p95 latency');
});

test('places among the measured', () => {
  const values = Float64Array.of(3, 1, NaN, 2, 2);
  expect(placeAmong(values, 3, 'max')).toEqual({ place: 2, ties: 1, of: 4 });
  expect(placeAmong(values, 1, 'min')).toEqual({ place: 1, ties: 0, of: 4 });
  expect(placeAmong(values, 2, 'max')).toEqual({ place: 0, ties: 0, of: 4 });
  expect(placeAmong(values, 0, 'target').place).toBe(0);
});

test('places in words', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 111, 1022].map(ordinal)).toEqual([
    '1st',
    '2nd',
    '3rd',
    '4th',
    '11th',
    '12th',
    '13th',
    '21st',
    '111th',
    '1,022nd',
  ]);
  expect(placeText({ place: 3, ties: 0, of: 14 })).toBe('3rd of 14');
  expect(placeText({ place: 1, ties: 2, of: 14 })).toBe('best of 14, with 2 others');
  expect(placeText({ place: 0, ties: 0, of: 14 })).toBe('14 measured');
  expect(placeText({ place: 1, ties: 0, of: 1 })).toBe('the only one measured');
  expect(placeText({ place: 0, ties: 0, of: 0 })).toBe('');
});
