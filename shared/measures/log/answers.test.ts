// Words of decisions against words of labels, decisions and scores that run the other way, and scores on other scales.
import { describe, expect, it } from 'vitest';
import type { LogRoles } from '../../domain/predictionLog.ts';
import { binary } from '../study/kinds/binary.ts';
import { csvColumns } from '../testing/csvColumns.ts';
import { positiveWords, wordsOfNeither } from './answers.ts';
import { multiclassLog } from './multiclassLog.ts';
import { binaryLog } from './predictionLog.ts';
import { middleOf, scoreScale } from './scoreScale.ts';
import { mergeSpellings } from './spellings.ts';

const none: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  candidates: [],
  groups: [],
  features: [],
};
const choices = { positive: '1', threshold: 0.5, inverted: new Set<string>() };
const decides = (name: string, prediction: number) => ({ name, score: null, prediction });

describe('words of a label that are neither answer', () => {
  it('say that it is not known, or are no words for yes or no beside such', () => {
    expect(wordsOfNeither(['yes', 'no', 'Unknown', 'maybe'])).toEqual(['Unknown', 'maybe']);
    expect(wordsOfNeither(['good', 'bad', 'not_known', 'fair'])).toEqual(['not_known']);
    expect(wordsOfNeither(['1', '0', '?'])).toEqual(['?']);
  });
  it('are none where two answers would not be left', () => {
    expect(wordsOfNeither(['yes', 'unknown'])).toEqual([]);
    expect(wordsOfNeither(['cat', 'dog', 'bird'])).toEqual([]);
  });
});

describe('words of decisions', () => {
  const meant = (labels: string[], positive: string, words: string[]) =>
    Object.fromEntries(positiveWords(labels, positive, { name: 'a', header: 'pred_a', words }));
  it('mean a label in any case, with blanks around them, and as numbers', () => {
    expect(meant(['Good', 'bad'], 'Good', ['GOOD', ' good ', 'Bad'])).toEqual({
      GOOD: true,
      ' good ': true,
      Bad: false,
    });
    expect(meant(['1', '2'], '2', ['1.0', '2.00'])).toEqual({ '1.0': false, '2.00': true });
  });
  it('mean yes or no where the labels do', () => {
    expect(meant(['0', '1'], '1', ['TRUE', 'yes', 'False', 'n'])).toEqual({
      TRUE: true,
      yes: true,
      False: false,
      n: false,
    });
    expect(meant(['No', 'Yes'], 'No', ['1', '0'])).toEqual({ 1: false, 0: true });
    expect(meant(['-1', '1'], '1', ['0', '1'])).toEqual({ 0: false, 1: true });
  });
  it('are refused with both lists where they mean neither', () => {
    expect(() => meant(['good', 'bad'], 'good', ['1', '0'])).toThrow(
      'The decisions of a, “pred_a”, are written “1” and “0”; the labels are written “good” and “bad”. ' +
        'Which of them mean the same cannot be told. Write both alike, or choose another column.',
    );
    expect(() => meant(['0', '1'], '1', ['approve', '1', '0'])).toThrow('“approve”, “1” and “0”');
    const many = Array.from({ length: 12 }, (_, k) => String(k / 10));
    expect(() => meant(['0', '1'], '1', many)).toThrow('“0.7” and 4 more');
  });
  it('may hold one more answer where every label is the same', () => {
    expect(meant(['hit'], 'hit', ['Hit', 'miss'])).toEqual({ Hit: true, miss: false });
    expect(() => meant(['hit'], 'hit', ['Hit', 'miss', 'none'])).toThrow('the labels are written “hit”');
  });
});

describe('a log in other words than its labels', () => {
  const columns = csvColumns('y,pred_a,pred_b,pred_c\n1,TRUE,Yes,x\n0,False,NO,y\n1,true,yes,x\n0,FALSE,no,y\n');
  it('is measured as it was meant, and refused where nothing tells what was', () => {
    const roles = { ...none, candidates: [decides('a', 1), decides('b', 2)] };
    expect(binaryLog(columns, roles, choices).candidates.map(({ predicted }) => [...predicted])).toEqual([
      [1, 0, 1, 0],
      [1, 0, 1, 0],
    ]);
    expect(() => binaryLog(columns, { ...none, candidates: [decides('c', 3)] }, choices)).toThrow(
      '“x” and “y”; the labels are written “1” and “0”',
    );
  });
  it('of several answers is refused where none of a candidate’s is a label', () => {
    const several = csvColumns('y,pred_a,pred_b\ncat,Cat,0\ndog,DOG,1\nbird,fish,2\n');
    const log = multiclassLog(several, { ...none, candidates: [decides('a', 1)] });
    expect([log.classes, [...log.candidates[0]!.predicted]]).toEqual([
      ['bird', 'cat', 'dog', 'fish'],
      [1, 2, 3],
    ]);
    expect(() => multiclassLog(several, { ...none, candidates: [decides('b', 2)] })).toThrow(
      'No answer of b is one of the labels: “pred_b” has “0”, “1” and “2”, and the labels are “cat”, “dog” and “bird”.',
    );
  });
  it('takes spellings in other case for one word, the one of most rows', () => {
    const words = { codes: Int32Array.of(0, 1, 1, -1, 2), names: ['male', 'Male', 'f'] };
    expect(mergeSpellings(words)).toEqual({
      words: { codes: Int32Array.of(0, 0, 0, -1, 1), names: ['Male', 'f'] },
      merged: [{ kept: 'Male', others: ['male'] }],
    });
    const plain = { codes: Int32Array.of(0, 1), names: ['m', 'f'] };
    expect(mergeSpellings(plain)).toEqual({ words: plain, merged: [] });
  });
});

describe('what runs the other way', () => {
  // Of 60 rows, a is right in 54, b wrong in 54, c no better than a coin.
  const rows = Array.from({ length: 60 }, (_, i) => {
    const y = i % 2;
    const a = i < 6 ? 1 - y : y;
    return [y, a, 1 - a, (i >> 1) % 2, a === 1 ? 0.9 : 0.2].join();
  });
  const columns = csvColumns(['y,pred_a,pred_b,pred_c,score_a', ...rows].join('\n'));
  const backwards = (candidates: LogRoles['candidates'], inverted: string[] = []) =>
    binary.read(columns, { ...none, candidates }, { ...choices, inverted: new Set(inverted) }).backwards(undefined!);
  it('is noticed without scores, where it is far below chance', () => {
    const candidates = [decides('a', 1), decides('b', 2), decides('c', 3)];
    expect(backwards(candidates)).toEqual([{ name: 'b', says: 'prediction', value: 0.1, reversed: 0.9 }]);
    expect(backwards(candidates, ['b'])).toEqual([]);
    const turned = binaryLog(columns, { ...none, candidates }, { ...choices, inverted: new Set(['b']) });
    expect([...turned.candidates[1]!.predicted]).toEqual([...turned.candidates[0]!.predicted]);
  });
  it('is turned alone where scores and decisions disagree, and together where they agree', () => {
    const mixed = [{ name: 'x', score: 4, prediction: 2 }];
    expect(backwards(mixed)).toEqual([{ name: 'x', says: 'prediction', value: 0.1, reversed: 0.9 }]);
    expect(backwards(mixed, ['x'])).toEqual([]);
    const turned = binaryLog(columns, { ...none, candidates: mixed }, { ...choices, inverted: new Set(['x']) });
    expect([...turned.candidates[0]!.scores!]).toEqual([...columns[4]!.numbers]);
    const negated = [...columns, { ...columns[4]!, numbers: columns[4]!.numbers.map((score) => 1 - score) }];
    const both = (prediction: number) => {
      const log = { ...none, candidates: [{ name: 'x', score: 5, prediction }] };
      return binaryLog(negated, log, { ...choices, inverted: new Set(['x']) }).candidates[0]!;
    };
    // Both against the label: both are turned. Only the scores: the decisions stay.
    for (const prediction of [1, 2]) {
      expect([...both(prediction).predicted]).toEqual([...columns[1]!.numbers]);
      expect(both(prediction).scores![0]).toBeCloseTo(columns[4]!.numbers[0]!, 12);
    }
  });
});

describe('the scale of scores', () => {
  it('is told by their range, and in doubt where that says nothing', () => {
    expect([scoreScale(0.01, 1), scoreScale(3, 97), scoreScale(-2.5, 4), scoreScale(1, 5)]).toEqual([
      'probability',
      'percent',
      'margin',
      null,
    ]);
    expect([scoreScale(300, 850), scoreScale(-9, -0.1), scoreScale(null, null)]).toEqual([null, null, null]);
  });
  it('decides at its middle, as given and turned round', () => {
    const columns = csvColumns(
      'y,p,hundred,margin,credit\n1,0.9,90,2,800\n0,0.1,10,-2,400\n1,0.6,60,0.5,700\n0,0.4,40,-1,500\n',
    );
    const candidates = [0.5, 50, 0, 600].map((threshold, k) => ({
      name: 'phmc'[k]!,
      score: k + 1,
      prediction: null,
      threshold,
    }));
    const decided = (inverted: string[]) =>
      binaryLog(columns, { ...none, candidates }, { ...choices, inverted: new Set(inverted) }).candidates;
    expect(middleOf).toEqual({ probability: 0.5, percent: 50, margin: 0 });
    for (const { predicted } of decided([])) expect([...predicted]).toEqual([1, 0, 1, 0]);
    for (const { predicted } of decided(['p', 'h', 'm', 'c'])) expect([...predicted]).toEqual([0, 1, 0, 1]);
    expect([...decided(['h'])[1]!.scores!]).toEqual([10, 90, 40, 60]);
  });
});
