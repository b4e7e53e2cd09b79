// Ordered answers in words: which orders are known, and that they are then measured as the numbers of their places are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogRoles } from '../../domain/predictionLog.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import { inOrder, isOrderOf, knownOrder, wordsOfAll } from './answerOrder.ts';
import { ordinalLog } from './ordinalLog.ts';
import { LogProblem } from './usableRows.ts';

const roles: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [{ name: 'a', score: null, prediction: 1 }],
  groups: [],
  features: [],
};

describe('the order of words', () => {
  it.each([
    [
      ['medium', 'High', 'low'],
      ['low', 'medium', 'High'],
    ],
    [
      ['Excellent', 'poor', 'very good', 'fair', 'good'],
      ['poor', 'fair', 'good', 'very good', 'Excellent'],
    ],
    [
      ['strongly_agree', 'neutral', 'disagree'],
      ['disagree', 'neutral', 'strongly_agree'],
    ],
    [
      ['L', 'S', 'M', 'XL'],
      ['S', 'M', 'L', 'XL'],
    ],
    [
      ['severe', 'none', 'mild'],
      ['none', 'mild', 'severe'],
    ],
  ])('is known of %j', (words, order) => {
    expect(knownOrder(words)).toEqual(order);
  });
  it.each([
    [['A', 'B', 'C']],
    [['bronze', 'silver', 'gold']],
    [['low', 'high']],
    [['low', 'medium', 'high', 'unclear']],
    [['low', 'medium', 'moderate', 'high']],
    [['cat', 'dog', 'fox']],
  ])('is not guessed for %j', (words) => {
    expect(knownOrder(words)).toBeNull();
  });
  it('has all words once, whatever their case', () => {
    expect(isOrderOf(['low', 'high', 'Top'], ['LOW', 'top', 'high'])).toBe(true);
    expect(isOrderOf(['low', 'high', 'low'], ['low', 'high', 'top'])).toBe(false);
    expect(isOrderOf(['low', 'high'], ['low', 'high', 'top'])).toBe(false);
    expect(
      wordsOfAll([
        ['Low', 'high'],
        ['HIGH', 'top'],
      ]),
    ).toEqual(['Low', 'high', 'top']);
  });
});

describe('a log of words in order', () => {
  it('is the log of their places', () => {
    const order = ['poor', 'fair', 'good', 'excellent'];
    const pair = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), (pairs) => {
        const table = (cell: (place: number) => string) =>
          csvColumns(`y,a\n${pairs.map(([y, a]) => `${cell(y)},${cell(a)}`).join('\n')}\n`);
        const inWords = ordinalLog(
          table((place) => order[place]!),
          roles,
          order,
        );
        const inNumbers = ordinalLog(
          table((place) => String(place + 1)),
          roles,
        );
        expect([...inWords.labels]).toEqual([...inNumbers.labels]);
        expect([...inWords.candidates[0]!.predicted]).toEqual([...inNumbers.candidates[0]!.predicted]);
        expect(inWords).toMatchObject({ names: order, step: 1, levels: Float64Array.of(1, 2, 3, 4) });
      }),
    );
  });
  it('keeps the place of a word that nobody used, so that a step stays one step', () => {
    const log = ordinalLog(csvColumns('y,a\nlow,high\nhigh,high\n'), roles, ['low', 'medium', 'high']);
    expect([...log.labels, ...log.candidates[0]!.predicted]).toEqual([1, 3, 3, 3]);
    expect(log.step).toBe(1);
  });
  it('leaves out blank cells, and refuses a word without a place with the order', () => {
    const columns = csvColumns('y,a\nlow,HIGH\n,low\nhigh,top\n');
    expect(() => ordinalLog(columns, roles, ['low', 'medium', 'high'])).toThrow(LogProblem);
    expect(() => inOrder(columns, roles, ['low', 'medium', 'high'])).toThrow(
      '“a” holds “top”, which is none of the ordered answers: low, medium, high.',
    );
    expect(ordinalLog(columns, roles, ['low', 'high', 'top']).left).toMatchObject({ noLabel: 1 });
  });
});
