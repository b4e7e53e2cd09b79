// Logs of every kind from measured to said: sentences, units, digits, rows that may be taken, and verdicts on pairs.
import { describe, expect, it } from 'vitest';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';
import type { PairVerdict } from '../../../shared/measures/compare/verdict.ts';
import type { GapFinding } from '../../../shared/measures/gaps/finding.ts';
import type { Finding, Study } from '../../../shared/measures/study/study.ts';
import type { MeasuredLog } from '../../analysis/kinds/predictionStudy.ts';
import { kindWords } from './kinds/index.ts';
import { gapRows, howMeasured, measureRows, takeableOf } from './measureRows.ts';
import { casesSentence, fairnessSaid, intervalsSentence, measuresSentence } from './measureSentences.ts';
import { decimalsOf, labelUnit, lowered } from './measureWords.ts';

const finding = (value: number): Finding => ({
  measure: { value, reason: null },
  interval: { lo: value - 1, hi: value + 1, standardError: 0.5, method: 'BCa', defined: 1, reason: null },
});
const judged = (found: Finding): GapFinding => ({
  ...found,
  fourFifths: null,
  verdict:
    found.measure.value === null
      ? null
      : {
          ...{ outcome: 'gap', tolerance: null, part: 0, low: 0, high: 1, gap: found.measure.value, byChance: NaN },
          ...{ reduced: NaN, lo: 2.1, hi: 4.1, chance: 0.001, adjusted: 0.002, family: 2, method: 't', apart: [] },
          ...{ deciding: [[0, 1]], small: [], undefinedIn: [], needed: null },
        },
});
const nothing: Finding = { measure: { value: null, reason: 'No rows.' }, interval: null };
const pair = (verdict: PairVerdict['verdict']) => ({ a: 0, b: 1, verdict }) as PairVerdict;
const log = (header: string) =>
  ({
    name: 'log.csv',
    cases: 445,
    replicates: 1000,
    smallest: 30,
    headers: [header, 'q', 'w'],
    roles: { label: 0, query: 1, weight: 2, groups: [], features: [] },
  }) as unknown as KeptLog;
/** Two candidates whose every measure is 44.29 and 50.5, and whose gaps are 3.1 and nothing. */
const study = (more: Partial<Study> = {}): Study => ({
  rows: 442,
  weighted: false,
  pairs: [],
  columns: [{ name: 'sex', groups: ['f', 'm'] }],
  counts: {},

  candidates: [44.29, 50.5].map((value, c) => ({
    name: ['linear', 'tree'][c]!,
    measures: new Proxy({}, { get: () => finding(value) }),
    columns: [
      {
        groups: ['f', 'm'].map((group, g) => ({
          ...{ group, n: 221, small: false, reliability: null },
          measures: new Proxy({}, { get: () => finding(44 + g) }),
        })),
        against: null,
        gaps: new Proxy({}, { get: () => judged(c === 0 ? finding(3.1) : nothing) }),
      },
    ],
    reliability: null,
    confusions: null,
    answers: null,
  })),
  ...more,
});

describe('what is said', () => {
  it('of numbers, with the unit of the label', () => {
    expect(labelUnit(log('Delay (min)'))).toBe('min');
    expect(labelUnit(log('price [€]'))).toBe('€');
    expect(labelUnit(log('y_true'))).toBe('');
    expect(measuresSentence(log('Delay (min)'), 'regression', study({ pairs: [pair('lower')] }))).toBe(
      'linear is off by 44.29\u00a0min on average over 442 cases, the least of 2 candidates, and more than noise ahead of tree.',
    );
    expect(measuresSentence(log('y'), 'regression', study({ pairs: [pair('noise')] }))).toContain(
      '; tree is within noise of it.',
    );
    expect(fairnessSaid(log('Delay (min)'), 'regression', study(), 0)).toEqual({
      subjects: [0],
      verdict: 'By sex: a gap',
      rest: 'MAE: 45.000\u00a0min of m, 44.000\u00a0min of f. The true largest gap is between 2.100 and 4.100\u00a0min (95\u00a0%). Of 2 measures looked at together.',
    });
  });
  it('of lists and of answers', () => {
    const one = study({ candidates: study().candidates.slice(0, 1) });
    expect(measuresSentence(log('y'), 'ranking', one)).toBe('linear orders 442 lists with an NDCG@10 of 44.29.');
    expect(measuresSentence(log('y'), 'ranking', study())).toMatch(
      /^tree orders 442 lists best, .*, the highest of 2 candidates\.$/,
    );
    expect(measuresSentence(log('y'), 'multiclass', one)).toContain('rightly.');
    expect(fairnessSaid(log('y'), 'ranking', study(), 3).rest).toMatch('no groups');
  });
  it('of what was measured on, and how intervals came about', () => {
    const left = { noLabel: 1, noPrediction: 0, noWeight: 0, noQuery: 2 };
    const lists = study({ counts: { items: 900, queries: 440, withoutRelevant: 2, withTies: 3 } });
    const measured: MeasuredLog = {
      problem: null,
      kind: 'ranking',
      left,
      backwards: [],
      mixed: ['device'],
      merged: [],
      uncrossed: [],
      spent: [],
      unlabelled: null,
      drift: null,
      dated: null,
      study: lists,
    };
    expect(casesSentence(measured, log('y'))).toBe(
      'log.csv: 442 lists of 900 items, 2 of them without a relevant item and left out; equal scores leave the order open in up ' +
        'to 3 lists, where every measure is the mean over all orders. 3 of 445 rows are left out: 1 row without a label and 2 rows of no list. Not measured by device, which differs within lists.',
    );
    expect(intervalsSentence(log('y'), 'ranking', study())).toContain(
      'bootstrap samples of whole lists (BCa, seed 1).',
    );
    expect(intervalsSentence(log('y'), 'regression', study({ rows: 5000 }))).toContain(
      'dealt into 4,096 random groups',
    );
    const own = log('y');
    const ofUsers = { ...own, headers: [...own.headers, 'user_id'], roles: { ...own.roles, unit: own.headers.length } };
    expect(intervalsSentence(ofUsers, 'binary', study())).toContain('from leaving out each user_id in turn');
    expect(howMeasured(ofUsers, 'regression', study())).toMatch(
      /; standard errors from leaving out each user_id in turn[.]$/,
    );
  });
});

describe('rows', () => {
  it('offer every measure, in its unit, with about four digits', () => {
    const rows = measureRows(log('Delay (min)'), 'regression', study(), 10);
    expect(rows[0]).toMatchObject({ short: 'MAE, min', unit: 'min', direction: 'min', decimals: 2 });
    expect(rows.find(({ name }) => name === 'R²')).toMatchObject({ short: 'R²', unit: '' });
    const how = howMeasured(log('y'), 'regression', study({ weighted: true }));
    expect(how).toBe('Label: y; 442 cases, weighed by w; standard errors from 1000 bootstrap samples, seed 1.');
    expect(takeableOf(rows[0]!, ['linear', 'tree'], how)).toMatchObject({
      name: 'MAE',
      unit: 'min',
      measurements: [{ candidate: 'linear', measured: 44.29, standardError: 0.5 }, {}],
    });
    expect([9.99, 44, 152.3, 71_000].map((value) => decimalsOf([value]))).toEqual([3, 2, 1, 0]);
    for (const kind of ['regression', 'multiclass', 'ordinal', 'interval', 'ranking'] as const) {
      const all = [...measureRows(log('y'), kind, study(), 5), ...gapRows(log('y'), kind, study(), 0)];
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      expect(all).toHaveLength(kindWords[kind].measures(5).length + kindWords[kind].groupMeasures.length + 1);
    }
  });
  it('take a bias by its distance from 0', () => {
    const under = study({
      candidates: [{ ...study().candidates[0]!, measures: new Proxy({}, { get: () => finding(-2) }) }],
    });
    const bias = measureRows(log('y'), 'regression', under, 10).find(({ name }) => name === 'Bias');
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
