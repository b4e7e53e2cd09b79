// Which columns are probabilities of several answers, by their names and cells.
import { describe, expect, it } from 'vitest';
import { answerIn, listedNumbers, probabilityColumns } from './classColumns.ts';

const answers = ['cat', 'dark dog', 'dog'];
const shares = (headers: readonly string[]) =>
  headers.map((header, place) => ({ header, place, numeric: 9, min: 0, max: 1, samples: ['0.1'] }));

describe('a header', () => {
  it.each([
    ['modelA_proba_cat', 'modelA', 'cat'],
    ['p_modelA_cat', 'modelA', 'cat'],
    ['prob_dark_dog', '', 'dark dog'],
    ['P(cat) forest', 'forest', 'cat'],
    ['cat', '', 'cat'],
    ['forest-dog', 'forest', 'dog'],
  ])('%s is of %s and %s', (header, name, answer) => {
    expect(answerIn(header, answers)).toMatchObject({ name, answer });
  });
  it('that names no answer is none', () => {
    expect(answerIn('category', answers)).toBeNull();
    expect(answerIn('p_fox', answers)).toBeNull();
    expect(answerIn('proba_1.0', ['0', '1'])).toEqual({ name: '', answer: '1', said: true });
  });
});

describe('columns', () => {
  it('are those of one candidate where they name the same one', () => {
    const found = probabilityColumns(
      shares(['p_a_cat', 'p_a_dog', 'p_a_dark_dog', 'p_b_cat', 'p_b_dog', 'age']),
      answers,
    );
    expect(found.map(({ name, classProbabilities }) => [name, classProbabilities.map(({ answer }) => answer)])).toEqual(
      [
        ['a', ['cat', 'dog', 'dark dog']],
        ['b', ['cat', 'dog']],
      ],
    );
  });
  it('without a word that says so are taken only where every answer has one', () => {
    expect(probabilityColumns(shares(['a_cat', 'a_dog', 'a_dark dog']), answers)).toHaveLength(1);
    expect(probabilityColumns(shares(['a_cat', 'a_dog']), answers)).toEqual([]);
  });
  it('beyond 100 or below 0 are none', () => {
    const lengths = shares(['p_a_cat', 'p_a_dog', 'p_a_dark_dog']).map((column) => ({ ...column, max: 180 }));
    expect(probabilityColumns(lengths, answers)).toEqual([]);
  });
  it('of lists have one number per answer', () => {
    const listed = (samples: string[]) => [
      { header: 'probs_net', place: 4, numeric: 0, min: null, max: null, samples },
    ];
    expect(probabilityColumns(listed(['[0.1, 0.7, 0.2]', '']), answers)).toEqual([
      { name: 'net', classProbabilities: answers.map((answer, item) => ({ place: 4, answer, item })) },
    ]);
    expect(probabilityColumns(listed(['[0.1, 0.9]']), answers)).toEqual([]);
    expect(probabilityColumns(listed(['a long text']), answers)).toEqual([]);
  });
});

it('a list of numbers is read however it is written', () => {
  expect(listedNumbers('[0.1, 0.7, 0.2]')).toEqual([0.1, 0.7, 0.2]);
  expect(listedNumbers('(1e-3 .5)')).toEqual([0.001, 0.5]);
  expect(listedNumbers('0.1|0.9')).toEqual([0.1, 0.9]);
  expect(listedNumbers('0.1')).toBeNull();
  expect(listedNumbers('[0.1, x]')).toBeNull();
});
