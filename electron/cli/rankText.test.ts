// What a ranking is printed as: ties and holds are said, and one of anything is one.
import { expect, test } from 'vitest';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { linear, snapshotOf } from '../../shared/engine/testing/snapshot.ts';
import { nothingChosen } from './choices.ts';
import { ranked } from './ranked.ts';
import { toRankingJson } from './rankingJson.ts';
import { toText } from './rankText.ts';
import { noReading } from './tableReading.ts';

const rankedOn = (snapshot: ReviewSnapshot, today = '2026-11-23') => ranked(snapshot, nothingChosen, today);

const tied = snapshotOf({
  names: ['Beta', 'Alpha', 'Gamma'],
  rows: [[0.9], [0.9], [0.2]],
  objectives: [linear(0, 1)],
  tags: [{ tag: 'new', candidateIds: [1] }],
  roles: [
    {
      name: 'Operations',
      weights: [1],
      holds: [{ scope: { kind: 'tag', tag: 'new' }, until: '2027-06-30', effect: 'blocks', cleared: false }],
    },
  ],
});
test('names everybody who is first, and what holds them', () => {
  const text = toText(rankedOn(tied));
  expect(text).toContain('Alpha and Beta are level, all of them first.');
  expect(text).toContain('Beta is on hold by Operations, until 2027-06-30.');
  expect(text).not.toContain('Alpha is on hold');
  expect(toText(rankedOn(tied, '2027-06-30'))).not.toContain('on hold');
});

test('the same in JSON: nobody is recommended alone', () => {
  const report = toRankingJson(rankedOn(tied), noReading);
  expect(report.answer.recommended).toBeNull();
  const hold = { role: 'Operations', effect: 'blocks', until: '2027-06-30', condition: null, reason: null };
  const first = [
    { name: 'Alpha', blocked: false, holds: [] },
    { name: 'Beta', blocked: true, holds: [hold] },
  ];
  expect(report.answer.first).toEqual(first);
  expect(report.ties).toEqual([{ rank: 1, names: ['Alpha', 'Beta'] }]);
  expect(report.favourites).toEqual([{ role: 'Operations', first }]);
});

test('one objective is one objective, and one candidate is one', () => {
  const one = snapshotOf({ names: ['A'], rows: [[0.5]], objectives: [linear(0, 1)], roles: [{ weights: [1] }] });
  const text = toText(rankedOn(one), {
    doubles: ['passed'],
    beyond: ['wealth'],
  });
  expect(text).toContain('1 candidate, 1 objective, 1 on the front.');
  expect(text).toContain('By the smallest loss of whoever loses most (least regret): A.');
  expect(text).toContain('No objective: passed, which counts what another column counts.');
  expect(text).toContain('Not compared by wealth: 1 objective is enough to begin with.');
});

test('ranked and not ranked add up to all candidates', () => {
  const must = { metricId: 2, comparator: '<=' as const, bound: 0.5, strength: 'must' as const };
  const some = snapshotOf({
    names: ['A', 'B', 'C', 'D'],
    rows: [
      [0.1, 0.1],
      [NaN, 0.9],
      [0.3, 0.9],
      [NaN, 0.1],
    ],
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ weights: [1, 1], requirements: [must] }],
  });
  const text = toText(rankedOn(some));
  expect(text).toContain('2 not ranked: they fail a requirement.');
  expect(text).toContain('1 not ranked: a measurement is missing.');
});
