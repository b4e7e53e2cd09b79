// Trees read aloud: numbers, words, flags and blanks, and ends that decide alike as one rule.
import type { LogColumn } from '../../domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import { treeOf } from '../testing/surrogateCases.ts';
import { featuresOf, treeQuestions } from './features.ts';
import { askedOf, branchSentences, rulesOf, ruleSentence } from './sentences.ts';
import { nodeErrors } from './nodeErrors.ts';

function column(header: string, cells: readonly string[]): LogColumn {
  const names = [...new Set(cells)].filter((cell) => cell !== '');
  const numbers = Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)));
  return { header, numbers, words: { codes: Int32Array.from(cells, (cell) => names.indexOf(cell)), names } };
}
const at = (columns: readonly LogColumn[]) => Int32Array.from(columns[0]!.numbers, (_, row) => row);

/** The rules of a tree for these columns and decisions. */
function rules(columns: readonly LogColumn[], target: readonly number[], depth: number, decides = true) {
  const { features } = featuresOf(columns, [...columns.keys()], at(columns));
  const questions = treeQuestions(features);
  const values = questions.map((question) => question.values);
  const tree = treeOf(values, target, depth);
  const tally = nodeErrors(tree, values, target, null, decides);
  return rulesOf(tree, askedOf(questions, features), depth, decides).map((rule) => {
    const answer = decides ? (tree.mean[rule.node]! > 0.5 ? 'positive' : 'negative') : String(tree.mean[rule.node]!);
    return ruleSentence(rule, answer, tally, decides);
  });
}

describe('rules', () => {
  it('join conditions on one feature, and ends that decide alike', () => {
    const priors = column('priors', ['1', '2', '3', '4', '5', '6']);
    expect(rules([priors], [0, 1, 1, 0, 0, 0], 2)).toEqual([
      'priors ≤ 1.5: negative, 1 row, 100\u00a0% agree',
      '1.5 < priors ≤ 3.5: positive, 2 rows, 100\u00a0% agree',
      'priors > 3.5: negative, 3 rows, 100\u00a0% agree',
    ]);
    expect(rules([priors], [0, 0, 0, 0, 0, 1], 1)).toEqual([
      'priors ≤ 5.5: negative, 5 rows, 100\u00a0% agree',
      'priors > 5.5: positive, 1 row, 100\u00a0% agree',
    ]);
    expect(rules([priors], [0, 0, 0, 0, 0, 0], 3)).toEqual(['Every row: negative, 6 rows, 100\u00a0% agree']);
    // Both ends say no, so nothing is asked.
    expect(rules([priors], [0, 0, 1, 0, 0, 0], 1)).toEqual(['Every row: negative, 6 rows, 83\u00a0% agree']);
  });
  it('say words as words, flags as 0 and 1, and blanks', () => {
    const race = column('race', ['A', 'B', 'C', 'A', 'B', 'C']);
    expect(rules([race], [1, 0, 0, 1, 0, 0], 1)[1]).toBe('race is A: positive, 2 rows, 100\u00a0% agree');
    const kind = column('kind', ['A', 'B', 'C', 'D', 'E']);
    expect(rules([kind], [0, 0, 1, 1, 1], 2)).toEqual([
      'kind is not A or B: positive, 3 rows, 100\u00a0% agree',
      'kind is B: negative, 1 row, 100\u00a0% agree',
      'kind is A: negative, 1 row, 100\u00a0% agree',
    ]);
    const sex = column('sex', ['f', 'm', 'm']);
    expect(rules([sex], [1, 0, 0], 1).map((text) => text.split(':')[0])).toEqual(['sex is f', 'sex is m']);
    const flag = column('flag', ['0', '1', '', '1']);
    expect(rules([flag], [1, 0, 0, 0], 1).map((text) => text.split(':')[0])).toEqual([
      'flag is 0',
      'flag is 1 or blank',
    ]);
    expect(rules([flag], [1, 1, 0, 1], 1).map((text) => text.split(':')[0])).toEqual([
      'flag is known',
      'flag is blank',
    ]);
    const half = column('half', ['x', '', 'x', '']);
    expect(rules([half], [1, 0, 1, 0], 1).map((text) => text.split(':')[0])).toEqual(['half is blank', 'half is x']);
  });
  it('say a score with how far it is off', () => {
    const age = column('age', ['20', '30', '40', '50']);
    expect(rules([age], [0.1, 0.3, 0.5, 0.9], 1, false)[1]).toBe(
      'age > 40: 0.9, 1 row, off by 0.000'.replace('40', '45'),
    );
    expect(
      branchSentences({ feature: 0, name: 'x', word: null, other: null, flag: false, blanks: true }, 0.1 + 0.2),
    ).toEqual({
      left: 'x ≤ 0.3',
      right: 'x > 0.3 or blank',
    });
  });
});

describe('features', () => {
  it('are numbers, or few words; what cannot be asked is told', () => {
    const many = column(
      'city',
      Array.from({ length: 30 }, (_, k) => `c${k}`),
    );
    const mixed: LogColumn = {
      ...column(
        'mixed',
        Array.from({ length: 30 }, (_, k) => (k < 20 ? String(k) : 'x')),
      ),
      words: null,
    };
    const text: LogColumn = { ...many, header: 'text', words: null };
    const empty = column(
      'empty',
      Array.from({ length: 30 }, () => ''),
    );
    const { features, left } = featuresOf([many, mixed, text, empty], [0, 1, 2, 3], at([many]));
    expect(features.map(({ name }) => name)).toEqual(['mixed']);
    expect(left.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'city: it has 30 different words, more than 20.',
      'text: it has too many different words.',
      'empty: it is blank.',
    ]);
  });
});
