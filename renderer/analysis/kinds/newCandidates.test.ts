// New candidates and verdicts as the page asks for them: from columns and roles to offers, decisions case by case, or a sentence.
import type { LogColumn, LogRoles } from '../../../shared/domain/predictionLog.ts';
import { describe, expect, it } from 'vitest';
import { randomFrom, uniform } from '../../../shared/engine/certainty/random.ts';
import { cascadeDecisions, newCandidates } from './newCandidates.ts';
import { finished } from '../steps.ts';
import type { NewCandidatesInput } from './newCandidates.ts';
import { predictionVerdicts } from './predictionVerdicts.ts';

function column(header: string, cells: readonly string[]): LogColumn {
  const names = [...new Set(cells)].filter((cell) => cell !== '');
  const codes = Int32Array.from(cells, (cell) => names.indexOf(cell));
  return {
    header,
    numbers: Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell))),
    words: { codes, names },
  };
}
const random = randomFrom(3);
const truth = Array.from({ length: 400 }, () => (uniform(random) < 0.4 ? 1 : 0));
const scoreOf = (noisy: number) =>
  truth.map((y) => String(Math.min(0.99, Math.max(0.01, y * (1 - noisy) + noisy * uniform(random))).toFixed(3)));
const scored = scoreOf(0.9);
// The second case says nothing of the cheap one, so it is measured for nobody.
scored[1] = '';
const columns = [
  column(
    'y',
    truth.map((y) => (y ? 'yes' : 'no')),
  ),
  column('score_cheap', scored),
  column(
    'pred_costly',
    scoreOf(0.7).map((score) => (Number(score) >= 0.5 ? 'yes' : 'no')),
  ),
  column(
    'sex',
    truth.map((_, i) => (i % 3 ? 'f' : 'm')),
  ),
];
const roles: LogRoles = {
  label: 0,
  weight: null,
  row: null,
  model: null,
  query: null,
  features: [],
  groups: [{ place: 3, reference: null }],
  candidates: [
    { name: 'cheap', score: 1, prediction: null },
    { name: 'costly', score: null, prediction: 2 },
  ],
};
const asked = {
  columns,
  roles,
  choices: { positive: 'yes', threshold: 0.5, inverted: new Set<string>() },
};
const input: NewCandidatesInput = {
  ...asked,
  of: { kind: 'threshold', candidate: 0 },
  group: 0,
  favourable: 'positive',
  smallest: 140,
  question: {
    criteria: [
      { id: 'recall', sign: 1 },
      { id: 'precision', sign: 1 },
    ],
    costs: { falsePositive: 1, falseNegative: 1, truePositive: 0, trueNegative: 0 },
    most: 5,
    smallest: 30,
    tolerance: 0.05,
    bootstrap: { replicates: 100, seed: 1, method: 'BCa', stratified: false },
  },
};
const cascade = { kind: 'handOver' as const, cheap: 0, costly: 1 };

describe('new candidates of a log', () => {
  it('are thresholds beside the one that holds', () => {
    const fractions: number[] = [];
    const answer = finished(newCandidates(input, { progress: (fraction) => fractions.push(fraction) }));
    if (answer.problem !== null) throw new Error(answer.problem);
    expect(fractions.at(-1)).toBe(1);
    expect(answer.small).toEqual(['m']);
    expect(answer.study.choosing + answer.study.measuring).toBe(399);
    expect(answer.study.offers[0]).toMatchObject({ is: 'current', at: 0.5 });
    expect(answer.study.offers.length).toBeGreaterThan(3);
  });
  it('are not to be had from decisions alone', () => {
    const answer = finished(
      newCandidates({ ...input, of: { kind: 'threshold', candidate: 1 } }, { progress: () => undefined }),
    );
    expect(answer.problem).toBe('costly has decisions only; without scores it has no other thresholds.');
  });
  it('decide case by case what was measured, in the words of the label', () => {
    const answer = finished(newCandidates({ ...input, of: cascade }, { progress: () => undefined }));
    if (answer.problem !== null) throw new Error(answer.problem);
    const at = answer.study.offers.flatMap((offer) => (offer.is === 'new' ? [offer.at!] : []));
    const decided = cascadeDecisions({ ...asked, of: cascade, at });
    if (decided.problem !== null) throw new Error(decided.problem);
    const { codes, names } = columns[0]!.words!;
    expect(decided.codes).toHaveLength(at.length);
    decided.codes.forEach((own, k) => {
      expect(own[1]).toBe(-1);
      own.forEach((code, i) => {
        if (i === 1) return;
        const score = Number(scored[i]);
        const costly = columns[2]!.words!.names[columns[2]!.words!.codes[i]!]!;
        const expected = Math.abs(score - 0.5) < at[k]! ? costly : score >= 0.5 ? 'yes' : 'no';
        expect(names[code]).toBe(expected);
      });
    });
    // On all measured cases: neither half alone.
    const right = decided.codes[0]!.filter((code, i) => code === codes[i]).length;
    expect(right / 399).toBeGreaterThan(0.5);
  });
});

describe('verdicts on pairs', () => {
  it('is told for every pair of the log, or for none where it cannot be measured', () => {
    const tell = { progress: () => undefined };
    const binary = finished(predictionVerdicts({ ...asked, kind: 'binary' }, tell))!;
    expect(binary.map(({ a, b, test }) => [a, b, test])).toEqual([[0, 1, 'McNemar']]);
    const maybe = { ...asked.choices, positive: 'maybe' };
    expect(finished(predictionVerdicts({ ...asked, kind: 'binary', choices: maybe }, tell))).toBeNull();
  });
  it('is the same of several answers as of two', () => {
    const answers = columns.map((own, place) =>
      place === 1
        ? column(
            'pred_cheap',
            scored.map((cell) => (cell === '' ? '' : Number(cell) >= 0.5 ? 'yes' : 'no')),
          )
        : own,
    );
    const many = { ...roles, candidates: [{ name: 'cheap', score: null, prediction: 1 }, roles.candidates[1]!] };
    const tell = { progress: () => undefined };
    expect(finished(predictionVerdicts({ ...asked, columns: answers, roles: many, kind: 'multiclass' }, tell))).toEqual(
      finished(predictionVerdicts({ ...asked, kind: 'binary' }, tell)),
    );
  });
  it('of numbers is about how far they are off', () => {
    const numbers = [
      column('y', ['1', '2', '3', '4']),
      column('a', ['1', '2', '3', '5']),
      column('b', ['2', '3', '4', '5']),
    ];
    const said = [1, 2].map((prediction) => ({ name: String(prediction), score: null, prediction }));
    const asRegression = {
      columns: numbers,
      roles: { ...roles, groups: [], candidates: said },
      choices: asked.choices,
    };
    const found = finished(predictionVerdicts({ ...asRegression, kind: 'regression' }, { progress: () => undefined }))!;
    expect(found[0]).toMatchObject({ difference: -0.75, test: 'paired t' });
  });
  it('of ordered lists is about the best ten of those with anything relevant', () => {
    const table = [
      column('query', ['p', 'p', 'q', 'q', 'r', 'r']),
      column('label', ['1', '0', '0', '1', '0', '0']),
      column('score_a', ['2', '1', '1', '2', '1', '2']),
      column('score_b', ['2', '1', '2', '1', '1', '2']),
    ];
    const said = [2, 3].map((score) => ({ name: String(score), score, prediction: null }));
    const lists = { ...roles, label: 1, query: 0, groups: [], candidates: said };
    const found = finished(
      predictionVerdicts({ ...asked, columns: table, roles: lists, kind: 'ranking' }, { progress: () => undefined }),
    )!;
    // b has the relevant item of q second: 1/log₂3 instead of 1, on one of two lists.
    expect(found[0]!.difference).toBeCloseTo((1 - 1 / Math.log2(3)) / 2, 12);
  });
});
