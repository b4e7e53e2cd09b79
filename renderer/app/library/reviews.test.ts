// What the list says of reviews, how it finds and how it orders them.
import { expect, it, describe } from 'vitest';
import type { LibraryEntry } from '../../../shared/contract/library.ts';
import type { Glimpse } from '../../../shared/domain/glimpse.ts';
import {
  conditionsCell,
  detailOf,
  datesOf,
  decidedText,
  grouped,
  hasDates,
  groupOf,
  headlineOf,
  holdsCell,
  reviewByCell,
  search,
  seriesOf,
  seriesText,
  sorted,
  summaryText,
} from './reviews.ts';

const today = '2026-11-30';
const seen: Glimpse = {
  review: 'a',
  title: 'Search ranking',
  question: 'Which ranker serves search?',
  candidates: 14,
  names: ['Two-tower', 'Émile’s tree'],
  roles: 4,
  weighed: 3,
  round: null,
  draft: false,
  decision: null,
  superseded: [],
  holds: null,
};
const decision: NonNullable<Glimpse['decision']> = {
  number: 1,
  kind: 'choose',
  candidate: 'Two-tower',
  recordedAt: '2026-11-12T10:00:00.000Z',
  rationale: 'Quick enough for the lunch hour.',
  blind: false,
  reviewBy: '2027-02-28',
  conditions: { total: 0, open: 0, next: null, list: [] },
};
const entry = (title: string, more: Partial<LibraryEntry> = {}): LibraryEntry => ({
  entry: title,
  title,
  fileName: `${title}.parley`,
  folder: '/reviews',
  openedAt: null,
  present: true,
  open: false,
  glimpse: seen,
  problem: null,
  ...more,
});
const decided = (title: string, more: Partial<NonNullable<Glimpse['decision']>> = {}, holds: Glimpse['holds'] = null) =>
  entry(title, { glimpse: { ...seen, title, decision: { ...decision, ...more }, holds } });
const holds = (outcome: NonNullable<Glimpse['holds']>['outcome'], sentence = '') => ({ outcome, sentence });
const titles = (entries: readonly LibraryEntry[]) => entries.map(({ title }) => title);

describe('what is said', () => {
  it('of what was decided', () => {
    const said = (kind: 'choose' | 'keep' | 'none' | 'defer') =>
      decidedText({ decision: { ...decision, kind }, draft: false });
    expect(said('choose')).toBe('Two-tower chosen on 12 Nov 2026');
    expect(said('keep')).toBe('Two-tower kept on 12 Nov 2026');
    expect(said('none')).toBe('None of the candidates, decided on 12 Nov 2026');
    expect(said('defer')).toBe('Put off on 12 Nov 2026');
    expect(decidedText({ decision: null, draft: false })).toBe('No decision yet');
    expect(decidedText({ decision, draft: true })).toBe('Two-tower chosen on 12 Nov 2026; being decided again');
  });

  it('of whether it holds, with the reason and without repeating which decision it is', () => {
    const sentence = 'Decision 1 is overtaken: Alpha is first now; when it was decided, it was Two-tower.';
    expect(holdsCell(decided('a', {}, holds('overtaken', sentence)), false)).toEqual({
      text: 'Overtaken',
      detail: 'Alpha is first now; when it was decided, it was Two-tower.',
      tone: 'warn',
    });
    expect(holdsCell(decided('a', {}, holds('holds', 'Decision 1 holds.')), false)).toMatchObject({
      text: 'Holds',
      detail: '',
    });
    expect(holdsCell(entry('a'), false).text).toBe('No decision yet');
  });

  it('of what is not known: that it is not', () => {
    expect(holdsCell(entry('a', { glimpse: null }), false)).toMatchObject({ text: 'Not known', tone: 'faint' });
    expect(holdsCell(entry('a', { glimpse: null }), true).text).toBe('Being looked at');
    expect(holdsCell({ ...decided('a'), open: true }, false).detail).toBe('it is open in another window');
    expect(holdsCell(entry('a', { present: false }), false).text).toBe('Missing');
    expect(summaryText(entry('a', { present: false }))).toBe('a.parley is no longer in /reviews');
    expect(summaryText(entry('a', { problem: 'It is damaged.' }))).toBe('It is damaged.');
    expect(summaryText(entry('a'))).toBe('14 candidates, 3 of 4 roles weighed');
    // What was weighed before is not what is voted on.
    const round = { number: 1, sealed: 1, roles: 4 };
    expect(summaryText(entry('a', { glimpse: { ...seen, weighed: 4, round } }))).toBe(
      '14 candidates, round 1 is going on: 1 of 4 ballots sealed',
    );
  });

  it('of conditions and the day to look again', () => {
    const next = { due: '2026-11-20', owner: 'Li' };
    expect(conditionsCell(decided('a', { conditions: { total: 2, open: 1, next, list: [] } }), today)).toEqual({
      text: '1 open',
      detail: 'late: Li, 20 Nov 2026',
      tone: 'warn',
    });
    const near = { owner: 'Li', due: '2026-12-05' };
    expect(conditionsCell(decided('a', { conditions: { total: 2, open: 1, next: near, list: [] } }), today)).toEqual({
      text: '1 open',
      detail: 'soon due: Li, 5 Dec 2026',
      tone: 'soon',
    });
    expect(conditionsCell(decided('a', { conditions: { total: 2, open: 0, next: null, list: [] } }), today).text).toBe(
      '2 of 2 closed',
    );
    expect(reviewByCell(decided('a', { reviewBy: '2026-12-01' }), today)).toMatchObject({
      detail: 'due in 1 day',
      tone: 'soon',
    });
    expect(reviewByCell(decided('a', { reviewBy: '2026-12-14' }), today)).toMatchObject({ tone: 'soon' });
    expect(reviewByCell(decided('a', { reviewBy: '2026-12-15' }), today)).toMatchObject({
      detail: 'in 15 days',
      tone: 'quiet',
    });
    expect(reviewByCell(decided('a', { reviewBy: today }), today)).toMatchObject({ detail: 'today', tone: 'warn' });
    expect(reviewByCell(decided('a', { reviewBy: '2026-11-28' }), today).detail).toBe('2 days ago');
  });
});

describe('who needs somebody', () => {
  it.each([
    ['brokenMust', 'needs'],
    ['overtaken', 'needs'],
    ['watchCrossed', 'needs'],
    ['holds', 'decided'],
    ['narrower', 'decided'],
    ['cannotTell', 'decided'],
  ] as const)('%s → %s', (outcome, group) => {
    expect(groupOf(decided('a', {}, holds(outcome)), today)).toBe(group);
  });

  it('is also what is due, or has a late condition', () => {
    expect(groupOf(decided('a', { reviewBy: today }), today)).toBe('needs');
    const next = { due: '2026-11-29', owner: 'Li' };
    expect(groupOf(decided('a', { conditions: { total: 1, open: 1, next, list: [] } }), today)).toBe('needs');
    expect(
      groupOf(decided('a', { conditions: { total: 1, open: 1, next: { ...next, due: today }, list: [] } }), today),
    ).toBe('decided');
  });

  it('is counted in the headline, and groups stand in their order', () => {
    const all = [
      entry('missing', { present: false }),
      decided('fine', {}, holds('holds')),
      entry('open question'),
      decided('broken', {}, holds('brokenMust')),
      entry('new file', { glimpse: null }),
    ];
    expect(headlineOf(all, today)).toBe('One decision needs attention');
    expect(headlineOf(all.slice(0, 3), today)).toBe('3 reviews on this computer');
    expect(detailOf(all, today)).toBe(
      '5 reviews on this computer, 2 decided, 1 not looked at yet. A decision is checked against what its file says now.',
    );
    expect(detailOf([entry('a')], today)).toBe('None decided yet.');
    expect(detailOf([entry('a'), entry('b', { glimpse: null })], today)).toBe('0 decided, 1 not looked at yet.');
    expect(grouped(all, 'attention', today).map(({ group, entries }) => [group, ...titles(entries)])).toEqual([
      ['needs', 'broken'],
      ['deciding', 'open question'],
      ['decided', 'fine'],
      ['unseen', 'new file'],
      ['trouble', 'missing'],
    ]);
    expect(grouped(all, 'name', today)).toHaveLength(1);
    expect(grouped([], 'name', today)).toEqual([]);
  });
});

it('sorts by each key, with what is not known last, by name, numbers as numbers', () => {
  const all = [
    entry('review 10', { openedAt: '2026-11-02' }),
    entry('Äpfel'),
    entry('review 2', { openedAt: '2026-11-03', glimpse: { ...seen, candidates: 99 } }),
    { ...decided('birnen'), openedAt: '2026-11-01' },
    entry('unseen', { glimpse: null }),
  ];
  expect(titles(sorted(all, 'opened'))).toEqual(['review 2', 'review 10', 'birnen', 'Äpfel', 'unseen']);
  expect(titles(sorted(all, 'name'))).toEqual(['Äpfel', 'birnen', 'review 2', 'review 10', 'unseen']);
  expect(titles(sorted(all, 'decided'))[0]).toBe('birnen');
  expect(titles(sorted(all, 'candidates'))).toEqual(['review 2', 'Äpfel', 'birnen', 'review 10', 'unseen']);
  expect(all[0]!.title).toBe('review 10');
});

describe('searching', () => {
  const all = [entry('Search ranking'), decided('Menu photos'), entry('Fraud', { glimpse: null })];
  const found = (query: string) => search(all, query).map(({ entry: { title }, why }) => [title, why]);

  it('finds everything by nothing, and keeps the order', () => {
    expect(found('  ')).toEqual(all.map(({ title }) => [title, '']));
  });
  it('needs every word, in whatever case and place', () => {
    expect(found('RANKING sea')).toEqual([['Search ranking', '']]);
    expect(found('ranking photos')).toEqual([]);
  });
  it('says where it was found when that is not on the screen', () => {
    expect(found('serves')).toEqual([
      ['Search ranking', 'asks “Which ranker serves search?”'],
      ['Menu photos', 'asks “Which ranker serves search?”'],
    ]);
    expect(found('emile')).toEqual([
      ['Search ranking', 'candidate Émile’s tree'],
      ['Menu photos', 'candidate Émile’s tree'],
    ]);
    expect(found('lunch')).toEqual([['Menu photos', 'in the reason of the decision']]);
    expect(found('chosen')).toEqual([['Menu photos', '']]);
    expect(found('fraud.parley')).toEqual([['Fraud', '']]);
  });
});

describe('the series of a review', () => {
  const earlier = [
    { number: 1, kind: 'choose' as const, candidate: 'Two-stage', recordedAt: '2026-03-05T10:00:00.000Z' },
    { number: 2, kind: 'keep' as const, candidate: '', recordedAt: '2026-06-05T10:00:00.000Z' },
  ];
  const series = (reviewBy: string | null, superseded = earlier) => ({
    ...seen,
    decision: { ...decision, number: superseded.length + 1, reviewBy },
    superseded,
  });

  it('has every decision, the latest first, each with how it stands', () => {
    expect(seriesOf(series('2027-02-28'), today).map(({ number, text, standing }) => [number, text, standing])).toEqual(
      [
        [3, 'Two-tower chosen on 12 Nov 2026', 'decided'],
        [2, 'A candidate that is gone kept on 5 Jun 2026', 'superseded'],
        [1, 'Two-stage chosen on 5 Mar 2026', 'superseded'],
      ],
    );
    expect(seriesOf(seen, today)).toEqual([]);
  });

  it.each([
    [today, 'due'],
    ['2026-01-01', 'due'],
    [null, 'decided'],
  ])('says of a look by %s that it is %s', (reviewBy, standing) => {
    expect(seriesOf(series(reviewBy), today)[0]?.standing).toBe(standing);
  });

  it('says that the next look is near two weeks before', () => {
    const ahead = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
    expect(seriesOf(series(ahead(14)), today)[0]?.standing).toBe('soon');
    expect(seriesOf(series(ahead(15)), today)[0]?.standing).toBe('decided');
  });

  it('is said in one line where there is more than one', () => {
    expect(seriesText(series(null))).toBe('Decision 3; 2 earlier ones are superseded');
    expect(seriesText(series(null, earlier.slice(0, 1)))).toBe('Decision 2; decision 1 is superseded');
    expect(seriesText(seen)).toBe('');
  });

  it('has dates to take along where something open has one', () => {
    const list = [{ id: 4, what: 'Rehearse', owner: 'Ana', due: '2027-01-05' }];
    const of = (reviewBy: string | null, conditions: typeof list) =>
      decided('a', { reviewBy, conditions: { total: 1, open: conditions.length, next: null, list: conditions } });
    expect(datesOf(of('2027-02-28', list))).toMatchObject({ number: 1, conditions: list, reviewBy: '2027-02-28' });
    expect([of(null, []), of(null, list), of('2027-02-28', [])].map(hasDates)).toEqual([false, true, true]);
    expect(datesOf(entry('a'))).toBe(null);
  });
});
