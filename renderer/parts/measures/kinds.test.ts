// Logs of every kind from measured to said: sentences, units, digits, rows that may be taken, and verdicts on pairs.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { KindPair } from '../../../shared/measures/study/kindStudy.ts';
import type { Finding } from '../../../shared/measures/study/study.ts';
import type { MeasuredLog } from '../../analysis/kinds/predictionStudy.ts';
import { decimalsOf, gapRows, howKindMeasured, kindRows, labelUnit, lowered, type PlainStudy } from './kindRows.ts';
import { listedWords, wordsOfGroups } from './kindWords.ts';
import { takeableOf } from './measureRows.ts';
import { pairVerdict } from './pairVerdict.ts';
import { sayCases } from './say.ts';
import { sayIntervals, sayKind, sayKindFairness } from './sayKinds.ts';

const finding = (value: number): Finding => ({
  measure: { value, reason: null },
  interval: { lo: value - 1, hi: value + 1, standardError: 0.5, method: 'BCa', defined: 1, reason: null },
});
const nothing: Finding = { measure: { value: null, reason: 'No rows.' }, interval: null };
const pair = (lo: number, hi: number): KindPair => ({
  ...{ a: 0, b: 1, difference: (lo + hi) / 2 },
  interval: { lo, hi, standardError: 1, method: 'BCa', defined: 1, reason: null },
});
const log = (header: string) =>
  ({
    ...{ name: 'log.csv', replicates: 1000, smallest: 30 },
    headers: [header, 'q', 'w'],
    roles: { label: 0, query: 1, weight: 2, groups: [], features: [] },
  }) as unknown as KeptLog;
/** Two candidates whose every measure is 44.29 and 50.5, and whose gaps are 3.1 and nothing. */
const study = (more: Partial<PlainStudy> = {}): PlainStudy => ({
  ...{ rows: 442, weighted: false, pairs: [], columns: [{ name: 'sex', groups: ['f', 'm'] }] },
  candidates: [44.29, 50.5].map((value, c) => ({
    name: ['linear', 'tree'][c]!,
    measures: new Proxy({}, { get: () => finding(value) }),
    columns: [
      {
        groups: [],
        worst: finding(60),
        gaps: new Proxy({}, { get: () => (c === 0 ? finding(3.1) : nothing) }),
      },
    ],
  })),
  ...more,
});

describe('what is said', () => {
  it('of numbers, with the unit of the label', () => {
    expect(labelUnit(log('Delay (min)'))).toBe('min');
    expect(labelUnit(log('price [€]'))).toBe('€');
    expect(labelUnit(log('y_true'))).toBe('');
    expect(sayKind(log('Delay (min)'), 'regression', study({ pairs: [pair(-8, -4)] }))).toBe(
      'linear is off by 44.29\u00a0min on average over 442 cases, the least of 2 candidates, and more than noise ahead of tree.',
    );
    expect(sayKind(log('y'), 'regression', study({ pairs: [pair(-8, 1)] }))).toContain('; tree is within noise of it.');
    expect(sayKindFairness(log('Delay (min)'), 'regression', study(), 0)).toBe(
      'The MAE of linear differs by 3.100\u00a0min between the groups of sex.',
    );
  });
  it('of lists and of answers', () => {
    const one = study({ candidates: study().candidates.slice(0, 1) });
    expect(sayKind(log('y'), 'ranking', one)).toBe('linear orders 442 lists with an NDCG@10 of 44.290.');
    expect(sayKind(log('y'), 'ranking', study())).toMatch(
      /^tree orders 442 lists best, .*, the highest of 2 candidates\.$/,
    );
    expect(sayKind(log('y'), 'multiclass', one)).toContain('rightly.');
    expect(sayKindFairness(log('y'), 'ranking', study(), 3)).toMatch('no groups');
  });
  it('of what was measured on, and how intervals came about', () => {
    const left = { noLabel: 1, noPrediction: 0, noWeight: 0, noQuery: 2 };
    const lists = { ...study(), items: 900, queries: 440, withoutRelevant: 2, withTies: [0, 3] };
    const measured = { kind: 'ranking', left, mixed: ['device'], study: lists } as unknown as MeasuredLog;
    expect(sayCases(measured, log('y'))).toBe(
      'log.csv: 442 lists of 900 items, 2 of them without a relevant item and left out; equal scores leave the order open in up ' +
        'to 3 lists. Left out: 1 row without a label, 2 rows of no list. Not measured by device, which differs within lists.',
    );
    expect(sayIntervals(log('y'), 'ranking', study())).toContain('samples of whole lists, seed 1.');
    expect(sayIntervals(log('y'), 'regression', study({ rows: 5000 }))).toContain('dealt into 4,096 random groups');
  });
});

describe('rows', () => {
  it('offer every measure, in its unit, with about four digits', () => {
    const rows = kindRows(log('Delay (min)'), 'regression', study(), 10);
    expect(rows[0]).toMatchObject({ short: 'MAE, min', unit: 'min', direction: 'min', decimals: 2 });
    expect(rows.find(({ name }) => name === 'R²')).toMatchObject({ short: 'R²', unit: '' });
    const how = howKindMeasured(log('y'), 'regression', study({ weighted: true }));
    expect(how).toBe('Label: y; 442 cases, weighed by w; standard errors from 1000 bootstrap samples, seed 1.');
    expect(takeableOf(rows[0]!, ['linear', 'tree'], how)).toMatchObject({
      ...{ name: 'MAE', unit: 'min', measurements: [{ candidate: 'linear', measured: 44.29, standardError: 0.5 }, {}] },
    });
    expect([9.99, 44, 152.3, 71_000].map((value) => decimalsOf([finding(value)]))).toEqual([3, 2, 1, 0]);
    for (const kind of ['regression', 'multiclass', 'ranking'] as const) {
      const all = [...kindRows(log('y'), kind, study(), 5), ...gapRows(log('y'), kind, study(), 0)];
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      expect(all).toHaveLength(listedWords(kind, 5).length + wordsOfGroups(kind).length + 1);
    }
  });
  it('take a bias by its distance from 0', () => {
    const under = study({
      candidates: [{ ...study().candidates[0]!, measures: new Proxy({}, { get: () => finding(-2) }) }],
    });
    const bias = kindRows(log('y'), 'regression', under, 10).find(({ name }) => name === 'Bias');
    expect(takeableOf(bias!, ['linear'], '')).toMatchObject({ name: 'Absolute bias', measurements: [{ measured: 2 }] });
  });
  it('are named within sentences as one would', () => {
    expect(['MAE', 'Mean prediction', 'NDCG@10', 'R²'].map(lowered)).toEqual([
      'MAE',
      'mean prediction',
      'NDCG@10',
      'R²',
    ]);
  });
});

describe('a verdict', () => {
  it('is by the interval, by McNemar’s test where there is one, and none without either', () => {
    expect([pair(1, 2), pair(-1, 2), pair(0, 0)].map((each) => pairVerdict(each, false))).toEqual([
      'more',
      'noise',
      'same',
    ]);
    expect(pairVerdict({ ...pair(1, 2), interval: { reason: 'few' } }, false)).toBe('unknown');
    const tested = { ...pair(1, 2), onlyARight: 1, onlyBRight: 2, exactP: 0.4 };
    expect([pairVerdict(tested, false), pairVerdict(tested, true)]).toEqual(['noise', 'more']);
    expect(pairVerdict({ ...tested, exactP: NaN }, true)).toBe('same');
  });
});
