// The sentences of the interpretability tab, its table of measures, and importances beside those that were attached.
import { describe, expect, it } from 'vitest';
import type { KeptLog, LogColumn } from '../../../../shared/domain/predictionLog.ts';
import type { SurrogateInput, SurrogateStudy } from '../../../analysis/kinds/surrogate.ts';
import { surrogate } from '../../../analysis/kinds/surrogate.ts';
import { takeableOf } from '../../../parts/measures/measureRows.ts';
import { importanceTable } from '../../../parts/surrogate/importance.ts';
import { candidateNamed } from './candidateNamed.ts';
import {
  answersOf,
  fidelityWords,
  fidelitySentence,
  rowsSentence,
} from '../../../parts/surrogate/surrogateSentences.ts';
import { howExplained, surrogateRows } from './surrogateRows.ts';

function column(header: string, cells: readonly (string | number)[]): LogColumn {
  const names = [...new Set(cells.map(String))];
  const codes = Int32Array.from(cells, (cell) => names.indexOf(String(cell)));
  return { header, numbers: Float64Array.from(cells, Number), words: { codes, names } };
}
const rows = Array.from({ length: 200 }, (_, row) => row);
const age = rows.map((row) => 20 + ((row * 37) % 50));
const columns = [
  column(
    'outcome',
    rows.map((row) => (row % 3 ? 'denied' : 'granted')),
  ),
  column('age', age),
  column(
    'income',
    rows.map((row) => (row * 61) % 90),
  ),
  column(
    'pred_old',
    // One row in twenty is decided the other way round, so that no tree is without fault on either half.
    age.map((years, row) => (years >= 45 === (row % 20 !== 7) ? 'granted' : 'denied')),
  ),
  column(
    'score_line',
    age.map((years) => years / 100),
  ),
];
const input: SurrogateInput = {
  columns,
  kind: 'binary',
  groups: false,
  roles: {
    label: 0,
    weight: null,
    row: null,
    model: null,
    query: null,
    features: [1, 2],
    groups: [],
    candidates: [
      { name: 'old', score: null, prediction: 3 },
      { name: 'line', score: 4, prediction: null },
    ],
  },
  choices: { positive: 'granted', threshold: 0.62, inverted: new Set() },
};
const study = surrogate(input, { progress: () => undefined }) as SurrogateStudy;
const log = { name: 'Loans', positive: 'granted' } as KeptLog;
const answers = answersOf(log, input);

describe('what is said', () => {
  it('is how faithful the tree is, against the usual answer', () => {
    expect(fidelitySentence(study.candidates[0]!, 1, 'decisions', answers)).toMatch(
      /^A tree of depth 1 says what old says on 9\d\s% of rows it has not seen; always answering “(granted|denied)” would be right on \d\d\s%\.$/,
    );
    expect(fidelitySentence(study.candidates[1]!, 3, 'scores', answers)).toMatch(
      /^A tree of depth 3 explains 9\d\s% of how the scores of line vary over rows it has not seen\.$/,
    );
    expect(fidelitySentence(study.candidates[0]!, 3, 'scores', answers)).toBe(
      'No tree can be judged against the scores of old.',
    );
    expect(fidelityWords(study.candidates[0]!, 1, 'scores', answers)).toEqual({
      value: '—',
      against: 'gives no scores',
    });
    expect(rowsSentence(study, log)).toBe(
      'Loans: grown from 100 rows drawn at random; every number is of the other 100. Surrogate evidence, not the model’s mechanism.',
    );
  });
  it('names answers that are words, and numbers as positive and negative', () => {
    expect(answers).toEqual({ positive: 'granted', negative: 'denied' });
    const numbered = { ...input, columns: [column('y', [0, 1, 1])] };
    expect(answersOf({ ...log, positive: '1' }, numbered)).toEqual({ positive: 'positive', negative: 'negative' });
  });
});

describe('one of several answers', () => {
  it('is told from all others, in sentences and in names', () => {
    const several = { ...study, answer: 'deferred', answers: ['deferred', 'denied', 'granted'] };
    expect(answersOf(log, input, several.answer)).toEqual({ positive: 'deferred', negative: 'not deferred' });
    expect(surrogateRows(several, 3, 'decisions')[0]!.name).toBe(
      'Surrogate fidelity at depth 3 (held out), deferred or not',
    );
  });
});

describe('what can be taken', () => {
  it('has a name that says depth and rows, and a reason where it is undefined', () => {
    const decided = surrogateRows(study, 3, 'decisions');
    expect(decided.map(({ name, direction }) => `${name}: ${direction}`)).toEqual([
      'Surrogate fidelity at depth 3 (held out): max',
      'Surrogate kappa at depth 3 (held out): max',
      'Accuracy of a surrogate of depth 3 (held out): max',
      'Features asked by a surrogate of depth 3: min',
      'Surrogate depth for 90 % agreement: min',
    ]);
    const taken = takeableOf(decided[3]!, ['old', 'line'], howExplained(study));
    // Beside the age it asks the income, after the rows that are decided the other way round.
    expect(taken.measurements).toEqual([
      { candidate: 'old', measured: 2, standardError: null },
      { candidate: 'line', measured: 1, standardError: null },
    ]);
    expect(taken.how).toContain('not the model’s mechanism');
    const { measure, interval } = decided[0]!.findings[0]!;
    if (interval?.reason !== null) throw new Error('A proportion has an interval.');
    expect(interval.lo < measure.value! && measure.value! < interval.hi).toBe(true);
    expect(interval.standardError).toBeCloseTo(Math.sqrt((measure.value! * (1 - measure.value!)) / 100), 12);
    const scored = surrogateRows(study, 1, 'scores');
    expect(scored[0]!.findings.map(({ measure }) => measure.reason)).toEqual(['It gives no scores.', null]);
    expect(scored[3]!.findings[1]!.measure.value).toBeGreaterThan(1);
  });
});

describe('a log of numbers', () => {
  const far = columns.map((one) =>
    one.header === 'score_line' ? { ...one, numbers: one.numbers.map((x) => 1e4 * x) } : one,
  );
  const same = column(
    'pred_same',
    rows.map(() => 152.13348416289594),
  );
  const roles = {
    ...input.roles,
    label: 1,
    candidates: [
      { name: 'line', score: 4, prediction: null },
      { name: 'same', score: null, prediction: 5 },
    ],
  };
  const numbers = surrogate(
    { ...input, columns: [...far, same], roles, kind: 'regression' },
    { progress: () => undefined },
  );
  it('is told in its own digits and words, and equal predictions are not explained', () => {
    const of = numbers as SurrogateStudy;
    const [line, equal] = of.candidates;
    expect(fidelitySentence(line!, 3, 'scores', answers, 'predictions')).toContain('how the predictions of line vary');
    expect(fidelityWords(line!, 3, 'scores', answers).against).toMatch(/^off by \d{2,3} on average$/);
    expect(fidelitySentence(equal!, 3, 'scores', answers, 'predictions')).toBe(
      'No tree can be judged against the predictions of same.',
    );
    const [r2, , asked, needed] = surrogateRows(of, 3, 'scores', 'predictions').map(
      ({ findings }) => findings[1]!.measure,
    );
    expect([r2!.reason, asked!.value, needed!.reason]).toEqual([
      'All its scores are the same.',
      0,
      'All its scores are the same.',
    ]);
  });
});

describe('importances', () => {
  it('stand beside those that were attached, each file on its own scale', () => {
    const attached = [
      {
        id: 7,
        candidate: 'old',
        kind: 'attribution' as const,
        method: 'mean |SHAP|',
        cases: 1200,
        features: [
          { feature: 'age', value: 120, spread: 2 },
          { feature: 'city', value: 30, spread: null },
        ],
      },
    ];
    const table = importanceTable(study, 3, 'decisions', attached);
    expect(table.sources.map(({ name, note, scale }) => [name, note, scale])).toEqual([
      ['old', 'its tree', 'trees'],
      ['old', 'mean |SHAP| over 1,200 cases', 'attached 7'],
      ['line', 'its tree', 'trees'],
    ]);
    expect(table.features.map(({ name }) => name)).toEqual(['age', 'city']);
    expect(table.features[0]!.cells[1]!.text).toBe('120');
    expect(table.features[0]!.cells[0]!.text).toMatch(/^\d\d\.\d pt$/);
    expect(table.features[1]!.cells.map((cell) => cell?.text ?? null)).toEqual([null, '30.0', null]);
    expect(table.unasked).toEqual(['income']);
    const alone = importanceTable(null, 3, 'decisions', attached);
    expect([alone.sources.length, alone.features.length]).toEqual([1, 2]);
  });
});

describe('whose importances a file holds', () => {
  const candidates = [
    { id: 1, name: 'Forest' },
    { id: 2, name: 'forest' },
    { id: 3, name: 'Rules' },
  ];
  it('is told by the name, exactly first', () => {
    expect([
      candidateNamed('forest', candidates),
      candidateNamed('rules', candidates),
      candidateNamed('FOREST', candidates),
    ]).toEqual([2, 3, null]);
    expect([
      candidateNamed('Tree', candidates),
      candidateNamed(null, candidates),
      candidateNamed(null, candidates.slice(2)),
    ]).toEqual([null, null, 3]);
  });
});
