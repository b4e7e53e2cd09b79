// From columns to what is asked, and from what was said to what the host is told.
import { describe, expect, it } from 'vitest';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { LogDraft } from './logDraft.ts';
import { draftLog, draftTrouble as troubleWith, keepingOf, likelyPositive, withProbabilities } from './logDraft.ts';

const preview = (header: string, index: number, words = false): ColumnPreview => ({
  index,
  header,
  because: '',
  use: { use: 'ignore' },
  missing: 0,
  text: words ? 9 : 0,
  numeric: words ? 0 : 9,
  distinct: 2,
  min: words ? null : 0,
  max: words ? null : 1,
  samples: [],
  zeros: 0,
  asks: [],
  remembered: [],
});
const columns = [preview('y_true', 0), preview('score', 1), preview('sex', 2, true), preview('race', 3, true)];

describe('what is asked', () => {
  const draft = draftLog(columns, 9, 'forest.v2.csv');
  it('starts from the columns, and never assumes who is favoured or the reference', () => {
    expect(draft).toMatchObject({
      label: 0,
      positive: null,
      favourable: null,
      candidates: [
        {
          name: 'forest.v2',
          score: 1,
          prediction: null,
          latency: null,
          cost: null,
          threshold: 0.5,
          ascending: false,
          use: true,
        },
      ],
      groups: [
        { header: 'sex', use: true, reference: null },
        { header: 'race', use: true, reference: null },
      ],
    });
    expect(likelyPositive(['0', '1'])).toBe('1');
    expect(likelyPositive(['Yes', 'No'])).toBe('Yes');
    expect(likelyPositive(['good', 'bad'])).toBeNull();
  });
  it('asks on until all is said', () => {
    const draftTrouble = (of: LogDraft, labels: readonly string[] | null) => troubleWith(of, labels, columns);
    expect(draftTrouble({ ...draft, label: null }, ['0', '1'])).toMatch('the label');
    expect(draftTrouble(draft, ['0', '1', '2'])).toMatch('3 values');
    expect(draftTrouble(draft, ['0', '1'])).toMatch('positive');
    const positive = { ...draft, positive: '1' };
    expect(draftTrouble(positive, ['0', '1'])).toMatch('favourable');
    const said = { ...positive, favourable: 'negative' as const };
    expect(draftTrouble(said, ['0', '1'])).toBeNull();
    expect(draftTrouble({ ...said, candidates: [] }, ['0', '1'])).toMatch('at least one');
    const twice = [draft.candidates[0]!, { ...draft.candidates[0]!, prediction: 1, score: null }];
    expect(draftTrouble({ ...said, candidates: twice }, ['0', '1'])).toBe('Two candidates have the same name.');
  });
  it('tells the host only what is used, and proposes features', () => {
    const wide = draftLog([...columns, preview('age', 4)], 9, 'log.csv', ['log.csv', 'log.csv 2']);
    expect(wide.name).toBe('log.csv 3');
    expect(wide.features).toEqual([{ index: 4, header: 'age', use: true }]);
    const said = { ...wide, positive: '1', favourable: 'positive' as const };
    const groups = wide.groups.map((group, k) => ({ ...group, use: k === 1, reference: 'x' }));
    expect(keepingOf({ ...said, groups })).toMatchObject({
      kind: 'binary',
      roles: { label: 0, groups: [{ place: 3, reference: 'x' }], features: [4] },
      description: { name: 'log.csv 3', positive: '1', favourable: 'positive' },
    });
    expect(troubleWith({ ...said, name: ' ' }, ['0', '1'], columns)).toBe('Give the log a name.');
  });
  it('takes the threshold of each candidate from the scale of its scores, and asks where that is in doubt', () => {
    const scored = (header: string, index: number, min: number, max: number) => ({
      ...preview(header, index),
      distinct: 90,
      min,
      max,
    });
    const mixed = [
      preview('y_true', 0),
      scored('score_percent', 1, 3, 97),
      scored('score_margin', 2, -3, 2),
      scored('score_stars', 3, 1, 10),
      scored('score_other', 4, 0, 100),
      preview('pred_margin', 5),
    ];
    const draft: LogDraft = { ...draftLog(mixed, 100, 'log.csv'), positive: '1', favourable: 'positive' };
    expect(draft.candidates.map(({ name, threshold }) => [name, threshold])).toEqual([
      ['percent', 50],
      ['margin', 0],
      ['stars', null],
      ['other', 50],
    ]);
    expect(troubleWith(draft, ['0', '1'], mixed)).toBe('Say from which score on stars decides positive.');
    const said = {
      ...draft,
      candidates: draft.candidates.map((each) => ({ ...each, threshold: each.threshold ?? 5 })),
    };
    expect(troubleWith(said, ['0', '1'], mixed)).toBeNull();
    const { description, roles } = keepingOf(said);
    expect(description.threshold).toBe(50);
    // margin decides by its own decisions; others that decide at 50 follow the threshold of the log.
    expect(roles.candidates.map(({ threshold }) => threshold)).toEqual([undefined, undefined, 5, undefined]);
  });
  it('asks only what its kind of question needs', () => {
    const header = ['y_true', 'pred_a', 'score_b', 'query_id'];
    const numbers = header.map((name, k) => ({ ...preview(name, k), distinct: 9 }));
    const list = draftLog(numbers, 9, 'log.csv');
    expect(list).toMatchObject({ kind: 'ranking', query: 3 });
    expect(troubleWith(list, null, numbers)).toBeNull();
    expect(troubleWith({ ...list, query: null }, null, numbers)).toMatch('tells the lists apart');
    expect(troubleWith(list, null, [{ ...numbers[0]!, min: -1 }])).toMatch('a relevance is 0 or more');
    expect(keepingOf({ ...list, positive: '1' })).toMatchObject({
      kind: 'ranking',
      description: { positive: null, favourable: null },
      roles: {
        query: 3,
        candidates: [
          { name: 'a', score: 1, prediction: null },
          { name: 'b', score: 2, prediction: null },
        ],
      },
    });
    const number = { ...list, kind: 'regression' as const };
    expect(keepingOf(number).roles).toMatchObject({
      query: null,
      candidates: [
        { score: null, prediction: 1 },
        { score: null, prediction: 2 },
      ],
    });
    expect(troubleWith(number, null, [preview('y_true', 0, true)])).toMatch('“y_true” holds no numbers.');
    const answers = { ...list, kind: 'multiclass' as const };
    expect(troubleWith(answers, ['a', 'b', 'c'], numbers)).toMatch('holds the answers of b');
    expect(troubleWith(answers, null, numbers)).toMatch('more than 50');
    expect(troubleWith({ ...list, kind: 'binary' }, ['a', 'b', 'c'], numbers)).toMatch('3 values, not two');
  });
});

describe('several answers', () => {
  const answers = ['cat', 'dog', 'fox'];
  const label = { ...preview('y_true', 0, true), distinct: 3 };
  const shares = ['p_a_cat', 'p_a_dog', 'p_a_fox', 'prob_cat', 'age'].map((header, k) => preview(header, k + 1));
  const listed = { ...preview('probs_b', 6, true), samples: ['[0.1, 0.7, 0.2]'], distinct: 9 };
  const all = [label, ...shares, listed];
  it('take columns that go through the answers for probabilities, and not for features or candidates', () => {
    const draft = draftLog(all, 9, 'log.csv');
    const said = { ...draft, ...withProbabilities(draft, all, answers) };
    expect(said.candidates.filter(({ use }) => use)).toMatchObject([
      { name: 'a', classProbabilities: answers.map((answer, k) => ({ place: k + 1, answer })) },
      { name: 'b', classProbabilities: answers.map((answer, item) => ({ place: 6, answer, item })) },
    ]);
    expect(said.features.map(({ header }) => header)).toEqual(['age']);
    expect(troubleWith(said, answers, all)).toBeNull();
    expect(keepingOf(said).roles.candidates[0]).toMatchObject({ name: 'a', prediction: null });
    const twice = said.candidates.map((each) => ({
      ...each,
      classProbabilities: each.classProbabilities.map((one) => ({ ...one, answer: 'cat' })),
    }));
    expect(troubleWith({ ...said, candidates: twice }, answers, all)).toMatch('every answer once');
    expect(withProbabilities(draft, all, ['cat', 'dog'])).toBeNull();
  });
});

describe('numbers of few kinds', () => {
  const stars = (header: string, index: number) => ({
    ...preview(header, index),
    distinct: 5,
    min: 1,
    max: 5,
    samples: ['4'],
  });
  const table = [stars('y_true', 0), stars('pred_a', 1)];
  it('are asked about, and kept as what was said', () => {
    const draft = draftLog(table, 9, 'log.csv');
    expect(troubleWith(draft, ['1', '2', '3', '4', '5'], table)).toMatch('numbers, answers on a scale, or classes');
    const said = { ...draft, kind: 'ordinal' as const, kindInDoubt: false };
    expect(troubleWith(said, ['1', '2', '3', '4', '5'], table)).toBeNull();
    expect(keepingOf(said)).toMatchObject({ kind: 'ordinal', roles: { candidates: [{ prediction: 1 }] } });
  });
});

describe('ranges', () => {
  const ends = (low: string, high: string) => [
    preview('y_true', 0),
    preview(low, 1),
    { ...preview(high, 2), min: 1, max: 2 },
  ];
  it('ask for the share that they are to hold, unless their names say it', () => {
    const open = draftLog(ends('lower_a', 'upper_a'), 9, 'log.csv');
    expect(open).toMatchObject({ kind: 'interval', level: null });
    expect(troubleWith(open, null, ends('lower_a', 'upper_a'))).toMatch('which share of the cases');
    const said = draftLog(ends('a_q05', 'a_q95'), 9, 'log.csv');
    expect(troubleWith(said, null, ends('a_q05', 'a_q95'))).toBeNull();
    expect(keepingOf(said)).toMatchObject({
      description: { level: 0.9 },
      roles: { candidates: [{ name: 'a', intervalLow: 1, intervalHigh: 2, prediction: null }] },
    });
  });
});

describe('answers on a scale in words', () => {
  const inWords = (header: string, index: number) => ({ ...preview(header, index, true), distinct: 3 });
  const table = [inWords('y_true', 0), inWords('pred_a', 1)];
  const answers = ['A', 'B', 'C'];
  const draft = { ...draftLog(table, 9, 'log.csv'), kind: 'ordinal' as const };
  it('have an order that is said, and kept', () => {
    expect(troubleWith(draft, answers, table, { answers })).toMatch('in which order the answers stand');
    const said = { ...draft, order: ['C', 'B', 'A'] };
    expect(troubleWith(said, answers, table, { answers })).toBeNull();
    expect(keepingOf(said)).toMatchObject({
      kind: 'ordinal',
      description: { order: ['C', 'B', 'A'] },
      roles: { candidates: [{ prediction: 1 }] },
    });
    // A word that only a candidate uses has a place too.
    expect(troubleWith(said, answers, table, { answers: [...answers, 'D'] })).toMatch('in which order');
  });
  it('are too many to be put in order beyond twelve', () => {
    const many = Array.from({ length: 13 }, (_, k) => `w${k}`);
    expect(troubleWith(draft, many, table, { answers: many })).toMatch('too many to put in order');
    expect(troubleWith(draft, answers, table, { answers: many })).toMatch('have 13 different words; 3 to 12');
  });
});

describe('numbers of several answers that do not add up to 1', () => {
  const answers = ['cat', 'dog', 'fox'];
  const table = [
    { ...preview('y_true', 0, true), distinct: 3 },
    ...answers.map((answer, k) => preview(`p_a_${answer}`, k + 1)),
  ];
  const bare = draftLog(table, 9, 'log.csv');
  const draft = { ...bare, ...withProbabilities(bare, table, answers) };
  const doubt = { candidate: 0, rows: 4, of: 9, least: 0.5, most: 1.4, outside: null };
  const known = { doubts: { unnormalised: [doubt], together: null } };
  const taken = (unnormalised: 'scaled' | 'scores') => ({
    ...draft,
    candidates: draft.candidates.map((each) => ({ ...each, unnormalised })),
  });
  it('are asked about, and kept as what was said', () => {
    expect(troubleWith(draft, answers, table)).toBeNull();
    expect(troubleWith(draft, answers, table, known)).toBe('Say what the numbers of a are: they do not add up to 1.');
    for (const unnormalised of ['scaled', 'scores'] as const) {
      expect(troubleWith(taken(unnormalised), answers, table, known)).toBeNull();
      expect(keepingOf(taken(unnormalised)).roles.candidates[0]).toMatchObject({ unnormalised });
    }
  });
  it('cannot be scaled where some are no probabilities', () => {
    const outside = { doubts: { unnormalised: [{ ...doubt, outside: -2 }], together: null } };
    expect(troubleWith(taken('scaled'), answers, table, outside)).toMatch('they can be no probabilities');
    expect(troubleWith(taken('scores'), answers, table, outside)).toBeNull();
  });
});
